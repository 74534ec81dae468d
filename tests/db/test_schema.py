"""The models, from which queries are built, name exactly what the migrations make."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from peewee import BooleanField, FloatField, IntegerField, TextField

from db import models
from db.migrations import SCHEMA_VERSION
from db.store import create_store

AFFINITIES = {TextField: "TEXT", IntegerField: "INTEGER", BooleanField: "INTEGER", FloatField: "REAL"}


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple]]:
    """The columns of every table of a newly made file: (name, type, may be null, place in the primary key)."""
    path: Path = tmp_path_factory.mktemp("schema") / "new.qd"
    create_store(path).close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [_column(row) for row in database.execute(f"PRAGMA table_info({name})")] for name in names}


def _column(row: tuple) -> tuple:
    _, name, kind, not_null, _, key = row
    return name, kind, not (not_null or key), key


def _of_model(model) -> list[tuple]:
    key = model._meta.primary_key
    names = list(key.field_names) if hasattr(key, "field_names") else [key.name]
    return [
        (
            field.column_name,
            AFFINITIES[type(field)],
            field.null,
            names.index(field.name) + 1 if field.name in names else 0,
        )
        for field in model._meta.sorted_fields
    ]


@pytest.mark.parametrize("model", models.ALL, ids=[model.__name__ for model in models.ALL])
def test_a_model_names_the_columns_of_its_table(model, schema: dict[str, list[tuple]]):
    assert _of_model(model) == schema[model._meta.table_name]


def test_every_table_has_a_model(schema: dict[str, list[tuple]]):
    known = {model._meta.table_name for model in models.ALL}
    assert {name for name in schema if not name.startswith(("search_index", "sqlite_"))} == known
