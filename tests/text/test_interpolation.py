"""Which braces `interpolate` replaces, and which it leaves unchanged."""

from __future__ import annotations

import doctest
from types import SimpleNamespace

import pytest

from ipytts.errors import FillError
from ipytts.text import interpolation
from ipytts.text.interpolation import interpolate

pytest.importorskip("hypothesis")

from hypothesis import example, given
from hypothesis import strategies as st


class Unspeakable:
    def __str__(self) -> str:
        raise RuntimeError("no words")


NAMES: dict[str, object] = {
    "accuracy": 0.91234,
    "df": [1, 2, 3],
    "name": "Ada",
    "greeting": "Hello ",
    "x": 7,
    "n": 2,
    "i": 1,
    "a": 1,
    "b": 2,
    "d": {"key": "value", "a": 5},
    "width": 8,
    "digits": 2,
    "zero": 0,
    "unspeakable": Unspeakable(),
    "self": SimpleNamespace(x=[1]),
}

FILLED = [
    ("It reached {accuracy:.1%} on {len(df)} rows", "It reached 91.2% on 3 rows"),
    ("{ x }{x}", "77"),
    ("{name!r} {name!s} {name!a:>7}", "'Ada' Ada   'Ada'"),
    ("{accuracy:{width}.{digits}f}|", "    0.91|"),
    ("{name:{'>'}{width}}", "     Ada"),
    ("{x=} {x = } {x=!s:>3} {accuracy=:.1f}", "x=7 x = 7 x=  7 accuracy=0.9"),
    ("{a, b}", "(1, 2)"),
    ("{*df, b}", "(1, 2, 3, 2)"),
    ("""{d["key"]} {d['a']:>5}""", "value     5"),
    ("{name[1:3]} {df[::2]:}", "da [1, 3]"),
    ("{a != b} {x == 7} {a if b else 3} {x!=7:d}", "True True 1 0"),
    ("{(lambda y: y + x)(1)} {(y := x)} {y}", "8 7 7"),
    ("{x:=5}", "    7"),
    ("{sum([y * x for y in df])} {[y for y in df if y < x]}", "42 [1, 2, 3]"),
    ("{ {1: x}[1] } { {x} }", "7 {7}"),
    ("{f'{x}'} {'{}-{}'.format(a, b)}", "7 1-2"),
    ("""{"}".join(name)} and {'{'.join(name)} and {x}""", "A}d}a and A{d{a and 7"),
    ("""{d.get("}{", x)} {"\\"}".join("xy") + name}""", '7 x"}yAda'),
    (r"{'\n'.join(name)}", "A\nd\na"),
    ("{\n  x\n  + 1\n}", "8"),
    ("{self.x[0]} ${x}, **{x}**, \\${x}, \\_{x}", "1 $7, **7**, \\$7, \\_7"),
    # two in a row, after a field and after doubled braces
    ("{greeting}{name}", "Hello Ada"),
    ("{{name}}{name}", "{name}Ada"),
    # doubled
    ("{{name}} {{{name}}} {{{{name}}}} {{}}", "{name} {Ada} {{name}} {}"),
    ('{{"a": {x}}}', '{"a": 7}'),
    ("{{x}", "{7"),
    ("{x}}", "7}"),
    # around what stays
    ("{ {x}", "{ 7"),
    ("a { b\n{'}{'.join(name)}", "a { b\nA}{d}{a"),
    ("{don't {x}", "{don't 7"),
    ("{'tis} {x} {'twas}", "{'tis} 7 {'twas}"),
    (r"Of $\frac{f'}{g}$ it's {x}, of $g'_{0}$ {n}", r"Of $\frac{f'}{g}$ it's 7, of $g'_{0}$ 2"),
    (r"$\{a\}$ {x}", r"$\{a\}$ 7"),
    ("{x}^{2} {x}_{i} {x}", "7^{2} 7_{i} 7"),
    (r"\frac{a}{b} {x}", r"\frac{a}{b} 7"),
    ("{}{x} {} {x}", "{}{x} {} 7"),
]

STAYING = [
    r"\frac{a}{b} x_{i} x^{n} \sum_{i=1}^{n} \sum_{x}{x}",
    r"\sqrt[3]{x} \section*{name} \left\{ x \right\} \{x\}",
    r"\text{the {x} and {{x}}} \frac{{a}}{b}",
    r"\begin{pmatrix} 1 & {\bf x} \end{pmatrix}",
    "{} { } {,} {:>5} {!r} {=}",
    "{3} {1, 2} {1: 2} {None} {True} {...} {'text'} {10:30}",
    '{"a": 1} {"a": x} {"a": {"b": x}} {"a": {"b": {}}, "c": [{"x": "{x}"}]}',
    '{"a": "}"} {"b": "{"}',
    '{\n  "model": "tts-1",\n  "voice": {"name": "alloy"}\n}',
    "{not python here} {a b} {see below {x}} {#id} {.class} {x #5} {it's}",
    "int main() { return 0; }",
    "{x for x in df} {a) + (b} {{x} | {a}} {x ! r} {x!z} {x:{}} {x==} {x:{1}{} {\0} {\ud800}",
    "{ x",
    "x } y { z",
    "{",
    "{" * 5000 + "x",
    "{" + "-" * 20_000 + "x}",
    "{" + "(" * 500 + "x" + ")" * 500 + "}",
]

