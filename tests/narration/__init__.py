"""Tests of ``ipytts.narration``."""
