"""Read the settings that a notebook has for its narration, in ``metadata.ipytts``.

A notebook may come from elsewhere. So it chooses neither who gets its text nor what is paid for, and a value
that is not possible is left out with a notice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipytts.description.documents.code.code import CODE_MODES, CodeMode
from ipytts.description.documents.notebook_json import as_mapping
from ipytts.description.documents.passages import ROLES
from ipytts.narration.language import stated_language
from ipytts.services.named_services import BUILTIN_SPEEDS
from ipytts.services.request import is_number
from ipytts.services.spoken_languages import find_code

_MAX_NAME = 100  # characters of the name of a voice
_MAX_SHOWN = 60  # characters of a value in a notice


@dataclass(frozen=True)
class NotebookSettings:
    """The settings of a notebook; None, or nothing, where it has none.

    Examples
    --------
    >>> settings = NotebookSettings(voice="sage", voices={"quotation": "onyx"})
    >>> str(settings)
    'voice sage, voice of quotation onyx'
    """

    language: str | None = None  # an ISO 639-1 code, such as "de"
    code: CodeMode | None = None
    title: str | None = None
    voice: str | None = None
    voices: Mapping[str, str] = field(default_factory=dict)  # by role
    speed: float | None = None
    notices: tuple[str, ...] = ()  # on what was left out, and why

    def __str__(self) -> str:
        """Return the settings in words, for a report; empty without any."""
        given = {name: getattr(self, name) for name in ("language", "code", "title", "voice", "speed")}
        given |= {f"voice of {role}": voice for role, voice in self.voices.items()}
        return ", ".join(f"{name} {value}" for name, value in given.items() if value is not None)


def read_settings(notebook: Mapping[str, Any], name: str = "") -> NotebookSettings:
    """Return the settings of a loaded notebook; notices begin with its `name`.

    The language may be stated elsewhere in the notebook, too: see `language.stated_language`.

    Examples
    --------
    >>> own = {"language": "de", "speed": 9, "service": "https://example.org"}
    >>> settings = read_settings({"metadata": {"ipytts": own}}, "report")
    >>> settings.language, settings.speed
    ('de', None)
    >>> print(settings.notices[0])
    report: the notebook's setting speed=9 is ignored: give a number from 0.5 to 2.0.
    """
    own = as_mapping(as_mapping(notebook.get("metadata")).get("ipytts"))
    values: dict[str, Any] = {}
    notices = []
    for key, value in own.items():
        check, allowed = _CHECKS.get(key, (_refused, _ALLOWED))
        checked = check(value)
        if checked is None:
            shown = repr(value)
            shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
            notices.append(
                f"{name or 'The notebook'}: the notebook's setting {key[:_MAX_SHOWN]}={shown} is ignored: "
                f"{allowed}."
            )
        else:
            values[key] = checked
    values.setdefault("language", stated_language(notebook))
    return NotebookSettings(**values, notices=tuple(notices))


def _code(value: object) -> object:
    return value if value in CODE_MODES else None


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _voice(value: object) -> str | None:
    is_name = isinstance(value, str) and value.strip() and len(value) <= _MAX_NAME
    return str(value) if is_name and not str(value).startswith("id:") else None


def _voices(value: object) -> Mapping[str, str] | None:
    is_possible = isinstance(value, dict) and value.keys() <= set(ROLES) and all(map(_voice, value.values()))
    return as_mapping(value) if is_possible else None


def _speed(value: object) -> float | None:
    slowest, fastest = BUILTIN_SPEEDS
    return float(value) if is_number(value) and slowest <= value <= fastest else None


def _refused(_: object) -> None:
    return None


# By name: how a value is checked, and what is possible.
_CHECKS: dict[str, tuple[Callable[[object], Any], str]] = {
    "language": (find_code, "give an ISO 639-1 code, such as 'de'"),
    "code": (_code, f"choose one of {', '.join(CODE_MODES)}"),
    "title": (_text, "give a text"),
    "voice": (_voice, "give the name of a voice, not the id of a custom one"),
    "voices": (_voices, f"give names of voices for some of {', '.join(ROLES)}"),
    "speed": (_speed, "give a number from {} to {}".format(*BUILTIN_SPEEDS)),
}
_ALLOWED = f"a notebook may have {', '.join(_CHECKS)}"
