"""A form is built from any definition and says how each element stands."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from app.standards.library import load_library
from tests.ui.support import choose_look
from ui.editors.asking import Remark
from ui.editors.form import Form
from ui.editors.growing_text import GrowingText
from ui.pages.drafting.grid.columns import grid_columns

DEFINITIONS = load_library().definitions
CATALOGUES = [code for code, definition in DEFINITIONS.items() if definition.shape == "catalogue"]
ITEM = load_library().item("standard-catalogue", "05-005")


@pytest.fixture
def shown(qtbot):
    """Show the form of a checklist, ready for typing."""

    def show(code: str = "standard-catalogue", width: int = 690) -> Form:
        form = Form(DEFINITIONS[code])
        qtbot.addWidget(form)
        form.resize(width, 600)
        form.show()
        qtbot.waitExposed(form)
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return show


def text_of(form: Form, key: str) -> GrowingText:
    """The text of an element."""
    return form.editor(key).findChild(GrowingText)


def button(form: Form, key: str, text: str) -> QAbstractButton | None:
    """A visible button beside or beneath the editor of an element."""
    row = form.editor(key).parentWidget()
    return next((each for each in row.findChildren(QAbstractButton) if each.text() == text and each.isVisible()), None)


@pytest.mark.parametrize("code", list(DEFINITIONS))
def test_every_element_tells_what_it_asks_and_what_helps_under_the_mouse(code: str, qtbot):
    form = Form(DEFINITIONS[code])
    qtbot.addWidget(form)
    tips = {column.key: column.tip for column in grid_columns(DEFINITIONS[code])} if code in CATALOGUES else {}
    for element in DEFINITIONS[code].elements:
        assert element.help
        told = [form.editor(element.key).toolTip()]
        told += [
            each.toolTip() for each in form.findChildren(QLabel) if each.text() == element.label and each.toolTip()
        ]
        told += [tips[element.key]] if element.key in tips else []
        assert len(told) > 1
        for tip in told:
            assert element.help in tip and (element.question or "") in tip


@pytest.mark.parametrize("code", list(DEFINITIONS))
def test_every_element_is_shown_and_reached(code: str, shown):
    form = shown(code)
    for element in DEFINITIONS[code].elements:
        editor = form.editor(element.key)
        if element.required_when is not None:
            # Only another answer calls for it; whoever is led there finds it.
            assert not editor.isVisible()
            form.focus_element(element.key)
        assert editor.isVisible() and editor.height() > 0
        assert editor.accessibleName() == element.label
        if not element.computed:
            form.focus_element(element.key)
            place = editor.mapTo(form, editor.rect().topLeft())
            assert -editor.height() < place.y() < form.height()


def test_tab_brings_the_line_under_an_element_into_sight(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values)
    form.resize(690, 300)
    form.focus_element("level1")
    row = form.editor("deadline").parentWidget().parentWidget()
    while not form.editor("deadline").isAncestorOf(form.focusWidget()):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    foot = row.mapTo(form.viewport(), row.rect().bottomLeft()).y()
    assert 0 < foot < form.viewport().height()


@pytest.mark.parametrize("code", CATALOGUES)
def test_bundled_items_come_back_as_they_are(code: str, shown):
    form = shown(code)
    items = [ITEM] if code == "standard-catalogue" else load_library().items(code)
    for item in items:
        form.set_values(item.values)
        keys = [element.key for element in DEFINITIONS[code].elements]
        assert form.values() == {key: item.values.get(key) for key in keys}


def test_typing_and_leaving_are_told_once_by_key(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values)
    form.focus_element("publisher")
    told: list[tuple[str, str]] = []
    form.typed.connect(lambda key: told.append(("typed", key)))
    form.left.connect(lambda key: told.append(("left", key)))
    form.current_element_changed.connect(lambda key: told.append(("at", key)))
    text_of(form, "publisher").insertPlainText("新")
    form.focus_element("deadline")
    form.set_values({})
    assert told == [("typed", "publisher"), ("left", "publisher"), ("at", "deadline")]


def test_tab_goes_through_all_elements_in_their_order_and_out_again(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values | {"channels": ["其他"], "audience": "特定群体"})
    form.focus_element("levels")
    passed: list[str] = []
    form.current_element_changed.connect(passed.append)
    form.focus_element("level1")
    for _ in range(80):
        if passed[-1] == "levels":
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert passed == [element.key for element in DEFINITIONS["standard-catalogue"].elements]


def test_what_only_another_answer_calls_for_stands_where_it_is_called_for(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values)
    other, group = form.editor("channels_other"), form.editor("audience_group")
    assert not other.isVisible() and not group.isVisible()
    boxes = {box.text(): box for box in form.editor("channels").findChildren(QAbstractButton)}
    boxes["其他"].click()
    assert other.isVisible()
    other.findChild(GrowingText).insertPlainText("村广播")
    boxes["其他"].click()
    assert other.isVisible(), "what was written must not get out of sight"
    form.set_values(ITEM.values | {"audience": "特定群体"})
    assert group.isVisible() and not other.isVisible()
    form.set_marks(ITEM.values, {"channels_other"}, {})
    form.set_values(ITEM.values)
    assert other.isVisible() and not group.isVisible()


def test_enter_walks_to_the_end(qtbot, shown):
    form = shown("exemption-list")
    form.focus_element("responsible")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert text_of(form, "remark").hasFocus()
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_required_follows_what_is_chosen(qtbot, shown):
    form = shown()
    row = form.editor("channels_other").parentWidget().parentWidget()

    def says_required() -> bool:
        return any(each.text() == "必填" and each.isVisible() for each in row.findChildren(QLabel))

    assert not says_required()
    button(form, "channels", "其他").click()
    assert says_required()
    form.set_values({})
    assert not says_required()


def test_marks_say_how_an_element_stands(qtbot, shown):
    form = shown()
    values = ITEM.values | {"publisher": "兴隆镇人民政府"}
    form.set_values(values)
    form.set_marks(
        ITEM.values, {"publisher"}, {"level1": Remark("block", "写一级事项。"), "level2": Remark("warn", "太长。")}
    )
    assert form.line("level1") == "写一级事项。"
    assert form.line("level2") == "请看：太长。"
    assert form.line("publisher") == f"标准是 {ITEM.values['publisher']}"
    assert form.line("mode") == "同标准"
    assert form.line("level3") == ""
    assert text_of(form, "level1").property("wrong") is True
    assert text_of(form, "publisher").property("differs") is True
    with qtbot.waitSignal(form.use_standard) as asked:
        button(form, "publisher", "用标准的").click()
    assert asked.args == ["publisher"]
    form.set_marks(None, set(), {})
    assert form.line("publisher") == ""
    assert button(form, "publisher", "用标准的") is None


def test_the_button_beneath_a_remark_is_no_wider_than_its_words(qtbot, shown):
    form = shown()
    form.set_guided(True)
    form.begin("elements", named=True, looked_at=set(), keyboard=False)
    form.set_values({"elements": ["甲"]})
    form.set_marks({"elements": ["乙"]}, {"elements"}, {"elements": Remark("block", "里有手机号。")})
    standards = button(form, "elements", "用标准的")
    qtbot.waitUntil(lambda: standards.width() <= standards.sizeHint().width())


def test_an_empty_question_that_nobody_came_to_yet_is_not_wrong(shown):
    form = shown()
    form.set_guided(True)
    form.set_values({"elements": ["甲"]})
    form.begin("elements", named=True, looked_at=set(), keyboard=False)
    missing = {key: Remark("block", "没有填。") for key in ("basis", "publisher")}
    form.set_marks(None, set(), missing)
    form.step(1)
    assert form.guide.current == "basis" and form.line("basis") == ""
    form.step(1)
    form.step(-1)
    # Passed over it is; and so is one that the check leads to.
    assert form.line("basis") == "没有填。"
    form.focus_element("publisher")
    assert form.line("publisher") == "没有填。"


def test_labels_stand_above_where_there_is_little_room(qtbot, shown):
    form = shown(width=420)
    label_place = form.editor("publisher").mapTo(form, form.editor("publisher").rect().topLeft())
    assert label_place.x() < 60
    form.resize(690, 600)
    qtbot.waitUntil(lambda: form.editor("publisher").mapTo(form, form.editor("publisher").rect().topLeft()).x() > 100)


@pytest.mark.parametrize(("width", "scale"), [(690, 1.0), (420, 1.0), (690, 1.5), (420, 1.5)])
@pytest.mark.parametrize("code", CATALOGUES)
def test_nothing_is_wider_than_the_form(code: str, width: int, scale: float, shown, qtbot, shot):
    choose_look("light", scale)
    form = shown(code, width)
    form.set_values(ITEM.values if code == "standard-catalogue" else load_library().items(code)[0].values)
    qtbot.waitUntil(lambda: form.widget().width() <= form.viewport().width())
    shot(form, f"form-{code}-{width}-{scale}")


def test_read_only_form_can_be_read_and_not_changed(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values)
    form.set_marks(ITEM.values, {"publisher"}, {})
    form.set_read_only(True)
    assert text_of(form, "publisher").isReadOnly()
    assert button(form, "publisher", "用标准的") is None
    assert all(
        line.isReadOnly() or not line.isVisible() or not line.isEnabled() for line in form.findChildren(QLineEdit)
    )
    form.set_read_only(False)
    assert not text_of(form, "publisher").isReadOnly()


def test_typing_is_not_taken_back_into_another_entry(qtbot, shown):
    form = shown()
    form.set_values(ITEM.values | {"publisher": "镇政府", "level1": "甲"})
    text = text_of(form, "publisher")
    text.setFocus()
    text.selectAll()
    text.insertPlainText("镇政府办公室")
    form.forget_typing()
    # The next entry happens to say the same.
    form.set_values(ITEM.values | {"publisher": "镇政府办公室", "level1": "乙"})
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.value("publisher") == "镇政府办公室"


@pytest.mark.parametrize("key", ["deadline", "channels_other"])
def test_what_is_edited_stays_in_sight_in_another_text_size(key: str, qtbot, shown):
    form = shown()
    form.set_values(ITEM.values)
    form.focus_element(key)

    def is_in_sight() -> bool:
        typed_in = QApplication.focusWidget()
        top = typed_in.mapTo(form, typed_in.rect().topLeft()).y()
        return top >= 0 and top + typed_in.height() <= form.viewport().height()

    for scale in (2.0, 1.0, 1.5):
        # The rows take their new sizes over several turns.
        with qtbot.waitSignal(form.verticalScrollBar().rangeChanged):
            choose_look("light", scale)
        qtbot.waitUntil(is_in_sight)


def test_rows_made_after_the_form_got_its_width_fit_into_it(qtbot):
    form = Form(DEFINITIONS["exemption-list"], at_once=False)
    qtbot.addWidget(form)
    form.resize(320, 600)
    form.show()
    qtbot.waitExposed(form)
    while not form.make_row():
        pass
    editors = [form.editor(element.key) for element in form.definition.elements]
    qtbot.waitUntil(lambda: editors[-1].mapTo(form, QPoint()).y() > editors[0].mapTo(form, QPoint()).y() > 0)
    # Labels stand above, not beside.
    places = [editor.mapTo(form, QPoint()) for editor in editors]
    assert all(place.x() < 60 for place in places)
