"""Services: their addresses, keys and header forms, and which one to use."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, AnyStr, Literal
from urllib.parse import urlsplit

from ipytts.audio.response_formats import FORMATS
from ipytts.errors import InvalidRequestError
from ipytts.services.model import Model, check_no_str
from ipytts.services.request import check_count, check_response_format, is_number
from ipytts.services.spoken_languages import check_language
from ipytts.services.time_limits import is_local

if TYPE_CHECKING:
    from requests import PreparedRequest

#: The voices that OneRouter and OpenAI document. Others are sent as well, as services gain new ones.
VOICES = (
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse",
)  # fmt: skip
#: The models that OpenAI documents, and that many servers take as names of their own.
MODELS = (
    Model("gpt-4o-mini-tts"),
    Model("tts-1", takes_instructions=False),
    Model("tts-1-hd", takes_instructions=False),
)
_ENDPOINT = "/audio/speech"
_LEAST_SIMILARITY = 0.7  # of a name to what was typed, from 0 to 1
_ADDRESS = re.compile(r"(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:\d))(:\d+)?(/.*)?")  # without a scheme

BUILTIN_URL = "builtin://hibari"


class Key(str):
    """A key that no traceback shows, not even one with local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'[key]'"


def check_key(key: str, owner: str) -> Key:
    """Return a key without the white space around it; `owner` names its service in the message.

    Raises
    ------
    InvalidRequestError
        It holds characters that no key can have; the message does not repeat it.
    """
    checked = Key(key.strip())
    if not checked.isascii() or not checked.isprintable() or " " in checked:
        raise InvalidRequestError(
            f"The key for {owner} holds characters that a key cannot have: copy it again."
        )
    return checked


def check_url(url: str, names: Sequence[str] = ()) -> str:
    """Return a base URL without ``/audio/speech`` or a slash at its end.

    Raises
    ------
    InvalidRequestError
        It is not a base URL; the message has what was probably meant, else all `names`, the other values.

    Examples
    --------
    >>> check_url("http://localhost:8880/v1/audio/speech")
    'http://localhost:8880/v1'
    """
    if not _is_url(url):
        raise InvalidRequestError(_describe_wrong_url(url, names))
    parts = urlsplit(url)
    if parts.username is not None or parts.query or parts.fragment:
        # These may hold a secret: they must not be repeated.
        raise InvalidRequestError(
            f"The address of {parts.hostname} must be a plain base URL, without user, '?' or '#': "
            "a key comes from a variable, which --key-env names."
        )
    return url.rstrip("/").removesuffix(_ENDPOINT)


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError:
        return False
    return url == BUILTIN_URL or bool(parts.scheme in ("http", "https") and parts.hostname)


def _describe_wrong_url(url: str, names: Sequence[str]) -> str:
    # The text before '@' or after '?' may be a secret: it must not be repeated.
    is_plain = re.fullmatch("[^@?#]*", url)
    shown = repr(url) if is_plain else "as given"
    if is_plain and (near := _nearest(url, names)):
        kinds = "neither a name nor a base URL" if names else "not a base URL"
        return f"service={shown} is {kinds}: did you mean {near!r}?"
    kinds = f"neither a name ({', '.join(names)}) nor a base URL" if names else "not a base URL"
    return (
        f"service={shown} is {kinds} such as 'http://127.0.0.1:8880/v1' or 'https://audio.onerouter.pro/v1'."
    )


def _nearest(value: str, names: Sequence[str]) -> str | None:
    """Return the name, or the base URL, that was probably meant."""
    from difflib import get_close_matches  # seldom needed

    if similar := get_close_matches(value.lower(), names, n=1, cutoff=_LEAST_SIMILARITY):
        return similar[0]
    url = f"http://{value}"
    if not (_ADDRESS.fullmatch(value) and _is_url(url)):
        return None
    return url if is_local(url) else f"https://{value}"


