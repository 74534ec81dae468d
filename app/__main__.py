"""`python -m app COMMAND`."""

import signal
import sys

from app.cli.main import main


def _prepare_process() -> None:
    """Print Chinese also where the console claims another encoding, and end in an orderly way when told to."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


if __name__ == "__main__":
    _prepare_process()
    sys.exit(main(sys.argv[1:]))
