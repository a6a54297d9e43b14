"""Tests of ``ipytts.audio``."""
