"""Keys in the keyring of this system, where the `keyring` library is installed.

An entry is called by the service's name, or by the scheme and host of its address: the key goes there alone.
"""

from __future__ import annotations

import contextlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ipytts.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SYSTEM = "ipytts"  # what the entries are filed under


def load_key(entry: str) -> str | None:
    """Return the key of an entry; None where there is none, or no keyring that can be asked.

    Parameters
    ----------
    entry : str
        A service's name, or the scheme and host of its address.
    """
    if find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):  # locked, or there is none on this machine
        return keyring.get_password(_SYSTEM, entry)
    return None


def store_key(entry: str, key: str) -> None:
    """Keep a key, in place of the one that was there.

    Raises
    ------
    SpeechError
        There is no keyring here.
    """
    with _keyring_errors():
        import keyring

        keyring.set_password(_SYSTEM, entry, key)


def forget_key(entry: str) -> None:
    """Remove a key.

    Raises
    ------
    SpeechError
        There is no keyring here, or no such key in it.
    """
    if load_key(entry) is None:
        raise SpeechError(f"The keyring has no key for {entry}.")
    with _keyring_errors():
        import keyring

        keyring.delete_password(_SYSTEM, entry)


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
