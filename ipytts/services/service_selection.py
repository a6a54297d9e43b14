"""Which service and which key to use."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from urllib.parse import urlsplit

from ipytts.errors import InvalidRequestError, NoServiceError
from ipytts.services.keyring import load_key
from ipytts.services.named_services import BUILTIN, NAMED, SERVICES
from ipytts.services.service import Key, Service, check_url

_CUSTOM_KEY_ENV = "IPYTTS_API_KEY"  # for the server in IPYTTS_SERVICE

_INSTALL_BUILTIN = 'run `pip install "ipytts[offline]"`'

_UNKNOWN = Service("http://localhost")  # with the names of voices and models that many servers take

_VARIABLE_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def find_service(choice: str | Service | None = None, key_env: str | None = None) -> Service:
    """Return the service to use.

    Parameters
    ----------
    choice : str or Service, optional
        A name, such as ``onerouter`` or ``builtin``, a base URL or a `Service`. By default the value of
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
        return choice if key_env is None else replace(choice, key=_key_in(key_env), key_env=key_env)
    if not isinstance(choice, str):
        raise InvalidRequestError(
            f"service={choice!r} is not possible: give {', '.join(SERVICES)}, a base URL or a Service."
        )
    if choice in (BUILTIN.name, BUILTIN.base_url):
        if key_env is not None:
            raise InvalidRequestError(
                "The built-in voice needs no key: choose another service with --service, or omit --key-env."
            )
        return _builtin()
    if choice in NAMED:
        return _named_service(choice, NAMED[choice].configured_url(), key_env)
    url = check_url(choice, SERVICES)
    if name := _name_of_url(url):
        is_custom = _is_configured_server(url) and os.environ.get(_CUSTOM_KEY_ENV)
        return _named_service(name, url, key_env or (_CUSTOM_KEY_ENV if is_custom else None))
    return _service_at(url, key_env)


def find_service_without_key(choice: str | Service | None = None) -> Service:
    """Return the service to use, or, where its key is missing, the same without a key: to see what it has.

    The built-in voice is returned even if it is not installed. Without any choice, key or built-in voice, it
    is onerouter.

    Raises
    ------
    InvalidRequestError
        The choice is neither a name nor a base URL.
    """
    try:
        return find_service(choice)
    except NoServiceError:
        name = str(choice or os.environ.get("IPYTTS_SERVICE") or "onerouter")
    if name in (BUILTIN.name, BUILTIN.base_url):
        return BUILTIN
    if name in NAMED:
        return NAMED[name].at(NAMED[name].configured_url())
    url = check_url(name)
    return NAMED[_name_of_url(url) or "onerouter"].at(url)


def lacks_key(service: Service) -> bool:
    """Return whether a service has no key and refuses requests without one."""
    named = NAMED.get(service.name)
    return named is not None and named.needs_key and service.key is None


def check_service(value: object) -> str | Service:
    """Return `value` if it is a `Service`, its name or its base URL, or raise `InvalidRequestError`."""
    return value if isinstance(value, Service) else check_service_name(value)


def check_service_name(value: object) -> str:
    """Return `value` if it is the name or the base URL of a service, or raise `InvalidRequestError`."""
    if not isinstance(value, str):
        raise InvalidRequestError(f"service={value!r} is not possible: give a name or a base URL.")
    return value if value in SERVICES else check_url(value, SERVICES)


def declared_service(choice: str | Service) -> Service:
    """Return what is declared of a service, without a key; a base URL may be half typed.

    Examples
    --------
    >>> declared_service("groq").model().voices[0]
    'autumn'
    """
    if isinstance(choice, Service):
        return choice
    if choice in (BUILTIN.name, BUILTIN.base_url):
        return BUILTIN
    name = choice if choice in NAMED else _name_of_url(choice.rstrip("/"))
    return NAMED[name].service if name else _UNKNOWN


def _default_name() -> str:
    if _find_key("onerouter", NAMED["onerouter"].service.key_env):
        return "onerouter"
    if builtin_is_installed():
        return BUILTIN.name
    raise NoServiceError(
        "There is no key and no built-in voice. Either set ONEROUTER_API_KEY, before Jupyter starts, to a "
        'key from OneRouter\'s API page; or run `pip install "ipytts[offline]"` for a voice that needs '
        "neither key nor network." + set_keys_hint()
    )


