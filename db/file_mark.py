"""Marking a whole file with a word, in its list of tables: by that everything is read that can be read of a damaged
file, so the word is there as long as anything is."""

import sqlite3


def bears_mark(database: sqlite3.Connection, mark: str) -> bool:
    """Whether the file bears a mark."""
    found = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (_table(mark),))
    return found.fetchone() is not None


def add_mark(database: sqlite3.Connection, mark: str) -> None:
    """Mark the file with a word of small letters, by an empty table; once is enough."""
    database.execute(f'CREATE TABLE IF NOT EXISTS "{_table(mark)}" (unused INTEGER)')


def _table(mark: str) -> str:
    return f"file_is_{mark}"
