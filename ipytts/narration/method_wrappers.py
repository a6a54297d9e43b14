"""Wrap methods of IPython's objects, and unwrap them without disturbing other packages that wrap them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any


class MethodWrappers:
    """Methods that are wrapped, until `close`."""

    def __init__(self) -> None:
        self._wrappers = contextlib.ExitStack()

    def wrap(self, owner: Any, name: str, call: Callable[..., Any]) -> None:
        """Let `call` be called in place of a method, with that method as its first argument."""
        wrapper = partial(call, getattr(owner, name))
        before = vars(owner).get(name)  # another wrapper
        with contextlib.suppress(AttributeError):  # a stream may take no attributes
            setattr(owner, name, wrapper)
            self._wrappers.callback(_unwrap, owner, name, wrapper, before)

    def close(self) -> None:
        """Unwrap all methods."""
        self._wrappers.close()


def _unwrap(owner: Any, name: str, wrapper: object, before: object) -> None:
    if vars(owner).get(name) is not wrapper:  # another package has wrapped it again
        return
    if before is None:
        delattr(owner, name)
    else:
        setattr(owner, name, before)
