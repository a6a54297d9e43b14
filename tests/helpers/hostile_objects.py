"""Objects whose classes lie, fail or never end."""

from __future__ import annotations

import itertools
from typing import Any


class Meta(type):
    """Gives a wrong answer to every question about the class."""

    def _lie(cls, *_: object) -> Any:
        raise RuntimeError("nobody asks a class")

    __eq__ = __hash__ = __len__ = __bool__ = __iter__ = __repr__ = __instancecheck__ = __subclasscheck__ = (
        _lie
    )
    __getattribute__ = _lie


LIARS = [Meta("LyingClass", (), {})]  # in a list, as pytest asks the classes of a module what they are


class Raises:
    def __repr__(self) -> str:
        raise ValueError("no text")


class Exits:
    def __repr__(self) -> str:
        raise SystemExit


class Interrupts:
    def __repr__(self) -> str:
        raise KeyboardInterrupt


class Endless:
    def __repr__(self) -> str:
        for _ in itertools.count():
            pass
        return "never"


class Huge:
    def __repr__(self) -> str:
        return "x" * 100_000_000


class NoText:
    def __repr__(self) -> str:
        return 3  # type: ignore[return-value]


class Bytes:
    def __repr__(self) -> str:
        return f"Bytes({bytes(range(256))!r})"


class Pretends:
    """Pretends to be an instance of another class."""

    __class__ = property(lambda _: dict)
    __module__ = "pandas.core.frame"


class Answers:
    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *_: object, **__: object) -> Any:
        return self


class NeverEqual:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError("not to be compared")

    __hash__ = None  # type: ignore[assignment]


class LongList(list[int]):
    def __len__(self) -> int:
        return 10**12

    def __iter__(self) -> Any:
        return itertools.repeat(self)

    def __getitem__(self, _: object) -> Any:
        raise IndexError


class WrongText(str):
    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError("no text")

    def __len__(self) -> int:
        return 10**12

    def __getitem__(self, _: object) -> str:
        raise RuntimeError("no part")

    strip = split = __iter__ = __getitem__  # type: ignore[assignment]


class WrongDict(dict[str, int]):
    def items(self) -> Any:
        raise RuntimeError("no items")

    __iter__ = __len__ = __getitem__ = items  # type: ignore[assignment]


class WrongNumber(int):
    def __index__(self) -> int:
        raise RuntimeError("no number")

    __int__ = __float__ = __abs__ = __neg__ = __lt__ = __eq__ = __bool__ = __index__  # type: ignore[assignment]
    __hash__ = int.__hash__


class FailsToDescribe:
    def _repr_speech_(self) -> str:
        raise RuntimeError("no words")

    def __repr__(self) -> str:
        return "the text instead"


class DescribesAsNothing:
    def _repr_speech_(self) -> str:
        return " "


class DescribesAsMarkup:
    def _repr_speech_(self) -> str:
        return "<b>Three</b> rows\n\n" + "and more " * 1000


HOSTILE: dict[str, Any] = {
    "a class whose metaclass lies": LIARS[0],
    "an object of such a class": object.__new__(LIARS[0]),  # type: ignore[arg-type]
    "a text that raises": Raises(),
    "a text that exits": Exits(),
    "a text that interrupts": Interrupts(),
    "a text without an end": Endless(),
    "a text of 100 MB": Huge(),
    "a text that is none": NoText(),
    "a text of bytes": Bytes(),
    "a class that pretends": Pretends(),
    "an object that answers everything": Answers(),
    "an object that cannot be compared": NeverEqual(),
    "a list of any length": LongList([1, 2, 3]),
    "a str that is none": WrongText("abc"),
    "a dict that is none": WrongDict(a=1),
    "a number that is none": WrongNumber(3),
    "words that fail": FailsToDescribe(),
    "words that are none": DescribesAsNothing(),
    "words with markup": DescribesAsMarkup(),
    "a list of texts without an end": [Endless() for _ in range(20)],
    "a dict of hostile things": {1: Raises(), "b": NeverEqual(), (3,): Huge()},
    "an error that has no text": type("Odd", (Exception,), {"__str__": Raises.__repr__})(Endless()),
}
