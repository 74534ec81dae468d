"""Schema 2: what is typed is put in order with operations by their numbers, no longer by the time of day."""

from collections.abc import Callable
from typing import Any

STATEMENTS = (
    "CREATE TABLE draft_by_time AS SELECT * FROM draft",
    "DROP TABLE draft",
    """
    CREATE TABLE draft (
        number INTEGER PRIMARY KEY,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        element TEXT NOT NULL,
        value TEXT NOT NULL,
        person TEXT,
        at TEXT NOT NULL,
        after INTEGER NOT NULL,
        taken_back INTEGER,
        UNIQUE (subject_kind, subject_id, element)
    )
    """,
    """
    INSERT INTO draft (subject_kind, subject_id, element, value, person, at, after)
        SELECT subject_kind, subject_id, element, value, person, at,
            (SELECT COALESCE(MAX(number), 0) FROM operation WHERE operation.at < draft_by_time.at)
        FROM draft_by_time ORDER BY at
    """,
    "DROP TABLE draft_by_time",
)


def migrate(execute: Callable[[str], Any]) -> None:
    """Number what is being typed. `execute` runs one SQL statement inside the migration's transaction."""
    for statement in STATEMENTS:
        execute(statement)
