"""定义: a county changes a checklist as it is seen to look, is told at once what is wrong or would be hidden, and sets
it as one step."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.drafting.adopting import adopt
from app.drafting.definition_recording import data_of
from app.drafting.history import undo
from app.drafting.lookup import find_definition
from app.workspace import Workspace
from tests.support import COUNTY, computer
from tests.ui.support import TestDesk, choose_look, wait_idle
from ui.pages.definitions.page import DefinitionsPage

EXEMPTIONS = "checklist/exemption-list"


@dataclass
class Sitting:
    """Somebody of the county in front of the page."""

    qtbot: Any
    desk: TestDesk
    page: DefinitionsPage

    def wait(self) -> None:
        wait_idle(self.qtbot, self.desk.jobs)
        self.qtbot.waitUntil(lambda: not self.page._soon.isActive())
        wait_idle(self.qtbot, self.desk.jobs)

    def go(self, definition: str, section: str = "") -> None:
        self.page.show_place(definition=definition)
        self.wait()
        if section:
            self.page.editor.sections.buttons[[s.key for s in self.page._sections].index(section)].click()
        self.wait()
        self.qtbot.waitUntil(lambda: self.page.editor.records.form is not None)

    def choose(self, row: int) -> None:
        table = self.page.editor.table
        table.setCurrentIndex(table.model().index(row, 0))
        self.wait()

    def write(self, key: str, text: str) -> None:
        editor = self.page.editor.records.form.editor(key)
        line = next(each for each in editor.inputs() if isinstance(each, QLineEdit) or hasattr(each, "setPlainText"))
        line.setFocus()
        line.selectAll()
        line.insert(text) if isinstance(line, QLineEdit) else line.insertPlainText(text)
        self.wait()

    def ask(self, work: Callable[[Workspace], Any]) -> Any:
        """What stands in the file."""
        said: list[Any] = []
        self.desk.session.act(work, said.append)
        self.wait()
        return said[0]

    def labels(self) -> list[str]:
        """What the checklist asks, as it stands in the file."""
        elements = self.ask(lambda workspace: find_definition(workspace, "exemption-list").elements)
        return [element.label for element in elements]

    def names(self) -> list[str]:
        return [cells[0].text for cells in self.page.editor.table.model().cells]

    def asked(self) -> list[str]:
        """What the clerk's form asks, as the preview shows it."""
        return [element.label for element in self.page.side.preview.form.elements]

    def look_at_form(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.editor.records.form is not None)


@pytest.fixture
def sit(qtbot, desk: Callable, tmp_path: Path) -> Sitting:
    at = computer(tmp_path / "县", COUNTY, person="周敏")
    with at.working() as workspace:
        adopt(workspace, checklist="exemption-list")
    opened = desk(at)
    page = DefinitionsPage(opened).whole()
    qtbot.addWidget(page)
    page.resize(1286, 700)
    page.show()
    sitting = Sitting(qtbot, opened, page)
    page.show_place()
    sitting.wait()
    return sitting


