"""The guide: one question after the other by the keyboard, and a whole field with few keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.standards.models import STANDARD_CATALOGUE
from tests.support import TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.pages.drafting.conftest import Sitting
from ui.editors.folded import FoldedRow
from ui.editors.question import QuestionHead

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUESTIONS = ["elements", "basis", "deadline", "publisher", "channels", "audience", "mode", "levels"]


class Keyboard:
    """Presses keys wherever the keyboard is, and counts them."""

    def __init__(self, at: Sitting) -> None:
        self._at, self.presses = at, 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._at.qtbot.keyClick(QApplication.focusWidget(), key, held)
        self._at.wait()
        self.presses += 1


def folded(at: Sitting) -> dict[str, str]:
    """What the folded questions say to a screen reader, by what they are about."""
    rows = [row for row in at.form.findChildren(FoldedRow) if row.isVisible()]
    return {row.facts.label: row.accessibleName() for row in rows}


def states(at: Sitting, field: str) -> list[str]:
    """The state of each entry of a field as it is stored."""
    return at._ask(
        lambda workspace: [content.state for _, content in own_entries(workspace, STANDARD_CATALOGUE, field)]
    )


# --- a whole field ---------------------------------------------------------------------------------------------------


def test_a_field_that_fits_is_finished_from_nothing_with_a_key_an_item(sit, tmp_path: Path, record_property: Callable):
    at = sit(computer(tmp_path / "镇", TOWNSHIP), field="05")
    keyboard = Keyboard(at)
    at.page.view.items.rows.setFocus()
    while len(states(at, "05")) < 13 or set(states(at, "05")) != {"ready"}:
        assert keyboard.presses < 30
        keyboard.press(Qt.Key.Key_Return, CTRL)
    assert "每一条都完成了" in at.messages.toasts[-1]
    record_property("key presses", keyboard.presses)
    # One to begin with the first item, and one for each of the 13.
    assert keyboard.presses == 14


def test_a_field_that_fits_is_looked_through_question_by_question(sit, township: Computer, record_property: Callable):
    at = sit(township, item="05-001", element="elements")
    keyboard = Keyboard(at)
    for number in range(1, 14):
        assert at.title == f"05-{number:03}" and at.form.guide.current == "elements"
        for _ in at.form.guide.asked:
            assert at.form.isAncestorOf(QApplication.focusWidget())
            keyboard.press(Qt.Key.Key_Return)
        # Behind the last question the keyboard stands at 本条完成.
        keyboard.press(Qt.Key.Key_Return)
    assert states(at, "05") == ["ready"] * 13
    record_property("key presses", keyboard.presses)
    assert keyboard.presses < 13 * 12


# --- question by question --------------------------------------------------------------------------------------------


def test_folded_questions_say_what_was_looked_at_and_what_the_standard_filled_in(sit, township: Computer):
    at = sit(township, item="05-005", element="elements")
    assert at.form.guide.asked == QUESTIONS and at.form.guide.current == "elements"
    assert folded(at)["公开主体"] == "公开主体，兴隆镇人民政府，待看，照标准填好，待看"
    Keyboard(at).press(Qt.Key.Key_Return)
    assert at.form.guide.current == "basis"
    assert folded(at)["公开内容（要素）"].endswith("看过，同标准") and "公开依据" not in folded(at)
    at.write("publisher", "兴隆镇民政办")
    at.page.view.bar.question.click()
    at.wait()
    assert folded(at)["公开主体"] == "公开主体，兴隆镇民政办，看过，与标准不同"


def test_keys_lead_back_and_on_and_tab_opens_what_it_comes_to(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    keyboard = Keyboard(at)
    keyboard.press(Qt.Key.Key_Return, SHIFT)
    assert at.form.guide.current == "deadline"
    keyboard.press(Qt.Key.Key_Return, SHIFT)
    assert at.form.guide.current == "basis"
    at.form.focus_element("publisher")
    keyboard.press(Qt.Key.Key_Up)
    assert at.form.guide.current == "deadline"
    at.form.focus_element("publisher")
    keyboard.press(Qt.Key.Key_Backtab, SHIFT)
    assert at.form.guide.current == "deadline"
    at.form.focus_element("publisher")
    while at.form.guide.current == "publisher":
        keyboard.press(Qt.Key.Key_Tab)
    assert at.form.guide.current == "channels"
    assert at.form.editor("channels").isAncestorOf(QApplication.focusWidget())


def test_tab_goes_on_from_whichever_answer_was_chosen(sit, township: Computer):
    at = sit(township, item="05-004", element="audience")
    keyboard = Keyboard(at)
    for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        keyboard.press(arrow)
        keyboard.press(Qt.Key.Key_Tab)
        if at.form.guide.current == "audience":
            # At the button that takes the standard's answer.
            keyboard.press(Qt.Key.Key_Tab)
        assert at.form.guide.current == "audience_group"
        at.form.focus_element("audience")
    assert at.form.value("audience") == "全社会和特定群体"
    keyboard.press(Qt.Key.Key_Up)
    assert at.form.value("audience") == "特定群体"


def test_enter_parts_lines_inside_a_text_and_leads_on_from_its_beginning(sit, township: Computer):
    at = sit(township, item="05-005", element="elements")
    keyboard = Keyboard(at)
    keyboard.press(Qt.Key.Key_End, CTRL)
    keyboard.press(Qt.Key.Key_Return)
    assert at.form.guide.current == "elements"
    keyboard.press(Qt.Key.Key_Home, CTRL)
    keyboard.press(Qt.Key.Key_Return)
    assert at.form.guide.current == "basis"


def test_what_is_typed_into_an_answer_of_one_line_goes_behind_it(sit, township: Computer):
    at = sit(township, item="05-005", element="deadline")
    keyboard = Keyboard(at)
    at.form.guide.open("publisher", keyboard=True)
    before = at.form.value("publisher")
    QApplication.focusWidget().insertPlainText("和民政办")
    assert at.form.value("publisher") == before + "和民政办"
    keyboard.press(Qt.Key.Key_Return)
    assert at.form.guide.current == "channels"


def test_a_question_comes_up_with_the_answer_that_calls_for_it(sit, township: Computer):
    at = sit(township, item="05-005", element="channels")
    assert "channels_other" not in at.form.guide.asked
    other = next(box for box in at.form.editor("channels").inputs() if getattr(box, "text", str)() == "其他")
    at.qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert folded(at)["其他渠道"].endswith("还没填")
    at.qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert "其他渠道" not in folded(at)


def test_a_press_opens_a_question_and_the_finding_has_its_fix_beside_it(sit, township: Computer):
    at = sit(township, item="05-005", element="deadline")
    at.write("deadline", "5", "公示多少")
    row = next(row for row in at.form.findChildren(FoldedRow) if row.isVisible() and row.facts.label == "公开主体")
    at.click(row)
    assert at.form.guide.current == "publisher" and "公开时限，" in folded(at)["公开时限"]
    assert folded(at)["公开时限"].endswith("请看")
    at.form.focus_element("deadline")
    mend = [each for each in at.form.findChildren(QPushButton) if each.text() == "用标准的" and each.isVisible()]
    assert len(mend) == 1 and "7 个工作日" in at.form.line("deadline")
    at.click(mend[0])
    assert at.stored("05-005")["values"]["deadline"]["notice_days"] == 7
    assert at.form.line("deadline") == "同标准"


def test_all_can_be_unfolded_and_stays_so(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    tools = at.page.view.entry.tools
    at.click(tools.unfold)
    assert [key for key in (*QUESTIONS, "level1") if not at.form.editor(key).isVisible()] == []
    assert not folded(at) and at.desk.preferences.get("drafting.unfolded") is True
    assert not at.page.view.bar.question.isVisible()
    at.click(tools.unfold)
    assert len(folded(at)) == 7 and at.desk.preferences.get("drafting.unfolded") is False


def test_a_declined_item_can_be_gone_through_and_not_changed(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), not_applicable="本镇没有这类人")
    at = sit(township, item="05-005", element="mode")
    keyboard = Keyboard(at)
    assert at.form.guide.current == "mode"
    keyboard.press(Qt.Key.Key_Up)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    assert at.form.guide.current == "levels"
    assert at.stored("05-005")["values"]["mode"] == "主动公开"


@pytest.mark.parametrize("element", ["basis", "channels"])
def test_of_a_question_higher_than_the_room_one_sees_what_is_asked(sit, township: Computer, element: str):
    at = sit(township, item="05-004", width=560)
    at.page.resize(560, 330)
    at.wait()
    at.form.focus_element(element)
    at.wait()
    question = next(each for each in at.form.findChildren(QuestionHead) if each.isVisible())
    assert at.form.verticalScrollBar().maximum() > 0
    seen, field = at.form.viewport().rect(), QApplication.focusWidget()
    for widget in (question, field):
        assert seen.contains(widget.mapTo(at.form.viewport(), widget.rect().center()))


def test_the_line_one_moves_to_is_seen(sit, township: Computer):
    at = sit(township, item="05-004", width=560)
    at.page.resize(560, 330)
    at.wait()
    at.form.focus_element("elements")
    at.wait()
    text = QApplication.focusWidget()
    for _ in range(5):
        at.qtbot.keyClick(text, Qt.Key.Key_Down)
    at.wait()
    place = text.viewport().mapTo(at.form.viewport(), text.cursorRect().center())
    assert at.form.verticalScrollBar().maximum() > 0 and at.form.viewport().rect().contains(place)


def test_where_there_is_little_room_one_question_stands_with_the_standard_under_it(sit, township: Computer):
    at = sit(township, width=700, item="05-005", element="deadline")
    view = at.page.view
    assert not folded(at) and at.form.editor("deadline").isVisible() and view.entry.standard.isVisible()
    at.click(view.bar.question)
    assert at.form.editor("publisher").isVisible() and not at.form.editor("deadline").isVisible()
    at.click(view.bar.question_before)
    assert at.form.guide.current == "deadline"
    at.click(view.entry.more)
    assert view.side.standard.isVisible() and not view.entry.isVisible()


@pytest.mark.parametrize("checklist", ["village-affairs", "service-items-43", "public-institutions"])
def test_other_checklists_are_asked_in_the_same_way(sit, tmp_path: Path, checklist: str):
    made = computer(tmp_path / "村", VILLAGE if checklist == "village-affairs" else TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, checklist=checklist)
    at = sit(made, checklist=checklist)
    at.form.focus_element(at.form.guide.asked[0])
    keyboard, passed = Keyboard(at), [at.form.guide.current]
    while not at.page.view.bar.forward.hasFocus():
        keyboard.press(Qt.Key.Key_Return)
        passed += [at.form.guide.current] if at.form.guide.current != passed[-1] else []
        assert keyboard.presses < 2 * len(at.form.guide.asked)
    assert passed == at.form.guide.asked


def test_in_a_new_year_every_answer_is_to_be_looked_at_again(sit, township: Computer):
    at = sit(township, item="05-005")
    at.press(Qt.Key.Key_Return, CTRL)
    at.choose("05-005")
    before = at.page.view.entry.shown.id
    assert at.form.guide.looked_at >= set(at.form.guide.asked)
    at.desk.session.act(lambda workspace: start_edition(workspace, "2027"))
    at.wait()
    assert at.page.view.entry.shown.id != before and at.title == "05-005"
    assert not at.form.guide.looked_at >= set(at.form.guide.asked)


def test_the_question_keeps_the_room_where_there_is_hardly_any(sit, township: Computer):
    at = sit(township, item="05-004", width=420)
    at.page.resize(420, 265)
    at.wait()
    at.form.focus_element("publisher")
    at.wait()
    panel, field = at.page.view.entry, QApplication.focusWidget()
    assert at.form.viewport().rect().contains(field.mapTo(at.form.viewport(), field.rect().center()))
    assert at.form.isAncestorOf(panel.tools)
    at.page.resize(560, 500)
    at.qtbot.waitUntil(lambda: not at.form.isAncestorOf(panel.tools) and panel.tools.isVisible())
