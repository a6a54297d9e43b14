"""`describe`: returns an object in words, from the formatter that is registered for its class."""

from __future__ import annotations

import contextlib
import contextvars
import importlib
import logging
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, overload

from ipytts.description import time_limit
from ipytts.description.detail import LENGTHS, Detail, Formatter
from ipytts.description.safe_types import (
    attributes_of,
    bases_of,
    find_attribute,
    module_of,
    package_of,
    packages_of,
)
from ipytts.description.wording import grammar, phrases, plain_text
from ipytts.description.wording.phrase import Description, Fact, Phrase
from ipytts.errors import InvalidRequestError

if TYPE_CHECKING:
    from ipytts.description.charts.data_tables.chart_data import ChartData
    from ipytts.description.charts.model import Chart

_MAX_DEPTH = 3  # levels of nested containers whose contents are described
_PHRASE_LENGTH = 100  # characters

# Modules with a table `FORMATTERS`. Those of a library, a package in it or a module are loaded when an object
# of it is seen.
_STANDARD = ("values", "times", "containers", "iterables", "python_code", "exceptions", "tensors", "objects")
_LIBRARIES = {
    "altair": "ipytts.description.charts.vega.altair",
    "bokeh": "ipytts.description.charts.bokeh.formatter",
    "ipytts.description.charts.model": "ipytts.description.charts.chart_formatter",
    "ipympl": "ipytts.description.charts.matplotlib.widgets",
    "matplotlib": "ipytts.description.charts.matplotlib.formatters",
    "networkx": "ipytts.description.formatters.networkx",
    "numpy": "ipytts.description.formatters.numpy",
    "pandas": "ipytts.description.formatters.pandas",
    "pandas.io.formats.style": "ipytts.description.formatters.pandas_style",
    "plotly": "ipytts.description.charts.plotly.formatter",
    "plotnine": "ipytts.description.charts.plotnine.formatter",
    "polars": "ipytts.description.formatters.polars",
    "scipy.integrate": "ipytts.description.formatters.scipy.solutions",
    "scipy.interpolate": "ipytts.description.formatters.scipy.interpolators",
    "scipy.optimize": "ipytts.description.formatters.scipy.solutions",
    "scipy.sparse": "ipytts.description.formatters.scipy.sparse",
    "scipy.spatial": "ipytts.description.formatters.scipy.rotations",
    "scipy.stats": "ipytts.description.formatters.scipy.stats",
    "seaborn": "ipytts.description.charts.seaborn",
    "sklearn": "ipytts.description.formatters.sklearn",
    "statsmodels": "ipytts.description.formatters.statsmodels",
    "sympy": "ipytts.description.formatters.sympy",
    "xarray": "ipytts.description.formatters.xarray",
}
_RETURNED_BY_PLOTS = ("builtins", "matplotlib", "numpy", "sklearn")  # the packages of what plots return
_LOG = logging.getLogger(__name__)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-Z0-9“\"])")
_depth = contextvars.ContextVar("depth", default=0)
#: The errors of formatters that failed, if a caller sets a list to collect them.
formatter_errors: contextvars.ContextVar[list[BaseException] | None] = contextvars.ContextVar(
    "formatter_errors", default=None
)

_T = TypeVar("_T", bound="Callable[[Any, Detail], str]")


