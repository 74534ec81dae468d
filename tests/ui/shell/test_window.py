"""The window around the pages: places, keys, files that arrive, trouble, closing in order."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from shiboken6 import delete, isValid

from app.boards.keeping import keep_board
from app.boards.stored_board import StoredBoard
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.notices.unfinished import unfinished_file
from tests.support import COUNTY, DEPARTMENT, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import end_program, wait_idle
from ui import typed_text
from ui.application import Application, Program
from ui.pages.board.page import BoardPage
from ui.shell.places import PLACES, places_for
from ui.shell.report import ReportDialog, report_text
from ui.widgets.note import Note


def drop(program: Program, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(600, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    program.window.dropEvent(event)


def trouble(program: Program) -> str:
    return " ".join(note.accessibleName() for note in program.window.findChildren(Note) if note.isVisible())


@pytest.mark.parametrize(
    ("unit", "has_inbox"),
    [(COUNTY, True), (TOWNSHIP, True), (VILLAGE, False), (DEPARTMENT, False)],
    ids=lambda v: str(v)[:4],
)
def test_each_kind_of_unit_has_its_places(at_work, tmp_path: Path, unit, has_inbox: bool):
    program = at_work(computer(tmp_path / unit.name, unit))
    window = program.window
    assert window.windowTitle().startswith(f"{unit.name} · 2026版")
    codes = [button.place.code for button in window.rail.findChildren(type(window.rail.button("settings")))]
    assert ("inbox" in codes) is has_inbox
    assert ("requests" in codes) is (unit is not VILLAGE)
    assert window.current.place == "workbench"
    assert window.rail.button("workbench").isChecked()


def test_undo_and_redo_by_key_tell_what_they_did(at_work, qtbot, township: Computer):
    program = at_work(township)
    window = program.window
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, program.jobs)
    assert window.toasts.accessibleName() == "已撤销：采用“社会救助” 13 项"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, program.jobs)
    assert window.toasts.accessibleName().startswith("已重做")


def test_taking_back_what_was_handed_in_says_that_the_file_stays_out(at_work, qtbot, township: Computer):
    township.export("上报.zwgk")
    program = at_work(township)
    window = program.window
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, program.jobs)
    assert window.toasts.accessibleName() == "已撤销：采用“社会救助” 13 项。交出去、打印过的收不回来"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, program.jobs)
    program.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003").id, {"level3": "甲"}))
    wait_idle(qtbot, program.jobs)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle(qtbot, program.jobs)
    assert "收不回来" not in window.toasts.accessibleName()


def test_what_the_disk_refused_is_no_trouble_any_more_once_it_is_saved(
    at_work, qtbot, township: Computer, monkeypatch: pytest.MonkeyPatch
):
    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    with township.working() as workspace:
        entry = find_entry(workspace, "05-001").id
    program = at_work(township)
    typing = program.session.typing
    monkeypatch.setattr(typed_text, "keep_draft", full)
    typing.typed(entry, "publisher", "不能丢的话")
    typing.settle()
    wait_idle(qtbot, program.jobs)
    qtbot.waitUntil(lambda: "磁盘满了" in trouble(program))
    monkeypatch.undo()
    typing.settle()
    wait_idle(qtbot, program.jobs)
    assert trouble(program) == ""


def test_choosing_another_place_answers_what_was_told_of_the_last(at_work, qtbot, township: Computer, tmp_path: Path):
    program = at_work(township)
    program.messages.trouble(UserFacingError("disk-full", "磁盘满了，“公示.pdf”没有写成。请换一个地方。"))
    chosen = []
    program.messages.save_file("存成 PDF", "公示.pdf", "PDF 文件 (*.pdf)", chosen.append)
    dialog = program.window.findChild(QFileDialog)
    qtbot.waitUntil(lambda: "磁盘满了" in trouble(program))
    dialog.fileSelected.emit(str(tmp_path / "公示.pdf"))
    dialog.reject()
    assert chosen and trouble(program) == ""


def test_a_redo_is_offered_only_where_there_is_one(at_work, qtbot, township: Computer, monkeypatch: pytest.MonkeyPatch):
    program = at_work(township)
    window, session = program.window, program.session
    monkeypatch.setattr(session, "undo", lambda then: then("收下白马乡第 1 轮"))
    assert session.redo_label is None
    window.header.undo_asked.emit()
    assert window.toasts.accessibleName() == "已撤销：收下白马乡第 1 轮"
    assert not [button for button in window.toasts.findChildren(QPushButton) if button.isVisible()]


def test_text_size_and_colours_by_key_and_remembered(at_work, qtbot, qapp: Application, township: Computer):
    program = at_work(township)
    qtbot.keyClick(program.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert qapp.theme.scale == 1.15
    program.window.choose_theme("contrast")
    assert (program.preferences.get("text_scale"), program.preferences.get("theme")) == (1.15, "contrast")
    qtbot.keyClick(program.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert qapp.theme.scale == 1.0


def test_a_file_that_is_nothing_of_ours_is_named_and_nothing_changes(
    at_work, qtbot, tmp_path: Path, township: Computer
):
    program = at_work(township)
    junk = tmp_path / "照片.jpg"
    junk.write_bytes(b"\xff\xd8")
    drop(program, junk)
    qtbot.waitUntil(lambda: "“照片.jpg”不是本程序的文件" in trouble(program), timeout=5000)
    assert program.session.unit.path == township.path


def test_another_workspace_is_opened_by_dropping_it(at_work, qtbot, tmp_path: Path, township: Computer):
    program = at_work(township)
    other = computer(tmp_path / "村", VILLAGE)
    drop(program, other.path)
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.name == VILLAGE.name
    assert [known["name"] for known in program.preferences.recent_workspaces()] == [VILLAGE.name, TOWNSHIP.name]


def test_pages_of_a_file_that_is_left_go_without_being_shown_again(at_work, qtbot, tmp_path: Path, township: Computer):
    program = at_work(township)
    window, shown = program.window, []
    for place in ("settings", "notices", "drafting", "settings"):
        window.go(place)
        wait_idle(qtbot, program.jobs)
    left = [*window.pages.known().values()]
    views = window.pages.known()["drafting"].views()
    window.stack.currentChanged.connect(lambda _: shown.append(window.stack.currentWidget()))
    drop(program, computer(tmp_path / "村", VILLAGE).path)
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.name == VILLAGE.name
    assert window.current in shown and not any(page in left for page in shown)
    assert views
    qtbot.waitUntil(lambda: not any(isValid(part) for part in [*left, *views]))


def test_a_workspace_in_use_is_told_and_the_open_one_stays(at_work, qtbot, tmp_path: Path, township: Computer):
    program = at_work(township)
    other = computer(tmp_path / "村", VILLAGE)
    with other.working():
        drop(program, other.path)
        wait_idle(qtbot, program.jobs)
    # A note that was added is shown a moment later.
    qtbot.waitUntil(lambda: "打开" in trouble(program), timeout=5000)
    assert program.session.unit.name == TOWNSHIP.name


def test_closing_saves_what_is_being_typed(at_work, qtbot, township: Computer):
    program = at_work(township)
    with_entry: list[str] = []
    program.session.ask(lambda workspace: find_entry(workspace, "05-003").id, with_entry.append)
    wait_idle(qtbot, program.jobs)
    program.session.typing.typed(with_entry[0], "publisher", "关窗前最后几个字")
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    with township.working() as workspace:
        assert find_entry(workspace, "05-003").content["values"]["publisher"] == "关窗前最后几个字"


@pytest.fixture
def half_done(at_work, qtbot, township: Computer) -> Iterator[Program]:
    """A window with a notice in it that was begun."""
    program = at_work(township)
    page = program.window.go("notices", template="NT-01")
    qtbot.waitUntil(lambda: page.filling.draft is not None, timeout=10_000)
    page.filling.draft.put(0, "name", "陈德明")
    wait_idle(qtbot, program.jobs)
    yield program
    page.filling.draft.is_touched = False


@pytest.fixture
def not_stored(half_done: Program, qtbot, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The same while the disk takes nothing."""

    def refuse(*given: object, **named: object) -> None:
        raise UserFacingError("disk-full", "磁盘满了，没有写成。")

    monkeypatch.setattr("ui.pages.notices.safekeeping.store_unfinished", refuse)
    safekeeping = half_done.window.current.begun.safekeeping
    safekeeping.note()
    safekeeping.settle()
    qtbot.waitUntil(lambda: safekeeping.is_refused, timeout=10_000)
    return half_done


