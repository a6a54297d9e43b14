"""Convert MIME bundles to passages: what a cell displayed, in the richest form that has words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from ipytts.description.describer import describe
from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.code.code_hints import describe_year
from ipytts.description.documents.html import html, html_charts
from ipytts.description.documents.html.html_charts import Chart
from ipytts.description.documents.markdown import markdown
from ipytts.description.documents.mathematics import formulas
from ipytts.description.documents.notebook_json import as_mapping, as_text
from ipytts.description.documents.passages import Passage, Section, sentence_passage
from ipytts.description.documents.printed import printed_text, python_values
from ipytts.description.documents.printed.julia_values import as_pandas_page, describe_julia_text, is_julia
from ipytts.description.documents.printed.known_objects import name_objects
from ipytts.description.documents.printed.model_summaries import describe_summary_cells, describe_summary_text
from ipytts.description.documents.printed.ocaml_values import describe_ocaml_text
from ipytts.description.documents.printed.printed_arrays import read_array
from ipytts.description.documents.printed.printed_calls import describe_call_text
from ipytts.description.documents.printed.printed_estimators import describe_estimator_text
from ipytts.description.documents.printed.printed_noise import is_noise
from ipytts.description.documents.printed.printed_objects import describe_text_of_object
from ipytts.description.documents.printed.r_values import describe_r_text, is_r
from ipytts.description.documents.printed.shapes import describe_shape
from ipytts.description.documents.printed.shown_matrices import describe_matrix
from ipytts.description.documents.printed.training_tables import describe_training_table
from ipytts.description.documents.speakable.speakable_text import as_sentence, describe_image, to_speakable
from ipytts.description.models.estimators import kind_of
from ipytts.description.wording import grammar, numbers, plain_text

_MIN_PASSAGE = 100  # characters of the last passage, even if these exceed the limit
_MAX_READ = 200_000  # characters of a page
_MAX_SVG = 20_000  # characters that are searched for a title
_NO_WORDS = re.compile(r"<[^<>]*(?:\bobject| at 0x[0-9a-fA-F]+)>|-Graphics(?:3D)?-")
# What plotting functions return, and the training of Keras, which prints its metrics.
_ARTIST = re.compile(
    r"\W*(?:Text\(\S+ \S+ ['\"]|<(?:matplotlib\.|(?:\w+\.)*callbacks\.(?:\w+\.)*History"
    r"|Axes|Figure size|BarContainer|ErrorbarContainer))"
)
_TUPLE_OF_PLOT = re.compile(r"[\[({]*<|\(array\(|.*<matplotlib", re.DOTALL)
_FIGURE_SIZE = re.compile(r"<Figure size \S+ with (\d+) Axes>")
_PICTURE_SIZE = re.compile(r"<PIL\.\S* .*\bsize=(\d+)x(\d+)")
_PLOTLY_REPR = re.compile(r"Figure(?:Widget)?\((\{.*\})\)", re.DOTALL)
_CHART_TYPES = re.compile(r"application/vnd\.(?:vega|vegalite|plotly|bokehjs_exec)")
_TABLE_TAG = re.compile(r"<table\b", re.IGNORECASE)
_TRAINING = re.compile(r"<t[hd][^>]*>\s*(?:epoch|step|iteration)\s*<", re.IGNORECASE)
_MATH_PAGE = re.compile(  # of Sage
    r"<html>\s*(?:<script type=\"math/tex[^\"]*\">|\\[(\[])(?:\\displaystyle)?(.*?)"
    r"(?:</script>|\\[)\]])\s*</html>",
    re.IGNORECASE | re.DOTALL,
)
_SAGE_MACRO = r"\newcommand{\Bold}[1]{\mathbf{#1}}"
_MODEL_TAG = re.compile(r"<div[^>]*\bclass=\"sk-(?:top-container|estimator)", re.IGNORECASE)
_FITTED = re.compile(r"<span>(Fitted|Not fitted)</span>")
_SUMMARY = re.compile(r"Dep(?:\.|endent) Variable")
_PICTURE = re.compile(r"\s*(?:<div[^>]*>\s*)?<img\b[^<>]*>\s*(?:</div>\s*)?")
_ARRAY = re.compile(r"\[\[\s*[-+]?\d+\.[\s\]+-]")  # numbers that end with a point: not of Python
_SVG_TITLE = re.compile(r"<(?:title|desc)\b[^>]*>([^<]+)<", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """Data from elsewhere in the notebook that the outputs of a cell refer to."""

    captions: Sequence[str] = ()  # of the images, in order
    widgets: Mapping[str, Any] = field(default_factory=dict)  # the saved state of each widget, by its id
    macros: str = ""  # LaTeX macros that formulas may use
    code: str = ""  # of the cell
    earlier_code: Sequence[str] = ()  # of the cells before it
    language: str = "python"
    warnings: AbstractSet[str] = frozenset()  # the keys of those that were said before


@dataclass(frozen=True)
class Bundle:
    """A MIME bundle with its metadata, and what is needed to describe it."""

    data: Mapping[str, Any]
    metadata: Mapping[str, Any] = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    detail: Detail = "normal"
    caption: str = ""  # of its image
    from_code: str = ""  # a sentence about its image, from the code of the cell
    description: str = ""  # of its chart, which `%alttext text` shows below it
    is_beside_image: bool = False  # whether the cell shows an image

    @property
    def plain(self) -> str:
        """The text that Python shows of the object."""
        return as_text(self.data.get("text/plain"))

    @property
    def page(self) -> str:
        """The HTML, without embedded binary data."""
        return as_pandas_page(html.DATA_URL.sub("inside", as_text(self.data.get("text/html")))[:_MAX_READ])

    @property
    def image_type(self) -> str:
        """The type of its image; empty without one."""
        kinds = [kind for kind in self.data if kind.startswith("image/") or kind == "application/pdf"]
        return kinds[0] if kinds else ""

    @property
    def is_generated(self) -> bool:
        """Whether ipytts generated the alternative text in its metadata."""
        return as_mapping(self.metadata.get("ipytts")).get("generated") is True

    @property
    def has_own_words(self) -> bool:
        """Whether the text that Python shows of the object is more than its class."""
        return bool(self.plain) and not _NO_WORDS.fullmatch(self.plain.strip())


def to_passages(bundle: Bundle) -> Iterator[Passage]:
    r"""Yield the passages of a bundle; together they have about the length of its detail.

    Examples
    --------
    >>> bundle = Bundle({"text/plain": "3.14159265", "text/latex": r"$\pi$"})
    >>> [passage.text for passage in to_passages(bundle)]
    ['Pi.']
    """
    for read in _READERS:
        if passages := list(read(bundle)):
            yield replace(passages[0], text=_capitalized(passages[0].text))
            yield from passages[1:]
            return
    yield from _read_plain(bundle)


def _read_chart(bundle: Bundle) -> Iterator[Passage]:
    """Describe a chart of Altair, Plotly or Bokeh; of one that cannot be read, only its title."""
    charts = list(find_charts(bundle))
    if charts and (words := _author_words(bundle)):
        yield from sentence_passage(f"A chart: {to_speakable(words)}", "output")
    for chart in charts:
        words = _describe_chart(chart, bundle.detail)
        title = to_speakable(_title(chart.bundle))
        named = f"An interactive chart: {title}" if title else "An interactive chart"
        yield from sentence_passage(words or named, "output")


def _author_words(bundle: Bundle) -> str:
    """Return the alternative text of an author for a chart in JSON; empty if there is none."""
    if bundle.is_generated:
        return ""
    texts = [as_mapping(bundle.metadata.get(kind)).get("alt") for kind in bundle.data]
    texts += [as_mapping(spec).get("description") for kind, spec in bundle.data.items() if "vega" in kind]
    return next((text for text in map(as_text, texts) if text.strip()), "")


def find_charts(bundle: Bundle) -> Iterator[Chart]:
    """Yield the charts in a bundle, in JSON: those of Altair, Bokeh and Plotly."""
    found = [Chart(kind, as_mapping(spec)) for kind, spec in bundle.data.items() if _CHART_TYPES.match(kind)]
    if found and found[0].bundle:  # Bokeh's is empty: its chart stands in the script beside it
        yield found[0]
    elif charts := [
        *html_charts.find_charts(as_text(bundle.data.get("text/html"))),
        *html_charts.find_script_charts(as_text(bundle.data.get("application/javascript"))),
    ]:
        yield from charts
    elif found:
        yield found[0]
    elif figure := html_charts.plotly_figure(bundle.data.get("application/json")):
        yield Chart(html_charts.PLOTLY, figure)
    elif shown := _PLOTLY_REPR.fullmatch(bundle.plain.strip()):
        with suppress(python_values.NoValueError):
            yield Chart("application/vnd.plotly.v1+json", as_mapping(python_values.to_value(shown[1])))


def _describe_chart(chart: Chart, detail: Detail) -> str:
    """Return words for a chart in JSON; empty if it cannot be read, or without numpy."""
    try:
        from ipytts.description.charts.json_charts import chart_of_json
        from ipytts.description.charts.sentences.chart import describe_chart

        return describe_chart(chart_of_json(chart.mime_type, chart.bundle), detail).render(LENGTHS[detail])
    except Exception:  # noqa: BLE001 - the file may hold anything
        return ""


def _title(spec: Mapping[str, Any]) -> str:
    layout = spec.get("layout")
    title = (layout if isinstance(layout, dict) else spec).get("title")
    if isinstance(title, dict):
        title = title.get("text")
    return as_text(title)


def _read_captioned_image(bundle: Bundle) -> Iterator[Passage]:
    """Describe an image by its alternative text, its caption or its title."""
    if not bundle.image_type:
        return
    known = [as_mapping(bundle.metadata.get(kind)) for kind in bundle.data]
    alts = [text for each in known if (text := as_text(each.get("alt"))).strip()]
    generated = alts[0] if alts and bundle.is_generated else ""
    texts = [] if generated else alts
    texts += [as_text(bundle.metadata.get("alt"))]
    texts += [as_text(each.get(key)) for each in (*known, bundle.metadata) for key in ("caption", "title")]
    title = _SVG_TITLE.search(as_text(bundle.data.get("image/svg+xml"))[:_MAX_SVG])
    words = [text for text in (*texts, bundle.caption, unescape(title[1]) if title else "") if text.strip()]
    if words:
        yield from sentence_passage(describe_image(words[0]), "output")
    yield from sentence_passage(bundle.description or generated, "output")


def _read_image(bundle: Bundle) -> Iterator[Passage]:
    """Describe an image without words by the code, a figure by its plots, a picture by its size."""
    if not bundle.image_type:
        return
    yield from sentence_passage(bundle.from_code or _describe_size(bundle.plain), "output")


def _describe_size(plain: str) -> str:
    """Return words for an image by what Python shows of it."""
    if figure := _FIGURE_SIZE.match(plain):
        count = int(figure[1])
        return f"A figure with {numbers.with_noun(count, 'plot')}" if count > 1 else "A figure"
    if size := _PICTURE_SIZE.search(plain):
        width, height = (numbers.number(int(side)) for side in size.groups())
        return f"An image of {width} by {height} pixels"
    return "An image"


def _read_model(bundle: Bundle) -> Iterator[Passage]:
    """Describe the summary of a model, or one of scikit-learn by its class: its HTML is a diagram."""
    if words := describe_summary_text(bundle.plain) or _describe_summary_tables(bundle.page):
        yield from sentence_passage(words, "output")
        return
    if _MODEL_TAG.search(bundle.page):
        yield from sentence_passage(_describe_diagram(bundle), "output")


def _describe_diagram(bundle: Bundle) -> str:
    """Return words for an estimator that is drawn, by its text; by its class if that is shortened."""
    state = _FITTED.search(bundle.page)  # older versions do not show it
    is_fitted = state[1] == "Fitted" if state else None
    text = bundle.plain.strip()
    if words := describe_estimator_text(text, bundle.detail, is_fitted=is_fitted, is_estimator=True):
        return words
    name = text.partition("(")[0].strip()
    described = {True: ", fitted", False: ", not fitted yet", None: ""}[is_fitted]
    return f"{kind_of(name)}{described}" if name.isidentifier() else ""


def _describe_summary_tables(page: str) -> str:
    """Return words for the summary of a model in tables; empty for other tables."""
    if not _SUMMARY.search(page):
        return ""
    return describe_summary_cells(html.read_cells(page)) or ""


def _read_table(bundle: Bundle) -> Iterator[Passage]:
    if not _TABLE_TAG.search(bundle.page):
        return
    if _TRAINING.search(bundle.page) and (
        words := describe_training_table(html.read_cells(bundle.page), bundle.detail)
    ):
        yield from sentence_passage(words, "output")
    else:
        yield from _bounded(html.to_passages(bundle.page, role="output"), bundle.detail)


def _read_r_value(bundle: Bundle) -> Iterator[Passage]:
    """Describe a vector or a list of R by its text: its HTML and LaTeX list every value."""
    if is_r(bundle.context.language, bundle.context.code):
        yield from sentence_passage(describe_r_text(bundle.plain, bundle.detail), "output")


def _read_formula(bundle: Bundle) -> Iterator[Passage]:
    of_page = _MATH_PAGE.fullmatch(bundle.page.strip())
    latex = as_text(bundle.data.get("text/latex")).strip() or (f"${unescape(of_page[1])}$" if of_page else "")
    latex = latex.replace(_SAGE_MACRO, "")
    if not latex:
        return
    if matrix := describe_matrix(latex, bundle.detail):
        yield from sentence_passage(matrix, "output")
        return
    if re.fullmatch(r"\$+[^$]*\$+", latex) or latex.startswith("\\"):
        formula = re.sub(r"\A\s*\$+(?:\\displaystyle)?|\$+\s*\Z", "", latex)
        words = formulas.describe_formula(formula, bundle.context.macros)
        if words not in ("", formulas.UNREADABLE):
            yield from sentence_passage(words, "output")
    else:
        yield from _bounded(markdown.to_passages(latex, macros=bundle.context.macros), bundle.detail)


def _read_markdown(bundle: Bundle) -> Iterator[Passage]:
    text = as_text(bundle.data.get("text/markdown"))[:_MAX_READ]
    if text:
        yield from _bounded(markdown.to_passages(text, macros=bundle.context.macros), bundle.detail)


def _read_page(bundle: Bundle) -> Iterator[Passage]:
    if bundle.page and (not bundle.has_own_words or _PICTURE.fullmatch(bundle.page)):
        yield from _bounded(html.to_passages(bundle.page, role="output"), bundle.detail)


def _read_json(bundle: Bundle) -> Iterator[Passage]:
    if "application/json" in bundle.data:
        yield from sentence_passage(describe(bundle.data["application/json"], bundle.detail), "output")


def _read_sound_or_video(bundle: Bundle) -> Iterator[Passage]:
    kinds = {kind.partition("/")[0] for kind in bundle.data}
    if kinds & {"audio", "video"}:
        yield Passage("A video." if "video" in kinds else "A sound.", "output")


def _read_plain(bundle: Bundle) -> Iterator[Passage]:
    """Describe the value that Python shows; nothing of what plotting functions return."""
    if (not bundle.has_own_words and bundle.page) or "application/javascript" in bundle.data:
        return
    is_of_plot = _ARTIST.match(bundle.plain) or (
        bundle.is_beside_image and _TUPLE_OF_PLOT.match(bundle.plain)
    )
    if bundle.plain.strip() and not is_of_plot:
        words = _describe_in_context(bundle) or describe_plain(bundle.plain, bundle.detail)
        yield from sentence_passage(words, "output")


def _describe_in_context(bundle: Bundle) -> str:
    """Return words for a value of R, or a shape, which the text alone does not show to be one."""
    context = bundle.context
    if is_r(context.language, context.code):
        return describe_r_text(bundle.plain, bundle.detail)
    if is_julia(context.language):
        return describe_julia_text(bundle.plain, bundle.detail)
    if context.language.lower() == "ocaml":
        return describe_ocaml_text(bundle.plain, bundle.detail)
    if not (".shape" in context.code or "year" in context.code.lower()):
        return ""
    with suppress(python_values.NoValueError):
        value = python_values.to_value(bundle.plain)
        return describe_year(context.code, value, bundle.detail) or describe_shape(context.code, value)
    return ""


def describe_plain(text: str, detail: Detail) -> str:
    """Return words for the text that Python shows of an object; if it shows a value, that value in words.

    Examples
    --------
    >>> describe_plain("[3, 1, 2]", "normal"), describe_plain("<Response [200]>", "normal")
    ('A list of 3 numbers: 3, 1 and 2.', 'Response 200.')
    """
    text = name_objects(plain_text.strip_ansi(text).strip("\n").rstrip())  # a table may begin with blanks
    if words := describe_estimator_text(text.lstrip(), detail) or describe_call_text(text.lstrip(), detail):
        return words
    if _ARRAY.match(text) and (array := read_array(text)) is not None:
        return describe(array, detail)
    try:
        return describe(python_values.to_value(text), detail)
    except python_values.NoValueError:
        words = describe_text_of_object(text, detail) or printed_text.describe_repr(text, detail)
    return _capitalized(words)


def _capitalized(text: str) -> str:
    if text.endswith(":"):  # what follows is introduced
        return f"{text[:1].upper()}{text[1:]}"
    return grammar.sentence(text) if text else ""


def _bounded(parts: Iterator[Section | Passage], detail: Detail) -> Iterator[Passage]:
    """Yield passages, and headings as passages, with the role "output", up to the length of a detail."""
    left = LENGTHS[detail]
    for part in parts:
        if left <= 0:
            yield Passage("The rest of this output is left out.", "output")
            return
        text = part.text if isinstance(part, Passage) else as_sentence(part.heading)
        if is_noise(text):
            continue
        yield Passage(plain_text.shorten(text, max(left, _MIN_PASSAGE)), "output")
        left -= len(text) + 1


_READERS: tuple[Callable[[Bundle], Iterator[Passage]], ...] = (  # the first that finds words is used
    _read_chart,
    _read_captioned_image,
    _read_model,
    _read_table,
    _read_r_value,
    _read_formula,
    _read_markdown,
    _read_page,
    _read_image,
    _read_json,
    _read_sound_or_video,
)