def set_keys_hint() -> str:
    """Return a hint for each other service whose key is set; an empty string if none is."""
    variables = {name: known.service.key_env for name, known in NAMED.items() if name != "onerouter"}
    return "".join(
        f" {variable} is set: `--service {name}` uses it."
        for name, variable in variables.items()
        if variable and os.environ.get(variable)
    )


def builtin_is_installed() -> bool:
    """Return whether the built-in voice is installed, without importing it."""
    from importlib.util import find_spec

    return find_spec("hibari") is not None


def _builtin() -> Service:
    if not builtin_is_installed():
        raise NoServiceError(f"The built-in voice is not installed: {_INSTALL_BUILTIN}.")
    return BUILTIN


def _name_of_url(url: str) -> str | None:
    """Return the name of the service at a URL; None for a local address, where any server may run."""
    public = {known.service.base_url: name for name, known in NAMED.items() if known.needs_key}
    return public.get(url)


def _named_service(name: str, url: str, key_env: str | None) -> Service:
    named = NAMED[name]
    variable = key_env or named.service.key_env
    key = _key_in(key_env) if key_env else _find_key(name, variable)
    if key is None and named.needs_key:
        install = "" if builtin_is_installed() else f"{_INSTALL_BUILTIN}, then "
        raise NoServiceError(
            f"No key for {name}: set the environment variable {variable}; see {named.page}\n"
            f"{_way_to_set(name, variable)}\n"
            f"The built-in voice needs no key: {install}`--service builtin`."
        )
    return replace(named.at(url), key=key, key_env=variable)


def _way_to_set(name: str, variable: str | None) -> str:
    """Return a sentence about giving a key where the user is: in a cell or in a shell."""
    from IPython.core.getipython import get_ipython

    if get_ipython() is None:
        return f"Or store the key with `ipytts key set {name}`."
    return f"In a cell: `import os, getpass; os.environ[{variable!r}] = getpass.getpass()`"


def _service_at(url: str, key_env: str | None) -> Service:
    if key_env is not None:
        return Service(url, _key_in(key_env), key_env=key_env)
    entry, variable = _key_sources_of_url(url)
    return Service(url, _find_key(entry, variable), key_env=variable)


def key_sources(choice: str) -> tuple[str, str | None]:
    """Return the keyring's entry for a service, and the environment variable of its key, which comes first.

    `choice` is a name or a base URL; the variable is None if there is none.

    Raises
    ------
    InvalidRequestError
        The service takes no key, or the choice is neither a name nor a base URL.
    """
    if choice in (BUILTIN.name, BUILTIN.base_url):
        raise InvalidRequestError("The built-in voice needs no key.")
    if choice in NAMED:
        return choice, NAMED[choice].service.key_env
    url = check_url(choice, SERVICES)
    name = _name_of_url(url)
    return (name, NAMED[name].service.key_env) if name else _key_sources_of_url(url)


def _key_sources_of_url(url: str) -> tuple[str, str | None]:
    scheme, host, port = _origin(url)
    return f"{scheme}://{host}:{port}", _CUSTOM_KEY_ENV if _is_configured_server(url) else None


def _is_configured_server(url: str) -> bool:
    """Return whether ``IPYTTS_SERVICE`` is on this server: ``IPYTTS_API_KEY`` is sent to no other."""
    configured = os.environ.get("IPYTTS_SERVICE", "")
    return "://" in configured and _origin(check_url(configured)) == _origin(url)


def _key_in(variable: str) -> Key:
    """Return the key in the variable that the user names."""
    key = Key(os.environ.get(variable, "").strip())
    if key:
        return key
    if not _VARIABLE_NAME.fullmatch(variable):
        # What was given may be a key: it must not be repeated.
        raise InvalidRequestError(
            "--key-env takes the name of an environment variable, not a key; "
            "no variable of the given name is set."
        )
    raise NoServiceError(f"The environment variable {variable}, which --key-env names, is not set.")


def _find_key(entry: str, variable: str | None) -> Key | None:
    """Return the key in a variable, else in the keyring; None if there is none."""
    key = os.environ.get(variable, "").strip() if variable else ""
    key = key or load_key(entry) or ""
    return Key(key) if key else None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
