"""A file is looked over beside the work, and what is wrong is found without changing anything."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from app.safekeeping.checking import is_full_check_due, problems_of
from tests.support import Computer

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("", True),
        ("nonsense", True),
        ((NOW - timedelta(days=6)).isoformat(), False),
        ((NOW - timedelta(days=8)).isoformat(), True),
        # The clock was ahead then, or is behind now.
        ((NOW + timedelta(days=1)).isoformat(), True),
    ],
)
def test_a_full_check_is_due_once_a_week_whatever_the_clock_says(last: str, due: bool):
    assert is_full_check_due(last, NOW) is due


def test_a_file_is_looked_over_while_somebody_works_in_it(township: Computer):
    with township.working() as workspace:
        assert problems_of(township.path, full=True) == problems_of(township.path, full=False) == []
        assert workspace.store.settings.get("organisation")
    with closing(sqlite3.connect(township.path)) as database:
        database.execute("""UPDATE entry SET content = replace(content, '"draft"', '"ready"')""")
        database.commit()
    with township.working():
        assert problems_of(township.path, full=False) == []
        assert len(problems_of(township.path, full=True)) == 1


def test_spoilt_pages_are_found_at_each_start(township: Computer):
    with closing(sqlite3.connect(township.path)) as database:
        [page] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revision_subject'").fetchone()
    content = bytearray(township.path.read_bytes())
    content[(page - 1) * 4096 + 8 : (page - 1) * 4096 + 200] = b"\xff" * 192
    township.path.write_bytes(content)
    assert problems_of(township.path, full=False)