@dataclass(frozen=True)
class Service:
    """A server that speaks the protocol of ``POST /v1/audio/speech``.

    Parameters
    ----------
    base_url : str
        The address before ``/audio/speech``, such as ``https://audio.onerouter.pro/v1``.
    key : str, optional
        The key to send; None for a server that needs none. It is in no repr and no pickle.
    authorization : {"bearer", "bare"}
        The form of the ``Authorization`` header: ``Bearer <key>``, or the key alone.
    name : str, optional
        Its name in messages; by default the base URL.
    key_env : str, optional
        The environment variable that the key comes from, for messages.
    limit : int, optional
        Characters in one request, at most; longer text is split. By default ``SpeechDefaults.limit``.
    at_once : int, optional
        Concurrent requests, at most; by default ``SpeechDefaults.at_once``.
    voices : tuple of str
        The voices that its models are known to have, unless they declare their own. The first is the default.
    models : tuple of Model or str
        The models that it is known to have. The first is the default.
    response_formats : tuple of str
        The formats that it makes.
    price : float, optional
        US dollars for a million characters, for ``--dry-run``, where the service itself lists none.
    model_lists : tuple of str
        Where it lists its models: paths after the base URL, or whole URLs, which get no key. A later one
        adds to what an earlier one says.
    voice_lists : tuple of str
        Where it lists its voices, if it does not do so with its models; the first that has any is used. A
        path with ``{model}`` is requested for each model.
    sole_voice : str, optional
        The only voice; it also speaks where another is requested.
    languages : tuple of str, optional
        The ISO 639-1 codes of the languages that its default model speaks; None where that is not known.

    Raises
    ------
    InvalidRequestError
        The base URL is invalid, the key cannot be sent in a header, a number, a format or a language is not
        possible, the address of a list is neither a path nor a URL, a str stands for a tuple, or there are no
        voices, models or formats.

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
    models: tuple[Model | str, ...] = field(default=MODELS, repr=False)
    response_formats: tuple[str, ...] = field(default=tuple(FORMATS), repr=False)
    price: float | None = field(default=None, repr=False)
    model_lists: tuple[str, ...] = field(default=("/models",), repr=False)
    voice_lists: tuple[str, ...] = field(default=("/audio/voices", "/voices"), repr=False)
    sole_voice: str | None = field(default=None, repr=False)
    languages: tuple[str, ...] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        url = check_url(self.base_url)
        object.__setattr__(self, "base_url", url)
        object.__setattr__(self, "name", self.name or url)
        self._check_tuples()
        self._check_list_addresses()
        if self.price is not None:
            _check_price(self.price)
        for name in ("limit", "at_once"):
            if (number := getattr(self, name)) is not None:
                check_count(name, number)
        owner = f"{self.name} in {self.key_env}" if self.key_env else self.name
        object.__setattr__(self, "key", check_key(self.key or "", owner) or None)

    def _check_tuples(self) -> None:
        for name in ("voices", "models", "response_formats", "model_lists", "voice_lists"):
            value = getattr(self, name)
            check_no_str(name, value)
            if not value and not name.endswith("_lists"):
                raise InvalidRequestError(
                    f"{name}=() is not possible: give the {name} of {self.name}, the default one first, or "
                    f"leave {name} out."
                )
        for response_format in self.response_formats:
            check_response_format(response_format)
        if self.languages is not None:
            check_no_str("languages", self.languages)
            object.__setattr__(self, "languages", tuple(map(check_language, self.languages)))

    def _check_list_addresses(self) -> None:
        for address in (*self.model_lists, *self.voice_lists):
            if not address.startswith(("/", "http://", "https://")):
                # Joined to the base URL, it could change the host that gets the key.
                raise InvalidRequestError(
                    f"The address of a list, {address!r}, is neither a path that begins with '/' nor a URL."
                )

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "key": None}  # a key never goes into a file

    def __copy__(self) -> Service:
        return self  # it never changes; by `__getstate__` a copy, as traitlets makes, would lose the key

    def __deepcopy__(self, _: object) -> Service:
        return self

    @property
    def url(self) -> str:
        """The address that requests are posted to."""
        return self.base_url + _ENDPOINT

    @property
    def is_builtin(self) -> bool:
        """Whether it is the built-in voice."""
        return self.base_url == BUILTIN_URL

    @property
    def model_names(self) -> tuple[str, ...]:
        """The names of the known models."""
        return tuple(map(_name, self.models))

    def model(self, name: str | None = None) -> Model:
        """Return what is known of a model, by default of the default one.

        Examples
        --------
        >>> kokoro = Model("kokoro", voices=("af_heart",))
        >>> service = Service("http://127.0.0.1:8880/v1", models=(kokoro, "tts-1"))
        >>> service.model().voices[0], service.model("tts-1").voices[0], service.model("other").voices[0]
        ('af_heart', 'alloy', 'alloy')
        """
        name = self.model_names[0] if name is None else name
        known = next((each for each in self.models if _name(each) == name), name)
        model = known if isinstance(known, Model) else Model(known)
        price = self.price if model.price is None else model.price
        return replace(model, voices=model.voices or self.voices, price=price)

    def authorize(self, request: PreparedRequest) -> PreparedRequest:
        """Put the key into the header of a request; `requests` calls this in place of its netrc lookup."""
        if self.key:
            form = self.key if self.authorization == "bare" else f"Bearer {self.key}"
            request.headers["Authorization"] = form
        return request

    def redact(self, text: AnyStr) -> AnyStr:
        r"""Return `text` without the key, which some servers repeat, as it is or escaped as in JSON.

        Examples
        --------
        >>> Service("http://127.0.0.1:8880/v1", key="ab/cd").redact(r"<ab/cd> <ab\/cd> <\u0061b/cd>")
        '<[key]> <[key]> <[key]>'
        """
        if not self.key:
            return text
        if isinstance(text, bytes):
            return re.sub(_escaped(self.key).encode(), b"[key]", text)
        return re.sub(_escaped(self.key), "[key]", text)

    def redact_json(self, value: Any) -> Any:
        """Return a parsed JSON value without the key, which may be escaped before it is parsed.

        Raises
        ------
        RecursionError
            It is nested too deeply.
        """
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, list):
            return [self.redact_json(item) for item in value]
        if isinstance(value, dict):
            return {self.redact(name): self.redact_json(item) for name, item in value.items()}
        return value


def _check_price(price: object) -> None:
    if not is_number(price) or not math.isfinite(price) or price < 0:
        raise InvalidRequestError(
            f"price={price!r} is not possible: give US dollars for a million characters, such as 15."
        )


def _escaped(key: str) -> str:
    """Return a pattern for a key of which any characters may be escaped, in JSON or in JSON within JSON."""
    forms = (rf"(?:\\{{0,9}}{re.escape(char)}|\\{{1,9}}u{ord(char):04x})" for char in key)
    return f"(?:{re.escape(key)}|(?i:{''.join(forms)}))"


def _name(model: Model | str) -> str:
    return model if isinstance(model, str) else model.name


__test__ = {"Service": Service}  # doctest searches a class only in its `__module__`
