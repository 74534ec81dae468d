"""What the settings do with the calendar: take a year in, withdraw it, and keep what holds here alone."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.calendar.notice_files import PASTED, notice_table, read_year_table
from app.calendar.office_calendar import (
    add_local_holiday,
    remove_local_holiday,
    take_year_table,
    withdraw_year_table,
)
from app.calendar.wording import full_date, read_count
from app.calendar.year_table import YearTable
from app.errors import UserFacingError
from app.notices.least_periods import drop_least_period, set_least_period
from app.workspace import Workspace
from ui.asking_person import with_person
from ui.desk import Desk
from ui.form_drafts import FormDrafts
from ui.pages.settings.calendar_panel import CalendarPanel
from ui.pages.settings.calendar_reading import (
    HOLIDAY_FORM,
    PERIOD_FORM,
    CalendarFacts,
    Offered,
    offered,
    read_calendar,
)
from ui.pages.settings.local_rules_panel import LocalRulesPanel

_UNDO = "撤销 Ctrl+Z"
_FILES = "放假通知 (*.docx *.txt *.yaml *.yml)"
_ONE = ""
"""A form about nothing that is there already: there is one of it."""
_WHO = "收下放假安排要记下是谁收的。"


class CalendarActs(QObject):
    """Stands between the two panels and the store."""

    def __init__(self, desk: Desk, panel: CalendarPanel, local: LocalRulesPanel, page: QObject) -> None:
        super().__init__(page)
        self._desk, self._panel, self._local = desk, panel, local
        self._drafts = FormDrafts(desk, self)
        panel.file_asked.connect(self._ask_for_file)
        panel.pasted.connect(lambda text: self._read(partial(notice_table, text), PASTED))
        panel.taken.connect(self._take)
        panel.withdrawn.connect(self._withdraw)
        local.holiday_added.connect(self._add_holiday)
        local.holiday_removed.connect(self._remove_holiday)
        local.period_added.connect(self._add_period)
        local.period_removed.connect(self._remove_period)
        local.typed.connect(lambda form, typed: self._drafts.write(form, _ONE, typed))

    def read(self) -> None:
        """Read what stands now and show it."""
        self._desk.session.ask(read_calendar, self._show, owner=self)

    def _show(self, facts: CalendarFacts) -> None:
        self._panel.show_facts(facts)
        self._local.show_facts(facts)
        self._drafts.show_kept(facts.typed)
        self._local.show_half_written(*(self._drafts.typed(form, _ONE) for form in (HOLIDAY_FORM, PERIOD_FORM)))

    # --- years ---

    def _ask_for_file(self) -> None:
        def read(files: list[Path]) -> None:
            self._panel.close_offer()
            self._read(partial(read_year_table, files[0]), files[0].name)

        self._desk.messages.open_files("放假通知", _FILES, read, many=False)

    def _read(self, read: Callable[[], YearTable], file: str) -> None:
        self._desk.session.ask(
            lambda workspace: offered(workspace, read, file), self._panel.show_offer, self._refused, owner=self
        )

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self._panel.refuse(error)
        else:
            self._desk.messages.trouble(error)

    def _take(self, offer: Offered) -> None:
        def told(_: Any) -> None:
            self._panel.show_taken(offer.table.year)
            self._tell(f"已收下{offer.table.year}年的放假安排")

        def take() -> None:
            self._desk.session.act(
                lambda workspace: take_year_table(workspace, offer.table, offer.file), told, self._refused, owner=self
            )

        with_person(self._desk, _WHO, take)

    def _withdraw(self, year: int) -> None:
        self._act(lambda workspace: withdraw_year_table(workspace, year), f"已撤回{year}年的放假安排")

    # --- what holds here alone ---

    def _add_holiday(self, day: date, name: str, basis: str) -> None:
        told = f"已记下{full_date(day)}本地放假"
        self._act(lambda workspace: add_local_holiday(workspace, day, name, basis), told, self._local.holiday.forget)

    def _remove_holiday(self, day: date) -> None:
        self._act(lambda workspace: remove_local_holiday(workspace, day), f"已去掉{full_date(day)}本地放假")

    def _add_period(self, template: str, days: str, unit: str, basis: str) -> None:
        def work(workspace: Workspace) -> None:
            set_least_period(workspace, template, read_count(days), unit, basis)

        self._act(work, "已记下公示期规定，张贴以前会提醒", self._local.period.forget)

    def _remove_period(self, template: str) -> None:
        self._act(lambda workspace: drop_least_period(workspace, template), "已去掉这条公示期规定")

    def _act(self, work: Callable[[Workspace], Any], told: str, then: Callable[[], object] | None = None) -> None:
        def done(_: Any) -> None:
            if then is not None:
                then()
            self._tell(told)

        self._desk.session.act(work, done, owner=self)

    def _tell(self, told: str) -> None:
        self._desk.messages.toast(told, _UNDO, self._desk.session.undo)
