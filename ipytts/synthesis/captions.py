"""Captions: the sentences of a speech with their times, as WebVTT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ipytts.synthesis.part import Part
from ipytts.text.splitting import split, split_sentences
from ipytts.text.spoken_length import spoken_length

if TYPE_CHECKING:
    from ipytts.audio.loudness import Loudness

_MAX_CUE = 200  # characters; a longer sentence is shown in pieces
_LINGER = 0.25  # s; a caption stays after its sentence, as flickering is hard to read
_END_TOLERANCE = 0.1  # s; decoders disagree on where a sound ends
_CANDIDATES = 20  # pauses considered before and after the expected time
_COST = 0.8  # s of pause that a line costs whose duration differs from the expected one by all of this
_MIN_SPAN = 0.5  # s; the expected duration of a short line is not exact


class Cue(NamedTuple):
    """One caption, a line of text."""

    start: float  # s
    end: float  # s
    text: str


def web_vtt(parts: Iterable[Part], loudness: Loudness | None = None, language: str = "en") -> str:
    """Return the sentences of a speech with their times, as WebVTT.

    Within a part, a sentence gets the share of the time that it has of the spoken length; with the loudness
    of the speech, sentences begin and end at pauses near those times. A very long sentence becomes several
    captions. Captions do not overlap; one of less than a millisecond is left out. The `language` of the text
    is for its abbreviations.

    Examples
    --------
    >>> from ipytts.synthesis.part import Part
    >>> print(web_vtt([Part("Is 3 > 2? It is!!", 0.0, 3.0)]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.974
    Is 3 &gt; 2?
    <BLANKLINE>
    00:00:01.974 --> 00:00:03.000
    It is!!
    <BLANKLINE>
    """
    return format_track(cue for part in parts for cue in _cues(part, loudness, language))


def format_track(cues: Iterable[Cue], note: str = "") -> str:
    """Return cues as a WebVTT file, with a comment that no player shows.

    Each cue begins when the one before has ended; one without any time left is left out.
    """
    head = ["WEBVTT\n", *([f"NOTE {note}\n"] if note else [])]
    return "\n".join([*head, *_in_order(cues)])


def _in_order(cues: Iterable[Cue]) -> Iterator[str]:
    past = 0
    for cue in cues:
        begin, end = max(round(cue.start * 1000), past), round(cue.end * 1000)
        if begin < end:
            yield f"{_clock(begin)} --> {_clock(end)}\n{escape(cue.text, quote=False)}\n"
            past = end


def _cues(part: Part, loudness: Loudness | None, language: str) -> Iterator[Cue]:
    sentences = split_sentences(part.text, language)
    pieces = (piece for sentence in sentences for piece in split(sentence, _MAX_CUE, language))
    # A blank line would end a caption.
    lines = [line for piece in pieces if (line := " ".join(piece.split()))]
    if not lines:
        return
    pauses = loudness.pauses(part.start, part.end) if loudness else []
    start, end = part.start, part.end
    if pauses and pauses[0][0] <= start:
        start = pauses.pop(0)[1]
    if pauses and pauses[-1][1] > end - _END_TOLERANCE:
        end = pauses.pop()[0]
    times = _times(start, end, [spoken_length(line) for line in lines])
    breaks = _breaks(times, pauses)
    starts = [start, *(stop for _, stop in breaks)]
    ends = [*(begin for begin, _ in breaks), end]
    for begin, stop, following, line in zip(starts, ends, [*starts[1:], part.end], lines, strict=True):
        yield Cue(begin, min(stop + _LINGER, following), line)


def _times(start: float, end: float, lengths: Sequence[float]) -> list[float]:
    """Return when each line begins, and when the last one ends, in proportion to their lengths."""
    *offsets, total = accumulate(lengths, initial=0.0)
    return [*(start + (end - start) * offset / total for offset in offsets), end]


class _Path(NamedTuple):
    """Pauses chosen for the first lines: the time reached, the score, and the indexes of the pauses."""

    time: float
    score: float
    chosen: tuple[int, ...]

    def score_at(self, time: float, span: float) -> float:
        """Return the score if the next line, which should last `span` seconds, ends at `time`."""
        return self.score - _COST * abs(time - self.time - span) / max(span, _MIN_SPAN)


def _breaks(times: Sequence[float], pauses: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the pause between each two lines: long pauses that give each line about its expected time.

    Dynamic programming finds the best sequence. Without a pause nearby, the expected time is the break.
    """
    by_length = [(time, time) for time in times[1:-1]]
    if not pauses:
        return by_length
    candidates = sorted([*pauses, *by_length])
    *spans, last = [after - before for before, after in pairwise(times)]
    paths = [_Path(times[0], 0.0, (-1,))]
    for expected, span in zip(by_length, spans, strict=True):
        middle = candidates.index(expected)
        near = range(max(0, middle - _CANDIDATES), min(len(candidates), middle + _CANDIDATES + 1))
        paths = [
            _Path(stop, best.score_at(stop, span) + stop - begin, (*best.chosen, index))
            for index in near
            for begin, stop in [candidates[index]]
            if (earlier := [path for path in paths if path.chosen[-1] < index])
            for best in [max(earlier, key=lambda path: path.score_at(stop, span))]
        ]
    best = max(paths, key=lambda path: path.score_at(times[-1], last))
    return [candidates[index] for index in best.chosen[1:]]


def _clock(milliseconds: int) -> str:
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
