"""The open workspace as the window sees it: typing, acts, undo, a disk that refuses."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.drafting.editing import remove_entry, set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import open_workspace
from tests.support import Computer
from tests.ui.support import TestDesk
from ui import typed_text


def entry_id(computer: Computer, code: str) -> str:
    with computer.working() as workspace:
        return find_entry(workspace, code).id


def publisher(workspace) -> str:
    return find_entry(workspace, "05-003").content["values"]["publisher"]


@pytest.fixture
def entry(township: Computer) -> str:
    return entry_id(township, "05-003")


def ask(desk: TestDesk, settle: Callable, work: Callable):
    seen = []
    desk.session.ask(work, seen.append)
    settle(desk)
    return seen[0]


def test_typing_becomes_one_revision_when_the_entry_is_left(desk, settle, township: Computer, entry: str):
    sitting = desk(township)
    for text in ("兴", "兴隆", "兴隆镇办公室"):
        sitting.session.typing.typed(entry, "publisher", text)
    sitting.session.typing.settle()
    settle(sitting)
    assert ask(sitting, settle, publisher) == "兴隆镇办公室"
    assert sitting.session.undo_label
    sitting.session.undo()
    settle(sitting)
    assert ask(sitting, settle, publisher).endswith("兴隆镇人民政府")


def test_typing_is_on_the_disk_before_it_is_a_revision(desk, settle, qtbot, township: Computer, entry: str):
    sitting = desk(township)
    with qtbot.waitSignal(sitting.session.saved, timeout=5000):
        sitting.session.typing.typed(entry, "publisher", "半句话")
    kept = ask(sitting, settle, lambda workspace: workspace.store.drafts.of_subject("entry", entry))
    assert kept == {"publisher": "半句话"}


def test_saved_is_not_told_while_newer_typing_is_on_its_way(desk, settle, qtbot, township: Computer, entry: str):
    sitting, told, disk_is_slow = desk(township), [], threading.Event()
    session, typing = sitting.session, sitting.session.typing
    session.saved.connect(lambda _: told.append(True))
    first_told = []
    typing.typed(entry, "publisher", "一")
    typing.keep()
    session.ask(lambda _: None, first_told.append)
    session.ask(lambda _: disk_is_slow.wait())
    typing.typed(entry, "publisher", "一二")
    typing.keep()
    qtbot.waitUntil(lambda: bool(first_told))
    told_early = bool(told)
    disk_is_slow.set()
    settle(sitting)
    assert (told_early, told) == (False, [True])


def test_typing_that_was_stored_is_told_though_the_act_after_it_was_refused(desk, settle, township: Computer, entry):
    def refuse(_) -> None:
        raise UserFacingError("no", "不行。")

    sitting, told = desk(township), []
    sitting.session.saved.connect(told.append)
    sitting.session.typing.typed(entry, "publisher", "镇办公室")
    sitting.session.act(refuse)
    settle(sitting)
    assert len(told) == 1


def test_an_act_saves_what_is_being_typed_first(desk, settle, township: Computer, entry: str):
    sitting = desk(township)
    sitting.session.typing.typed(entry, "publisher", "镇办公室")
    sitting.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"level2": "新名称"}))
    settle(sitting)
    sitting.session.undo()
    settle(sitting)
    assert ask(sitting, settle, publisher) == "镇办公室"


def test_values_that_are_none_yet_are_told(desk, settle, qtbot, township: Computer, entry: str):
    sitting = desk(township)
    sitting.session.typing.typed(entry, "mode", "主动公")
    with qtbot.waitSignal(sitting.session.typing.settled, timeout=5000) as told:
        sitting.session.typing.settle()
    assert told.args[0] == entry
    assert "mode" in told.args[1]


def test_what_the_disk_refuses_is_kept_and_tried_again(
    desk, settle, township: Computer, entry: str, monkeypatch: pytest.MonkeyPatch
):
    sitting = desk(township)
    refused = []
    sitting.session.typing.refused.connect(refused.append)

    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    monkeypatch.setattr(typed_text, "keep_draft", full)
    sitting.session.typing.typed(entry, "publisher", "不能丢的话")
    sitting.session.typing.keep()
    settle(sitting)
    assert [error.code for error in refused] == ["disk-full"]
    assert sitting.session.typing.is_waiting
    monkeypatch.undo()
    sitting.session.typing.settle()
    settle(sitting)
    assert not sitting.session.typing.is_waiting
    assert ask(sitting, settle, publisher) == "不能丢的话"


def test_typing_into_an_entry_that_was_removed_is_told_once(desk, settle, township: Computer, entry: str):
    sitting = desk(township)
    refused = []
    sitting.session.typing.refused.connect(refused.append)
    sitting.session.act(lambda workspace: remove_entry(workspace, find_entry(workspace, "05-003")))
    settle(sitting)
    sitting.session.typing.typed(entry, "publisher", "已经删掉的")
    sitting.session.typing.keep()
    settle(sitting)
    assert [error.code for error in refused] == ["entry-removed"]
    assert not sitting.session.typing.is_waiting


def test_opening_another_file_closes_the_first(desk, settle, tmp_path, township: Computer):
    sitting = desk(township)
    other = tmp_path / "另一个.qd"
    other.write_bytes(township.path.read_bytes())
    sitting.session.start(lambda: open_workspace(other))
    settle(sitting)
    assert sitting.session.unit.path == other
    with township.working():
        pass  # would be refused while the window still held it


def test_a_file_that_cannot_be_opened_leaves_the_open_one(desk, settle, tmp_path, township: Computer):
    sitting = desk(township)
    broken = tmp_path / "坏的.qd"
    broken.write_bytes(b"nothing of ours")
    sitting.session.start(lambda: open_workspace(broken))
    settle(sitting)
    assert sitting.messages.troubles
    assert ask(sitting, settle, publisher)


def test_after_closing_the_file_alone_is_complete(desk, settle, tmp_path, township: Computer, entry: str):
    sitting = desk(township)
    sitting.session.typing.typed(entry, "publisher", "关窗之前")
    sitting.session.close()
    settle(sitting)
    copy = tmp_path / "复制.qd"
    copy.write_bytes(township.path.read_bytes())
    with open_workspace(copy) as workspace:
        assert publisher(workspace) == "关窗之前"


@pytest.fixture
def copy_of(tmp_path: Path, township: Computer) -> Path:
    """Another file with the same content."""
    other = tmp_path / "另一个.qd"
    other.write_bytes(township.path.read_bytes())
    return other


def slowly(path: Path, gate: threading.Event) -> Callable:
    """Open a file as soon as the gate is set."""

    def make():
        gate.wait(10)
        return open_workspace(path)

    return make


def test_what_is_done_while_another_file_is_opened_stays_in_its_own(
    desk, settle, township: Computer, entry: str, copy_of: Path
):
    sitting, gate = desk(township), threading.Event()
    sitting.session.start(slowly(copy_of, gate))
    sitting.session.typing.typed(entry, "publisher", "还在写的话")
    sitting.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"level2": "新名称"}))
    sitting.session.typing.typed(entry, "publisher", "还在写的话，又加几个字")
    gate.set()
    settle(sitting)
    assert sitting.session.unit.path == copy_of
    assert ask(sitting, settle, publisher).endswith("兴隆镇人民政府")
    with township.working() as workspace:
        assert publisher(workspace) == "还在写的话，又加几个字"
        assert find_entry(workspace, "05-003").content["values"]["level2"] == "新名称"


def test_another_file_waits_until_the_disk_has_what_was_typed(
    desk, settle, township: Computer, entry: str, copy_of: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    sitting = desk(township)
    monkeypatch.setattr(typed_text, "keep_draft", full)
    sitting.session.typing.typed(entry, "publisher", "不能丢的话")
    sitting.session.start(lambda: open_workspace(copy_of))
    settle(sitting)
    assert [error.code for error in sitting.messages.troubles] == ["typing-not-stored"]
    assert sitting.session.unit.path == township.path
    with open_workspace(copy_of):
        pass  # would be refused while the window still held it
    monkeypatch.undo()
    sitting.session.start(lambda: open_workspace(copy_of))
    settle(sitting)
    assert sitting.session.unit.path == copy_of
    with township.working() as workspace:
        assert publisher(workspace) == "不能丢的话"


def test_what_is_refused_at_the_last_moment_does_not_get_into_the_next_file(
    desk, settle, township: Computer, entry: str, copy_of: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    sitting, asked, refused = desk(township), [], []
    sitting.session.typing.refused.connect(refused.append)

    def hand_over() -> None:
        asked.append(True)
        # When it was chosen, when it was read, and right before it is turned to.
        if len(asked) == 3:
            monkeypatch.setattr(typed_text, "keep_draft", full)
            sitting.session.typing.typed(entry, "publisher", "前一个文件的话")

    sitting.session.leaving.connect(hand_over)
    sitting.session.start(lambda: open_workspace(copy_of))
    settle(sitting)
    monkeypatch.undo()
    sitting.session.typing.settle()
    assert ask(sitting, settle, publisher).endswith("兴隆镇人民政府")
    assert sitting.session.unit.path == copy_of and [error.code for error in refused] == ["disk-full"]


def test_of_two_files_the_one_chosen_last_is_opened(desk, settle, tmp_path, township: Computer, copy_of: Path):
    sitting = desk(township)
    third = tmp_path / "第三个.qd"
    third.write_bytes(township.path.read_bytes())
    shown = []
    sitting.session.opened.connect(lambda: shown.append(sitting.session.unit.path))
    sitting.session.start(lambda: open_workspace(copy_of))
    sitting.session.start(lambda: open_workspace(third))
    settle(sitting)
    assert shown == [third]
    with open_workspace(copy_of), township.working():
        pass  # would be refused while the window still held them


def test_closing_while_a_file_is_opened_leaves_neither_open(desk, settle, township: Computer, copy_of: Path):
    sitting, gate = desk(township), threading.Event()
    sitting.session.start(slowly(copy_of, gate))
    sitting.session.close()
    gate.set()
    settle(sitting)
    assert not sitting.session.is_open
    with open_workspace(copy_of), township.working():
        pass  # would be refused while the window still held them


def test_what_the_disk_refused_does_not_follow_into_the_next_file(
    desk, settle, township: Computer, entry: str, copy_of: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    sitting = desk(township)
    monkeypatch.setattr(typed_text, "keep_draft", full)
    sitting.session.typing.typed(entry, "publisher", "不要了的话")
    sitting.session.close()
    settle(sitting)
    monkeypatch.undo()
    sitting.session.start(lambda: open_workspace(copy_of))
    settle(sitting)
    sitting.session.typing.settle()
    assert ask(sitting, settle, publisher).endswith("兴隆镇人民政府")


def test_an_act_is_told_but_not_to_a_page_that_is_gone(desk, settle, township: Computer):
    sitting, page = desk(township), QObject()
    told, changed = [], []
    sitting.session.changed.connect(lambda: changed.append(True))
    sitting.session.act(lambda workspace: "done", told.append, owner=page)
    delete(page)
    settle(sitting)
    assert changed and not told


def test_there_is_nothing_to_undo_where_no_file_is_open(desk, settle, township: Computer):
    sitting, told = desk(township), []
    sitting.session.close()
    settle(sitting)
    sitting.session.undo(told.append)
    sitting.session.redo(told.append)
    settle(sitting)
    assert told == []


def test_what_is_written_is_stored_while_a_file_is_read(qtbot, desk, settle, township: Computer):
    at = desk(township)
    go_on, read, stored = threading.Event(), [], []
    at.session.beside("正在读", lambda watch: go_on.wait(20), read.append)
    at.session.keep(lambda workspace: workspace.edition, stored.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(stored))
    assert not read
    go_on.set()
    settle(at)
    assert read == [True]
