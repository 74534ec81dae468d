"""Python's search for cycles of objects, paused while very many objects are made that are in none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Within the block nothing is searched for cycles; memory is freed as ever when the last reference goes. Where two
    threads pause it at once, it may begin again before both are through: that costs time only."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            # Takes no time, and makes what is new old: else the next search would go through all of it at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
