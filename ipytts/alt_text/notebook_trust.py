"""Keep a notebook trusted when it is changed: Jupyter signs what a trusted notebook contains."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path


def can_keep_trust() -> bool:
    """Return whether nbformat, which keeps the signatures, is installed."""
    return find_spec("nbformat") is not None


def keep_trust(old: str, new: str) -> bool:
    """Sign the new text of a notebook if the old one is trusted; return False if that was not possible.

    The signatures are those of ``jupyter trust``. Needs nbformat.
    """
    from nbformat import reader
    from nbformat.sign import TrustNotebookApp

    app = TrustNotebookApp(log_level=logging.CRITICAL)
    app.initialize([])
    if not Path(app.data_dir).is_dir():
        return True  # nothing was ever signed
    try:
        with closing(app.notary.store):
            if app.notary.check_signature(reader.reads(old.removeprefix("\ufeff"))):
                app.notary.sign(reader.reads(new.removeprefix("\ufeff")))
    except (OSError, sqlite3.Error, KeyError, AttributeError):
        return False
    return True