class Describer:
    """Describes objects in words that are written to be heard.

    A class can describe its objects itself by a method ``_repr_speech_(self)`` or
    ``_repr_speech_(self, detail)``; for a class that you cannot change, use `register`.
    """

    def __init__(self) -> None:
        # By identity, as a metaclass may forbid comparing or hashing its classes.
        self._registered: dict[int, tuple[type, Formatter]] = {}
        self._builtin: dict[int, tuple[type, Formatter]] = {}
        self._loaded: set[str] = set()

    @overload
    def __call__(self, obj: Any, detail: Detail = "normal") -> str: ...
    @overload
    def __call__(self, obj: Any, detail: Literal["facts"]) -> list[Fact]: ...
    @overload
    def __call__(self, obj: Any, detail: Literal["table"]) -> ChartData: ...
    def __call__(
        self, obj: Any, detail: Detail | Literal["facts", "table"] = "normal"
    ) -> str | list[Fact] | ChartData:
        """Return an object in words: the main point first, numbers rounded for the ear, no markup.

        Parameters
        ----------
        obj : object
            Numbers, texts, dates, containers, arrays, tables, charts, models, errors; any other object is
            described by its text.
        detail : {"brief", "normal", "full", "facts", "table"}
            ``"brief"`` is one sentence of at most 200 characters, ``"normal"`` has at most 800 (about 50 s of
            speech), ``"full"`` at most 3000. ``"facts"`` are the values that the full description states.
            ``"table"`` are the data behind a chart.

        Returns
        -------
        str, list of Fact or ChartData
            English, never empty. A `Fact` has its value, its method and where in the data it is; texts, code
            and objects that describe themselves have none. `ChartData` shows as HTML
            tables and prints as text.

        Raises
        ------
        InvalidRequestError
            `detail` has another value, or is ``"table"`` for an object without a chart.

        Notes
        -----
        An object of an unknown class has 0.1 s to return its ``repr``. Registered formatters and
        ``_repr_speech_`` have no time limit; if one fails, the object is described without it.

        Examples
        --------
        >>> describe([3, 1, 2])
        'A list of 3 numbers: 3, 1 and 2.'
        >>> describe(0.9473684)
        '0.947.'
        """
        if detail not in (*get_args(Detail), "facts", "table"):
            raise InvalidRequestError(
                f"detail={detail!r} is not possible: give 'brief', 'normal', 'full', 'facts' or 'table'."
            )
        self._load(bases_of(type(obj)))  # not within the time limit
        if detail == "table":
            return self._data_of(obj)
        with time_limit.shared():
            words = self._describe(_figure_of(obj) or obj, "full" if detail == "facts" else detail)
        if detail == "facts":
            return list(words.facts) if isinstance(words, Description) else []
        if isinstance(words, Description):
            return words.render(LENGTHS[detail])
        # A text keeps its small first letter: it may be a name.
        to_sentence = grammar.end_sentence if issubclass(type(obj), str) else grammar.sentence
        return _cut_to_length(to_sentence(words), detail)

    @overload
    def register(self, kind: type, formatter: None = None) -> Callable[[_T], _T]: ...
    @overload
    def register(self, kind: type, formatter: _T) -> _T: ...
    def register(self, kind: type, formatter: _T | None = None) -> _T | Callable[[_T], _T]:
        """Register a formatter for the objects of a class and of its subclasses.

        If formatters are registered for several base classes of an object, the nearest is used, as in
        `functools.singledispatch`.

        Parameters
        ----------
        kind : type
            The class.
        formatter : callable, optional
            Takes the object and the detail, and returns the words. Without it, `register` is a decorator.

        Returns
        -------
        callable
            The formatter.

        Raises
        ------
        InvalidRequestError
            `kind` is not a class, or `formatter` cannot be called.

        Examples
        --------
        >>> class Reactor:
        ...     heat = 300
        >>> @describe.register(Reactor)
        ... def describe_reactor(reactor, detail):
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
                "A formatter is a function of the object and the detail that returns words."
            )
        self._registered[id(kind)] = kind, formatter
        return formatter

    def chart_of(self, obj: Any) -> Chart | None:
        """Return the chart that an object is, as data; None for any other object.

        Examples
        --------
        >>> describe.chart_of(3) is None
        True
        """
        obj = _figure_of(obj) or obj
        if (read := self._chart_reader(obj)) is not None:
            with time_limit.shared(), contextlib.suppress(Exception):  # a chart may hold anything
                return read(obj)
        return None

    def _chart_reader(self, obj: Any) -> Callable[[Any], Chart | None] | None:
        readers = (getattr(formatter, "chart_of", None) for formatter in self._formatters(type(obj)))
        return next((read for read in readers if read is not None), None)

    def _data_of(self, obj: Any) -> ChartData:
        """Return the data behind a chart, as tables."""
        chart = self.chart_of(obj)
        if chart is None:
            kind = grammar.with_article(phrases.class_name(type(obj)))
            raise InvalidRequestError(
                f"{kind[:1].upper()}{kind[1:]} has no chart: give a chart of matplotlib, seaborn, plotly, "
                "Altair, Bokeh or plotnine."
            )
        from ipytts.description.charts.data_tables.chart import read_data

        return read_data(chart)

    def phrase(self, obj: Any, length: int = _PHRASE_LENGTH) -> Phrase:
        """Return an object in a few words, as part of a sentence; for formatters of containers.

        Examples
        --------
        >>> str(describe.phrase([1, 2])), str(describe.phrase(2.5))
        ('a list of 2 numbers: 1 and 2', '2.5')
        """
        depth = _depth.get()
        if depth >= _MAX_DEPTH:
            kind = phrases.split_class_name(phrases.class_name(type(obj)))
            return Phrase((grammar.with_article(kind),))
        token = _depth.set(depth + 1)
        try:
            words = self._describe(obj, "brief")
        finally:
            _depth.reset(token)
        if isinstance(words, Description):
            first = words.fit(length).sentences[0]
            is_short = len(str(first)) <= length
            return first if is_short else Phrase((plain_text.shorten(str(first), length),))
        text = _cut_to_length(words, "brief").strip().removesuffix(".")
        return Phrase((plain_text.shorten(text, length),))

    def _describe(self, obj: Any, detail: Detail) -> str | Description:
        for formatter in self._formatters(type(obj)):
            try:
                words = formatter(obj, detail)
                words = words if isinstance(words, Description) else plain_text.to_plain(words)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - a class may raise anything, there is always a description
                _LOG.debug("%r failed", formatter, exc_info=True)
                if (errors := formatter_errors.get()) is not None:
                    errors.append(error)
                continue
            if words:
                return words
        return Description.of([grammar.with_article(phrases.class_name(type(obj)))])

    def _formatters(self, cls: type) -> Iterator[Formatter]:
        """Yield the formatters for a class, the nearest base first; for each base, a registered one first."""
        bases = bases_of(cls)
        self._load(bases)
        for base in bases:
            if id(base) in self._registered:
                yield self._registered[id(base)][1]
            if "_repr_speech_" in attributes_of(base):
                yield _call_repr_speech
            if id(base) in self._builtin:
                yield self._builtin[id(base)][1]

    def _load(self, bases: tuple[type, ...]) -> None:
        packages = {name for base in bases for name in (*packages_of(base), module_of(base))}
        modules = [f"ipytts.description.formatters.{name}" for name in _STANDARD]
        modules += [_LIBRARIES[name] for name in sorted(packages & _LIBRARIES.keys()) if name in sys.modules]
        for module in modules:
            if module in self._loaded:
                continue
            try:
                formatters = importlib.import_module(module).FORMATTERS
            except ImportError:  # an unsupported version of the library
                _LOG.debug("%s cannot be loaded", module, exc_info=True)
                formatters = {}
            self._builtin.update({id(kind): (kind, formatter) for kind, formatter in formatters.items()})
            self._loaded.add(module)  # last: from here on, other threads skip the module


def _figure_of(obj: Any) -> Any:
    """Return the figure of what a plotting function of matplotlib returned; None for any other object."""
    if "matplotlib.figure" not in sys.modules or package_of(type(obj)) not in _RETURNED_BY_PLOTS:
        return None
    from ipytts.description.charts.matplotlib.artists import figure_of

    try:
        return figure_of(obj)
    except Exception:  # noqa: BLE001 - an item of a container may raise anything
        return None


def _call_repr_speech(obj: Any, detail: Detail) -> str:
    from inspect import signature

    method = find_attribute(type(obj), "_repr_speech_").__get__(obj, type(obj))
    text = method(detail) if signature(method).parameters else method()
    if not isinstance(text, str):
        raise TypeError("_repr_speech_ must return a str")
    return text


def _cut_to_length(text: str, detail: Detail) -> str:
    """Return as many whole sentences of other people's text as the detail allows."""
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
