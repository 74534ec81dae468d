"""The official texts in the settings: who took them, taken back and undone, handed on to the units below."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.calendar.office_calendar import add_local_holiday
from app.county.standard_versions import demands
from app.exchange.package_reading import open_package
from app.tables.completing import apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.official_table import changed_rows, write_official
from tests.support import COUNTY, Computer, computer
from tests.ui.support import choose_look
from ui.pages.settings.page import SettingsPage

NEW_PACK = Path(__file__).parents[3] / "data" / "changed-packs" / "05" / "new.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Computer:
    """青山县, where the ministry's table of 社会救助 is the standard."""
    made = computer(tmp_path / "青山县", COUNTY, person="周敏")
    table = write_official(tmp_path / "全表.csv", changed_rows())
    source = read_source(table)
    with made.working() as workspace:
        apply_official_text(workspace, official_text(workspace, table, understand(source), source))
    return made


@pytest.fixture
def sit(qtbot, desk: Callable, settle: Callable) -> Callable[[Computer], SettingsPage]:
    def sit_down(at: Computer) -> SettingsPage:
        page = SettingsPage(desk(at)).whole()
        qtbot.addWidget(page)
        page.resize(1286, 700)
        page.show()
        settle(page.desk)
        return page

    return sit_down


def shown(page: SettingsPage) -> list[str]:
    return [f"{row.title}，{row.detail}，{row.note}，{row.right}" for row in page.view.official.list.rows()]


def official_file(page: SettingsPage, settle) -> str:
    found: list[str] = []
    page.desk.session.ask(
        lambda workspace: getattr(workspace.library.fields["05"].official, "file", ""), lambda name: found.append(name)
    )
    settle(page.desk)
    return found[0]


def test_a_text_is_taken_back_and_that_undone(qtbot, sit, settle, messages, shot, county: Computer):
    page = sit(county)
    panel = page.view.official
    assert len(shown(page)) == 1
    assert shown(page)[0].startswith("05 社会救助，全表.csv，") and "周敏收下，13 项" in shown(page)[0]
    shot(page, "settings-official")
    panel.list.set_current("05")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    settle(page.desk)
    assert shown(page) == [] and official_file(page, settle) == ""
    assert messages.toasts[-1] == "已撤回“社会救助”的正式文本"
    # The units below still have it: they are told.
    assert panel.hand_on.isEnabled()
    messages.toast_actions[-1]()
    settle(page.desk)
    assert len(shown(page)) == 1 and official_file(page, settle) == "全表.csv"


def test_it_is_handed_on_as_a_file(qtbot, sit, settle, messages, shot, county: Computer, tmp_path: Path):
    page = sit(county)
    messages.save_answer = tmp_path / "给下级.zwgk"
    qtbot.mouseClick(page.view.official.hand_on, Qt.MouseButton.LeftButton)
    settle(page.desk)
    with open_package(messages.save_answer) as package:
        assert [row["id"] for row in package.rows("standards.jsonl")] == ["05"]
    (note,) = page.view.official.notes.notes()
    assert "给下级.zwgk" in note.accessibleName() and "1 个领域" in note.accessibleName()
    shot(page, "settings-handed-on")


def test_rules_of_the_place_alone_are_handed_on_too(qtbot, sit, settle, messages, tmp_path: Path):
    made = computer(tmp_path / "空", COUNTY, person="周敏")
    with made.working() as workspace:
        add_local_holiday(workspace, date(2027, 3, 10), "三月三", "自治条例")
    page = sit(made)
    messages.save_answer = tmp_path / "给下级.zwgk"
    qtbot.mouseClick(page.view.official.hand_on, Qt.MouseButton.LeftButton)
    settle(page.desk)
    (note,) = page.view.official.notes.notes()
    assert "第1轮，本地放假 1 天，" in note.accessibleName()


def test_a_county_without_any_is_told_the_way_and_a_township_sees_nothing(
    qtbot, sit, tmp_path: Path, township: Computer
):
    page = sit(computer(tmp_path / "空", COUNTY, person="周敏"))
    assert page.view.official.isVisible() and not page.view.official.hand_on.isEnabled()
    qtbot.mouseClick(page.view.official.import_table, Qt.MouseButton.LeftButton)
    assert page.desk.went[-1][0] == "table-import"
    assert sit(township).view.official.isHidden()


def test_at_large_text(qtbot, sit, shot, county: Computer):
    choose_look(scale=1.5)
    page = sit(county)
    page.view.ensureWidgetVisible(page.view.official)
    shot(page, "settings-official-large")
    assert page.view.official.width() <= page.view.viewport().width()


def test_the_units_below_are_asked_to_go_by_it(sit, settle, messages, county: Computer):
    page = sit(county)
    for said, told in (("明年", ""), ("2027-03-31", "要求下级2027年3月31日前跟上“社会救助”")):
        messages.text_answer = said
        page.view.official.demanded.emit("05")
        settle(page.desk)
        assert told in "".join(messages.toasts)
    assert len(messages.troubles) == 1
    found: list = []
    page.desk.session.ask(demands, found.append)
    settle(page.desk)
    assert found[0]["05"].due == date(2027, 3, 31)
    (row,) = page.view.official.list.rows()
    assert row.note.endswith("要下级2027年3月31日前跟上")
    page.view.official.list.acted.emit("05", row.actions[0].code)
    settle(page.desk)
    assert "不再要求下级跟上“社会救助”" in messages.toasts[-1]
    page.desk.session.ask(demands, found.append)
    settle(page.desk)
    assert found[1] == {} and [each.text for each in page.view.official.list.rows()[0].actions] == ["撤回"]
    page.desk.session.undo()
    settle(page.desk)
    assert "跟上" in page.view.official.list.rows()[0].note


def test_a_new_version_is_taken_from_its_file_once_it_was_seen(qtbot, sit, settle, messages, tmp_path: Path):
    page = sit(computer(tmp_path / "清和县", COUNTY, person="周敏"))
    spoiled = tmp_path / "坏的.yaml"
    spoiled.write_text("field: {}\n", encoding="utf-8")
    messages.files_answer, messages.says_yes = [spoiled], False
    qtbot.mouseClick(page.view.official.pack, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert len(messages.troubles) == 1 and messages.confirms == []
    messages.files_answer = [NEW_PACK]
    for says_yes in (False, True):
        messages.says_yes = says_yes
        assert shown(page) == []
        qtbot.mouseClick(page.view.official.pack, Qt.MouseButton.LeftButton)
        settle(page.desk)
        assert "把“社会救助”的这一版收作标准？" in messages.confirms[-1] and "改名" in messages.confirms[-1]
    (text,) = shown(page)
    assert text.startswith("05 社会救助，new.yaml") and "已收作标准" in messages.toasts[-1]
    messages.toast_actions[-1]()
    assert page.desk.went[-1] == ("comparison", {"standard": "05"})
    page.desk.session.undo()
    settle(page.desk)
    assert shown(page) == []
