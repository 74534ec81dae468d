"""The calendar in the settings: a year taken in after a look at what it moves, and what holds here alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.calendar.office_calendar import known_years, local_holidays
from app.drafting.history import next_undo
from app.notices.keeping import make_notice
from app.notices.least_periods import least_periods
from tests.app.calendar.test_office_calendar import NOTICE_2027
from tests.app.registers.test_deadlines import ANSWERS
from tests.support import Computer
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def sit(qtbot, desk: Callable, settle: Callable, township: Computer) -> Callable[[], SettingsPage]:
    def sit_down() -> SettingsPage:
        page = SettingsPage(desk(township)).whole()
        qtbot.addWidget(page)
        page.resize(1286, 700)
        page.show()
        settle(page.desk)
        return page

    return sit_down


def asked(page: SettingsPage, settle, work):
    found: list = []
    page.desk.session.ask(work, found.append)
    settle(page.desk)
    return found[0]


def test_a_year_is_read_from_a_file_looked_at_taken_and_withdrawn(
    qtbot, sit, settle, messages, township: Computer, tmp_path: Path
) -> None:
    with township.working() as workspace:
        make_notice(workspace, "NT-01", ANSWERS)
    page = sit()
    panel = page.view.calendar
    assert [row.title for row in panel.years.rows()] == ["2026年", "2025年"]
    qtbot.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert len(panel.years.rows()) == 8 and panel.more.isHidden()
    (tmp_path / "通知.txt").write_text(NOTICE_2027, encoding="utf-8")
    messages.files_answer = [tmp_path / "通知.txt"]
    qtbot.mouseClick(panel.take_file, Qt.MouseButton.LeftButton)
    settle(page.desk)
    preview = panel.preview
    assert preview.isVisible() and "春节：" in preview.holidays.plain_text()
    (moved,) = preview.moved.rows()
    assert moved.detail == "公示期满：2027年3月3日（周三），推算 → 2027年3月2日（周二）"
    assert len(asked(page, settle, known_years)) == 8, "looking takes nothing in"
    qtbot.mouseClick(preview.take, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert panel.years.rows()[0].title == "2027年" and "从“通知.txt”收下" in panel.years.rows()[0].note
    assert panel.years.hasFocus() and panel.years.current_key() == "2027"
    assert messages.toasts[-1] == "已收下2027年的放假安排" and preview.isHidden()
    panel.years.acted.emit("2027", panel.years.rows()[0].actions[0].code)
    settle(page.desk)
    assert panel.years.rows()[0].title == "2026年"
    messages.toast_actions[-1]()
    settle(page.desk)
    assert panel.years.rows()[0].title == "2027年"


def test_a_pasted_text_that_is_no_notice_is_refused_in_its_place_and_stays(qtbot, sit, settle) -> None:
    page = sit()
    page.resize(640, 400)
    panel = page.view.calendar
    qtbot.mouseClick(panel.paste, Qt.MouseButton.LeftButton)
    panel.pasting.text.setPlainText("春节放假，好好休息。")
    qtbot.mouseClick(panel.pasting.read, Qt.MouseButton.LeftButton)
    settle(page.desk)
    (note,) = panel.pasting.notes.notes()
    assert "粘贴的文字" in note.accessibleName() and panel.pasting.text.toPlainText() == "春节放假，好好休息。"
    panel.pasting.text.setPlainText(NOTICE_2027)
    qtbot.mouseClick(panel.pasting.read, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert panel.preview.isVisible() and panel.pasting.isHidden()
    assert panel.preview.take.hasFocus()
    in_sight = page.view.viewport().rect()
    qtbot.waitUntil(lambda: in_sight.contains(panel.preview.take.mapTo(page.view.viewport(), QPoint(0, 28))))
    qtbot.mouseClick(panel.preview.cancel, Qt.MouseButton.LeftButton)
    assert panel.paste.hasFocus(), "the keyboard stays with the panel"


def test_days_off_and_longer_periods_of_the_place_are_kept_with_their_basis(qtbot, sit, settle, messages) -> None:
    page = sit()
    panel = page.view.local_rules
    qtbot.mouseClick(panel.add_holiday, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.holiday.add, Qt.MouseButton.LeftButton)
    assert [field.line() for field in panel.holiday.fields] == ["写清哪一天，例：2027年3月10日", "", ""]
    panel.holiday.day.inputs()[0].insert("2027年4月9日")
    qtbot.mouseClick(panel.holiday.add, Qt.MouseButton.LeftButton)
    assert [field.line() for field in panel.holiday.fields] == ["", "这一处要写", "这一处要写"]
    panel.holiday.name.insert("三月三")
    panel.holiday.basis.insert("自治区人民政府令第1号")
    qtbot.keyClick(panel.holiday.basis, Qt.Key.Key_Return)
    settle(page.desk)
    assert [row.title for row in panel.holidays.rows()] == ["2027年4月9日（周五）　三月三"]
    assert panel.holiday.name.text() == ""
    qtbot.mouseClick(panel.add_period, Qt.MouseButton.LeftButton)
    panel.period.days.insert("7")
    panel.period.basis.insert("青山县公示办法")
    qtbot.mouseClick(panel.period.add, Qt.MouseButton.LeftButton)
    settle(page.desk)
    (rule,) = asked(page, settle, least_periods)
    assert (rule.template, rule.days, rule.unit) == ("all", 7, "workday")
    assert panel.periods.rows()[0].title == "所有公示：至少 7 个工作日"
    assert asked(page, settle, next_undo) == "记公示期规定：所有公示"
    panel.periods.acted.emit("all", "remove")
    panel.holidays.acted.emit("2027-04-09", "remove")
    settle(page.desk)
    assert not asked(page, settle, local_holidays) and not panel.periods.isVisible()
    panel.period.days.insert("七")
    panel.period.basis.insert("青山县公示办法")
    qtbot.mouseClick(panel.period.add, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert messages.troubles[-1].code == "count-wrong" and panel.period.days.text() == "七"


def test_local_rules_that_are_half_written_stand_there_when_the_page_is_opened_again(qtbot, sit, settle) -> None:
    page = sit()
    panel = page.view.local_rules
    qtbot.mouseClick(panel.add_holiday, Qt.MouseButton.LeftButton)
    panel.holiday.day.inputs()[0].insert("2027年4月")
    panel.holiday.name.insert("三月三")
    qtbot.mouseClick(panel.add_period, Qt.MouseButton.LeftButton)
    qtbot.keyClick(panel.period.template, Qt.Key.Key_Down)
    panel.period.basis.insert("青山县公示办法")
    template = panel.period.code()
    assert template != "all"
    page.desk.session.close()
    settle(page.desk)
    page_again = sit()
    again = page_again.view.local_rules
    assert again.add_holiday.isHidden() and again.holiday.isVisible() and again.period.isVisible()
    assert again.holiday.day.inputs()[0].text() == "2027年4月" and again.holiday.name.text() == "三月三"
    assert (again.period.code(), again.period.basis.text()) == (template, "青山县公示办法")
    again.holiday.day.inputs()[0].insert("9日")
    again.holiday.basis.insert("自治区人民政府令第1号")
    qtbot.mouseClick(again.holiday.add, Qt.MouseButton.LeftButton)
    again.period.basis.clear()
    settle(page_again.desk)
    page_again.desk.session.close()
    settle(page_again.desk)
    third = sit().view.local_rules
    assert third.add_holiday.isVisible() and third.add_period.isVisible(), "what was written down is forgotten"


def test_the_form_of_a_longer_period_folds_in_again_and_keeps_what_was_written(qtbot, sit) -> None:
    page = sit()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    panel = page.view.local_rules
    for leave in (
        lambda: qtbot.mouseClick(panel.period.cancel, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(panel.period.days, Qt.Key.Key_Escape),
    ):
        qtbot.mouseClick(panel.add_period, Qt.MouseButton.LeftButton)
        panel.period.days.insert("7")
        leave()
        assert panel.period.isHidden() and panel.add_period.isVisible()
    qtbot.mouseClick(panel.add_period, Qt.MouseButton.LeftButton)
    assert panel.period.isVisible() and panel.period.days.text() == "77"
