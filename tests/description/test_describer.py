"""`describe`: which formatter it uses, and how it treats hostile classes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import Any

import pytest

import ipytts
from ipytts.description.describer import Describer
from ipytts.description.detail import LENGTHS, Detail
from tests.helpers.description_rules import DETAILS, TIME_LIMIT, check_form
from tests.helpers.hostile_objects import HOSTILE, Endless


@pytest.mark.parametrize("name", HOSTILE)
def test_describe_of_a_hostile_object_is_well_formed_and_in_time(name: str) -> None:
    ipytts.describe(object())  # loads the formatters
    for detail in DETAILS:
        start = time.perf_counter()
        text = ipytts.describe(HOSTILE[name], detail)
        took = time.perf_counter() - start
        check_form(text, detail)
        assert took < 5 * TIME_LIMIT, (
            f"{took:.2f} s"
        )  # for a busy machine; without a limit it would be endless


def test_describe_in_a_thread_stops_an_endless_repr() -> None:
    texts: list[str] = []
    thread = threading.Thread(target=lambda: texts.append(ipytts.describe(Endless())))
    thread.start()
    thread.join(5)
    assert texts == ["An Endless."]
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(t.name == "ipytts-describe" for t in threading.enumerate()):
        time.sleep(0.01)
    assert not [t for t in threading.enumerate() if t.name == "ipytts-describe"]


def test_describe_lets_keyboard_interrupt_through() -> None:
    class Slow:
        def _repr_speech_(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ipytts.describe(Slow())


def test_repr_speech_may_take_the_detail() -> None:
    class Reactor:
        def _repr_speech_(self) -> str:
            return "a reactor at 300 degrees"

    class Meter:
        def _repr_speech_(self, detail: str) -> str:
            return f"a meter, described in {detail} detail"

    assert ipytts.describe(Reactor()) == "A reactor at 300 degrees."
    assert ipytts.describe(Meter(), "full") == "A meter, described in full detail."
    assert ipytts.describe([Reactor()]) == "A list of 1 item: a reactor at 300 degrees."
    assert ipytts.describe(Reactor) == "The class Reactor."


def test_describe_prefers_the_nearest_class_and_registered_formatters() -> None:
    describe = Describer()

    class Base:
        def _repr_speech_(self) -> str:
            return "of the base itself"

    class Derived(Base):
        pass

    class Numbers(list[int]):
        pass

    describe.register(Base, lambda _, __: "registered for the base")
    assert describe(Derived()) == "Registered for the base."

    @describe.register(Derived)
    def describe_derived(_: Derived, detail: Detail) -> str:
        return f"registered for the derived, {detail}"

    assert describe_derived(Derived(), "full") == "registered for the derived, full"
    assert describe(Derived(), "brief") == "Registered for the derived, brief."
    assert describe(Base()) == "Registered for the base."
    describe.register(list, lambda items, _: f"my list of {len(items)}")
    assert describe(Numbers([1, 2])) == "My list of 2."
    assert describe([Numbers()]) == "My list of 1."


def test_registered_formatter_replaces_that_of_a_library() -> None:
    np = pytest.importorskip("numpy")

    describe = Describer()
    describe.register(np.ndarray, lambda _, __: "my array")
    assert describe(np.zeros(3)) == "My array."


@pytest.mark.parametrize("detail", ["long", "", None, 3, "BRIEF", []])
def test_describe_rejects_an_unknown_detail(detail: Any) -> None:
    with pytest.raises(ipytts.SpeechError, match="give 'brief', 'normal', 'full', 'facts' or 'table'"):
        ipytts.describe(1, detail)


def test_register_rejects_objects_other_than_classes_and_functions() -> None:
    with pytest.raises(ipytts.SpeechError, match="give a class"):
        ipytts.describe.register(3)  # type: ignore[call-overload]
    with pytest.raises(ipytts.SpeechError, match="function"):
        ipytts.describe.register(int, "words")  # type: ignore[call-overload]


def test_describe_imports_no_library_that_is_not_loaded() -> None:
    code = """
import sys, ipytts
class Pretends:
    __module__ = "pandas.core.frame"
for thing in ([1, {"a": None}], Pretends(), ValueError("no"), sys, len, object()):
    ipytts.describe(thing, "full")
print(sorted({"numpy", "pandas", "polars", "sklearn", "matplotlib", "plotly", "altair", "seaborn", "requests",
              "IPython", "traitlets", "sentencex"} & set(sys.modules)))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_describe_cuts_a_long_text_after_a_sentence() -> None:
    class Talks:
        def _repr_speech_(self) -> str:
            return "This is said again. " * 100

    text = ipytts.describe(Talks())
    assert text == " ".join(["This is said again."] * 40)
    assert len(text) <= LENGTHS["normal"]
