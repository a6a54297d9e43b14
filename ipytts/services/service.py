"""Services: their addresses, keys and header forms, and which one to use."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, AnyStr, Literal
from urllib.parse import urlsplit

from ipytts.errors import InvalidRequestError, NoServiceError
from ipytts.services.keyring import load_key
from ipytts.services.request import check_count

if TYPE_CHECKING:
    from requests import PreparedRequest

#: The voices that OneRouter and OpenAI document. Others are sent as well, as services gain new ones.
VOICES = (
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse",
)  # fmt: skip
MODELS = ("gpt-4o-mini-tts", "tts-1", "tts-1-hd")
_MODELS_WITHOUT_INSTRUCTIONS = ("tts-1", "tts-1-hd")
_ENDPOINT = "/audio/speech"

_BUILTIN_URL = "builtin://hibari"
_CUSTOM_KEY_ENV = "IPYTTS_API_KEY"  # for the server in IPYTTS_SERVICE
_VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")

#: The services that have a name.
SERVICES = ("onerouter", "openai", "builtin")


class _Key(str):
    """A key that no traceback shows, not even one with local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'[key]'"


def check_key(key: str, owner: str) -> _Key:
    """Return a key without the white space around it.

    Parameters
    ----------
    key : str
        The key.
    owner : str
        The service that it is for, for the message.

    Raises
    ------
    InvalidRequestError
        It holds characters that no key can have; the message does not repeat it.
    """
    checked = _Key(key.strip())
    if not checked.isascii() or not checked.isprintable() or " " in checked:
        raise InvalidRequestError(
            f"The key for {owner} holds characters that a key cannot have: copy it once more."
        )
    return checked


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_valid = url == _BUILTIN_URL or bool(parts.scheme in ("http", "https") and parts.hostname)
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError:
        is_valid = False
    if not is_valid:
        # The text before '@' or after '?' may be a secret: it must not be repeated.
        shown = repr(url) if re.fullmatch("[^@?#]*", url) else "as given"
        raise InvalidRequestError(
            f"service={shown} is neither a name ({', '.join(SERVICES)}) nor a base URL "
            "such as 'http://127.0.0.1:8880/v1' or 'https://audio.onerouter.pro/v1'."
        )
    if parts.username is not None or parts.query or parts.fragment:
        # These may hold a secret: they must not be repeated.
        raise InvalidRequestError(
            f"The address of {parts.hostname} must be a plain base URL, without user, '?' or '#': "
            "a key comes from a variable, which --key-env names."
        )
    return url.rstrip("/").removesuffix(_ENDPOINT)


@dataclass(frozen=True)
class Service:
    """A server that speaks the protocol of ``POST /v1/audio/speech``.

    Parameters
    ----------
    base_url : str
        What comes before ``/audio/speech``, such as ``https://audio.onerouter.pro/v1``.
    key : str, optional
        The key to send; None for a server that needs none. It is in no repr and no pickle.
    authorization : {"bearer", "bare"}
        The form of the ``Authorization`` header: ``Bearer <key>``, or the key alone.
    name : str, optional
        Its name in messages; by default the base URL.
    key_env : str, optional
        The environment variable that the key comes from, for messages.
    limit : int, optional
        The most characters in one request; longer text is split. By default ``SpeechDefaults.limit``.
    at_once : int, optional
        The most requests at the same time; by default ``SpeechDefaults.at_once``.
    voices, models : tuple of str
        The voices and models that it is known to have. The first ones are its defaults.
    sole_voice : str, optional
        The one voice that speaks, whatever voice is requested.

    Raises
    ------
    InvalidRequestError
        The base URL is invalid, the key cannot be sent in a header, or a number is below 1.

    Examples
    --------
    >>> Service("http://127.0.0.1:8880/v1/", key="secret")
    Service(base_url='http://127.0.0.1:8880/v1', authorization='bearer')
    """

    __module__ = "ipytts"
    base_url: str
    key: str | None = field(default=None, repr=False)
    authorization: Literal["bearer", "bare"] = "bearer"
    name: str = field(default="", repr=False)
    key_env: str | None = field(default=None, repr=False)
    limit: int | None = field(default=None, repr=False)
    at_once: int | None = field(default=None, repr=False)
    voices: tuple[str, ...] = field(default=VOICES, repr=False)
    models: tuple[str, ...] = field(default=MODELS, repr=False)
    sole_voice: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        url = _checked_url(self.base_url)
        object.__setattr__(self, "base_url", url)
        object.__setattr__(self, "name", self.name or url)
        for name in ("limit", "at_once"):
            if (number := getattr(self, name)) is not None:
                check_count(name, number)
        owner = f"{self.name} in {self.key_env}" if self.key_env else self.name
        object.__setattr__(self, "key", check_key(self.key or "", owner) or None)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "key": None}  # a key never goes into a file

    @property
    def url(self) -> str:
        """The address that requests are posted to."""
        return self.base_url + _ENDPOINT

    @property
    def is_builtin(self) -> bool:
        """Whether it is the built-in voice."""
        return self.base_url == _BUILTIN_URL

    def takes_instructions(self, model: str) -> bool:
        """Return whether a model takes instructions; True for unknown models.

        Examples
        --------
        >>> service = Service("http://127.0.0.1:8880/v1")
        >>> service.takes_instructions("gpt-4o-mini-tts"), service.takes_instructions("tts-1")
        (True, False)
        """
        return not self.is_builtin and model not in _MODELS_WITHOUT_INSTRUCTIONS

    def authorize(self, request: PreparedRequest) -> PreparedRequest:
        """Put the key into the header of a request; `requests` calls this in place of its netrc lookup."""
        if self.key:
            form = self.key if self.authorization == "bare" else f"Bearer {self.key}"
            request.headers["Authorization"] = form
        return request

    def redact(self, text: AnyStr) -> AnyStr:
        """Return `text` without the key, which some servers repeat."""
        if not self.key:
            return text
        if isinstance(text, bytes):
            return text.replace(self.key.encode(), b"[key]")
        return text.replace(self.key, "[key]")


