"""How fast ipytts is beside what one would use otherwise: ``python -m benchmarks``."""