FAILING = [
    ("{accuray:.1%}", NameError, "name 'accuray' is not defined. Did you mean {accuracy:.1%}?"),
    ("{len(dff)}", NameError, "Did you mean {len(df)}?"),
    ("/users/{id}", NameError, "{id} cannot be filled in: NameError: name 'id' is not defined"),
    ("{x / zero}", ZeroDivisionError, "{x / zero} cannot be filled in: ZeroDivisionError: division"),
    ("{d['b']}", KeyError, "KeyError: 'b'"),
    ("{name:.1%}", ValueError, "{name:.1%} cannot be filled in: ValueError: Unknown format code"),
    ("{x:{digit}}", NameError, "Did you mean {x:{digits}}?"),
    ("{df:>5}", TypeError, "{df:>5}"),
    ("{unspeakable}", RuntimeError, "RuntimeError: no words"),
    ("{await x}", SyntaxError, "outside function"),
    ("color {color: red}", NameError, "{color: red}"),
]


@pytest.mark.parametrize(("text", "expected"), FILLED)
def test_interpolate_replaces_fields(text: str, expected: str) -> None:
    assert interpolate(text, NAMES) == expected


@pytest.mark.parametrize("text", STAYING)
def test_interpolate_leaves_other_braces_unchanged(text: str) -> None:
    assert interpolate(text, NAMES) == text


@pytest.mark.parametrize(("text", "cause", "message"), FAILING)
def test_interpolate_names_a_failing_expression(text: str, cause: type[Exception], message: str) -> None:
    with pytest.raises(FillError) as caught:
        interpolate(text, NAMES)
    assert type(caught.value.__cause__) is cause
    assert message in str(caught.value)
    assert "--raw" in str(caught.value)
    assert "{{…}}" in str(caught.value)


def test_interpolate_evaluates_each_field_once_and_in_order() -> None:
    seen: list[int] = []

    def see(number: int) -> int:
        seen.append(number)
        return number

    text = r"{see(1)} \text{see(0)} {{see(0)}} {see(2):{see(3)}} {'}'[see(4):]}{see(5)!r}"
    assert interpolate(text, {"see": see}) == r"1 \text{see(0)} {see(0)}   2 5"
    assert seen == [1, 2, 3, 4, 5]


def test_interpolate_leaves_the_namespace_unchanged() -> None:
    namespace = {"x": 1}
    assert interpolate("{(y := x + 1)} {y}", namespace) == "2 2"
    assert namespace == {"x": 1}


def test_interpolate_passes_on_an_interrupt() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interpolate("{interrupted()}", {"interrupted": interrupted})


@pytest.mark.parametrize(
    "soup",
    [
        "{" * 1_000_000,
        "{ " * 300_000 + "}",
        "{(" * 300_000,
        "{'}'" * 100_000 + "}" * 100_000,
        "{'( " * 200_000,
        "{a {b " * 100_000 + "}" * 200_000,
    ],
    ids=["braces", "spaced", "brackets", "strings", "quotes", "nested"],
)
def test_interpolate_takes_linear_time(soup: str) -> None:
    # A second or so; were it quadratic, it would not end within the hour.
    assert interpolate(soup, {}) == soup


# Without letters there are no names, but everything else that could be taken for a field.
NAMELESS = st.lists(
    st.sampled_from([*"{}'\"()[]:!=.,^ \n\\0", r"\frac", "1_{", '"a": ', "{}", "}{", "...", "#"])
).map("".join)


@given(NAMELESS.filter(lambda text: "{{" not in text))
@example("{'}'")
@example('{"a": "}{"}')
def test_interpolate_leaves_text_without_names_unchanged(text: str) -> None:
    assert interpolate(text, {}) == text


@given(NAMELESS)
def test_interpolate_drops_only_doubled_braces(text: str) -> None:
    filled = interpolate(text, {})
    dropped = len(text) - len(filled)
    assert filled.count("{") - text.count("{") == filled.count("}") - text.count("}")
    assert text.count("{") - filled.count("{") == dropped / 2 <= text.count("{{")


PROSE = st.text(st.characters(exclude_characters="{}\\_^"))


@given(PROSE, PROSE, st.sampled_from([7, -0.5, "Ada", None, [1, "b"]]), st.data())
def test_fields_are_formatted_as_in_an_f_string(
    before: str, after: str, value: object, data: st.DataObject
) -> None:
    conversion = data.draw(st.sampled_from(["", "!r", "!s", "!a", "=", " = ", "=!s"]))
    expression = data.draw(st.sampled_from(["v", " v ", "(v, w)", "v, w", "v == w", "[v][0:1]"]))
    spec = data.draw(st.sampled_from(["", ":", ":>12", ":*^{w}", ":{w}.{w - 4}", ":08.2f"]))
    field = f"{{{expression}{conversion}{spec}}}"
    names = {"v": value, "w": 9}
    try:
        expected = eval(f"f'{field}'", dict(names))  # noqa: S307 - Python itself is the reference
    except (TypeError, ValueError):
        with pytest.raises(FillError):
            interpolate(before + field + after, names)
    else:
        assert interpolate(before + field * 2 + after, names) == before + expected * 2 + after


def braced(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts).map(lambda inside: f"{{{''.join(inside)}}}")


@given(
    st.lists(st.recursive(st.sampled_from(["x", " ", "1", ": ", ","]), braced, max_leaves=20)).map("".join)
)
def test_interpolate_undoes_doubled_braces(text: str) -> None:
    assert interpolate(text.replace("{", "{{").replace("}", "}}"), {}) == text


def test_examples_of_interpolation() -> None:
    results = doctest.testmod(interpolation)
    assert results.attempted
    assert not results.failed