def test_an_element_is_added_moved_and_seen_in_the_clerks_form(sit: Sitting) -> None:
    sit.go(EXEMPTIONS, "elements")
    before = sit.names()
    assert sit.page.editor.save.isEnabled() is False
    sit.choose(1)
    QTest.keyClick(sit.page.editor.table, Qt.Key.Key_Insert, Qt.KeyboardModifier.AltModifier)
    sit.wait()
    # What is not there yet is said at once, and nothing can be set.
    assert "question" in sit.page.editor.said and not sit.page.editor.save.isEnabled()
    assert [row for row, cells in enumerate(sit.page.editor.table.model().cells) if cells[0].icon] == [2]
    sit.look_at_form()
    for key, text in (("label", "复核人"), ("question", "谁来复核？"), ("example", "党政办")):
        sit.write(key, text)
    assert sit.names() == [*before[:2], "复核人", *before[2:]]
    assert sit.page.editor.said == "" and sit.asked() == sit.names()
    QTest.keyClick(sit.page.editor.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    sit.wait()
    assert sit.names()[1] == "复核人" and sit.asked() == sit.names()
    QTest.keyClick(sit.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sit.wait()
    assert sit.desk.messages.toasts[-1] == "已保存“政务公开负面清单”"
    assert sit.labels()[1] == "复核人"
    row = next(row for row in sit.page.list_pane.list.rows() if row.key == EXEMPTIONS)
    assert "周敏改过" in row.detail and "没保存" not in row.detail
    assert sit.ask(undo) == "改定义：清单“政务公开负面清单”"
    assert sit.labels() == before == sit.names()


def test_a_column_that_holds_data_is_told_of_before_it_goes(sit: Sitting) -> None:
    sit.go(EXEMPTIONS, "elements")
    sit.choose(6)
    QTest.keyClick(sit.page.editor.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
    sit.wait()
    assert "条填过它：内容都留着" in sit.page.editor.said
    assert "备注（审查和调整）" not in sit.asked()
    sit.page.editor.save.click()
    sit.wait()
    assert sit.ask(lambda workspace: find_definition(workspace, "exemption-list").retired[0].key) == "remark"


def test_what_is_wrong_stands_beside_the_field(sit: Sitting) -> None:
    sit.go(EXEMPTIONS, "elements")
    sit.choose(1)
    sit.look_at_form()
    sit.write("key", "Bad Key")
    assert "代码只能用小写字母" in sit.page.editor.said
    assert "代码只能用小写字母" in sit.page.editor.records.form.line("key")
    assert not sit.page.editor.save.isEnabled()
    # It stands half written until it is put right or forgotten.
    sit.go("notice/NT-01")
    sit.go(EXEMPTIONS)
    sit.look_at_form()
    assert "代码只能用小写字母" in sit.page.editor.said
    sit.page.editor.discard.click()
    sit.wait()
    assert sit.page.editor.said == "" and sit.page.editor.discard.isHidden()


def test_a_new_key_is_followed_by_columns_and_items(sit: Sitting) -> None:
    sit.go(EXEMPTIONS, "elements")
    sit.choose(6)
    sit.look_at_form()
    sit.write("key", "later")
    assert "条填过它" in sit.page.editor.said  # another key is another element
    data = sit.page._data
    assert "later" in [column.get("element") for column in data["checklist"]["columns"]]
    assert any("later" in item for item in data["items"])


@pytest.mark.parametrize(
    ("definition", "section", "key", "text", "said"),
    [
        ("masking/masking", "", "keep_tail", "6", "遮挡只能更严"),
        ("words/comments", "", "text", "请联系13812345678", "手机号"),
        ("notice/NT-01", "about", "title_pattern", "关于{nowhere}的公示", "nowhere"),
        ("calendar/2026", "", "rest_to", "2026-03-30", "起止日期不对"),
        ("field/07", "items", "code", "08-001", "07-"),
    ],
)
def test_every_kind_is_checked_as_it_is_typed(sit: Sitting, definition, section, key, text, said) -> None:
    sit.go(definition, section)
    sit.write(key, text)
    assert said in sit.page.editor.said
    assert not sit.page.editor.save.isEnabled()


def test_a_new_kind_of_checklist_is_begun_set_and_taken_away(sit: Sitting) -> None:
    sit.page.list_pane.new.click()
    sit.wait()
    sit.look_at_form()
    assert sit.page.editor.title.text() == "新的清单" and sit.page.editor.save.isEnabled()
    sit.page.editor.save.click()
    sit.wait()
    assert sit.page._line.id == "checklist/own-1" and sit.page._line.set_by == "周敏"
    assert sit.ask(lambda workspace: data_of(workspace, "checklist", "own-1"))["checklist"]["name"] == "新的清单"
    assert sit.page.editor.restore.text() == "去掉这一份"
    sit.page.editor.restore.click()
    sit.wait()
    assert "checklist/own-1" not in sit.page._listing.lines


def test_it_can_be_used_in_a_narrow_window_with_large_text(sit: Sitting) -> None:
    choose_look("dark", 2.0)
    sit.page.resize(900, 700)
    sit.go(EXEMPTIONS, "elements")
    assert sit.page.columns.is_narrow
    sit.page.columns.show_content()
    sit.wait()
    assert sit.page.editor.table.isVisible() and sit.page.editor.save.isVisible()
    QTest.keyClick(sit.page, Qt.Key.Key_Escape)
    assert sit.page.list_pane.isVisible()


def test_who_changes_it_is_asked_where_nobody_is_known(qtbot, desk: Callable, tmp_path: Path) -> None:
    opened = desk(computer(tmp_path / "县", COUNTY, person=None))
    page = DefinitionsPage(opened).whole()
    qtbot.addWidget(page)
    page.show()
    sit = Sitting(qtbot, opened, page)
    page.show_place()
    sit.go(EXEMPTIONS, "elements")
    sit.choose(1)
    sit.write("label", "复核人")
    opened.messages.text_answer = "周敏"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sit.wait()
    assert opened.messages.toasts[-1] == "已保存“政务公开负面清单”" and not opened.messages.troubles
    assert sit.labels()[1] == "复核人" and opened.session.person == "周敏"


def test_a_mask_that_shows_too_much_is_told_at_its_field(sit: Sitting) -> None:
    sit.go("masking/masking")
    row = next(number for number, name in enumerate(sit.names()) if name == "手机号")
    sit.choose(row)
    sit.write("keep_head", "7")
    form = sit.page.editor.records.form
    assert "露出的比程序的下限多" in form.line("keep_head") and form.line("keep_tail") == ""
    cells = sit.page.editor.table.model().cells
    assert [bool(each[0].icon) for each in cells] == [number == row for number in range(len(cells))]
    sit.write("keep_head", "0")
    assert form.line("keep_head") == "" and sit.page.editor.save.isEnabled()


@pytest.mark.parametrize("definition", ["notice/NT-01", "masking/masking", "field/05"])
def test_f6_comes_to_the_top_of_a_definition(sit: Sitting, definition: str) -> None:
    sit.go(definition)
    editor = sit.page.editor
    sit.page.list_pane.list.setFocus()
    sit.page.next_area()
    first = editor.table if editor.sections.isHidden() else editor.sections.buttons[0]
    assert sit.page.window().focusWidget() is first
    reached = []
    for _ in range(60):
        QTest.keyClick(sit.page.window().focusWidget(), Qt.Key.Key_Tab)
        reached.append(sit.page.window().focusWidget())
    inputs = editor.records.form.editor(editor.records.form.definition.elements[0].key).inputs()
    assert reached.index(inputs[0]) < reached.index(editor.back)


def test_a_word_for_tables_is_added_and_tables_are_read_by_it(sit: Sitting) -> None:
    sit.page.show_place(definition="words/tables")
    sit.wait()
    assert [section.label for section in sit.page._sections] == ["表头的词", "渠道的词", "层级的词"]
    sit.page.editor.add.click()
    sit.wait()
    assert sit.page.editor.said and not sit.page.editor.save.isEnabled(), "an empty word is no word"
    sit.look_at_form()
    sit.write("text", "晒什么")
    assert sit.page.editor.said == "" and sit.names() == ["晒什么"]
    sit.page.save()
    sit.wait()
    words = sit.ask(lambda workspace: data_of(workspace, "words", "tables"))
    assert words["table_heads"] == [{"text": "晒什么", "column": "elements"}]
    assert "晒什么" in {word.text for word in sit.desk.session.unit.library.vocabulary.headers}


def test_a_standard_that_loses_half_of_its_items_is_asked_about(sit: Sitting) -> None:
    sit.go("field/05", "items")
    for _ in range(8):
        sit.choose(0)
        sit.page.drop_row()
        sit.wait()
    left = len(sit.names())
    sit.page.save()
    sit.wait()
    messages = sit.desk.messages
    assert "像是缺了一部分" in messages.confirms.pop() and messages.toasts == [] and not messages.troubles
    assert len(sit.ask(lambda workspace: workspace.library.fields["05"].items)) > left, "nothing without a yes"
    messages.says_yes = True
    sit.page.save()
    sit.wait()
    assert len(sit.ask(lambda workspace: workspace.library.fields["05"].items)) == left
