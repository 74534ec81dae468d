"""Which backups stay, whatever was made on whatever days and however the clock went."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.safekeeping.series import BULK, CLOSING, IMPORTING, REASONS, Kept
from app.safekeeping.thinning import BEFORE, DAYS, WEEKS, outlived, over_budget

FIRST = date(2026, 1, 1)


def kept(number: int, day: int, reason: str, size: int = 1, series: str = "a") -> Kept:
    return Kept(Path(series) / str(number), number, FIRST + timedelta(days=day), reason, size)


SERIES = st.lists(
    st.tuples(st.integers(-400, 400), st.sampled_from(list(REASONS)), st.integers(1, 100)), max_size=60
).map(lambda rows: [kept(number, *row) for number, row in enumerate(rows)])


def test_a_year_of_closing_every_day_leaves_seven_days_and_five_weeks():
    stay: list[Kept] = []
    for day in range(365):
        stay.append(kept(2 * day, day, CLOSING))
        stay.append(kept(2 * day + 1, day, CLOSING))
        gone = outlived(stay)
        stay = [each for each in stay if each not in gone]
    days = sorted((each.day - FIRST).days for each in stay)
    assert days[-DAYS:] == [358, 359, 360, 361, 362, 363, 364]
    weeks = {each.day.isocalendar()[:2] for each in stay}
    assert len(weeks) == WEEKS
    # The last one of each day.
    assert all(each.number % 2 for each in stay)
    assert len(stay) <= DAYS + WEEKS


@given(SERIES)
def test_what_stays_is_the_newest_of_each_kind(backups: list[Kept]):
    gone = set(outlived(backups))
    stay = [each for each in backups if each not in gone]
    assert backups[-1:] == stay[-1:]
    for reason in (IMPORTING, BULK):
        of_kind = [each for each in backups if each.reason == reason]
        assert of_kind[-BEFORE:] == [each for each in stay if each.reason == reason][-BEFORE:]
        assert len([each for each in stay if each.reason == reason]) <= BEFORE + 1
    closed = [each for each in backups if each.reason == CLOSING]
    for each in closed[-1:]:
        assert each in stay
    assert len([each for each in stay if each.reason == CLOSING]) <= DAYS + WEEKS
    assert not outlived(stay)


@given(SERIES, SERIES, st.integers(0, 3000), st.integers(0, 200))
def test_a_budget_drops_the_oldest_and_never_the_last_one(
    one: list[Kept], other: list[Kept], budget: int, besides: int
):
    other = [Kept(Path("b") / str(each.number), each.number, each.day, each.reason, each.size) for each in other]
    gone = over_budget([one, other], budget, besides=besides)
    left = [each for each in (*one, *other) if each not in gone]
    for series in (one, other):
        assert series[-1:] == [each for each in left if each in series][-1:]
    newest = {series[-1] for series in (one, other) if series}
    assert besides + sum(each.size for each in left) <= budget or set(left) == newest
    assert [each.day for each in gone] == sorted(each.day for each in gone)
    if gone:
        assert besides + sum(each.size for each in (*left, gone[-1])) > budget
