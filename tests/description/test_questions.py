"""``docs/narration.md``: its descriptions are those of `describe`, and contain the answers it promises."""

from __future__ import annotations

import ast
import doctest
import re
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

from ipytts import describe

_PAGE = (Path(__file__).parents[2] / "docs" / "narration.md").read_text("utf-8")
_HEAD, *_RESULTS = re.split(r"^### \d+\. ", _PAGE, flags=re.MULTILINE)
_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
_QUESTION = re.compile(r"^\| (.+\?) \| (?:“(.+)”|Not answered\.) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """Return the names that the first code of the page defines."""
    mpl.use("agg")
    space: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries
        exec(_CODE.findall(_HEAD)[-1], space)  # noqa: S102 - the page is ours
    return space


@pytest.mark.parametrize("result", _RESULTS, ids=lambda result: result.partition("\n")[0])
def test_description_is_that_of_the_page_and_contains_the_answers(result: str, names: dict[str, Any]) -> None:
    code = _CODE.search(result)
    written = re.search(r"^> (.+)$", result, re.MULTILINE)
    assert code
    assert written
    assert describe(_value(code[1], dict(names))) == written[1]
    questions = _QUESTION.findall(result)
    assert len(questions) == 5
    for question, answer in questions:
        assert answer in written[1], question


def _value(code: str, space: dict[str, Any]) -> Any:
    """Return the value of the last expression of a cell."""
    *statements, last = ast.parse(code).body
    assert isinstance(last, ast.Expr)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(ast.Module(statements, []), "<cell>", "exec"), space)  # noqa: S102
        return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space)  # noqa: S307


def test_page_has_thirty_results_and_answers_to_most_questions() -> None:
    assert len(_RESULTS) == 30
    answers = [answer for result in _RESULTS for _, answer in _QUESTION.findall(result)]
    assert len(answers) == 150
    assert sum(map(bool, answers)) >= 120


def test_examples_of_the_page_run() -> None:
    examples = "\n".join(code for code in _CODE.findall(_HEAD) if ">>>" in code)
    test = doctest.DocTestParser().get_doctest(examples, {}, "narration.md", None, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0
