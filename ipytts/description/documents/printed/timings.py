"""Say how long code took, where IPython, Julia or R print it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ipytts.description.wording import grammar, numbers

_UNITS = {
    "ns": "nanosecond", "us": "microsecond", "µs": "microsecond", "μs": "microsecond", "ms": "millisecond",
    "s": "second", "sec": "second", "seconds": "second", "min": "minute", "h": "hour", "d": "day",
}  # fmt: skip
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PART = rf"({_NUMBER})\s*(ns|us|µs|μs|ms|min|s(?:ec(?:onds)?)?|h|d)\b"
_SPAN = rf"(?:{_NUMBER}\s*(?:ns|us|µs|μs|ms|min|sec|seconds|s|h|d)\b\s*)+"
_CPU = re.compile(r"\s*CPU times: (?:user|total)")
_COMPILER = re.compile(r"\s*(?:Compiler|Parser)\s*: ")
_WALL = re.compile(rf"\s*Wall time: ({_SPAN})\s*\Z")
_LOOPS = re.compile(
    rf"\s*({_SPAN}) ?(?:±|\+-|\+/-) ?({_SPAN}) per loop "
    r"\(mean (?:±|\+-|\+/-) std\. dev\. of [\d,]+ runs?,.*\)\s*\Z"
)
_BEST = re.compile(rf"\s*[\d,]+ loops?, best of (\d+): ({_SPAN}) per loop\s*\Z")
_JULIA = re.compile(
    rf"\s*({_SPAN})\s*\((?:[\d.,]+ ?[kMG]? allocations?: [^)]*|[\d.]+% (?:gc|compilation) time[^)]*)\)\s*\Z"
)
_MEMORY = re.compile(r"\s*peak memory: ([\d.]+) MiB, increment: ([-\d.]+) MiB\s*\Z")


def summarize(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, those about times in words, the times of the processor left out.

    Examples
    --------
    >>> list(summarize(["CPU times: user 2 s", "Wall time: 1min 3s"]))
    ['It took 1 minute and 3 seconds.']
    >>> list(summarize(["1.2 µs ± 30 ns per loop (mean ± std. dev. of 7 runs, 1,000,000 loops each)"]))
    ['1.2 microseconds a loop, plus or minus 30 nanoseconds.']
    """
    for line in lines:
        if not (_CPU.match(line) or _COMPILER.match(line)):
            yield _in_words(line)


def _in_words(line: str) -> str:
    if match := _WALL.match(line) or _JULIA.match(line):
        return f"It took {_span(match[1])}."
    if match := _LOOPS.match(line):
        return f"{_span(match[1])} a loop, plus or minus {_span(match[2])}."
    if match := _BEST.match(line):
        return f"{_span(match[2])} a loop, the best of {match[1]}."
    if match := _MEMORY.match(line):
        return f"Peak memory: {match[1]} mebibytes, {match[2]} more than before."
    return line


def _span(text: str) -> str:
    parts = [(float(number.replace(",", "")), _UNITS[unit]) for number, unit in re.findall(_PART, text)]
    return grammar.join(
        f"{numbers.number(n)} {unit if n == 1 else numbers.plural(unit)}" for n, unit in parts
    )
