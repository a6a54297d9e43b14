"""Shorten what shells list: files with their rights and owners, and the state of graphics processors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from ipytts.description.wording import grammar, numbers

_TOTAL = re.compile(r"total [\d.]+[KMG]?\s*\Z")
_FILE = re.compile(
    r"(?P<kind>[-dlcbps])[-rwxsStT]{9}[.+@]? +\d+ +\S+ +\S+ +(?P<size>[\d.,]+[KMGT]?) +"
    r"(?:\w{3} +\d+ +[\d:]+|\d+ +\w{3} +[\d:]+|\d{4}-\d\d-\d\d \S+) (?P<name>.+)"
)
_SIZES = {
    "K": "kilobytes",
    "M": "megabytes",
    "G": "gigabytes",
    "T": "terabytes",
    "P": "petabytes",
    "": "bytes",
}
_DISKS = re.compile(r"Filesystem +(?:Type +)?Size +Used +Avail(?:able)? +(?:Use%|Capacity) +Mounted on\s*")
_DISK = re.compile(
    r"\S.*? +(?P<size>[\d.]+[KMGTP]?)i? +(?P<used>[\d.]+[KMGTP]?)i? +[\d.]+[KMGTP]?i?"
    r" +(?P<part>\d+)% +(?P<place>/.*)"
)
_GPU_START = re.compile(r"\|\s*NVIDIA-SMI\b")
_GPU = re.compile(r"\|\s+\d+\s+(?P<name>[A-Za-z][\w .-]*?)\s+(?:On|Off|N/A)\s+\|")
_MEMORY = re.compile(r"(\d+)MiB / +(\d+)MiB")


def summarize(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, those that list files with their name and size, and the table of nvidia-smi in a sentence.

    Examples
    --------
    >>> list(summarize(["total 8", "-rw-r--r-- 1 ann ann 2.5K Jan  3 09:00 birds.csv"]))
    ['birds.csv, 2.5 kilobytes.']
    >>> head = "Filesystem  Size  Used Avail Use% Mounted on"
    >>> list(summarize([head, "/dev/sda1    85G   35G   50G  42% /data"]))
    ['Disk at /data: 35 gigabytes of 85 gigabytes used, 42 percent.']
    """
    lines = list(lines)
    if any(map(_GPU_START.match, lines)):
        lines = _without_gpus(lines)
    lines = _without_disks(lines)
    for line in lines:
        if match := _FILE.fullmatch(line.rstrip()):
            if match["name"] not in (".", ".."):
                yield f"{match['name']}, {'a folder' if match['kind'] == 'd' else _size(match['size'])}."
        elif not _TOTAL.match(line):
            yield line


def _size(text: str) -> str:
    unit = text[-1] if text[-1].isalpha() else ""
    value = float(text.removesuffix(unit).replace(",", ""))
    return f"{numbers.number(int(value) if value.is_integer() else value)} {_SIZES[unit]}"


def _without_gpus(lines: list[str]) -> list[str]:
    """Return lines with the table of nvidia-smi as one line: the name and the memory of each processor."""
    table = [line for line in lines if line[:1] in ("|", "+")]
    names = [match["name"] for line in table if (match := _GPU.match(line))]
    used = [match.groups() for line in table if (match := _MEMORY.search(line))]
    if not names or len(used) < len(names):
        return lines
    found = [
        f"{name}, {numbers.number(int(part))} of {numbers.number(int(whole))} mebibytes in use"
        for name, (part, whole) in zip(names, used, strict=False)
    ]
    opening = numbers.with_noun(len(names), "graphics processor")
    others = [line for line in lines if line[:1] not in ("|", "+")]
    return [*others, f"{opening}: {grammar.join(found)}."]


def _without_disks(lines: list[str]) -> list[str]:
    """Return lines with the table of df as a sentence for each disk."""
    start = next((index for index, line in enumerate(lines) if _DISKS.fullmatch(line)), None)
    if start is None:
        return lines
    found = list(takewhile(bool, map(_DISK.fullmatch, map(str.rstrip, lines[start + 1 :]))))
    disks = [
        f"Disk at {'the root' if match['place'] == '/' else match['place']}: {_size(match['used'])} of "
        f"{_size(match['size'])} used, {match['part']} percent."
        for match in found
        if match
    ]
    return [*lines[:start], *disks, *lines[start + 1 + len(disks) :]] if disks else lines
