"""Split a long text at pauses of speech."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from sentencex import segment

_SHORT_PARAGRAPH = 100  # characters; a shorter one is joined to the next
_FIRST_PART = 250  # characters: about 15 s of speech
_MEAN_SHARE = 5  # parts of a long paragraph have limit / 5 characters on average, so few are over the limit
_MIN_SHARE = 40  # and limit / 40 at least
_MIN_WINDOW, _MAX_WINDOW = 2_000, 16_000  # characters given to sentencex at once

_FULL_STOPS = "。！？｡।॥။។۔؟"  # often without a space after them
_ENDS_OR_IN_NUMBERS = "[．，：—]"  # these end a clause too, but not within a number
_CLOSERS = "[\"'”’»›)\\]）】」』》〉］｝〕]*"
_BREAKS = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
# Without no-break spaces, as before a unit; with the zero-width space between words of Khmer and Thai.
_SPACE = r"(?:[^\S\u00a0\u2007\u202f]|\u200b)"

_SPACES = re.compile(r"\s+")
_UNSPACED_END = re.compile(rf"(?:[{_FULL_STOPS}]|．(?!\d)){_CLOSERS}.\Z", re.DOTALL)  # and a character
_NO_SENTENCE_END = re.compile(
    r"(?<!\w)\d{1,3}\.\s+"  # the number of an item or a day: "1. One", "am 3. Mai"
    r"|(?<![\w.])[^\W\d_]\.\s+"  # an initial, or part of an abbreviation, in any script,
    r"|\b[^\W\d_]\.\s+(?=[a-zß-ÿα-ωа-џ])"  # and several of them before a small letter
    r"|\b[^\W\d_]{1,6}\.\s+(?=\d)(?!\d{1,3}[.)]\s)"  # "approx. 5"
    r"|(?<=\d\])\s+(?=[a-z])"  # "Ref. [3] and"
    r"|\b(?i:e\.\s?g|i\.\s?e|vs|cf|resp)\.\s+"
    r"|\b(?i:eqn?s?|figs?|refs?|sect?s?|chap|ch|tab|approx|ca)\.\s+(?=[(\[]?(?:\d|[A-Z]\.?\d|[IVX]+\b))"
)
_NUMBER_END = re.compile(r"(?<![\w.,])(\d[\d.,]*)(?<=\d)\.\s+")
_FRACTION = re.compile(r"0[.,]\d+|\d+[.,]\d{3,}")  # and no date, as "3.12" may be
_LISTED = re.compile(r"\d, \Z")
_START = re.compile(r"[.!?][\"'”’»›)\]]*\s+\Z|[\n\r]\s*(?:[-*•(]\s*)?\Z")  # of a sentence
_MAX_START = 8  # characters
_ENGLISH = re.compile(
    r"\b(?:the|is|are|of|and|row|with|from)\b", re.IGNORECASE
)  # days have no full stop in English
_CLAUSE_END = re.compile(
    rf"[,;:،؛]{_CLOSERS}\s+|(?<=\s)[-–]\s+|{_BREAKS}\s*"
    rf"|(?:[…、；､།{_FULL_STOPS}]|(?<!\d){_ENDS_OR_IN_NUMBERS}|{_ENDS_OR_IN_NUMBERS}(?!\d))+{_CLOSERS}\s*"
)
# Within a sentence, a full stop belongs to an abbreviation, and "1 000" is a number.
_WORD_END = re.compile(rf"(?<![.\s])(?:(?<!\d){_SPACE}+|{_SPACE}+(?![\d\s]))")
_UNSPACED = re.compile(r"[\s\u0e00-\u109f\u1780-\u17ff\u2e80-\U0010ffff]")  # scripts written without spaces
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")


def split_sentences(text: str, language: str = "en") -> list[str]:
    r"""Return the sentences of a text; joined they give the text.

    White space belongs to the sentence before it, and at the start of the text to the first one. Titles,
    items of a list and rules such as ``***`` count as sentences; a line break within a paragraph ends none.

    Parameters
    ----------
    text : str
        In any language.
    language : str
        Its ISO 639-1 code: the abbreviations of that language are known.

    Returns
    -------
    list of str
        None of them is empty.

    Examples
    --------
    >>> split_sentences("Dr. Smith paid $1,000.50 at 5 p.m. on Monday. Why?\n\n你好。再见。")
    ['Dr. Smith paid $1,000.50 at 5 p.m. on Monday. ', 'Why?\n\n', '你好。', '再见。']
    """
    return [sentence for paragraph in _paragraphs(text) for sentence in _sentences_of(paragraph, language)]


def split(text: str, limit: int, language: str = "en") -> list[str]:
    r"""Return the text in parts, one for each request.

    It is guaranteed that:

    - The parts joined give the text; none is over the limit; none is empty.
    - A text within the limit is one part. The first part of a longer one is short, so that sound starts
      early: the sentences of the first 250 characters, or one if that is longer. (Where the limit is not
      above 250 all parts are short.)
    - A sentence (see `split_sentences`) that fits the limit is whole in one part. One that does not is cut
      between its clauses if that is enough, else between words. A word, number or address is cut only if it
      alone is over the limit, and then between characters as a reader sees them: a letter with its accents,
      an emoji with all that belongs to it. Where words are written without spaces, cuts are between
      characters too, though in no number or foreign word that fits.
    - Each part has a letter or a digit, unless the limit allows to join it neither to the part before nor to
      the one after.
    - The same text and limit give the same parts, in every process.
    - A paragraph is one part if it fits the limit, together with paragraphs before it of less than 100
      characters, such as titles. So in a text of such paragraphs at most two parts are new after a change
      within a paragraph (three if it makes a title at the start of the text longer than 250 characters).
    - A paragraph over the limit is cut after sentences that are chosen by their text, not by their position.
      In one of 20,000 characters, at a limit of 4096, one or two parts were new after 99.8 % of 5,064 changes
      of a sentence, and never more than three. All parts of a paragraph are new when a change takes it over
      the limit or back; in a sentence that is over the limit, those after the change are.

    The time is linear in the length of the text.

    Parameters
    ----------
    text : str
        In any language, with or without spaces.
    limit : int
        In characters (code points); at least 1.
    language : str
        Of the text, as for `split_sentences`.

    Returns
    -------
    list of str
        Empty if the text is.

    Raises
    ------
    ValueError
        The limit is less than 1.

    Examples
    --------
    >>> split("Dr. Smith was here. He paid $1,000.50, all of it, and left at 5 p.m. on Monday.", 40)
    ['Dr. Smith was here. ', 'He paid $1,000.50, all of it, ', 'and left at 5 p.m. on Monday.']
    """
    if limit < 1:
        raise ValueError(f"limit={limit} is not possible: a part has at least 1 character.")
    if len(text) <= limit:
        return [text] if text else []
    blocks = _blocks(text)
    start = _units(next(blocks), language)
    count = _count_in_first_part(start, limit)
    parts = ["".join(start[:count])] if count else []
    parts += _parts(start[count:], limit, language)
    for block in blocks:
        parts += [block] if len(block) <= limit else _parts(_units(block, language), limit, language)
    return _join_wordless(parts, limit)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs, each with the blank lines after it, and the first also with those before it."""
    start = end = 0
    begun = ended = False
    for line in text.splitlines(keepends=True):
        blank = line.isspace()
        if ended and not blank:
            yield text[start:end]
            start, ended = end, False
        begun = begun or not blank
        ended = begun and blank
        end += len(line)
    if text:
        yield text[start:]


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, short ones joined to the next: a block does not depend on the text before it."""
    block: list[str] = []
    for paragraph in _paragraphs(text):
        block.append(paragraph)
        if len(paragraph) >= _SHORT_PARAGRAPH:
            yield "".join(block)
            block = []
    if block:
        yield "".join(block)


def _units(block: str, language: str) -> list[str]:
    """Return the units that a block may be cut between: short paragraphs, and sentences of the long one."""
    units: list[str] = []
    for paragraph in _paragraphs(block):
        units += [paragraph] if len(paragraph) < _SHORT_PARAGRAPH else _sentences_of(paragraph, language)
    return units


def _sentences_of(paragraph: str, language: str) -> list[str]:
    body = paragraph.rstrip()
    within = {match.end() for match in _NO_SENTENCE_END.finditer(body)}.difference(_ends_in_numbers(body))
    within.update(range(len(body) - len(body.lstrip()) + 1))
    ends = (_skip_spaces(body, end) for end in _full_stops(body, language))
    return _cut(paragraph, (end for end in ends if end not in within and _may_end(body, end)))


def _ends_in_numbers(body: str) -> Iterator[int]:
    """Yield where a number ends a sentence; a full stop may also make it that of an item or a day."""
    is_english = bool(_ENGLISH.search(body))
    for match in _NUMBER_END.finditer(body):
        is_first = match.start() == 0 or _START.search(
            body, max(0, match.start() - _MAX_START), match.start()
        )
        is_listed = _LISTED.search(body, max(0, match.start() - _MAX_START), match.start())
        if not is_first and (is_english or is_listed or _FRACTION.fullmatch(match[1])):
            yield match.end()


def _full_stops(body: str, language: str) -> Iterator[int]:
    """Yield the ends of sentences by sentencex, in windows, as it takes quadratic time on some texts."""
    body = _SURROGATE.sub("\ufffd", body)  # sentencex reads UTF-8
    start, size = 0, _MIN_WINDOW
    while start + size < len(body):
        found = segment(language, body[start : start + size])
        if len(found) > 1:
            for sentence in found[:-1]:  # the last may continue after the window
                start += len(sentence)
                yield start
            size = _MIN_WINDOW
        elif size < _MAX_WINDOW:
            size *= 2
        else:
            start += size
    yield from accumulate(map(len, segment(language, body[start:])), initial=start)


def _skip_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return match.end() if match else start


def _may_end(body: str, end: int) -> bool:
    """Return whether an end by sentencex is one: not within ``т.е.`` or ``３．１４``."""
    if end >= len(body) or not _are_apart(body[end - 1], body[end]):
        return False
    return body[end - 1].isspace() or bool(_UNSPACED_END.search(body[max(0, end - 8) : end + 1]))


def _count_in_first_part(units: Sequence[str], limit: int) -> int:
    """Return how many units make the first part; 0 if it is like the others."""
    if limit <= _FIRST_PART or len(units[0]) > limit:
        return 0
    return max(1, sum(end <= _FIRST_PART for end in accumulate(map(len, units))))


def _parts(units: Sequence[str], limit: int, language: str) -> Iterator[str]:
    for group in _groups(units, limit):
        yield from _halves(group, limit, language)


def _groups(units: Sequence[str], limit: int) -> Iterator[Sequence[str]]:
    """Yield units in groups that end after a unit of low rank, so that a change affects no other group."""
    if sum(map(len, units)) <= limit:
        yield units
        return
    start = length = 0
    for end, unit in enumerate(units, 1):
        length += len(unit)
        if length * _MIN_SHARE >= limit and _rank(unit) * limit < _MEAN_SHARE:
            yield units[start:end]
            start, length = end, 0
    yield units[start:]


def _rank(unit: str) -> float:
    """Return a number that depends on the text alone; lower for a longer unit."""
    return zlib.crc32(unit.encode(errors="surrogatepass")) / 2**32 / len(unit)


def _halves(units: Sequence[str], limit: int, language: str) -> Iterator[str]:
    """Yield a group in parts, cut after the unit of lowest rank until each part is within the limit."""
    stack = [units]
    while stack:
        group = stack.pop()
        if len(group) > 1 and sum(map(len, group)) > limit:
            middle = len(group) / 2  # decides between equal ranks
            cut = min(range(1, len(group)), key=lambda end: (_rank(group[end - 1]), abs(end - middle)))
            stack += [group[cut:], group[:cut]]
        elif group:
            yield from _split_by_level("".join(group), limit, language)


def _split_by_level(text: str, limit: int, language: str, level: int = 0) -> Iterator[str]:
    """Yield as few parts as possible, cut between the units of a level; long units at the next level."""
    if len(text) <= limit:
        yield text
    elif level > len(_LEVELS):
        yield from (text[start : start + limit] for start in range(0, len(text), limit))
    else:
        units = _LEVELS[level - 1](text) if level else split_sentences(text, language)
        pieces = (p for unit in units for p in _split_by_level(unit, limit, language, level + 1))
        yield from _fill_parts(pieces, limit)


def _fill_parts(pieces: Iterable[str], limit: int) -> Iterator[str]:
    part: list[str] = []
    length = 0
    for piece in pieces:
        if length + len(piece) > limit:
            yield "".join(part)
            part, length = [], 0
        part.append(piece)
        length += len(piece)
    yield "".join(part)


def _clauses(text: str) -> list[str]:
    return _cut_after(_CLAUSE_END, text)


def _words(text: str) -> list[str]:
    return _cut_after(_WORD_END, text)


def _spaced(text: str) -> list[str]:
    return _cut_after(_SPACES, text)


def _characters(text: str) -> list[str]:
    """Return the characters as a reader sees them; a pair of surrogates is one."""
    from wcwidth import iter_graphemes

    return _cut(text, accumulate(map(len, iter_graphemes(_PAIR.sub("a\u0301", text)))))


def _unspaced_characters(text: str) -> list[str]:
    """Return single characters of scripts without spaces; numbers and foreign words are whole."""
    ends = accumulate(map(len, _characters(text)))
    return _cut(
        text,
        (
            end
            for end in ends
            if end < len(text) and not (_is_in_word(text[end - 1]) and _is_in_word(text[end]))
        ),
    )


def _is_in_word(character: str) -> bool:
    return character.isdecimal() or character in "．，" or not _UNSPACED.match(character)


_LEVELS: tuple[Callable[[str], list[str]], ...] = (  # after the sentences
    _clauses,
    _words,
    _spaced,
    _unspaced_characters,
    _characters,
)


def _cut_after(pattern: re.Pattern[str], text: str) -> list[str]:
    ends = (match.end() for match in pattern.finditer(text))
    return _cut(text, (end for end in ends if end < len(text) and _are_apart(text[end - 1], text[end])))


def _are_apart(before: str, after: str) -> bool:
    """Return whether these are two characters to a reader; the first is a space or a punctuation mark."""
    return after.isascii() or len(_characters(before + after)) > 1


def _cut(text: str, ends: Iterable[int]) -> list[str]:
    pieces = []
    start = 0
    for end in ends:
        if start < end:
            pieces.append(text[start:end])
            start = end
    if start < len(text):
        pieces.append(text[start:])
    return pieces


def _join_wordless(parts: Iterable[str], limit: int) -> list[str]:
    """Return the parts, with wordless ones joined to a neighbor where the limit allows it."""
    joined: list[str] = []
    for part in parts:
        fits = joined and len(joined[-1]) + len(part) <= limit
        if fits and not (has_words(joined[-1]) and has_words(part)):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def has_words(part: str) -> bool:
    """Return whether there is a letter or a digit to speak."""
    return any(map(str.isalnum, part))
