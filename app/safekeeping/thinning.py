"""Which of the backups stay: the last of seven days, of five weeks, and of what was begun lately; a budget for all."""

from collections.abc import Hashable, Iterable, Sequence

from app.safekeeping.series import BULK, BY_HAND, CLOSING, IMPORTING, Kept

DAYS, WEEKS, BEFORE = 7, 5, 5
BUDGET = 2 << 30
"""Bytes, for all workspace files on this computer together."""


def outlived(backups: Sequence[Kept]) -> list[Kept]:
    """Return those of one series that need not stay any longer, the oldest first. The newest one always stays.

    Days and weeks are told apart, never reckoned with: a clock that goes wrong makes others, and no gaps.
    """
    newest_first = sorted(backups, key=lambda each: each.number, reverse=True)
    stay = set(newest_first[:1])
    closed = [each for each in newest_first if each.reason == CLOSING]
    stay |= _first_of_each(closed, DAYS, [each.day for each in closed])
    stay |= _first_of_each(closed, WEEKS, [each.day.isocalendar()[:2] for each in closed])
    for reason in (IMPORTING, BULK, BY_HAND):
        stay |= set([each for each in newest_first if each.reason == reason][:BEFORE])
    return [each for each in reversed(newest_first) if each not in stay]


def over_budget(series: Iterable[Sequence[Kept]], budget: int = BUDGET, *, besides: int = 0) -> list[Kept]:
    """Return what has to go, the oldest first, until all series and `besides` (bytes) fit into the budget.

    The newest of each series stays whatever its size.
    """
    stay, may_go = [], []
    for backups in series:
        in_order = sorted(backups, key=lambda each: each.number)
        stay += in_order[-1:]
        may_go += in_order[:-1]
    left = besides + sum(each.size for each in (*stay, *may_go))
    gone = []
    for each in sorted(may_go, key=lambda kept: (kept.day, kept.number)):
        if left <= budget:
            break
        gone.append(each)
        left -= each.size
    return gone


def _first_of_each(backups: Sequence[Kept], most: int, marks: Sequence[Hashable]) -> set[Kept]:
    first: dict[Hashable, Kept] = {}
    for mark, each in zip(marks, backups, strict=True):
        if mark not in first and len(first) < most:
            first[mark] = each
    return set(first.values())
