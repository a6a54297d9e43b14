# PYTHON_ARGCOMPLETE_OK
"""``python -m ipytts``."""

import sys

from ipytts.cli import main

if __name__ == "__main__":
    sys.exit(main())
