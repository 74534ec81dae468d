"""Where the built command line begins: what `python -m app` is in a source tree."""

import sys

from app.__main__ import run_as_program

sys.exit(run_as_program())
