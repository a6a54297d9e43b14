"""Settings as code: a cell and a call that speak as the playground did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipytts.options.speech_options import format_options
from ipytts.text.interpolation import has_fields

if TYPE_CHECKING:
    from ipytts.widget.settings import Settings

_LINE_LENGTH = 100  # characters of a call on one line


def format_cell(settings: Settings) -> str:
    r"""Return the ``%%speak`` cell with these settings.

    Examples
    --------
    >>> from ipytts.widget.settings import Settings
    >>> print(format_cell(Settings("Write {x} in braces.", {"voice": "coral"})))
    %%speak --voice coral --raw
    Write {x} in braces.
    """
    words = ["%%speak", *format_options(settings.options)]
    values = (f"{value}" for value in settings.options.values())
    if has_fields(settings.text) or any(has_fields(value, prose=False) for value in values):
        words.append("--raw")
    return f"{' '.join(words)}\n{settings.text}"


def format_call(settings: Settings) -> str:
    """Return the Python code with these settings.

    Examples
    --------
    >>> from ipytts.widget.settings import Settings
    >>> print(format_call(Settings("Hello.", {"voice": "coral"})))
    import ipytts
    <BLANKLINE>
    ipytts.speak('Hello.', voice='coral')
    """
    arguments = [repr(settings.text), *(f"{name}={value!r}" for name, value in settings.options.items())]
    call = f"ipytts.speak({', '.join(arguments)})"
    if len(call) > _LINE_LENGTH:
        call = "\n".join(["ipytts.speak(", *(f"    {argument}," for argument in arguments), ")"])
    return f"import ipytts\n\n{call}"
