"""Changes and conflicts that git prints."""

from __future__ import annotations

import pytest

from ipytts.description.documents.code.code import describe_code
from ipytts.description.documents.mime_bundles import Context
from ipytts.description.documents.outputs import to_passages

_DIFF = """diff --git a/nests.py b/nests.py
index 1c2d3e4..5f6a7b8 100644
--- a/nests.py
+++ b/nests.py
@@ -1,4 +1,4 @@ def count(nests):
 def count(nests):
-    total = 0
+    total = 1
     return total
diff --git a/auks.txt b/auks.txt
new file mode 100644
index 0000000..9d8c7b6
--- /dev/null
+++ b/auks.txt
@@ -0,0 +1 @@
+razorbill
"""
_CONFLICT = "gulls\n<<<<<<< HEAD\nterns on the cliff\n=======\nterns on the beach\n>>>>>>> summer\nauks\n"


def printed(text: str) -> str:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return " ".join(passage.text for passage in to_passages([output], Context()))


def test_diff_is_read_as_the_changes_of_each_file() -> None:
    assert printed(_DIFF) == (
        "Changes in nests.py: removed: total equals 0; added: total equals 1. "
        "Changes in auks.txt: added: razorbill."
    )


def test_fence_of_a_diff_is_read_as_changes_in_every_mode() -> None:
    for mode in ("summary", "read"):
        assert describe_code(" a\n-b = 2\n+b = 3\n", mode, language="diff") == (
            "Removed: b equals 2; added: b equals 3."
        )


def test_sides_of_a_conflict_are_named() -> None:
    assert printed(_CONFLICT) == (
        "gulls. Conflict. In HEAD: terns on the cliff. In summer: terns on the beach. "
        "End of the conflict. auks."
    )


@pytest.mark.parametrize("text", ["- gull\n- tern\n", "+ 3 more\n", "a\n=======\nb\n", "-1\n+1\n"])
def test_other_lines_are_no_changes(text: str) -> None:
    assert "emoved" not in printed(text)
    assert "onflict" not in printed(text)
