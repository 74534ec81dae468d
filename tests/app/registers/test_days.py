"""Days as people at the desk live them, out of moments that are stored in UTC."""

import time
from datetime import UTC, date, datetime

import pytest

from app.registers.annual_history import cell_history
from app.registers.annual_writing import correct_cells
from app.registers.days import desk_day
from app.standards.annual_rules import CellName
from tests.support import Clock, Computer


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch):
    """Let the desk stand eight hours east of Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("a running program cannot be moved to another time here")
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_what_is_done_before_eight_in_the_morning_is_of_that_day(in_china, township: Computer):
    assert desk_day("2026-11-22T23:30:00+00:00") == date(2026, 11, 23)
    township.clock = Clock(datetime(2026, 11, 22, 23, 0, tzinfo=UTC))
    name = CellName("t1", "1.1.1", "issued")
    with township.working() as workspace:
        correct_cells(workspace, 2026, {name: "0"}, "没有规章")
        assert cell_history(workspace, 2026, name)[0].day == workspace.today() == date(2026, 11, 23)
