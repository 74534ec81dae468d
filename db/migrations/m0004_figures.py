"""Schema 4: how many findings an entry has as it stands, and how many entries of each kind a unit has in a field.

A finding is of one revision: null means that nobody has looked at the entry as it stands.
"""

from collections.abc import Callable
from typing import Any

STATEMENTS = (
    "ALTER TABLE entry ADD COLUMN blocks INTEGER",
    "ALTER TABLE entry ADD COLUMN warns INTEGER",
    "ALTER TABLE entry ADD COLUMN checked_by TEXT",
    # Counting a million entries takes seconds; these are kept with every change.
    """
    CREATE TABLE tally (
        edition TEXT NOT NULL,
        organisation TEXT NOT NULL,
        checklist TEXT NOT NULL,
        field TEXT NOT NULL,
        entries INTEGER NOT NULL,
        items INTEGER NOT NULL,
        declined INTEGER NOT NULL,
        ready INTEGER NOT NULL,
        unconfirmed INTEGER NOT NULL,
        accepted INTEGER NOT NULL,
        returned INTEGER NOT NULL,
        unchecked INTEGER NOT NULL,
        blocked INTEGER NOT NULL,
        warned INTEGER NOT NULL,
        PRIMARY KEY (edition, organisation, checklist, field)
    ) WITHOUT ROWID
    """,
    """
    INSERT INTO tally
        SELECT edition, organisation, checklist, COALESCE(field, ''),
            COUNT(*),
            SUM(item IS NOT NULL),
            SUM(not_applicable IS NOT NULL),
            SUM(not_applicable IS NULL AND state IN ('ready', 'final')),
            SUM(not_applicable IS NULL AND COALESCE(evidence, '') IN ('partly', 'recalled') AND NOT confirmed),
            SUM(COALESCE(verdict, '') = 'accepted'),
            SUM(COALESCE(verdict, '') = 'returned'),
            SUM(not_applicable IS NULL),
            0,
            0
        FROM entry WHERE NOT removed GROUP BY 1, 2, 3, 4
    """,
)


def migrate(execute: Callable[[str], Any]) -> None:
    """Make room for figures. `execute` runs one SQL statement inside the migration's transaction."""
    for statement in STATEMENTS:
        execute(statement)