def question(program: Program) -> QMessageBox:
    (box,) = program.window.findChildren(QMessageBox)
    return box


def answer(qtbot, program: Program, words: str) -> None:
    box = question(program)
    next(button for button in box.buttons() if button.text() == words).click()
    qtbot.waitUntil(lambda: not isValid(box) or not box.isVisible())


def test_a_notice_that_was_begun_lies_beside_the_file_after_closing(half_done: Program, qtbot, township: Computer):
    half_done.window.close()
    qtbot.waitUntil(lambda: not half_done.window.isVisible(), timeout=20_000)
    assert "陈德明" in unfinished_file(township.path).read_text("utf-8")


def test_a_notice_that_was_begun_is_not_lost_by_closing_without_a_word(not_stored: Program, qtbot):
    half_done, window = not_stored, not_stored.window
    window.close()
    assert half_done.window.current.filling.draft.template.name in question(half_done).informativeText()
    answer(qtbot, half_done, "先不")
    wait_idle(qtbot, half_done.jobs)
    assert window.isVisible() and window.current.filling.draft.rows == [{"name": "陈德明"}]
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    window.close()
    answer(qtbot, half_done, "不要了，关闭")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def test_a_notice_that_was_begun_is_not_lost_by_another_file_without_a_word(not_stored: Program, qtbot, tmp_path: Path):
    half_done = not_stored
    other, window = computer(tmp_path / "村", VILLAGE), half_done.window
    drop(half_done, other.path)
    answer(qtbot, half_done, "先不")
    wait_idle(qtbot, half_done.jobs)
    assert half_done.session.unit.name == TOWNSHIP.name
    assert window.current.filling.draft.rows == [{"name": "陈德明"}]
    assert TOWNSHIP.name in window.toasts.accessibleName()
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    drop(half_done, other.path)
    answer(qtbot, half_done, "不要了，换过去")
    qtbot.waitUntil(lambda: half_done.session.unit.name == VILLAGE.name, timeout=20_000)


