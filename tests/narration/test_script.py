from __future__ import annotations

from ipytts.description.documents.passages import Passage, Section
from ipytts.narration.script import Script


def test_the_title_is_said_where_no_heading_says_it() -> None:
    opening = Section(passages=(Passage("Three species."),))
    data = Section("Data", 2, (Passage("344 rows."),), cell=3)
    said = [
        (passage.text, passage.role, passage.cell)
        for passage in Script("Penguins", (opening, data)).passages()
    ]
    assert said == [
        ("Penguins.", "heading", None),
        ("Three species.", "text", None),
        ("Data.", "heading", 3),
        ("344 rows.", "text", None),
    ]
    assert [passage.text for passage in Script("Data", (data,)).passages()] == ["Data.", "344 rows."]
