"""Which units the table shows, and in which order."""

from collections.abc import Sequence

from app.county.matrix import PROBLEMS as STANDINGS
from app.county.matrix import MatrixCell, MatrixRow

ALL, PROBLEMS, LATE, BEHIND, OVERDUE = "all", "problems", "late", "behind", "overdue"
ROSTER, LEAST_ACCEPTED, LATE_FIRST = "roster", "accepted", "late-first"
ORDERS = {ROSTER: "按名册的顺序", LEAST_ACCEPTED: "通过少的在前", LATE_FIRST: "没交的在前"}


def shown_rows(rows: Sequence[MatrixRow], tab: str, order: str, name: str = "") -> list[MatrixRow]:
    """Return the rows a tab lets through and whose unit is called so, in an order of `ORDERS`; among equals that of the
    roster stays."""
    found = [row for row in rows if _fits(row, tab) and name in row.unit.name]
    if order == LEAST_ACCEPTED:
        found.sort(key=lambda row: row.accepted / (row.concerned or 1))
    elif order == LATE_FIRST:
        found.sort(key=lambda row: (row.round is not None, -row.problems))
    return found


def tabs(rows: Sequence[MatrixRow]) -> list[tuple[str, str, str]]:
    """The tabs over the table with their counts; who is behind a standard, or was overdue, has a tab where somebody
    is."""
    seldom = [(BEHIND, "标准旧"), (OVERDUE, "有逾期")]
    counts = {tab: sum(_fits(row, tab) for row in rows) for tab, _ in seldom}
    return [
        (ALL, "", f"全部 {len(rows)}"),
        (PROBLEMS, "", f"有问题 {sum(_fits(row, PROBLEMS) for row in rows)}"),
        (LATE, "", f"没交 {sum(_fits(row, LATE) for row in rows)}"),
        *((tab, "", f"{words} {counts[tab]}") for tab, words in seldom if counts[tab]),
    ]


def is_problem(cell: MatrixCell | None) -> bool:
    """Whether a unit has to mend what it handed in; what it has not handed in is another matter."""
    return cell is not None and cell.standing in STANDINGS and cell.standing != "not_submitted"


def _fits(row: MatrixRow, tab: str) -> bool:
    if tab == LATE:
        return row.round is None
    if tab == BEHIND:
        return bool(row.behind)
    if tab == OVERDUE:
        return bool(row.overdue)
    return tab != PROBLEMS or any(map(is_problem, row.cells))
