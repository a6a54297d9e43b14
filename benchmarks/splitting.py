"""How long it takes to split long texts, and whether the time is linear in their length."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.figures import Figures, Row, in_turn, median
from benchmarks.texts import prose
from ipytts.text.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROUNDS = 7
_MEGABYTE = 1_000_000  # characters
_LEAST, _MOST = 0.25, 2.0  # MB
_LINEAR = 1.5  # times as long for each MB, at most: memory gets slower too
_SIZES = (_LEAST, 0.5, 1.0, _MOST)
_KINDS = {"in paragraphs": 700, "in one paragraph": _MEGABYTE * 10}
_HARD = {
    "words without punctuation": "so many words and no end ",
    "one letter": "a",
    "Chinese without punctuation": "没有标点也没有空格的很长很长的文章",
    "full stops": ".",
    "spaces": " ",
    "blank lines": "\n",
}


def run() -> Figures:
    """Measure with the limit of 4096 characters."""
    prose_texts = {
        _name(size, kind): prose(int(size * _MEGABYTE), paragraph)
        for kind, paragraph in _KINDS.items()
        for size in _SIZES
    }
    hard = {f"1 MB of {name}": (pattern * _MEGABYTE)[:_MEGABYTE] for name, pattern in _HARD.items()}
    texts = prose_texts | hard
    samples = in_turn({name: partial(_split, text) for name, text in texts.items()}, _ROUNDS)
    speeds = {name: len(text) / _MEGABYTE / median(samples, name) for name, text in texts.items()}
    rows = [row for kind in _KINDS for row in _rows_of(kind, speeds)]
    rows += [Row(f"splitting {name}", _format_speed(speeds[name])) for name in hard]
    return Figures(rows, "s", samples)


def _split(text: str, _: int) -> None:
    split(text, 4096)


def _rows_of(kind: str, speeds: Mapping[str, float]) -> Iterator[Row]:
    yield Row(f"splitting {_name(1.0, kind)}", _format_speed(speeds[_name(1.0, kind)]))
    longer = _MOST / _LEAST
    slower = longer * speeds[_name(_LEAST, kind)] / speeds[_name(_MOST, kind)]
    yield Row(
        f"splitting {_MOST:g} MB compared with {_LEAST:g} MB, {kind}",
        f"{longer:g} times the text takes {slower:.1f} times as long",
        f"linear: at most {_LINEAR * longer:g} times (quadratic is {longer**2:g})",
        slower <= _LINEAR * longer,
    )


def _name(size: float, kind: str) -> str:
    return f"{size:g} MB of prose {kind}"


def _format_speed(speed: float) -> str:
    return f"{speed:.3g} MB/s"
