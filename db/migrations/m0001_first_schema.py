"""Schema 1: settings, persons, operations with revisions, entries, records, drafts, proposals, packages, search."""

from collections.abc import Callable
from typing import Any

STATEMENTS = (
    """
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE person (
        name TEXT PRIMARY KEY,
        post TEXT NOT NULL,
        last_seen TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE operation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        person TEXT,
        device TEXT,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        undoes TEXT REFERENCES operation (id)
    )
    """,
    "CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL",
    """
    CREATE TABLE revision (
        id TEXT PRIMARY KEY,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        parent1 TEXT,
        parent2 TEXT,
        ancestors TEXT,
        content TEXT NOT NULL,
        redaction TEXT,
        operation INTEGER NOT NULL REFERENCES operation (number)
    )
    """,
    "CREATE INDEX revision_subject ON revision (subject_kind, subject_id)",
    """
    CREATE TABLE change (
        operation INTEGER NOT NULL REFERENCES operation (number),
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        before TEXT,
        after TEXT NOT NULL REFERENCES revision (id),
        PRIMARY KEY (operation, subject_kind, subject_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX change_subject ON change (subject_kind, subject_id)",
    """
    CREATE TABLE release (
        operation INTEGER NOT NULL REFERENCES operation (number),
        medium TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        revision TEXT NOT NULL REFERENCES revision (id),
        PRIMARY KEY (operation, medium, subject_kind, subject_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX release_subject ON release (subject_kind, subject_id)",
    """
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        organisation TEXT NOT NULL,
        checklist TEXT NOT NULL,
        edition TEXT NOT NULL,
        field TEXT,
        item TEXT,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        not_applicable TEXT,
        evidence TEXT,
        confirmed INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        content TEXT NOT NULL,
        revision TEXT NOT NULL REFERENCES revision (id)
    )
    """,
    "CREATE INDEX entry_place ON entry (organisation, edition, checklist, field, position)",
    "CREATE INDEX entry_item ON entry (item, organisation)",
    # Counting reads this alone: the table is tens of times as large.
    """
    CREATE INDEX entry_count ON entry (
        edition, removed, organisation, checklist, field, state, evidence, confirmed, not_applicable, item
    )
    """,
    """
    CREATE TABLE record (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        content TEXT NOT NULL,
        revision TEXT NOT NULL REFERENCES revision (id),
        PRIMARY KEY (kind, id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE draft (
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        element TEXT NOT NULL,
        value TEXT NOT NULL,
        person TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (subject_kind, subject_id, element)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE proposal_batch (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        label TEXT NOT NULL,
        organisation TEXT NOT NULL,
        source_hash TEXT,
        operation INTEGER REFERENCES operation (number)
    )
    """,
    """
    CREATE TABLE proposal (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        batch INTEGER NOT NULL REFERENCES proposal_batch (number),
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        organisation TEXT NOT NULL,
        title TEXT NOT NULL,
        change TEXT NOT NULL,
        matched TEXT NOT NULL,
        likeness REAL NOT NULL,
        standing TEXT NOT NULL,
        side TEXT,
        body TEXT NOT NULL,
        decided INTEGER REFERENCES operation (number)
    )
    """,
    "CREATE INDEX proposal_standing ON proposal (standing, batch)",
    "CREATE INDEX proposal_subject ON proposal (subject_kind, subject_id)",
    "CREATE INDEX proposal_decided ON proposal (decided) WHERE decided IS NOT NULL",
    """
    CREATE TABLE package (
        number INTEGER PRIMARY KEY,
        direction TEXT NOT NULL,
        kind TEXT NOT NULL,
        organisation TEXT NOT NULL,
        recipient TEXT,
        edition TEXT NOT NULL,
        round INTEGER NOT NULL,
        hash TEXT NOT NULL,
        parent_hash TEXT,
        content_hash TEXT NOT NULL,
        standing TEXT NOT NULL,
        summary TEXT NOT NULL,
        operation INTEGER REFERENCES operation (number)
    )
    """,
    "CREATE INDEX package_place ON package (direction, kind, organisation, edition, round)",
    "CREATE INDEX package_hash ON package (hash)",
    "CREATE INDEX package_operation ON package (operation) WHERE operation IS NOT NULL",
    """
    CREATE TABLE search_document (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        organisation TEXT,
        field TEXT,
        item TEXT,
        title TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX search_document_subject ON search_document (kind, subject_id)",
    "CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content='', tokenize='ascii')",
)


def migrate(execute: Callable[[str], Any]) -> None:
    """Create the first schema. `execute` runs one SQL statement inside the migration's transaction."""
    for statement in STATEMENTS:
        execute(statement)
