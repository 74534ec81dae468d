"""Numbered, frozen schema steps. A step is never edited after a release; a new one is appended.

Each step runs in one transaction together with `PRAGMA user_version`, so a killed upgrade leaves the old
version whole. The list is explicit because a frozen program cannot glob a folder.
"""

from collections.abc import Callable

from db.migrations import m0001_first_schema, m0002_order_of_typing, m0003_verdicts, m0004_figures

Step = Callable[[Callable[[str], object]], None]

STEPS: tuple[Step, ...] = (
    m0001_first_schema.migrate,
    m0002_order_of_typing.migrate,
    m0003_verdicts.migrate,
    m0004_figures.migrate,
)
SCHEMA_VERSION = len(STEPS)
