"""Starting the program: which file it opens, what a crash leaves, what cannot be opened."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.exchange.handing_in import export_start
from app.exchange.roster import add_unit
from app.opening import open_workspace
from app.user_folder import data_home
from tests.support import COUNTY, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.pages.exchange_desks import make_exchange
from tests.ui.support import end_program, wait_idle
from ui.__main__ import main
from ui.application import NAME, Application, Program, keep_log
from ui.pages.welcome.page import WelcomePage
from ui.shell.loading import every_page
from ui.widgets.note import Note

# What draws, writes and reads documents: some hundred modules that the first page has no use for.
_FOR_DOCUMENTS = ("reportlab", "PIL", "segno", "xlsxwriter", "openpyxl", "pypdfium2", "docx", "pypinyin")


@pytest.fixture
def start(qtbot, qapp: Application) -> Iterator:
    """Start the program as `python -m ui FILES` does."""
    started: list[Program] = []

    def begin(*files: Path, crashed: bool = False) -> Program:
        program = Program(qapp)
        started.append(program)
        program.begin(list(files), crashed=crashed)
        wait_idle(qtbot, program.jobs)
        return program

    yield begin
    for program in started:
        end_program(qtbot, program)


def test_the_workspace_used_last_opens_by_itself(start, qtbot, township: Computer):
    first = start(township.path)
    assert first.session.unit.name == TOWNSHIP.name
    first.window.close()
    qtbot.waitUntil(lambda: not first.window.isVisible(), timeout=20_000)
    wait_idle(qtbot, first.jobs)
    assert start().session.unit.path == township.path


def test_a_file_from_a_township_opens_in_the_inbox_of_the_workspace_used_last(start, qtbot, tmp_path: Path, township):
    exchange = make_exchange(tmp_path, township)
    package = exchange.admitted_first_round()
    use(start, qtbot, exchange.county.path)
    program = start(package)
    assert program.session.unit.path == exchange.county.path
    assert program.window.current.place == "inbox"
    assert program.window.current.files.table.current_key() == str(package)


def test_a_start_file_makes_another_unit_although_a_workspace_was_used_last(start, qtbot, tmp_path: Path, township):
    county = computer(tmp_path / "县", COUNTY)
    written = tmp_path / "开始文件.zwgk"
    with county.working() as workspace:
        export_start(workspace, add_unit(workspace, "兴隆镇", "990124101"), written, fields=["05"])
    use(start, qtbot, township.path)
    program = start(written)
    assert not program.session.is_open
    assert program.window.findChild(WelcomePage).isVisible()


def use(start, qtbot, workspace: Path) -> None:
    """Open a workspace and close the window again."""
    program = start(workspace)
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    wait_idle(qtbot, program.jobs)


def test_without_any_workspace_the_first_page_shows(start):
    program = start()
    assert not program.session.is_open
    assert program.window.isVisible()


def test_enter_pressed_once_more_after_the_first_run_does_nothing(start, qtbot, township: Computer):
    program = start()
    page = program.window.findChild(WelcomePage)
    page.view.next.setFocus()
    program.session.start(lambda: open_workspace(township.path))
    wait_idle(qtbot, program.jobs)
    focused = program.window.focusWidget()
    assert focused is None or focused.isVisible()
    step = page.step
    page.view.next.click()
    wait_idle(qtbot, program.jobs)
    assert program.window.current.isVisible()
    assert page.step == step


@pytest.mark.parametrize("damage", ["cut", "newer", "gone"])
def test_a_file_that_cannot_be_opened_is_told_in_words(start, qtbot, tmp_path: Path, damage: str):
    at = computer(tmp_path / "村", VILLAGE)
    content = bytearray(at.path.read_bytes())
    if damage == "cut":
        at.path.write_bytes(content[: len(content) // 2])
    elif damage == "newer":
        content[60:64] = (9999).to_bytes(4, "big")
        at.path.write_bytes(content)
    else:
        at.path.unlink()
    program = start(at.path)
    notes = [note for note in program.window.findChildren(Note) if note.isVisibleTo(program.window)]
    assert len(notes) == 1
    assert at.path.name in notes[0].accessibleName()
    assert not program.session.is_open


def test_a_crash_of_the_last_time_is_told_once_and_kept(start, qtbot, township: Computer):
    logs = data_home() / "logs"
    logs.mkdir(parents=True)
    (logs / "crash.log").write_text("Fatal Python error", encoding="utf-8")
    before = list(logging.getLogger().handlers)
    assert keep_log()
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert [path.read_text() for path in logs.glob("crash-*.log")] == ["Fatal Python error"]
    program = start(township.path, crashed=True)
    notes = partial(program.window.findChildren, Note)
    qtbot.waitUntil(lambda: any("没有正常关闭" in note.accessibleName() for note in notes()), timeout=5000)


def test_a_desktop_finds_the_entry_that_a_window_belongs_to(qapp: Application):
    entry = Path(__file__).parents[2] / "packaging" / "linux" / f"{qapp.desktopFileName()}.desktop"
    assert f"StartupWMClass={NAME}" in entry.read_text(encoding="utf-8").splitlines()


def test_choices_this_version_does_not_know_are_passed_over(start, qapp: Application):
    data_home().mkdir(parents=True, exist_ok=True)
    kept = {"theme": "sepia", "text_scale": "大", "recent_workspaces": "none"}
    (data_home() / "window.json").write_text(json.dumps(kept), encoding="utf-8")
    assert start().window.isVisible()
    assert (qapp.theme.name, qapp.theme.scale) == ("light", 1.0)


def test_the_first_page_waits_for_nothing_that_documents_need():
    ask = f"import sys, ui.application, ui.pages.workbench.page; print(*sys.modules.keys() & set({_FOR_DOCUMENTS}))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert told.stdout.split() == []


def test_every_class_of_qt_is_made_before_there_is_a_lane():
    """Of Qt the pages import nothing new: two threads that make the same class at once end the program."""
    made = "{name: set(vars(part)) for name, part in sys.modules.items() if name.startswith('PySide6.')}"
    pages = "from ui.shell.loading import every_page, load_page; [load_page(code) for code in every_page()]"
    ask = f"import sys, ui; made = {made}; {pages}; print({made} == made)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert told.stdout.split() == ["True"]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux 列出程序里装进了哪些库")
def test_kinds_of_pictures_are_loaded_before_there_is_a_lane():
    """Loaded on a lane they made printing and the window wait for each other for ever."""
    loaded = "[line for line in open('/proc/self/maps') if 'imageformats' in line]"
    start = f"threading.Thread.start = lambda thread: print(thread.name, bool({loaded}))"
    begin = "from ui.jobs import Jobs; from PySide6.QtWidgets import QApplication; app = QApplication([])"
    ask = f"import threading; {begin}; print('before', bool({loaded})); {start}; Jobs(print)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert told.stdout.split() == ["before", "False", "store", "True", "paper", "True", "files", "True"]


def test_no_lane_derives_a_class_of_qt(township: Computer):
    """Qt looks for the classes of its objects without the interpreter: one made meanwhile ends the program."""
    command = [sys.executable, "-m", "tests.ui.starting", str(township.path)]
    with township.keys():
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
    seen = json.loads(told.stdout)
    assert seen["on lanes"] == []
    assert seen["pages loaded"] == len(every_page())


def test_the_window_explains_itself_in_chinese(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "用法" in told and "可加的" in told
    for english in ("usage", "options", "positional", "show this help"):
        assert english not in told
