r"""Read names and text within formulas, such as ``\operatorname{arg\,max}`` and ``\text{if $x > 0$}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipytts.description.documents.mathematics import symbols
from ipytts.description.documents.mathematics.latex.letters import is_word
from ipytts.description.documents.mathematics.latex.token_reader import TokenReader
from ipytts.description.documents.mathematics.nodes import Kind, Node, Row, Sign, row
from ipytts.description.documents.speakable.speakable_text import to_speakable

_SPACING = re.compile(r"\\[,;:!> ]|~|\\hspace\*?\{[^{}]*\}|\{\}|\\(?:thin|med|thick|en)space(?![A-Za-z])")
_ESCAPED = re.compile(r"\\([_%&#$ -])")
_NAME = re.compile(r"[A-Za-z](?:[\w .'/-]*[\w.])?\Z")
_HAS_SCRIPT = re.compile(r"(?<!\\)[_^]")
_PER = re.compile(r"(?<=\b[A-Za-z]{1})/(?=[A-Za-z]{1,3}\b)|(?<=\b[A-Za-z]{2})/(?=[A-Za-z]{1,2}\b)")  # km/h
_INNER = re.compile(r"\$([^$]+)\$|\\\((.+?)\\\)")
_UNSPEAKABLE = re.compile(r"[&`<>|#~*]|\$(?!\d)")
_MARKUP = re.compile(r"\\[A-Za-z]+\*?|[{}\\^_]")
_FORMULA_ELEMENT = (
    r"(?:He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Br|Ag|Cd|Sn|Pt|Au|Hg|Pb|[HBCNOFPSKIU])"
)
_CHEMICAL = re.compile(
    rf"(?:{_FORMULA_ELEMENT}(?:_\{{?\d+\}}?)?)*{_FORMULA_ELEMENT}_\{{?\d+\}}?(?:{_FORMULA_ELEMENT}(?:_\{{?\d+\}}?)?)*\Z"
)
_CHEMICAL_PART = re.compile(r"[A-Z][a-z]?|\d+")
_ABBREVIATIONS = {
    "s.t.": "such that",
    "s. t.": "such that",
    "w.r.t.": "with respect to",
    "i.i.d.": "i i d",
    "iid": "i i d",
}


def read_name(reader: TokenReader, style: str) -> Node:
    r"""Return the argument of a command such as ``\mathrm``: a name, or else a formula in a style."""
    start = reader.position
    raw = reader.raw_group()
    plain = " ".join(_ESCAPED.sub(r"\1", _SPACING.sub(" ", raw)).split())
    if _CHEMICAL.match(plain.replace(" ", "")):
        return Sign(plain, Kind.WORD, " ".join(_CHEMICAL_PART.findall(plain)), "chemical")
    if _NAME.match(plain) and _is_name(plain, style) and not _HAS_SCRIPT.search(raw):
        return as_name(plain, style)
    reader.position = start
    before = reader.enter()
    reader.style = style
    node = reader.argument()
    reader.leave(before)
    return node


def _is_name(text: str, style: str) -> bool:
    if style in {"blackboard", "script"} or text.isdecimal():
        return False
    if style == "bold":
        return len(text) > 2 and is_word(text, shortest=3)
    return len(text) > 1 and not re.fullmatch(r"d[A-Za-z]|\w_.*", text)


def as_name(text: str, style: str = "upright") -> Sign:
    """Return a function that is known by its name, or a word.

    Examples
    --------
    >>> as_name("arg max").words, as_name("softmax").words
    ('arg max', 'softmax')
    """
    for key in (text.replace(" ", ""), text.replace(" ", "").lower() if len(text) > 2 else ""):
        known = symbols.find_sign(key)
        if known and len(key) > 1 and known.kind in {Kind.FUNCTION, Kind.LIMITED}:
            return known
    words = _PER.sub(" per ", " ".join(re.split(r"[\s_]+", text)))
    return Sign(text, Kind.WORD, words, style)


def read_text(reader: TokenReader, raw: str) -> Node:
    r"""Return the words of ``\text``, with the formulas between dollar signs."""
    return row(*_text_parts(reader, raw))


def _text_parts(reader: TokenReader, raw: str) -> Iterator[Node]:
    end = 0
    for match in _INNER.finditer(raw):
        yield from _words(raw[end : match.start()])
        yield reader.parsed(match[1] or match[2])
        end = match.end()
    yield from _words(raw[end:])


def _words(raw: str) -> Iterator[Node]:
    """Yield words, and pauses where there is punctuation."""
    text = _MARKUP.sub(" ", _ESCAPED.sub(r"\1", _SPACING.sub(" ", raw)))
    for abbreviation, words in _ABBREVIATIONS.items():
        text = re.sub(rf"(?<![\w.]){re.escape(abbreviation)}(?!\w)", words, text)
    name = as_name(text.strip())
    if name.kind is not Kind.WORD and not name.words.startswith("the "):
        yield name
        return
    for part in re.split(r"([,;](?!\d)|[:.?](?!\w))", text):
        if part[:1] in {",", ";", ":", ".", "?"} and len(part) == 1:
            yield Sign(part, Kind.PUNCTUATION, "," if part == "." else part)
        elif words := " ".join(part.split()):
            yield Sign(words, Kind.WORD, prose(words), "text")


def prose(text: str) -> str:
    """Return the text of a formula as prose is spoken, without signs of markup.

    Examples
    --------
    >>> prose("a < b & c")
    'a is less than b and c'
    """
    words = to_speakable(_PER.sub(" per ", text.replace("&", " and ")))
    return " ".join(_MARKUP.sub(" ", _UNSPEAKABLE.sub(" ", words)).split())


def read_chemistry(raw: str) -> Node:
    r"""Return a chemical formula of ``\ce``, letter by letter.

    Examples
    --------
    >>> [item.words for item in read_chemistry("2H2 + O2 -> 2H2O").items]
    ['2 H 2', 'plus', 'O 2', 'yields', '2 H 2 O']
    """
    parts: list[Node] = []
    for text in re.split(r"\s*(<=>|->|<-|\s\+\s)\s*", raw.strip()):
        operator = {"+": "plus", "->": "yields", "<=>": "is in equilibrium with", "<-": "is made from"}.get(
            text.strip()
        )
        if operator:
            parts.append(Sign(text.strip(), Kind.RELATION, operator))
        elif text.strip():
            parts.append(Sign(text, Kind.WORD, _chemical_words(text), "chemical"))
    return Row(tuple(parts))


def _chemical_words(text: str) -> str:
    names = {"+": "plus", "-": "minus", "(": "open paren", ")": "close paren", "=": "double bond"}
    return " ".join(names.get(part, part) for part in re.findall(r"[A-Z][a-z]?|\d+|[a-z]+|[+\-()=]", text))
