"""One thing that needs the clerk, as a row of the work list, and the groups they stand in."""

from dataclasses import dataclass
from typing import Any

from ui.widgets.rows import Row, RowAction


@dataclass(frozen=True)
class Task:
    """One row and where its button leads."""

    row: Row
    place: str
    target: dict[str, Any]


@dataclass(frozen=True)
class Group:
    """Tasks of one kind, under one heading; the word of its tab is shorter."""

    key: str
    icon: str
    icon_role: str
    heading: str
    tab: str
    tasks: tuple[Task, ...]


def days_left(days: int) -> tuple[str, str]:
    """Return how many days are left until something is due, in words and as a colour role."""
    if days < 0:
        return f"过了 {-days} 天", "danger"
    return ("今天到期", "warn") if days == 0 else (f"还有 {days} 天", "warn" if days <= 7 else "text")


def go(text: str) -> RowAction:
    """Return the button of a row, which leads to where the thing is done."""
    return RowAction("go", text)
