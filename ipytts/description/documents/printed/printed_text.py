"""Describe printed text: lines, values and warnings; long text is shortened."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.documents.mathematics import formulas
from ipytts.description.documents.printed import printed_arrays, printed_lines
from ipytts.description.documents.printed.known_objects import shorten_tensors
from ipytts.description.documents.speakable.speakable_text import as_sentence, to_speakable
from ipytts.description.wording import grammar, numbers, plain_text

_MAX_START, _MAX_END = 100_000, 10_000  # characters at the start and at the end of a text that are read
_LINES: dict[Detail, tuple[int, int]] = {"brief": (0, 1), "normal": (8, 2), "full": (30, 10)}
# The first and the last lines of a long text that are kept, at most.
_MAX_LINE_READ = 2_000  # characters
_MAX_LINE_SPOKEN = 300  # characters

_COLUMNS = re.compile(r"(?<=[^\s=:,;!?])(?<![a-z]\.)(?: {2,}|\t+)(?=[^\s=:])")
_DTYPE = re.compile(r"\n(?:Name: .*, )?(?:Length: \d+, )?dtype: [\w\[\], ]+\Z")  # below a pandas series
_WARNING = re.compile(r"(?:.*?:\d+: )?(\w*Warning): (?:From \S+\.py:\d+: )?(.*)")
_ERROR = re.compile(r"(?:Error|ERROR|Fatal|FATAL|Critical|CRITICAL)\b: ?\S")
_DIGITS = re.compile(r"\d[\d.,]*")
_ANGLE_BRACKETS = re.compile(r"\A<(.*)>\Z", re.DOTALL)
_QUALIFIERS = re.compile(r"(?<![\w/\\'\"])(?:(?:[A-Za-z_]\w*|<locals>)\.)+(?=[A-Za-z_]\w*)")
_ADDRESS = re.compile(r"\s+at 0x[0-9a-fA-F]+")
_FORMULA = re.compile(r"\$([^$\n]*[\\^_][^$\n]*)\$")
_OBJECT = re.compile(r"<(?:[\w.]*\.)?(\w+)(?: object)?(?: object|\s+at 0x[0-9a-fA-F]+)>")
_HTML = re.compile(
    r"</[a-z][a-z0-9]*\s*>|<!doctype\b|<(?:html|body|div|p|br|table|img)\b[^<>]*>", re.IGNORECASE
)
_DEFINED = re.compile(r"(module|class|function) '?([^\s']+)'?(?=\s|\Z)")
_CONTAINER = re.compile(r"[(\[{]|\w+\(\s*[\[{(]")  # its lines are one value
_NUMPY_SCALAR = re.compile(r"\bnp\.(?:float|int|uint|bool|str)\w*\(([^()]*)\)")
_NUMBER = re.compile(
    r"(?<![\w.])-?\d+\.\d{4,}(?:[eE][-+]?\d+)?(?![\w.])|(?<![\w.])-?\d+(?:\.\d+)?[eE][-+]?\d+(?![\w.])"
)
_IDENTIFIER = re.compile(  # of a run, an image or a commit
    r"\b(?:sha\d+:)?(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{32,})\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"(?<!\S)(?!(?:\|\||//|\(\)|__|\*\*)(?!\S))(?:(\w)\^\1/|(?!\(?\+/?-)[=\\/|_^()~#*+-]*[\\/|_^()][=\\/|_^()~#*+-]+|\\|={4,})(?!\S)"
)
_WHOLE = re.compile(r"[-−]?(?:0|[1-9]\d*)(?:\.\d*)?")  # not an identifier, such as 007


class PrintedText:
    """Printed text of any length, of which the start and the end are kept."""

    def __init__(self, text: str = "") -> None:
        self._start = self._end = ""
        self.lines_left_out = 0  # between the start and the end
        self.add(text)

    def add(self, text: str) -> None:
        """Add what is printed next."""
        room = _MAX_START - len(self._start)
        self._start += text[:room]
        self._end += text[room:]
        if len(self._end) > 2 * _MAX_END:
            self.lines_left_out += self._end.count("\n", 0, -_MAX_END)
            self._end = self._end[-_MAX_END:]

    def changed(self, change: Callable[[str], str]) -> PrintedText:
        """Return the text changed by a function, its start and its end apart if lines are left out."""
        if not self.lines_left_out:
            return PrintedText(change(str(self)))
        other = PrintedText()
        other._start, other._end = change(self._start), change(self._end)
        other.lines_left_out = self.lines_left_out
        return other

    def __str__(self) -> str:
        return self._start + self._end


def describe_stdout(printed: PrintedText, detail: Detail = "normal") -> str:
    r"""Return the printed lines as sentences; if there are many, only the first and the last lines.

    Examples
    --------
    >>> describe_stdout(PrintedText("epoch 1  loss 0.5123456\n" * 2))
    'epoch 1, loss 0.512. epoch 1, loss 0.512.'
    >>> describe_stdout(PrintedText("\n".join(f"step {n}" for n in range(100))))[-64:]
    'step 6. step 7. 90 more lines, and at the end: step 98. step 99.'
    """
    return _describe(list(_with_warnings_once(str(printed))), detail, printed.lines_left_out)


def _with_warnings_once(text: str) -> Iterator[str]:
    """Yield the visible lines, of identical warnings in a log the first."""
    said: set[str] = set()
    for line in _lines(text):
        if line not in said:
            yield line
        if line.startswith("Warning: "):
            said.add(line)


def describe_stderr(
    printed: PrintedText, detail: Detail = "normal", said: Container[str] = frozenset()
) -> str:
    r"""Return each warning once, by its class and message, and errors; without warnings, all lines.

    Warnings whose key is in `said` are left out.

    Examples
    --------
    >>> describe_stderr(PrintedText("/lib/x.py:3: FutureWarning: Use fit().\n  warnings.warn(\n"))
    'A warning, FutureWarning: Use fit.'
    """
    warnings = find_warnings(printed)
    lines = _lines(str(printed))
    if not warnings:
        return _describe(lines, detail, printed.lines_left_out)
    errors = [line for line in lines if _ERROR.match(line)]
    return _describe([*(words for key, words in warnings.items() if key not in said), *errors], detail)


def find_warnings(printed: PrintedText) -> dict[str, str]:
    r"""Return the warnings in a text as sentences, by a key that those with other numbers share.

    Examples
    --------
    >>> find_warnings(PrintedText("x.py:3: UserWarning: 5 of 5 rows\nx.py:3: UserWarning: 6 of 6 rows\n"))
    {'UserWarning: # of # rows': 'A warning, UserWarning: 5 of 5 rows'}
    """
    found: dict[str, str] = {}
    for line in _lines(str(printed)):
        if match := _WARNING.match(line):
            kind = "" if match[1] == "Warning" else f", {match[1]}"
            key = f"{match[1]}: {_DIGITS.sub('#', match[2])}"
            found.setdefault(key, f"A warning{kind}: {_to_words(match[2])}")
    return found


def describe_repr(text: str, detail: Detail = "normal") -> str:
    r"""Return words for the text that Python shows of an object.

    Examples
    --------
    >>> describe_repr("<foo.Bar object at 0x7f12>"), describe_repr("<Response [200]>")
    ('a Bar', 'Response 200')
    >>> describe_repr("a   0.51234567\nb   0.25")
    'a, 0.512. b, 0.25.'
    """
    text = _DTYPE.sub("", plain_text.strip_ansi(text[:_MAX_START]).strip())
    in_brackets = _ANGLE_BRACKETS.match(text)
    if in_brackets and not plain_text.looks_like_markup(text.replace("<locals>", "")):
        text = _without_qualifiers(" ".join(in_brackets[1].split()))
    lines = _lines(text)
    if len(lines) > 1 and not _CONTAINER.match(text):
        return _describe(lines, detail)
    words = _to_words(plain_text.repr_in_words(" ".join(text[:_MAX_LINE_READ].split())))
    return plain_text.shorten(words, LENGTHS[detail])


def _without_qualifiers(text: str) -> str:
    """Return "a Foo" for ``package.Foo object at 0x7f…``, and "Response 200" for ``Response [200]``."""
    if defined := _DEFINED.match(text):
        return f"the {defined[1]} {_defined_name(*defined.groups())}"
    named = plain_text.without_address(text)
    is_object = named != text or named.endswith((" object", " instance"))
    named = re.sub(r"[\[\]<>]", "", _QUALIFIERS.sub("", named.replace("->", "to")))
    return grammar.with_article(re.sub(r" (?:object|instance)\Z", "", named)) if is_object else named


def _defined_name(kind: str, name: str) -> str:
    return name if kind == "module" else name.rpartition(".")[2].strip("<>")


def _lines(text: str) -> list[str]:
    """Return the lines that remain visible, cut where they are very long."""
    return [line[:_MAX_LINE_READ] for line in printed_lines.clean(text)]


def _describe(lines: Sequence[str], detail: Detail, left_out: int = 0) -> str:
    """Return as many of the first and the last lines as the detail allows; the last ones always."""
    first, last = _LINES[detail]
    if len(lines) <= first + last + 1 and not left_out:
        text = _sentences(lines)
        if len(text) <= LENGTHS[detail]:
            return text
        first = min(first, len(lines) - last)
    while True:
        count = len(lines) + left_out
        more = (
            numbers.with_noun(count - first - last, "more line")
            if first
            else numbers.with_noun(count, "line")
        )
        at_end = f"{more}, and at the end: {_sentences(lines[-last:])}"
        text = f"{_sentences(lines[:first])} {at_end}".strip()
        if len(text) <= LENGTHS[detail] or first == 0:
            return plain_text.shorten(text, LENGTHS[detail])
        first -= 1


def _sentences(lines: Sequence[str]) -> str:
    return " ".join(as_sentence(words) for line in lines if (words := _to_words(line)))


def _to_words(line: str) -> str:
    line = _OBJECT.sub(lambda match: grammar.with_article(match[1]), shorten_tensors(line))
    line = _NUMPY_SCALAR.sub(r"\1", _ADDRESS.sub("", line))
    if _HTML.search(line):
        line = plain_text.without_markup(line)
    line = _NUMBER.sub(lambda match: numbers.single(float(match[0])), line)
    if _WHOLE.fullmatch(line.strip()):
        plain = line.replace("\u2212", "-")  # the minus sign that Julia and matplotlib print
        return numbers.single(float(plain)) if "." in plain else numbers.number(int(plain))
    line = printed_arrays.list_in_line(line)
    line = _FORMULA.sub(lambda match: formulas.describe_formula(match[1]), line)
    line = _IDENTIFIER.sub("an identifier", _DRAWN.sub(" ", line))
    words = to_speakable(_COLUMNS.sub(", ", line.strip())).lstrip(" ,;:")
    return plain_text.shorten(words, _MAX_LINE_SPOKEN)
