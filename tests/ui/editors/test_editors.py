"""Every kind of value can be shown, read back and typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QTableView,
)

from app.errors import UserFacingError
from app.standards.deadlines import USUAL_EVENTS, DeadlineParts, deadline_text
from app.standards.models import Choice, Element
from app.standards.values import check_value
from tests.ui.editors.conftest import child, paste
from tests.ui.support import choose_look
from ui.editors.attachments import AttachedFile, Shelf
from ui.editors.dates import DateEditor
from ui.editors.growing_text import GrowingText
from ui.editors.kinds import editor_for

FEW = tuple(Choice(None, word) for word in ("全社会", "特定群体", "全社会和特定群体"))
MANY = tuple(Choice(None, f"第{number}类") for number in range(9))

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)
NUMBERS = st.none() | st.integers(1, 9999)
CITATIONS = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "number": st.none() | TEXTS,
        "kind": st.sampled_from([None, "法律", "规范性文件", "自造的"]),
        "article": st.none() | TEXTS,
    }
)
FREE_DEADLINES = st.fixed_dictionaries(
    {
        "text": TEXTS,
        "count": NUMBERS,
        "unit": st.sampled_from(["workday", "day", "quarter", "ongoing", "other"]),
        "event": st.none() | TEXTS,
        "notice_days": NUMBERS,
        "notice_unit": st.sampled_from([None, "day", "workday"]),
    }
)
VALUES = {
    "text": TEXTS,
    "long_text": TEXTS,
    "phone": TEXTS,
    "list": st.lists(TEXTS, min_size=1, max_size=12),
    "choice": st.sampled_from([choice.label for choice in FEW]),
    "choices": st.lists(st.sampled_from([choice.label for choice in MANY]), min_size=1),
    "citations": st.lists(CITATIONS, min_size=1, max_size=5),
    "deadline": FREE_DEADLINES,
    "date": st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(date.isoformat),
    "money": st.decimals(0, 10**9, places=2).map(str),
    "number": st.integers(-(10**6), 10**6) | st.floats(-1000, 1000, allow_nan=False),
    "flag": st.booleans(),
    "attachment": st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1, max_size=3),
}


def element(kind: str, **more) -> Element:
    """An element of a kind that all of its values fit."""
    choices = {"choice": FEW, "choices": MANY}.get(kind, ())
    return Element("key", "标签", kind, **({"choices": choices} | more))


@pytest.fixture(scope="module")
def editors(qapp):
    """One editor of each kind, used for one value after the other as a form does."""
    return {kind: editor_for(element(kind)) for kind in VALUES}


@pytest.mark.parametrize("kind", list(VALUES))
def test_what_is_set_comes_back(kind: str, editors):
    editor = editors[kind]
    told: list[None] = []
    editor.typed.connect(lambda: told.append(None))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(VALUES[kind].map(lambda value: check_value(editor.element, value)))
    def round_trip(value):
        editor.set_value(value)
        assert editor.value() == value
        assert check_value(editor.element, editor.value()) == value
        editor.set_value(None)
        assert editor.value() is None

    round_trip()
    assert not told


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    count=st.integers(1, 9999),
    unit=st.sampled_from(["workday", "day", "hour", "month"]),
    event=st.none() | st.sampled_from(USUAL_EVENTS),
    notice=st.none() | st.tuples(st.integers(1, 99), st.sampled_from(["day", "workday"])),
)
def test_deadline_in_parts_is_read_from_its_parts(editors, count, unit, event, notice):
    """Each part stands in its own place, and what is read there makes the same words."""
    days, days_unit = notice or (None, None)
    parts = DeadlineParts(count, unit, event, days, days_unit)
    value = {"text": deadline_text(parts), "count": count, "unit": unit, "event": event}
    value |= {"notice_days": days, "notice_unit": days_unit}
    editor = editors["deadline"]
    editor.set_value(None)
    editor.set_value(value)
    assert editor.read_value() == value


def test_typing_tells_and_equal_value_keeps_the_cursor(qtbot, shown):
    editor = shown(editor_for(element("text")))
    editor.set_value("兴隆镇")
    text = child(editor, GrowingText)
    with qtbot.waitSignal(editor.typed):
        text.insertPlainText("新")
    text.moveCursor(text.textCursor().MoveOperation.End)
    text.insertPlainText(" ")
    place = text.textCursor().position()
    editor.set_value("新兴隆镇")
    assert (text.textCursor().position(), text.toPlainText()) == (place, "新兴隆镇 ")


def test_text_grows_and_then_scrolls(shown):
    editor = shown(editor_for(element("long_text")))
    text = child(editor, GrowingText)
    low = text.height()
    editor.set_value("\n".join("写一行" for _ in range(6)))
    middle = text.height()
    editor.set_value("\n".join("写一行" for _ in range(30)))
    assert low < middle < text.height() < 12 * text.fontMetrics().lineSpacing()
    assert text.verticalScrollBar().maximum() > 0


def test_pasted_cells_become_members_of_a_list(shown):
    editor = shown(editor_for(element("list")))
    paste(child(editor, GrowingText), "姓名\r\n拟\u202e保障\x07人\u200b数\r\n\r\n")
    assert editor.value() == ["姓名", "拟保障人数"]


def test_enter_goes_on_and_ctrl_enter_is_left_to_the_page(qtbot, shown):
    editor = shown(editor_for(element("text")))
    text = child(editor, GrowingText)
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(text, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(editor.finished):
        qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() is None


def test_undo_is_the_pages_where_the_text_has_nothing_to_take_back(qtbot, shown):
    editor = shown(editor_for(element("text")))
    text = child(editor, GrowingText)
    text.setFocus()
    undone: list[None] = []
    QShortcut(QKeySequence.StandardKey.Undo, editor, activated=lambda: undone.append(None))
    editor.set_value("兴隆镇")
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(undone) == 1
    text.insertPlainText("新")
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (len(undone), editor.value()) == (1, "兴隆镇")


def test_a_text_on_offer_is_taken_with_the_keyboard(qtbot, shown):
    editor = shown(editor_for(element("text"), suggestions=["兴隆镇人民政府", "兴隆镇社会事务办公室", "民政局"]))
    text = child(editor, GrowingText)
    text.setFocus()
    with qtbot.assertNotEmitted(editor.left):
        text.insertPlainText("社会")
        popup = QApplication.activePopupWidget()
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == "兴隆镇社会事务办公室"
    assert QApplication.activePopupWidget() is None


def test_a_day_is_picked_from_the_calendar(qtbot, shown):
    editor = shown(DateEditor(element("date"), today=lambda: date(2026, 11, 23)))
    line = child(editor, QLineEdit)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_F4)
    days = QApplication.activePopupWidget().findChild(QTableView)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    with qtbot.waitSignal(editor.typed), qtbot.assertNotEmitted(editor.left):
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert editor.value() == "2026-11-24"


def test_choosing_an_optional_answer_and_taking_it_back(qtbot, shown):
    editor = shown(editor_for(element("choice")))
    buttons = {button.text(): button for button in editor.findChildren(QRadioButton)}
    with qtbot.waitSignal(editor.typed):
        buttons["特定群体"].click()
    assert editor.value() == "特定群体"
    buttons["不填"].click()
    assert editor.value() is None


def test_a_flag_tells_no_from_not_answered(qtbot, shown):
    editor = shown(editor_for(element("flag", required=True)))
    assert editor.value() is None
    next(button for button in editor.findChildren(QAbstractButton) if button.text() == "否").click()
    assert editor.value() is False


def test_typing_part_of_one_of_many_choices(shown):
    editor = shown(editor_for(element("choice", choices=MANY)))
    line = child(editor, QComboBox).lineEdit()
    line.insert("第3")
    assert editor.value() == "第3"
    with pytest.raises(UserFacingError):
        check_value(editor.element, editor.value())
    line.insert("类")
    assert editor.value() == "第3类"


def test_a_click_into_the_text_shows_every_choice(qtbot, shown):
    editor = shown(editor_for(element("choice", choices=MANY)))
    combo = child(editor, QComboBox)
    for chosen in (None, "第3类"):
        editor.set_value(chosen)
        qtbot.mouseClick(combo.lineEdit(), Qt.MouseButton.LeftButton)
        offered = combo.completer().popup()
        qtbot.waitUntil(offered.isVisible)
        assert offered.model().rowCount() == len(MANY)
        offered.hide()
    editor.set_read_only(True)
    qtbot.mouseClick(combo.lineEdit(), Qt.MouseButton.LeftButton)
    assert not combo.completer().popup().isVisible()


def test_a_space_where_nothing_is_written_shows_every_choice(qtbot, shown):
    editor = shown(editor_for(element("choice", choices=MANY)))
    line = child(editor, QComboBox).lineEdit()
    offered = child(editor, QComboBox).completer().popup()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.waitUntil(offered.isVisible)
    assert line.text() == "" and offered.model().rowCount() == len(MANY)
    offered.hide()
    qtbot.keyClicks(line, "3 x")
    assert line.text() == "3 x"


def test_a_choice_written_out_leaves_no_list_open_that_would_take_the_next_click(qtbot, shown):
    editor = shown(editor_for(element("choice", choices=(Choice(None, "x3y"), *MANY))))
    combo = child(editor, QComboBox)
    offered = combo.completer().popup()
    combo.lineEdit().setFocus()
    qtbot.keyClicks(combo.lineEdit(), "x3")
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClicks(offered, "y")
    assert combo.lineEdit().text() == "x3y"
    assert not offered.isVisible()


def test_the_longest_choice_has_room_with_the_cursor_behind_it(shown):
    words = "行政规范性文件"
    editor = shown(editor_for(element("choice", choices=(Choice(None, words), *MANY))))
    editor.set_value(words)
    line = child(editor, QComboBox).lineEdit()
    # A line edit keeps two pixels free on each side, and one for the cursor.
    assert line.fontMetrics().horizontalAdvance(words) + 5 <= line.contentsRect().width()


def test_ticking_channels(qtbot, shown):
    editor = shown(editor_for(element("choices")))
    with qtbot.waitSignal(editor.typed):
        qtbot.keyClick(child(editor, QCheckBox, 4), Qt.Key.Key_Space)
    child(editor, QCheckBox, 1).click()
    assert editor.value() == ["第1类", "第4类"]


def test_changing_a_number_of_a_deadline_rewrites_its_words(qtbot, shown):
    editor = shown(editor_for(element("deadline")))
    editor.set_value(
        {
            "text": "自信息形成或者变更之日起20个工作日内予以公开",
            "count": 20,
            "unit": "workday",
            "event": "信息形成或变更",
        }
    )
    count = child(editor, QLineEdit, 1)
    count.selectAll()
    with qtbot.waitSignal(editor.typed):
        qtbot.keyClicks(count, "7")
    assert editor.value() == {
        "text": "自信息形成或者变更之日起7个工作日内予以公开",
        "count": 7,
        "unit": "workday",
        "event": "信息形成或者变更",
        "notice_days": None,
        "notice_unit": None,
    }


def test_a_deadline_without_its_number_is_not_a_value_yet(qtbot, shown):
    editor = shown(editor_for(element("deadline")))
    child(editor, QComboBox).lineEdit().insert("信息形成")
    assert editor.value()["text"] == "信息形成之日起几个工作日内"
    with pytest.raises(UserFacingError):
        check_value(editor.element, editor.value())


def test_a_sentence_stays_a_sentence_until_parts_are_wanted(qtbot, shown):
    sentence = "除处罚决定外其他内容：长期公开；处罚决定：20个工作日内"
    value = {"text": sentence, "count": 20, "unit": "workday", "event": "作出处罚决定"}
    editor = shown(editor_for(element("deadline")))
    editor.set_value(value | {"notice_days": None, "notice_unit": None})
    assert child(editor, GrowingText).toPlainText() == sentence
    link(editor, "改成分项填").click()
    assert editor.value()["text"] == "作出处罚决定之日起20个工作日内"
    link(editor, "改成一句话写").click()
    assert editor.value()["text"] == sentence


def link(editor, text: str) -> QAbstractButton | None:
    """The visible button with these words."""
    buttons = editor.findChildren(QAbstractButton)
    return next((button for button in buttons if button.text() == text and button.isVisible()), None)


def test_a_date_is_typed_as_people_do(qtbot, shown):
    editor = shown(DateEditor(element("date"), today=lambda: date(2026, 1, 5)))
    line = child(editor, QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, "11.2")
    assert editor.value() == "2026-11-02"
    qtbot.keyClicks(line, "3")
    assert editor.value() == "2026-11-23"
    line.clearFocus()
    qtbot.waitUntil(lambda: line.text() == "2026年11月23日（周一）")
    assert editor.value() == "2026-11-23"


def test_files_are_added_and_taken_out(qtbot, shown):
    photo = AttachedFile("a" * 64, "公开栏照片.jpg", 2_500_000)
    shelf = Shelf(choose=lambda then: then([photo]), describe=lambda sha256, then: AttachedFile(sha256))
    editor = shown(editor_for(element("attachment"), shelf=shelf))
    with qtbot.waitSignal(editor.typed):
        link(editor, "选文件").click()
    assert editor.value() == ["a" * 64]
    qtbot.waitUntil(lambda: link(editor, "拿掉") is not None)
    link(editor, "拿掉").click()
    assert editor.value() is None


@pytest.mark.parametrize("kind", list(VALUES))
def test_read_only_editors_take_nothing(kind: str, shown):
    shelf = Shelf(
        choose=lambda then: then([AttachedFile("a" * 64)]), describe=lambda sha256, then: AttachedFile(sha256)
    )
    editor = shown(editor_for(element(kind), shelf=shelf))
    editor.set_read_only(True)
    for widget in editor.inputs():
        locked = (
            widget.isReadOnly() if hasattr(widget, "isReadOnly") else widget.focusPolicy() == Qt.FocusPolicy.NoFocus
        )
        assert locked or not widget.isEnabled() or not widget.isVisible()
    editor.focus_first()
    assert not isinstance(QApplication.focusWidget(), QAbstractButton | QComboBox)


@pytest.mark.parametrize("kind", list(VALUES))
def test_everything_typed_in_has_a_name(kind: str, shown):
    editor = shown(editor_for(element(kind)))
    editor.setAccessibleName("公开时限")
    assert all(widget.accessibleName() for widget in editor.inputs())


def test_a_date_has_room_for_a_whole_day_in_larger_text(shown):
    editor = shown(DateEditor(element("date")))
    before = editor.inputs()[0].width()
    choose_look("light", 1.5)
    assert editor.inputs()[0].width() >= before * 1.4
