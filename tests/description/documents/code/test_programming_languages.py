from __future__ import annotations

from typing import Any

import pytest

from ipytts.description.documents.code.programming_languages import language_of


@pytest.mark.parametrize(
    ("metadata", "of_cell", "language"),
    [
        ({"kernelspec": {"name": "ir"}}, {}, "r"),
        ({"kernelspec": {"display_name": "Octave 6.4"}}, {}, "octave"),
        ({"kernelspec": {"display_name": "My kernel"}}, {}, "python"),
        ({"kernelspec": {"name": ".net-f", "language": "F#"}, "language_info": {"name": "C#"}}, {}, "f#"),
        ({"language_info": {"name": "polyglot-notebook"}}, {"vscode": {"languageId": "sql"}}, "sql"),
        ({"language_info": {"name": "C#"}}, {"dotnet_interactive": {"language": "pwsh"}}, "powershell"),
    ],
)  # fmt: skip
def test_language_is_that_of_the_cell_else_that_of_the_notebook(
    metadata: dict[str, Any], of_cell: dict[str, Any], language: str
) -> None:
    assert language_of(metadata, of_cell) == language