def test_a_report_tells_where_it_went_wrong_but_nothing_that_was_typed(at_work, township: Computer):
    program = at_work(township)
    secret = "430102199001011234"
    try:
        raise ValueError(secret)
    except ValueError as error:
        program.report(error)
        text = report_text(error)
    dialog = program.window.findChild(ReportDialog)
    assert dialog.isVisible()
    assert "ValueError" in text
    assert secret not in text
    dialog.accept()


def test_search_finds_by_initials_and_leads_to_the_entry(at_work, qtbot, township: Computer, monkeypatch):
    program = at_work(township)
    went = []
    monkeypatch.setattr(program.window, "go", lambda place, **target: went.append((place, target)))
    window = program.window
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    qtbot.keyClicks(field, "db")
    qtbot.waitUntil(lambda: window.search.hits_shown > 0, timeout=5000)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    # A page that is not there yet is made first.
    qtbot.waitUntil(lambda: bool(went), timeout=10_000)
    assert went[0][0] == "drafting"
    assert went[0][1]["field"] == "05"


def test_search_leads_to_a_board_by_its_title(at_work, qtbot, township: Computer):
    with township.working() as workspace:
        keep_board(workspace, StoredBoard("镇政府公开栏"))
        east = keep_board(workspace, StoredBoard("大门东墙公开栏"))
        keep_board(workspace, StoredBoard("服务大厅公开栏"))
    window = at_work(township).window
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    qtbot.keyClicks(field, "dongqiang")
    qtbot.waitUntil(lambda: window.search.hits_shown == 1, timeout=5000)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.current, BoardPage), timeout=5000)
    page = window.current
    qtbot.waitUntil(lambda: page.isVisible() and page.composing.id == east, timeout=5000)
    qtbot.waitUntil(lambda: page.board.title == "大门东墙公开栏", timeout=5000)


