"""Wrap methods of IPython's objects, and unwrap them without disturbing other packages that wrap them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any


class MethodWrappers:
    """Methods that are wrapped, until `close`.

    Several of these can wrap a method, and end in any order.
    """

    def __init__(self) -> None:
        self._wrappers = contextlib.ExitStack()

    def wrap(self, owner: Any, name: str, call: Callable[..., Any], *, innermost: bool = False) -> None:
        """Let `call` be called in place of a method, with that method as its first argument.

        The latest wrapper is called first; one that is `innermost`, last.
        """
        wrapped = vars(owner).get(name)
        if not isinstance(wrapped, _WrappedMethod):
            wrapped = _WrappedMethod(owner, name)
            try:
                setattr(owner, name, wrapped)
            except AttributeError:  # a stream may take no attributes
                return
        wrapped.add(call, innermost=innermost)
        self._wrappers.callback(wrapped.remove, call)

    def close(self) -> None:
        """Unwrap all methods."""
        self._wrappers.close()


class _WrappedMethod:
    """A method and its wrappers."""

    def __init__(self, owner: Any, name: str) -> None:
        self._owner, self._name = owner, name
        self._method = getattr(owner, name)
        self._before = vars(owner).get(name)  # the wrapper of another package
        self._calls: list[Callable[..., Any]] = []  # the outermost last

    def __call__(self, *args: Any, **options: Any) -> Any:
        method = self._method
        for call in self._calls:
            method = partial(call, method)
        return method(*args, **options)

    def add(self, call: Callable[..., Any], *, innermost: bool) -> None:
        self._calls.insert(0 if innermost else len(self._calls), call)

    def remove(self, call: Callable[..., Any]) -> None:
        self._calls.remove(call)
        if self._calls or vars(self._owner).get(self._name) is not self:  # another package has wrapped it
            return
        if self._before is None:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._before)
