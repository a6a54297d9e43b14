# PYTHON_ARGCOMPLETE_OK
"""``python -m ipytts``."""

import sys

from ipytts.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
