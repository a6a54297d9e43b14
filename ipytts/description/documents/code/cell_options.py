"""Read the options of a cell, which are comments in YAML at its top, as in Quarto and knitr."""

from __future__ import annotations

import re

from ipytts.description.documents.yaml_texts import read_texts

_OPTION_LINES = 30  # lines at the top of a cell that may hold options
_LINE = re.compile(r"\s*#\s*\|(.*)")


def cell_options(source: str) -> dict[str, list[str]]:
    r"""Return the options of a cell, each as a list of texts: one, or several where it lists several.

    Options are comments such as ``#| fig-cap: Bills of penguins``. Of YAML, texts are read, with and without
    quotes, and over several lines, and lists of texts. Options that code computes have no text.

    Examples
    --------
    >>> cell_options("#| fig-alt: 'A line going up'\nplot()")
    {'fig-alt': ['A line going up']}
    >>> cell_options("#| fig-cap:\n#|   - Bills\n#|   - Flippers\nplot()")
    {'fig-cap': ['Bills', 'Flippers']}
    """
    matches = map(_LINE.match, source.splitlines()[:_OPTION_LINES])
    return read_texts(match[1] for match in matches if match)
