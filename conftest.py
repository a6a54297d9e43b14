"""Take the keys of whoever runs the tests away, before any test, notebook or doctest runs."""

from __future__ import annotations

import os


def pytest_configure() -> None:
    for name in list(os.environ):
        if name.startswith(("ONEROUTER_", "OPENAI_", "IPYTTS_")):
            del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