def test_f6_goes_through_the_areas_and_the_rail(at_work, qtbot, township: Computer):
    window = at_work(township).window
    seen = set()
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        seen.add("rail" if window.rail.isAncestorOf(focused) else "page" if window.stack.isAncestorOf(focused) else "?")
    assert seen == {"rail", "page"}


def test_tab_goes_from_the_rail_through_the_header_to_the_page(at_work, qtbot, township: Computer):
    window = at_work(township).window
    # Qt lets Tab reach the button alone that had the keyboard.
    window.rail.focus_current()
    qtbot.waitUntil(window.rail.button("workbench").hasFocus)
    page = window.go("ledger")
    qtbot.waitUntil(lambda: page.isVisible() and QApplication.focusWidget() is not None)
    window.rail.button("ledger").setFocus()
    passed = []
    while not page.isAncestorOf(QApplication.focusWidget()):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed.pop(0) is window.header.back
    assert page.header.isAncestorOf(passed[0]) and passed[0].isChecked()
    assert all(window.header.isAncestorOf(each) for each in passed[:-1]) and passed[-2] is page.primary


def test_the_rail_is_walked_by_arrows_past_pages_that_are_empty(at_work, qtbot, tmp_path: Path):
    program = at_work(computer(tmp_path / "新", COUNTY))
    window = program.window
    window.rail.focus_current()
    for place in window.rail.places[1:]:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        wait_idle(qtbot, program.jobs)
        assert window.current.place == place.code
        assert window.focusWidget() is window.rail.button(place.code)


def test_qts_own_words_are_chinese(qapp: Application):
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QApplication.translate("QFileDialog", "Look in:") != "Look in:"


def test_the_keyboard_comes_along_to_each_page(at_work, qtbot, township: Computer):
    program = at_work(township)
    window = program.window
    for place in ("hand-in", "printing", "board", "notices", "settings", "workbench"):
        page = window.go(place)
        wait_idle(qtbot, program.jobs)
        own = [part for part in (page, page.toolbar) if part is not None]
        assert any(part.isAncestorOf(window.focusWidget()) for part in own), place
        assert window.focusWidget().accessibleName() != "关上", place


def test_a_toast_covers_no_button_of_the_page(at_work, qtbot, township: Computer):
    program = at_work(township)
    page = program.window.go("hand-in")
    wait_idle(qtbot, program.jobs)
    bar = page.view.actions

    def covers_the_bar() -> bool:
        return program.window.toasts.geometry().bottom() >= bar.mapTo(program.window, bar.rect().topLeft()).y()

    qtbot.waitUntil(lambda: not program.window.work.running)
    program.messages.toast("做好了")
    assert not covers_the_bar()
    program.window.go("workbench")
    program.messages.toast("做好了")
    assert covers_the_bar()
    program.window.go("hand-in")
    qtbot.waitUntil(lambda: not covers_the_bar())


def test_a_toast_covers_no_button_of_a_panel_that_opens(at_work, qtbot, township: Computer):
    program = at_work(township)
    page = program.window.go("drafting", field="05")
    wait_idle(qtbot, program.jobs)
    page.show_view("grid")
    wait_idle(qtbot, program.jobs)
    page.view.columns.toggle_side()
    program.messages.toast("做好了")
    page.view.tools.replace.click()
    button = page.view.cell_acts.replace.accept
    qtbot.waitUntil(button.isVisible)
    top = button.mapTo(program.window, QPoint(0, 0)).y()
    qtbot.waitUntil(lambda: program.window.toasts.geometry().bottom() < top)


def test_the_keyboard_goes_from_a_note_that_was_read_to_the_page(at_work, qtbot, township: Computer):
    program = at_work(township)
    window = program.window
    program.messages.trouble(UserFacingError("printer-missing", "这台电脑没有装打印机，什么也没有打印。"))
    note = window.findChild(Note)
    seen = next(button for button in note.findChildren(QPushButton) if button.text() == "知道了")
    qtbot.waitUntil(seen.isVisible)
    seen.setFocus()
    qtbot.keyClick(seen, Qt.Key.Key_Space)
    assert window.current.isAncestorOf(window.focusWidget())