@dataclass(frozen=True)
class _NamedService:
    """The declaration of a service that is known by its name."""

    base_url: str
    authorization: Literal["bearer", "bare"]
    env_prefix: str  # of its environment variables

    @property
    def key_env(self) -> str:
        return f"{self.env_prefix}_API_KEY"

    def configured_url(self) -> str:
        return os.environ.get(f"{self.env_prefix}_BASE_URL") or self.base_url


_NAMED = {
    "onerouter": _NamedService("https://audio.onerouter.pro/v1", "bare", "ONEROUTER"),
    "openai": _NamedService("https://api.openai.com/v1", "bearer", "OPENAI"),
}
BUILTIN = Service(
    _BUILTIN_URL,
    name="builtin",
    voices=("heart", *VOICES),
    models=("hibari",),
    sole_voice="heart",
    at_once=1,  # it uses the whole machine
)
# The version of ipytts that last changed how the built-in voice sounds with the same hibari-tts. It is in the
# cache's keys: raise it at such a change, so that no older audio is taken from the cache.
BUILTIN_REVISION = "0.1.0"


def find_service(choice: str | Service | None = None, key_env: str | None = None) -> Service:
    """Return the service to use.

    Parameters
    ----------
    choice : str or Service, optional
        A name (``onerouter``, ``openai``, ``builtin``), a base URL or a `Service`. By default the value of
        ``IPYTTS_SERVICE``; else onerouter if ``ONEROUTER_API_KEY`` is set; else the built-in voice.
    key_env : str, optional
        The environment variable to take the key from.

    Raises
    ------
    InvalidRequestError
        The choice is none of these, or `key_env` is not the name of a variable.
    NoServiceError
        The service's key is not set, or there is neither a key nor a built-in voice.
    """
    choice = choice or os.environ.get("IPYTTS_SERVICE") or _default_name()
    if isinstance(choice, Service):
        return choice
    if not isinstance(choice, str):
        raise InvalidRequestError(
            f"service={choice!r} is not possible: give {', '.join(SERVICES)}, a base URL or a Service."
        )
    if choice in (BUILTIN.name, BUILTIN.base_url):
        if key_env is not None:
            raise InvalidRequestError("--key-env goes with a service that takes a key: name one, too.")
        return _builtin()
    if choice in _NAMED:
        return _named_service(choice, _NAMED[choice].configured_url(), key_env)
    url = _checked_url(choice)
    for name, named in _NAMED.items():
        if url == named.base_url:
            is_custom = _is_configured_server(url) and os.environ.get(_CUSTOM_KEY_ENV)
            return _named_service(name, url, key_env or (_CUSTOM_KEY_ENV if is_custom else None))
    return _service_at(url, key_env)


