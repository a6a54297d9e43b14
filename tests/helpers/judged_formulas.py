"""Formulas that were set aside while the rules for formulas were written, and the judgement of their words.

``python -m tests.helpers.judged_formulas`` writes the words of today; where they differ, the verdict is empty
until a person has judged them again.
"""

from __future__ import annotations

import json
from pathlib import Path

from ipytts.description.documents.mathematics.formulas import describe_formula

_FILE = Path(__file__).parents[1] / "description" / "documents" / "formulas" / "held_out.jsonl"

VERDICTS = ("right", "acceptable", "wrong", "unreadable")


def read() -> list[dict[str, str]]:
    """Return the formulas: LaTeX, macros, field, words and verdict."""
    return [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def update() -> None:
    """Write the words of today."""
    entries = read()
    for entry in entries:
        words = describe_formula(entry["latex"], entry["macros"])
        if words != entry["words"]:
            entry.update(words=words, verdict="")
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    _FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    update()
