"""Errors of saved cells have the words of the live error: IPython itself writes the tracebacks."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ipytts import describe
from ipytts.description.documents.errors import describe_error

CELLS = {
    "division": "x = 1\nx / 0",
    "key": "{'a': 1}['b']",
    "number as key": "{}[3]",
    "index": "[1, 2][5]",
    "name": "undefined_name",
    "file": "open('/nowhere/sales.csv')",
    "syntax": "eval('1 +')",
    "in a function": "def half(n):\n    return n / 0\n\nhalf(3)",
    "cause": "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('no a') from error",
    "while handling": "try:\n    {}['a']\nexcept KeyError:\n    int('three')",
    "assertion": "assert 1 > 2",
    "message of lines": "raise RuntimeError('first\\nsecond')",
    "of a library": "import json\njson.loads('{')",
    "stopped": "raise KeyboardInterrupt",
}


def run(code: str) -> tuple[BaseException, dict[str, Any]]:
    """Run a cell as a kernel does, and return its error and the output that a notebook would save."""
    shell = InteractiveShell.instance()
    shell.colors = "nocolor" if hasattr(shell, "colors") else "NoColor"
    saved: dict[str, Any] = {}

    def save(kind: Any, value: Any, traceback: list[str]) -> None:
        saved.update(output_type="error", ename=kind.__name__, evalue=str(value), traceback=traceback)

    setattr(shell, "_showtraceback", save)  # noqa: B010 - kernels replace it, too
    result = shell.run_cell(code)
    error = result.error_before_exec or result.error_in_exec
    assert error is not None
    return error, saved


@pytest.mark.parametrize("name", CELLS)
def test_saved_error_has_the_words_of_the_live_one(name: str) -> None:
    error, saved = run(CELLS[name])
    for detail in ("brief", "normal"):
        assert str(describe_error(saved, detail)) == describe(error, detail)


def test_line_is_read_from_tracebacks_of_older_versions() -> None:
    traceback = [
        "ZeroDivisionError                         Traceback (most recent call last)\n",
        "<ipython-input-3-9e1622b385b6> in <module>\n      1 x = 1\n----> 2 x / 0\n",
        "ZeroDivisionError: division by zero",
    ]
    saved = {"ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": traceback}
    assert str(describe_error(saved, "normal")) == (
        "Zero division error in line 2 of the cell: division by zero."
    )


@pytest.mark.parametrize("odd", [None, 3, "x", [None, 3], ["\x1b[31m"], [""]])
def test_odd_tracebacks_leave_the_kind_of_the_error(odd: Any) -> None:
    assert str(describe_error({"ename": "ValueError", "evalue": odd, "traceback": odd}, "normal")).startswith(
        "Value error"
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ERROR", "Error in count_gulls(): no gulls\n", "Error: no gulls."),
        ("LoadError", "ArgumentError: no gulls", "Argument error: no gulls."),
        ("Error", "System.InvalidOperationException: No gulls.\n   at Birds.Count(Int32 n)\n   at Main()",
         "Invalid operation exception: No gulls."),
    ],
)  # fmt: skip
def test_error_of_another_language_has_its_class_and_message(name: str, value: str, words: str) -> None:
    assert str(describe_error({"ename": name, "evalue": value, "traceback": []}, "normal")) == words
