"""Captions: the sentences of a speech with their times, as WebVTT."""

from __future__ import annotations

from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ipytts.text.splitting import sentences, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipytts.audio.loudness import Loudness
    from ipytts.synthesis.part import Part

_LONGEST = 200  # characters shown at once; a longer sentence comes in pieces
_LINGERING = 0.25  # s that a caption is still shown after its sentence: one that flickers is hard to read
_INEXACT = 0.1  # s by which decoders disagree on where a sound ends
_NEAR = 20  # pauses before and after the expected time that are considered
_PATIENCE = 0.15  # s by which a pause must be longer to be preferred for each second that it is farther off


class Cue(NamedTuple):
    """What is shown from one moment to another.

    Parameters
    ----------
    start, end : float
        In seconds.
    text : str
        One line.
    """

    start: float
    end: float
    text: str


def web_vtt(parts: Iterable[Part], loudness: Loudness | None = None) -> str:
    """Write the sentences of a speech down, each with its time.

    Parameters
    ----------
    parts : iterable of Part
        In order. Where each begins and ends is exact; within it, a sentence has the share of the time that it
        has of the characters, white space around it left out.
    loudness : Loudness, optional
        Of the speech: sentences then begin and end at the pauses that are near those times.

    Returns
    -------
    str
        A WebVTT file, in which a very long sentence comes in pieces. No two captions overlap; what is heard
        for less than a millisecond has none.

    Examples
    --------
    >>> from ipytts.synthesis.speech import Part
    >>> print(web_vtt([Part("Is 3 > 2? It is!!", 0.0, 3.0)]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.688
    Is 3 &gt; 2?
    <BLANKLINE>
    00:00:01.688 --> 00:00:03.000
    It is!!
    <BLANKLINE>
    """
    return track(cue for part in parts for cue in _cues(part, loudness))


def track(cues: Iterable[Cue], note: str = "") -> str:
    """Write cues down as a WebVTT file.

    Parameters
    ----------
    cues : iterable of Cue
        In order. None is let begin before the one before it has ended, and what is over then is left out.
    note : str
        A line for programs, which no player shows.

    Returns
    -------
    str
        The file.
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


def _cues(part: Part, loudness: Loudness | None) -> Iterator[Cue]:
    pieces = (piece for sentence in sentences(part.text) for piece in split(sentence, _LONGEST))
    # A blank line would end a caption, and other white space means nothing in one.
    said = [line for piece in pieces if (line := " ".join(piece.split()))]
    if not said:
        return
    pauses = loudness.pauses(part.start, part.end) if loudness else []
    start, end = part.start, part.end
    if pauses and pauses[0][0] <= start:
        start = pauses.pop(0)[1]
    if pauses and pauses[-1][1] > end - _INEXACT:
        end = pauses.pop()[0]
    times = _times(start, end, [len(line) for line in said])
    breaks = _breaks(times, pauses)
    starts = [start, *(stop for _, stop in breaks)]
    ends = [*(begin for begin, _ in breaks), end]
    for begin, stop, following, line in zip(starts, ends, [*starts[1:], part.end], said, strict=True):
        yield Cue(begin, min(stop + _LINGERING, following), line)


def _times(start: float, end: float, lengths: Sequence[int]) -> list[float]:
    """Share a stretch of time: when each line begins, and when the last one ends."""
    *places, whole = accumulate(lengths, initial=0)
    return [*(start + (end - start) * place / whole for place in places), end]


class _Way(NamedTuple):
    """Pauses that were chosen for the first lines: up to when, how good they are, and which."""

    time: float
    worth: float
    chosen: tuple[int, ...]

    def worth_until(self, time: float, span: float) -> float:
        """Tell what it is worth if the next line, which should last `span`, ends at `time`."""
        return self.worth - _PATIENCE * abs(time - self.time - span)


def _breaks(times: Sequence[float], pauses: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Choose the pause between each two lines: long ones, that give each line the time it should have.

    Where nothing pauses, the moment that is told by characters is the break.
    """
    by_characters = [(time, time) for time in times[1:-1]]
    if not pauses:
        return by_characters
    candidates = sorted([*pauses, *by_characters])
    *spans, last = [after - before for before, after in pairwise(times)]
    ways = [_Way(times[0], 0.0, (-1,))]
    for expected, span in zip(by_characters, spans, strict=True):
        place = candidates.index(expected)
        near = range(max(0, place - _NEAR), min(len(candidates), place + _NEAR + 1))
        ways = [
            _Way(stop, best.worth_until(stop, span) + stop - begin, (*best.chosen, index))
            for index in near
            for begin, stop in [candidates[index]]
            if (earlier := [way for way in ways if way.chosen[-1] < index])
            for best in [max(earlier, key=lambda way: way.worth_until(stop, span))]
        ]
    best = max(ways, key=lambda way: way.worth_until(times[-1], last))
    return [candidates[index] for index in best.chosen[1:]]


def _clock(milliseconds: int) -> str:
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
