"""Describe charts: a package for each library reads them into `model`, and `sentences` describes the model.

Readers are in the package of their library, not in a common one, since each reads what that library has:
artists of matplotlib, traces of plotly, views of Vega-Lite.
"""
