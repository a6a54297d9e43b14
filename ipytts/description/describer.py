"""Who tells an object in words: `describe`."""

from __future__ import annotations

import contextvars
import importlib
import logging
import re
import sys
from typing import TYPE_CHECKING, Any, TypeVar, get_args, overload

from ipytts.description import time_limit
from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipytts.description.detail import Formatter

_DEEPEST = 3  # containers within containers whose contents are told
_PHRASE = 100  # characters of what is told as part of a sentence

# Modules of `FORMATTERS`. Those of a library are loaded when an object of that library is seen.
_STANDARD = ("values", "times", "containers", "python_code", "exceptions")
_LIBRARIES = {
    "IPython": "ipytts.description.formatters.ipython",
    "altair": "ipytts.description.charts.vega.altair",
    "matplotlib": "ipytts.description.charts.matplotlib.figures",
    "numpy": "ipytts.description.formatters.numpy",
    "pandas": "ipytts.description.formatters.pandas",
    "plotly": "ipytts.description.charts.plotly.figures",
    "polars": "ipytts.description.formatters.polars",
    "seaborn": "ipytts.description.charts.seaborn",
    "sklearn": "ipytts.description.formatters.sklearn",
}
_LOG = logging.getLogger(__name__)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-Z0-9“\"])")
_ARTICLE = re.compile(r"(?:A|An|The|No|Counts|Correlations)\b")
_depth = contextvars.ContextVar("depth", default=0)
#: What tellers failed with, for whoever sets a list and wants to say so.
formatter_errors: contextvars.ContextVar[list[BaseException] | None] = contextvars.ContextVar(
    "failures", default=None
)

_T = TypeVar("_T", bound="Callable[[Any, Detail], str]")


