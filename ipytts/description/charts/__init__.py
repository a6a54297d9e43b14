"""Describe charts: a package for each library reads them into `model`; `sentences` describes the model."""
