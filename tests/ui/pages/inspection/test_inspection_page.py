"""The page of inspections by keyboard: a unit, its points, the records behind one, points by hand."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.standards.models import STANDARD_CATALOGUE
from tests.app.county.inspected import inspected_county
from tests.support import COUNTY, SUBDISTRICT, TOWNSHIP, Clock, Computer, computer
from ui.pages.inspection.page import InspectionPage


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    return inspected_county(tmp_path_factory.mktemp("inspected"))


@pytest.fixture
def page(qtbot, desk, settle, made, tmp_path) -> InspectionPage:
    shutil.copytree(made.folder, tmp_path / "county")
    at = desk(Computer(tmp_path / "county", made.person, Clock()))
    page = InspectionPage(at).whole()
    qtbot.addWidget(page)
    page.resize(1280, 640)
    page.show()
    page.show_place(period="2026-11", unit=TOWNSHIP.id)
    settle(at)
    return page


def point(page: InspectionPage, code: str) -> str:
    return next(row.right for row in page.view.unit.points.rows() if row.key == code)


def test_units_stand_by_rank_and_a_point_opens_the_entries_behind_it(page, settle):
    assert [(row.number, row.title) for row in page.view.units.rows()] == [
        ("1", "白云乡"),
        ("2", "兴隆镇"),
        ("3", "城关街道"),
    ]
    assert page.view.unit.name.text() == "兴隆镇" and point(page, "overdue") == "9 / 15"
    points, records = page.view.unit.points, page.view.behind.list
    points.set_current("overdue")
    QTest.keyClick(points, Qt.Key.Key_Return)
    settle(page.desk)
    assert [row.number for row in records.rows()] == ["05-001", "05-001"]
    assert "38 天" in records.rows()[0].detail and records.hasFocus()
    QTest.keyClick(records, Qt.Key.Key_Return)
    ((place, target),) = page.desk.went
    assert (place, target["organisation"], target["checklist"]) == ("review", TOWNSHIP.id, STANDARD_CATALOGUE)
    assert target["entry"]


def test_another_period_and_kind_are_reckoned_anew(page, settle):
    page.tools.before.click()
    settle(page.desk)
    assert page.tools.period.text() == "2026年10月" and page.tools.after.isEnabled()
    assert point(page, "overdue") == "12 / 15"
    page.tools.kind.activated.emit(0)
    settle(page.desk)
    assert page.tools.kind.currentText() == "周巡检" and "周" in page.tools.period.text()
    page.view.units.set_current(SUBDISTRICT.id)
    page.view.units.chosen.emit(SUBDISTRICT.id)
    settle(page.desk)
    assert "没有" in page.view.unit.told.text() and point(page, "overdue").startswith("—")


def test_points_by_hand_are_asked_for_shown_with_the_name_and_taken_back(page, settle):
    before = page.view.unit.told.text()
    page.desk.messages.text_answer = "-2 现场抽查，公示栏没有更新"
    page.view.unit.adjust.click()
    settle(page.desk)
    row = page.view.unit.points.rows()[-1]
    assert (row.title, row.right) == (
        "现场抽查，公示栏没有更新",
        "-2 分",
    ) and "人工扣 2 分" in page.view.unit.told.text()
    page.view.unit.points.acted.emit(row.key, "withdraw")
    settle(page.desk)
    assert page.view.unit.told.text() == before


def test_a_wrong_number_of_points_is_told_and_changes_nothing(page, settle):
    page.desk.messages.text_answer = "少两分"
    page.view.unit.adjust.click()
    settle(page.desk)
    assert page.desk.messages.troubles and "分数" in str(page.desk.messages.troubles[-1])


def test_what_was_refused_is_there_when_asked_again_and_its_trouble_gone_once_it_is_right(page, settle, monkeypatch):
    messages, asked = page.desk.messages, []
    answers = iter(("少两分 没有更新", "-2 没有更新", ""))

    def ask_text(title, text, then, initial=""):
        asked.append(initial)
        answer = next(answers)
        if answer:
            then(answer)

    monkeypatch.setattr(messages, "ask_text", ask_text)
    for _ in range(2):
        page.view.unit.adjust.click()
        settle(page.desk)
    assert not messages.troubles and messages.toasts == ["已记下加分、扣分"]
    page.view.unit.adjust.click()
    assert asked == ["", "少两分 没有更新", ""]


def test_without_units_below_the_way_to_the_roster_is_shown(qtbot, desk, settle, tmp_path):
    at = desk(computer(tmp_path / "empty", COUNTY))
    page = InspectionPage(at).whole()
    qtbot.addWidget(page)
    page.show()
    page.show_place()
    settle(at)
    assert page.view.currentWidget() is page.view.nobody and page.primary is None
    page.view.to_roster.click()
    assert at.went == [("inbox", {"roster": True})]


def test_the_county_weighs_otherwise_and_goes_back(page, settle, shot):
    page.tools.weights.click()
    dialog = page.weighing.dialog
    shot(dialog, "inspection-weights")
    assert dialog.told.text() == "加起来 100 分。" and dialog.program.isHidden()
    assert dialog.points["overdue"].text() == "15" and "submitted" in dialog.points
    dialog.points["overdue"].setText("一二")
    assert "要写成 15" in dialog.told.text() and not dialog.yes.isEnabled()
    dialog.points["overdue"].setText("20")
    assert dialog.told.text() == "加起来 105 分，多了 5 分。" and not dialog.yes.isEnabled()
    dialog.points["complete"].setText("10")
    dialog.yes.click()
    settle(page.desk)
    assert point(page, "overdue").endswith("/ 20") and "本县定的" in page.context
    page.tools.weights.click()
    again = page.weighing.dialog
    assert again.points["complete"].text() == "10" and not again.program.isHidden()
    again.program.click()
    settle(page.desk)
    assert point(page, "overdue").endswith("/ 15") and "本县定的" not in page.context
    page.desk.session.undo()
    settle(page.desk)
    assert point(page, "overdue").endswith("/ 20")
