"""Claims: facts that a description states only where a test supports them.

Other facts, such as a maximum, hold for any data. `benchmarks/chart_claims.py` counts the claims about data
without structure.
"""

from __future__ import annotations

#: The error rate of one test. With 50 tests in a description, at most 5 % of the descriptions of data without
#: structure hold a false claim (Bonferroni).
LEVEL = 0.001

#: The kind of claim that a fact makes, by the method of the fact.
CLAIMS: dict[str, str] = {
    "Pearson correlation": "relation",
    "further peak": "peak",
    "gap": "gap",
    "long tail": "tail",
    "center of symmetry": "symmetry",
}
