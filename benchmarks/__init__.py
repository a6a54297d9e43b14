"""Compare the speed of ipytts with that of code without it: ``python -m benchmarks``."""
