"""Keys in the keyring of this system, where the `keyring` library is installed.

An entry has the name of a service, or the scheme, host and port of a base URL: its key is sent nowhere else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.util import find_spec

from ipytts.errors import SpeechError

_SERVICE_NAME = "ipytts"  # as keyrings call the program that owns an entry


def load_key(entry: str) -> str | None:
    """Return the key of an entry; None if there is none, or no keyring that works."""
    if find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):  # locked, or none on this machine
        return keyring.get_password(_SERVICE_NAME, entry)
    return None


def store_key(entry: str, key: str) -> None:
    """Store a key; an existing one is replaced.

    Raises
    ------
    SpeechError
        There is no keyring, or it failed.
    """
    with _keyring_errors():
        import keyring

        keyring.set_password(_SERVICE_NAME, entry, key)


def forget_key(entry: str) -> None:
    """Remove a key.

    Raises
    ------
    SpeechError
        There is no keyring, it failed, or it has no such entry.
    """
    if load_key(entry) is None:
        raise SpeechError(f"The keyring has no key for {entry}.")
    with _keyring_errors():
        import keyring

        keyring.delete_password(_SERVICE_NAME, entry)


@contextlib.contextmanager
def _keyring_errors() -> Iterator[None]:
    try:
        from keyring.errors import KeyringError
    except ImportError:
        raise SpeechError(
            "The keyring library is not installed: run `pip install keyring`, or put the key into its "
            "environment variable."
        ) from None
    try:
        yield
    except KeyringError as error:
        raise SpeechError(f"The keyring of this system failed: {error or type(error).__name__}") from None