def check_service(value: object) -> str:
    """Return `value` if it is the name or the base URL of a service.

    Raises
    ------
    InvalidRequestError
        It is neither.
    """
    if not isinstance(value, str):
        raise InvalidRequestError(f"service={value!r} is not possible: give a name or a base URL.")
    return value if value in SERVICES else _checked_url(value)


def _default_name() -> str:
    if _find_key("onerouter", _NAMED["onerouter"].key_env):
        return "onerouter"
    if builtin_is_installed():
        return BUILTIN.name
    raise NoServiceError(
        "There is no key and no built-in voice. Either set ONEROUTER_API_KEY, before Jupyter starts, to a "
        'key from OneRouter\'s API page; or run `pip install "ipytts[offline]"` for a voice that needs '
        "neither key nor network." + openai_hint()
    )


def openai_hint() -> str:
    """Return a hint if OpenAI's key is set; else an empty string."""
    found = os.environ.get("OPENAI_API_KEY")
    return " OPENAI_API_KEY is set: `--service openai` asks OpenAI." if found else ""


def builtin_is_installed() -> bool:
    """Return whether the built-in voice is installed, without importing it."""
    from importlib.util import find_spec

    return find_spec("hibari") is not None


def _builtin() -> Service:
    if not builtin_is_installed():
        raise NoServiceError(
            'The built-in voice is not installed: run `pip install "ipytts[offline]"` to have it.'
        )
    return BUILTIN


def _named_service(name: str, url: str, key_env: str | None) -> Service:
    named = _NAMED[name]
    variable = key_env or named.key_env
    key = _key_in(key_env) if key_env else _find_key(name, variable)
    if key is None:
        raise NoServiceError(
            f"No key for {name}: make one on its API page and set the environment variable {variable} to it. "
            f"In a cell: `import os, getpass; os.environ[{variable!r}] = getpass.getpass()`\n"
            '`--service builtin` speaks without one, after `pip install "ipytts[offline]"`.'
        )
    return Service(url, key, named.authorization, name, variable)


def _service_at(url: str, key_env: str | None) -> Service:
    if key_env is not None:
        return Service(url, _key_in(key_env), key_env=key_env)
    entry, variable = _key_sources_of_url(url)
    return Service(url, _find_key(entry, variable), key_env=variable)


def key_sources(choice: str) -> tuple[str, str | None]:
    """Return where a service's key is looked for, first in the variable, then in the keyring.

    Parameters
    ----------
    choice : str
        The service's name or its base URL.

    Returns
    -------
    entry : str
        The entry of the keyring.
    variable : str or None
        The environment variable, if there is one.

    Raises
    ------
    InvalidRequestError
        The service takes no key, or the choice is neither a name nor a base URL.
    """
    if choice in (BUILTIN.name, BUILTIN.base_url):
        raise InvalidRequestError("The built-in voice needs no key.")
    if choice in _NAMED:
        return choice, _NAMED[choice].key_env
    url = _checked_url(choice)
    named = next((name for name, known in _NAMED.items() if url == known.base_url), None)
    return (named, _NAMED[named].key_env) if named else _key_sources_of_url(url)


def _key_sources_of_url(url: str) -> tuple[str, str | None]:
    scheme, host, port = _origin(url)
    return f"{scheme}://{host}:{port}", _CUSTOM_KEY_ENV if _is_configured_server(url) else None


def _is_configured_server(url: str) -> bool:
    """Return whether ``IPYTTS_SERVICE`` is on this server: ``IPYTTS_API_KEY`` is sent to no other."""
    configured = os.environ.get("IPYTTS_SERVICE", "")
    return "://" in configured and _origin(_checked_url(configured)) == _origin(url)


def _key_in(variable: str) -> _Key:
    """Return the key in the variable that the user names."""
    key = _Key(os.environ.get(variable, "").strip())
    if key:
        return key
    if not _VARIABLE_NAME.fullmatch(variable):
        # What was given may be a key: it must not be repeated.
        raise InvalidRequestError(
            "--key-env takes the name of an environment variable, not a key; "
            "no variable of the given name is set."
        )
    raise NoServiceError(f"The environment variable {variable}, which --key-env names, is not set.")


def _find_key(entry: str, variable: str | None) -> _Key | None:
    """Return the key in a variable, else in the keyring; None if there is none."""
    key = os.environ.get(variable, "").strip() if variable else ""
    key = key or load_key(entry) or ""
    return _Key(key) if key else None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


__test__ = {"Service": Service}  # doctest searches a class only in its `__module__`
