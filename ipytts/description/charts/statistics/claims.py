"""Claims: facts that a description states only where a test supports them.

Other facts, such as a maximum, hold for any data. `benchmarks/chart_claims.py` counts the claims about data
without structure.
"""

from __future__ import annotations

#: The error rate of one test. With 50 tests in a description, at most 5 % of the descriptions of data without
#: structure hold a false claim (Bonferroni).
LEVEL = 0.001

#: The share of charts without structure that may hold a false claim of one kind about points. Each test of a
#: chart has its part of it.
CHART_LEVEL = 0.01

#: The kind of claim that a fact makes, by the method of the fact.
CLAIMS: dict[str, str] = {
    "Pearson correlation": "relation",
    "further peak": "peak",
    "gap": "gap",
    "long tail": "tail",
    "center of symmetry": "symmetry",
    "Spearman correlation": "relation",
    "turning point": "relation",
    "count of clouds": "cluster",
    "count of outliers": "outlier",
    "Mann-Kendall trend test": "trend",
    "sign test of steps": "trend",
    "period of the periodogram": "cycle",
    "isolated value": "spike",
    "Pettitt change-point test": "step",
}
