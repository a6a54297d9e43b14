"""Set values in the text of a JSON file, and leave every other character as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json import JSONDecoder
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Path = tuple[str | int, ...]

_STYLE = re.compile(r"\A\ufeff?\s*\{(?P<inside>\s*)\"(?:[^\"\\]|\\.)*\"(?P<colon>\s*:\s*)")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_SPACE = re.compile(r"\s*")
_ESCAPED_LETTER = re.compile(r"(?<!\\)(?:\\\\)*\\u(?!00[01])[0-9a-fA-F]{4}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_decode = JSONDecoder().raw_decode


class _Member(NamedTuple):
    """A member of an object, or an item of an array, by its place in the text."""

    key: str | int
    start: int  # of the key; in an array, of the value
    value: int
    end: int  # of the value


class _Edit(NamedTuple):
    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class _Style:
    """How a file is written."""

    newline: str
    indent: str  # empty if the file is one line
    colon: str
    is_ascii: bool

    def dump(self, value: Any, indent: str | None) -> str:
        """Return a value as JSON: over several lines that begin with `indent`, or on one line for None."""
        if indent is None:
            return self._dump(value, None, ", " if self.colon.endswith(" ") else ",")
        return self._dump(value, self.indent, ",").replace("\n", self.newline + indent)

    def _dump(self, value: Any, indent: str | None, comma: str) -> str:
        separators = (comma, self.colon)
        written = json.dumps(value, ensure_ascii=self.is_ascii, indent=indent, separators=separators)
        if _SURROGATE.search(written):  # half a character, which UTF-8 cannot have
            return json.dumps(value, indent=indent, separators=separators)
        return written


def set_values(text: str, values: Mapping[Path, Any]) -> str:
    r"""Return the text of an object in JSON with other values at some paths; missing objects are added.

    Keys that are added stand in their alphabetical place if the keys there are sorted, else at the end. They
    are indented as the rest of the file. A path begins at the object; items of arrays must exist.

    Examples
    --------
    >>> set_values('{"a": {"x": 1.50}, "c": []}', {("a", "y"): 2, ("b", "z"): "ü"})
    '{"a": {"x": 1.50, "y": 2}, "b": {"z": "ü"}, "c": []}'
    """
    tree: dict[str | int, Any] = {}
    for path, value in values.items():
        _add(tree, path, value)
    start = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    edits = sorted(_edits(text, start, tree, _style(text)), key=lambda edit: edit.start)
    pieces, end = [], 0
    for edit in edits:
        pieces += [text[end : edit.start], edit.replacement]
        end = edit.end
    return "".join([*pieces, text[end:]])


@dataclass(frozen=True)
class _Value:
    """A value to be set, which differs in its class from the objects that lead to it."""

    value: Any


def _add(tree: dict[str | int, Any], path: Path, value: Any) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = _Value(value)


def _style(text: str) -> _Style:
    found = _STYLE.match(text)
    inside, colon = (found["inside"], found["colon"]) if found else ("", ": ")
    newline = _NEWLINE.search(inside)
    indent = inside[newline.end() :] if newline else ""
    is_ascii = text.removeprefix("\ufeff").isascii() and _ESCAPED_LETTER.search(text) is not None
    return _Style(newline[0] if newline else "", indent, colon, is_ascii)


def _edits(text: str, start: int, tree: Mapping[str | int, Any], style: _Style) -> Iterator[_Edit]:
    """Yield the edits of the object or the array that begins at a place."""
    found = list(_members(text, start))
    members = {member.key: member for member in found}  # of a repeated key the last counts
    missing = _plain({key: value for key, value in tree.items() if key not in members})
    for key, value in tree.items():
        if key not in members:
            continue
        member = members[key]
        if not isinstance(value, _Value) and text[member.value] in "{[":
            yield from _edits(text, member.value, value, style)
        else:
            indent = _indent(text, member.value) if style.indent else None
            yield _Edit(member.value, member.end, style.dump(_plain(value), indent))
    if missing:
        yield from _insertions(text, start, found, missing, style)


def _members(text: str, start: int) -> Iterator[_Member]:
    """Yield the members of an object, or the items of an array."""
    is_object, place, count = text[start] == "{", _after_space(text, start + 1), 0
    while text[place] not in "}]":
        key: str | int = count
        first = place
        if is_object:
            key, place = _decode(text, place)
            place = _after_space(text, _after_space(text, place) + 1)  # the colon
        _, end = _decode(text, place)
        yield _Member(key, first, place, end)
        count += 1
        place = _after_space(text, end)
        if text[place] == ",":
            place = _after_space(text, place + 1)


def _insertions(
    text: str, start: int, members: list[_Member], missing: Mapping[str | int, Any], style: _Style
) -> Iterator[_Edit]:
    """Yield the edits that add members to an object."""
    if not members:
        indent = _indent(text, start) if style.indent else None
        yield _Edit(start, _decode(text, start)[1], style.dump(missing, indent))
        return
    before = text[start + 1 : members[0].start]
    newline = _NEWLINE.search(before)
    indent = before[newline.end() :] if newline else None
    gap = before if newline else " " if style.colon.endswith(" ") else ""
    keys = [str(member.key) for member in members]
    is_sorted = keys == sorted(keys)
    for key in missing:
        member = (
            f"{json.dumps(key, ensure_ascii=style.is_ascii)}{style.colon}{style.dump(missing[key], indent)}"
        )
        following = next((each for each in members if is_sorted and str(each.key) > str(key)), None)
        if following:
            yield _Edit(following.start, following.start, f"{member},{gap}")
        else:
            yield _Edit(members[-1].end, members[-1].end, f",{gap}{member}")


def _plain(value: Any) -> Any:
    """Return the value to be set, or the objects that lead to it, with sorted keys."""
    if isinstance(value, _Value):
        return value.value
    return {key: _plain(inner) for key, inner in sorted(value.items(), key=lambda item: str(item[0]))}


def _indent(text: str, place: int) -> str:
    """Return the white space at the beginning of the line of a place."""
    begin = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return text[begin : _after_space(text, begin)]


def _after_space(text: str, place: int) -> int:
    return _SPACE.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
