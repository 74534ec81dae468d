"""Backups nobody has to ask for, made by closing the window."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.backups import restore
from app.opening import open_workspace
from app.safekeeping.listing import listed_backups
from app.safekeeping.second_place import choose_second_place
from app.safekeeping.series import CLOSING
from tests.support import Computer, views
from tests.ui.support import end_program, wait_idle
from ui.application import Application, Program
from ui.restore_dialog import RestoreDialog
from ui.widgets.buttons import Button
from ui.widgets.progress import JobBox


def publisher(path: Path) -> str:
    with open_workspace(path) as workspace:
        return views(workspace)["05-003"]["values"]["publisher"]


def run(qtbot, qapp: Application, township: Computer) -> Program:
    program = Program(qapp)
    program.session.start(lambda: open_workspace(township.path, person="李梅", now=township.clock))
    program.window.show()
    wait_idle(qtbot, program.jobs)
    return program


def change(program: Program, qtbot, text: str) -> None:
    from app.drafting.editing import set_entry
    from app.drafting.lookup import find_entry

    program.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": text}))
    wait_idle(qtbot, program.jobs)


def test_closing_the_window_backs_up(qtbot, qapp: Application, township: Computer, tmp_path: Path):
    program = run(qtbot, qapp, township)
    change(program, qtbot, "关闭以前")
    end_program(qtbot, program)
    [kept] = listed_backups()
    assert kept.facts.reason == CLOSING
    restore(kept.path, tmp_path / "恢复.qd")
    assert publisher(tmp_path / "恢复.qd") == "关闭以前"


def test_a_stick_that_is_missing_is_told_at_the_next_start(
    qtbot, qapp: Application, township: Computer, tmp_path: Path
):
    stick = tmp_path / "U盘"
    stick.mkdir()
    choose_second_place(stick)
    stick.rename(tmp_path / "拔走")
    program = run(qtbot, qapp, township)
    end_program(qtbot, program)
    assert len(listed_backups()) == 1
    program = run(qtbot, qapp, township)
    said = [widget.accessibleName() for widget in program.window.findChildren(QWidget)]
    assert any("现在不在" in words for words in said)
    (tmp_path / "拔走").rename(stick)
    end_program(qtbot, program)
    assert len(list(stick.rglob("*.qdbak"))) == 1


def test_trouble_is_told_also_to_who_goes_on_to_a_place_at_once(qtbot, qapp: Application, township: Computer):
    program = Program(qapp)
    program.preferences.put("backup_trouble", "上次关闭时没有备份成。")
    told = []
    program.messages.trouble = lambda error, headline="", buttons=(): told.append(error.message)
    program.session.opened.connect(lambda: program.window.go("settings"))
    program.session.start(lambda: open_workspace(township.path, person="李梅", now=township.clock))
    program.window.show()
    wait_idle(qtbot, program.jobs)
    assert told == ["上次关闭时没有备份成。"]
    end_program(qtbot, program)


def test_a_backup_is_looked_into_and_restored_from_the_window(
    qtbot, qapp: Application, township: Computer, tmp_path: Path, monkeypatch
):
    program = run(qtbot, qapp, township)
    change(program, qtbot, "关闭以前")
    end_program(qtbot, program)
    program = run(qtbot, qapp, township)
    change(program, qtbot, "后来改的")
    target = tmp_path / "恢复.qd"
    monkeypatch.setattr(program.messages, "save_file", lambda title, suggested, filters, then: then(target))
    program.window.go("settings")
    wait_idle(qtbot, program.jobs)
    program.window.current.view.backup.way_chosen.emit("restore")
    wait_idle(qtbot, program.jobs)
    [dialog] = [each for each in qapp.topLevelWidgets() if isinstance(each, RestoreDialog) and each.isVisible()]
    assert "改过 1 条" in dialog.words.plain_text()
    dialog.restore.click()
    qtbot.waitUntil(lambda: program.session.is_open and program.session.unit.path == target, timeout=20_000)
    wait_idle(qtbot, program.jobs)
    end_program(qtbot, program)
    assert publisher(target) == "关闭以前"
    assert publisher(township.path) == "后来改的"


def test_a_file_that_is_found_damaged_is_told_with_the_ways_out(qtbot, qapp: Application, township: Computer):
    with closing(sqlite3.connect(township.path)) as database:
        database.execute("""UPDATE entry SET content = replace(content, '"draft"', '"ready"')""")
        database.commit()
    program = run(qtbot, qapp, township)
    told = []
    program.messages.trouble = lambda error, headline="", buttons=(): told.append((error.message, len(buttons)))
    program.window._examining.look()
    wait_idle(qtbot, program.jobs)
    [(words, ways)] = told
    assert "不对" in words
    assert ways == 2
    # Looked over fully this week: at the next start its pages alone.
    program.window._examining.look()
    wait_idle(qtbot, program.jobs)
    assert len(told) == 1
    end_program(qtbot, program)


def test_practising_is_said_on_paper_drawn_beside_the_window_and_in_its_title(
    qtbot, qapp: Application, township: Computer, tmp_path: Path
):
    from app.practice import make_practice, paper_mark
    from ui.jobs import PAPER

    def drawn_with(program: Program) -> str:
        told: list[str] = []
        program.jobs.run(PAPER, lambda watch: paper_mark(), told.append)
        wait_idle(qtbot, program.jobs)
        return told[0]

    with township.working() as workspace:
        make_practice(workspace)
    program = run(qtbot, qapp, township)
    assert drawn_with(program) == "练习"
    assert program.window.windowTitle().startswith("练习：兴隆镇")
    assert program.window.status.practice.isVisibleTo(program.window)
    program.session.close()
    wait_idle(qtbot, program.jobs)
    # Whoever goes on to another file practises no longer.
    assert drawn_with(program) == ""
    end_program(qtbot, program)


def test_the_backup_of_a_file_that_is_left_is_shown_and_can_be_stopped(
    qtbot, qapp: Application, township: Computer, tmp_path: Path, monkeypatch
):
    from app.safekeeping import keeping

    begun, may_go_on, seen = threading.Event(), threading.Event(), []

    def slowly(workspace, target, **how):
        begun.set()
        may_go_on.wait(20)
        seen.append("went on")
        how["progress"](50, 100)
        seen.append("was not stopped")

    other = tmp_path / "另一个.qd"
    other.write_bytes(township.path.read_bytes())
    program = run(qtbot, qapp, township)
    monkeypatch.setattr(keeping, "back_up", slowly)
    program.session.start(lambda: open_workspace(other))
    qtbot.waitUntil(lambda: begun.is_set() and program.window.work.isVisible())
    [box] = program.window.work.findChildren(JobBox)
    assert "正在备份" in box.accessibleName() and township.path.name in box.accessibleName()
    next(button for button in box.findChildren(Button) if button.text() == "停下").click()
    may_go_on.set()
    wait_idle(qtbot, program.jobs)
    assert seen == ["went on"]
    assert not program.window.work.isVisible()
    monkeypatch.undo()
    assert program.session.unit.path == other
    with open_workspace(township.path):
        pass  # would be refused while the window still held it
    end_program(qtbot, program)
