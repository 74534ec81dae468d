"""A small form that asks for one day of a record."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.workspace import Workspace
from ui.pages.notices.act_form import Act, ActForm


class DayForm(ActForm):
    """Begins with today."""

    def __init__(self, title: str, day: str, today: date, write: Callable[[Workspace, date], Any]) -> None:
        """`day` asks which day it is, `write` writes it down."""
        super().__init__(title, "记下", day, today)
        self._write_day = write

    def act(self) -> Act | None:
        day = self.chosen_day()
        return None if day is None else lambda workspace: self._write_day(workspace, day)