def test_esc_closes_a_note_with_the_keyboard_on_it_and_nothing_else(at_work, qtbot, township: Computer):
    program = at_work(township)
    window = program.window
    # Esc leaves this page.
    window.go("offices")
    wait_idle(qtbot, program.jobs)
    program.messages.trouble(UserFacingError("printer-missing", "这台电脑没有装打印机，什么也没有打印。"))
    note = window.findChild(Note)
    qtbot.waitUntil(note.isVisible)
    note.findChild(QPushButton).setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert trouble(program) == "" and window.current.place == "offices"
    assert window.current.isAncestorOf(window.focusWidget())


def test_a_refused_act_does_not_stay_at_saving(at_work, qtbot, township: Computer):
    program = at_work(township)
    before = program.window.status.saved_text

    def refuse(workspace):
        raise UserFacingError("refused", "这一步没有做成，什么也没有改。")

    program.session.act(refuse)
    assert program.window.status.saved_text == "正在保存"
    wait_idle(qtbot, program.jobs)
    assert program.window.status.saved_text == before


def test_no_page_flashes_up_as_a_window_of_its_own(at_work, qtbot, qapp: Application, township: Computer):
    program = at_work(township)
    flashed: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
                flashed.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for place in places_for(program.session.unit):
        program.window.go(place.code)
        wait_idle(qtbot, program.jobs)
    qapp.removeEventFilter(watch)
    assert flashed == []
    assert program.window.isActiveWindow()


def test_a_page_made_ahead_is_taken_in_a_moment_later_or_when_it_is_asked_for(
    at_work: Callable[[Computer], Program], township: Computer, qtbot
):
    window = at_work(township).window
    window.pages.make_ahead()
    qtbot.waitUntil(lambda: len(window.pages.known()) > 1)
    first, made = next((code, page) for code, page in window.pages.known().items() if code != "workbench")
    assert window.stack.indexOf(made) < 0
    assert window.go(first) is made and made.isVisible()
    unit = window.desk.session.unit
    count = sum(place in places_for(unit) or not place.on_rail for place in PLACES)
    qtbot.waitUntil(lambda: window.stack.count() == count, timeout=20_000)


def test_nothing_is_got_ready_for_a_file_that_was_left(at_work, township: Computer, qtbot):
    window = at_work(township).window
    window.pages.make_ahead()
    qtbot.waitUntil(lambda: len(window.pages.known()) > 1)
    window.pages.forget()
    # The step that waited for its turn.
    window.pages._step_ahead()
    assert window.pages.known() == {}


def test_a_result_takes_back_only_the_act_it_tells_of(at_work, qtbot, township: Computer):
    program = at_work(township)
    session, toasts = program.session, program.window.toasts

    def write(level3: str) -> None:
        done: list[object] = []
        session.act(
            lambda workspace: set_entry(workspace, find_entry(workspace, "05-001"), {"level3": level3}, label=level3),
            done.append,
        )
        qtbot.waitUntil(lambda: bool(done))

    write("甲")
    program.window.desk.messages.toast("改成甲了。", "撤销 Ctrl+Z", session.undo)
    button = toasts.findChild(QPushButton)
    assert button.isVisible()
    write("乙")
    assert toasts.isVisible() and not button.isVisible()
    program.window.desk.messages.toast("改成乙了。", "撤销 Ctrl+Z", session.undo)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.undo_label == "甲")


def test_the_window_opens_as_large_as_it_was_left(qtbot, qapp: Application) -> None:
    first = Program(qapp)
    first.window.show()
    first.window.resize(760, 600)
    wait_idle(qtbot, first.jobs)
    end_program(qtbot, first)
    again = Program(qapp)
    assert (again.window.width(), again.window.height()) == (760, 600)
    end_program(qtbot, again)


def test_a_window_that_is_gone_is_closed_no_more(qapp: Application, qtbot, monkeypatch):
    program, closed = Program(qapp), []
    monkeypatch.setattr(program.session, "close", lambda then, failed: closed.append(then))
    program.window.close()
    qtbot.waitUntil(lambda: bool(closed))
    closed[0]()
    program.end()
    delete(program.window)
    QApplication.processEvents()
    wait_idle(qtbot, program.jobs)
