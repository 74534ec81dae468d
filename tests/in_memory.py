"""The tests' files in memory, where there is room: many small saves wait for the disk most of their time."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
NAME = "gkqd-tests-"
# In bytes: a few hundred megabytes are in use at a time, in the drills some gigabytes.
LEAST_FREE, LEAST_FREE_FOR_DRILLS = 2 * 1024**3, 8 * 1024**3


def make_room(least_free: int) -> Path | None:
    """Remove what runs left behind that were killed, and return where this run may keep its files; None where fewer
    bytes are free.
    """
    if not MEMORY.is_dir():
        return None
    for folder in MEMORY.glob(f"{NAME}*"):
        if not Path("/proc", folder.name.removeprefix(NAME)).exists():
            shutil.rmtree(folder, ignore_errors=True)
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= least_free
    return MEMORY / f"{NAME}{os.getpid()}" if has_room else None
