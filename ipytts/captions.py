"""Captions: the sentences of a speech with their times, as WebVTT."""

from __future__ import annotations

from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from ipytts.text import sentences, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipytts.speech import Part

_LONGEST = 200  # characters shown at once; a longer sentence comes in pieces


def web_vtt(parts: Iterable[Part]) -> str:
    """Write the sentences of a speech down, each with its time.

    Parameters
    ----------
    parts : iterable of Part
        In order. Where each begins and ends is exact; within it, a sentence has the share of the time that it
        has of the characters, white space around it left out.

    Returns
    -------
    str
        A WebVTT file, in which a very long sentence comes in pieces. No two captions overlap; what is heard
        for less than a millisecond has none.

    Examples
    --------
    >>> from ipytts.speech import Part
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
    cues = (
        f"{clock(start)} --> {clock(end)}\n{escape(sentence, quote=False)}\n"
        for start, end, sentence in _in_order(parts)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _in_order(parts: Iterable[Part]) -> Iterator[tuple[int, int, str]]:
    """Give the sentences that can be seen, with beginning and end in ms."""
    past = 0
    for part in parts:
        for start, end, sentence in _shares(part):
            begin = max(start, past)
            if begin < end:
                yield begin, end, sentence
                past = end


def _shares(part: Part) -> Iterator[tuple[int, int, str]]:
    pieces = (piece for sentence in sentences(part.text) for piece in split(sentence, _LONGEST))
    # A blank line would end a caption, and other white space means nothing in one.
    said = [line for piece in pieces if (line := " ".join(piece.split()))]
    *places, whole = accumulate(map(len, said), initial=0)
    span = part.end - part.start
    times = [round((part.start + span * place / whole) * 1000) for place in places]
    return zip(times, [*times[1:], round(part.end * 1000)], said, strict=False)


def clock(milliseconds: int) -> str:
    """Write a time as WebVTT has it.

    Examples
    --------
    >>> clock(3_723_004)
    '01:02:03.004'
    """
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