class Describer:
    """What `ipytts.describe` is: it tells objects in words, as a careful colleague would say them aloud.

    A class of yours tells itself with a method ``_repr_speech_(self)`` or ``_repr_speech_(self, detail)``;
    how someone else's is told, `register` says.
    """

    def __init__(self) -> None:
        # By identity, as a metaclass may forbid to compare or to hash its classes.
        self._registered: dict[int, tuple[type, Formatter]] = {}
        self._known: dict[int, tuple[type, Formatter]] = {}
        self._loaded: set[str] = set()

    def __call__(self, obj: Any, detail: Detail = "normal") -> str:
        """Tell an object in words: the main point first, numbers rounded for the ear, no markup.

        Parameters
        ----------
        obj : object
            Numbers, texts, dates, containers, arrays, tables, charts, models, errors; anything else is told
            by its text.
        detail : {"brief", "normal", "full"}
            ``"brief"`` is one sentence of at most 200 characters, ``"normal"`` has at most 800 (some 50 s of
            speech), ``"full"`` at most 3000.

        Returns
        -------
        str
            English, never empty.

        Raises
        ------
        InvalidRequestError
            There is no such detail.

        Notes
        -----
        The text of an object that is otherwise unknown is waited for 0.1 s at most. Tellers that were
        registered and ``_repr_speech_`` have the time they take; if they fail, it is told without them.

        Examples
        --------
        >>> describe([3, 1, 2])
        'A list of 3 numbers: 3, 1 and 2.'
        >>> describe(0.9473684)
        '0.947.'
        """
        _check(detail)
        with time_limit.shared():
            told = self._told(obj, detail)
        # A text keeps its small letter: it may be a name.
        return _within(
            grammar.end_sentence(told) if issubclass(type(obj), str) else grammar.sentence(told), detail
        )

    @overload
    def register(self, kind: type, formatter: None = None) -> Callable[[_T], _T]: ...
    @overload
    def register(self, kind: type, formatter: _T) -> _T: ...
    def register(self, kind: type, formatter: _T | None = None) -> _T | Callable[[_T], _T]:
        """Say how objects of a class, and of those derived from it, are told.

        Of several classes that an object is derived from, the nearest counts, as in
        `functools.singledispatch`.

        Parameters
        ----------
        kind : type
            The class.
        teller : callable, optional
            Is given the object and the detail, and returns the words. Without it, this is a decorator.

        Returns
        -------
        callable
            The teller.

        Raises
        ------
        InvalidRequestError
            That is no class, or nothing that can be called.

        Examples
        --------
        >>> class Reactor:
        ...     heat = 300
        >>> @describe.register(Reactor)
        ... def tell(reactor, detail):
        ...     return f"A reactor at {reactor.heat} degrees."
        >>> describe(Reactor())
        'A reactor at 300 degrees.'
        """
        if not isinstance(kind, type):
            raise InvalidRequestError(
                f"{grammar.with_article(phrases.class_name(type(kind)))} cannot be registered: give a class."
            )
        if formatter is None:
            return lambda given: self.register(kind, given)
        if not callable(formatter):
            raise InvalidRequestError(
                "A teller is a function of the object and the detail that returns words."
            )
        self._registered[id(kind)] = kind, formatter
        return formatter

    def phrase(self, obj: Any, length: int = _PHRASE) -> str:
        """Tell an object in a few words, as part of a sentence; for tellers of what holds others.

        Examples
        --------
        >>> describe.phrase([1, 2]), describe.phrase(2.5)
        ('a list of 2 numbers: 1 and 2', '2.5')
        """
        depth = _depth.get()
        if depth >= _DEEPEST:
            return grammar.with_article(phrases.split_class_name(phrases.class_name(type(obj))))
        token = _depth.set(depth + 1)
        try:
            told = _within(self._told(obj, "brief"), "brief").strip()
        finally:
            _depth.reset(token)
        told = told.removesuffix(".")
        if _ARTICLE.match(told):
            told = told[0].lower() + told[1:]
        return plain_text.shorten(told, length)

    def _told(self, obj: Any, detail: Detail) -> str:
        for formatter in self._formatters(type(obj)):
            try:
                told = plain_text.to_plain(formatter(obj, detail))
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - whatever a class of someone's does, there are words
                _LOG.debug("%r failed", formatter, exc_info=True)
                if (heard := formatter_errors.get()) is not None:
                    heard.append(error)
                continue
            if told:
                return told
        from ipytts.description import fallback

        return fallback.tell(obj, detail)

    def _formatters(self, cls: type) -> Iterator[Formatter]:
        """Yield who may tell objects of a class, the nearest base first; at one base the user comes first."""
        bases = _bases(cls)
        self._load(bases)
        for base in bases:
            for table in (self._registered, self._known):
                if id(base) in table:
                    yield table[id(base)][1]
                if table is self._registered and "_repr_speech_" in _own(base):
                    yield _self_told

    def _load(self, bases: tuple[type, ...]) -> None:
        packages = {_package(base) for base in bases}
        wanted = [f"ipytts.description.formatters.{standard}" for standard in _STANDARD]
        wanted += [_LIBRARIES[p] for p in sorted(packages & _LIBRARIES.keys()) if p in sys.modules]
        for name in wanted:
            if name in self._loaded:
                continue
            try:
                formatters = importlib.import_module(name).FORMATTERS
            except ImportError:  # another version of the library: its objects are told by their text
                _LOG.debug("%s cannot be loaded", name, exc_info=True)
                formatters = {}
            self._known.update({id(kind): (kind, formatter) for kind, formatter in formatters.items()})
            self._loaded.add(name)  # last, as other threads look here


def _check(detail: object) -> None:
    if detail not in get_args(Detail):
        raise InvalidRequestError(f"detail={detail!r} is not possible: give 'brief', 'normal' or 'full'.")


def _bases(cls: type) -> tuple[type, ...]:
    """Return a class and its bases, whatever its metaclass claims."""
    bases: tuple[type, ...] = type.__dict__["__mro__"].__get__(cls)
    return bases


def _own(cls: type) -> Any:
    return type.__dict__["__dict__"].__get__(cls)


def _package(cls: type) -> str:
    module = type.__dict__["__module__"].__get__(cls)
    return module.partition(".")[0] if type(module) is str else ""


def _self_told(obj: Any, detail: Detail) -> str:
    """Let an object tell itself; its method may take the detail or not."""
    from inspect import signature

    method = next(_own(base)["_repr_speech_"] for base in _bases(type(obj)) if "_repr_speech_" in _own(base))
    bound = method.__get__(obj, type(obj))
    told = bound(detail) if signature(bound).parameters else bound()
    if not isinstance(told, str):
        raise TypeError("_repr_speech_ is to return a str")
    return told


def _within(text: str, detail: Detail) -> str:
    """Leave out the last sentences of what is too long; the main point is in the first."""
    limit = LENGTHS[detail]
    if len(text) <= limit:
        return text
    sentences = _SENTENCE_END.split(text)
    kept = plain_text.shorten(sentences[0], limit)
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > limit:
            break
        kept += f" {sentence}"
    return kept


describe = Describer()
