"""Read the networks that PyTorch shows as text, and describe their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipytts.description.detail import LENGTHS, Detail
from ipytts.description.wording import grammar, numbers, phrases, plain_text

_OPENING = re.compile(r"(?P<kind>[A-Z]\w*)\(")
_PART = re.compile(r"(?P<gap> +)\((?P<name>[\w.]+)\): (?P<kind>[\w.]+)\((?P<settings>.*?)\)?")
_END = re.compile(r" *\)")
_SETTING = re.compile(r"(\w+)=(\([^()]*\)|[^,]+)")
_SIZES = re.compile(r"(?:in_\w+=)?(\d+), (?:out_\w+=)?(\d+)(?=,|\Z)")
_MAX_PARTS = 12  # that are named one by one


@dataclass
class _Part:
    """A part of a network, with the parts in it."""

    name: str
    kind: str
    settings: str = ""
    parts: list[_Part] = field(default_factory=list)


def describe_module_text(text: str, detail: Detail) -> str:
    r"""Return words for the text of a network of PyTorch; empty for another text.

    Examples
    --------
    >>> describe_module_text("Net(\n  (fc): Linear(in_features=4, out_features=2, bias=True)\n)", "normal")
    'A network, Net, of 1 part: fc, Linear from 4 to 2.'
    """
    network = _read(text.strip().split("\n"))
    if network is None:
        return ""
    kind = "" if network.kind == "Sequential" else f", {network.kind},"
    opening = f"A network{kind} of {numbers.with_noun(len(network.parts), 'part')}"
    listed = list(map(_describe, network.parts[:_MAX_PARTS]))
    if len(network.parts) > _MAX_PARTS:
        listed.append(f"and {len(network.parts) - _MAX_PARTS} more")
    return plain_text.shorten(f"{opening}: {'; '.join(listed)}.", LENGTHS[detail])


def _read(lines: list[str]) -> _Part | None:
    """Return the network that lines show; None if one of them is of another form."""
    opening = _OPENING.fullmatch(lines[0])
    if opening is None or len(lines) < 3 or lines[-1] != ")":
        return None
    network = _Part("", opening["kind"])
    open_parts = [(0, network)]  # with the blanks before each
    for line in lines[1:-1]:
        if _END.fullmatch(line):
            continue
        found = _PART.fullmatch(line)
        if found is None:
            return None
        while len(open_parts) > 1 and open_parts[-1][0] >= len(found["gap"]):
            open_parts.pop()
        part = _Part(found["name"], found["kind"].rpartition(".")[2], found["settings"])
        open_parts[-1][1].parts.append(part)
        open_parts.append((len(found["gap"]), part))
    return network


def _describe(part: _Part) -> str:
    name = "" if part.name.isdecimal() else f"{phrases.name(part.name)}, "
    if not part.parts:
        return f"{name}{part.kind}{''.join(_settings(part))}"
    leaves = list(_leaves(part))
    inner = grammar.join([f"{leaf.kind}{''.join(_settings(leaf))}" for leaf in leaves])
    contents = f": {inner}" if len(leaves) <= _MAX_PARTS // 2 else ""
    return f"{name}{part.kind} of {numbers.with_noun(len(leaves), 'layer')}{contents}"


def _leaves(part: _Part) -> Iterator[_Part]:
    for inner in part.parts:
        yield from _leaves(inner) if inner.parts else (inner,)


def _settings(part: _Part) -> Iterator[str]:
    """Yield what tells a layer from others of its kind: its sizes, its kernel, its probability."""
    if sizes := _SIZES.match(part.settings):
        yield f" from {numbers.number(int(sizes[1]))} to {numbers.number(int(sizes[2]))}"
    found = dict(_SETTING.findall(part.settings))
    if kernel := re.findall(r"\d+", found.get("kernel_size", "")):
        yield f" with kernel {' by '.join(kernel)}"
    if "p" in found:
        yield f" of {found['p']}"
