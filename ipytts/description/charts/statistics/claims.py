"""Claims: facts that a description states only where a test supports them.

Other facts, such as a maximum, hold for any data. `benchmarks/chart_claims.py` counts the claims about data
without structure.
"""

from __future__ import annotations

from ipytts.description.charts.model import Panel

#: The share of charts without structure that may hold a false claim of one kind.
CHART_LEVEL = 0.01


def level(panel: Panel, sets: int = 1) -> float:
    """Return the error rate of one test of a panel with several sets of data, such as series (Bonferroni)."""
    return CHART_LEVEL / (sets * panel.chart_panels)


#: The kind of claim that a fact makes, by the method of the fact.
CLAIMS: dict[str, str] = {
    "Brunner-Munzel test": "difference",
    "Pearson correlation": "relation",
    "further peak": "peak",
    "gap": "gap",
    "long tail": "tail",
    "center of symmetry": "symmetry",
    "Spearman correlation": "relation",
    "turning point": "relation",
    "rank correlation of distances from a line": "spread",
    "count of clouds": "cluster",
    "count of outliers": "outlier",
    "Mann-Kendall trend test": "trend",
    "sign test of steps": "trend",
    "period of the periodogram": "cycle",
    "period of the smoothed periodogram": "cycle",
    "isolated value": "spike",
    "Pettitt change-point test": "step",
}
