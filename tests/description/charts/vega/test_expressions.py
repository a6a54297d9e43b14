"""The expressions of Vega."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ipytts.description.charts.vega.expressions import compile_expression
from ipytts.description.charts.vega.tables import UnsupportedSpecError

_ROW = {"a": 3.0, "b": None, "name": "north-east", "two words": 5, "list": [1, 2], "day": "2024-02-29"}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2 + 10 % 4", 6),
        ("(datum.a - 1) / 4", 0.5),
        ("datum['two words'] >= 5 && datum.a < 4", True),
        ("datum.a > 9 || datum.name", "north-east"),
        ("datum.a === 3 ? 'three' : 'other'", "three"),
        ("!datum.b", True),
        ("datum.b == null", True),
        ("isValid(datum.b)", False),
        ("datum.b + 1", 1),
        ("'n' + datum.a", "n3"),
        ("datum.name + '!'", "north-east!"),
        ("'10' < '9'", True),
        ("'10' < 9", False),
        ("1 / 0", math.inf),
        ("datum.list[1] + length(datum.list)", 4),
        ("datum.missing", None),
        ("if(datum.a > 1, upper(datum.name), '')", "NORTH-EAST"),
        ("indexof(datum.name, 'e')", 6),
        ("split(datum.name, '-')[1]", "east"),
        ("year(datum.day) * 100 + month(datum.day)", 202401),
        ("quarter(datetime(2024, 10, 1))", 4),
        ("datetime(2024, 1, 29) < datetime(2024, 2, 1)", True),
        ("round(2.5) + floor(-0.5) + ceil(0.2)", 3),
        ("clamp(datum.a, 4, 5)", 4),
        ("inrange(datum.a, [1, 3])", True),
        ("limit * PI", 2 * math.pi),
        ("0x10 + 1e2", 116),
    ],
)
def test_expressions_have_the_value_that_vega_gives_them(expression: str, value: Any) -> None:
    assert compile_expression(expression, {"limit": 2})(_ROW) == (
        pytest.approx(value) if isinstance(value, float) else value
    )


@pytest.mark.parametrize(
    "expression",
    [
        *("", "1 +", "datum.", "unknown", "random()", "now()", "datum.a = 2", "__import__('os')", "a.b"),
        *("(" * 200 + "1" + ")" * 200, "1 " * 9000, "'open", "datum.a; 1", "[1, 2", "{a: 1}"),
    ],
)
def test_other_expressions_are_refused(expression: str) -> None:
    with pytest.raises(UnsupportedSpecError):
        compile_expression(expression, {})
