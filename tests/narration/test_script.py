from __future__ import annotations

from ipytts.description.documents.passages import Passage, Section
from ipytts.narration.script import Script


def test_passages_begin_with_the_title_unless_it_is_a_heading() -> None:
    opening = Section(passages=(Passage("Three species."),))
    data = Section("Data", 2, (Passage("344 rows."),), cell=3)
    passages = [
        (passage.text, passage.role, passage.cell)
        for passage in Script("Penguins", (opening, data)).passages()
    ]
    assert passages == [
        ("Penguins.", "heading", None),
        ("Three species.", "text", None),
        ("Data.", "heading", 3),
        ("344 rows.", "text", None),
    ]
    assert [passage.text for passage in Script("Data", (data,)).passages()] == ["Data.", "344 rows."]
