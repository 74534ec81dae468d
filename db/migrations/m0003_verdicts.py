"""Schema 3: what reviewers say of entries, by entry; how the present revision of an entry was judged stands with it."""

from collections.abc import Callable
from typing import Any

STATEMENTS = (
    "ALTER TABLE entry ADD COLUMN verdict TEXT",
    # A verdict may be of a revision that this file never held.
    """
    CREATE TABLE verdict (
        id TEXT PRIMARY KEY,
        entry TEXT NOT NULL,
        revision TEXT NOT NULL,
        organisation TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        edition TEXT NOT NULL,
        verdict TEXT,
        at TEXT NOT NULL,
        removed INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX verdict_entry ON verdict (entry)",
    "CREATE INDEX verdict_unit ON verdict (organisation, edition)",
)


def migrate(execute: Callable[[str], Any]) -> None:
    """Make room for verdicts. `execute` runs one SQL statement inside the migration's transaction."""
    for statement in STATEMENTS:
        execute(statement)
