"""Where the built window begins: what `python -m ui` is in a source tree."""

import os
import sys

# The start of a built program on Linux puts its own folder where shared libraries are looked for. Programs started
# from here, such as the one that shows a folder, need the system's.
if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

from ui.__main__ import main

sys.exit(main(sys.argv[1:]))
