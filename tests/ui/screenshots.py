"""Pictures of the window on the demo's data: every scene at every setting of the screen.

    python -m tests.ui.screenshots FOLDER                          all, into FOLDER/<setting>/<scene>.png
    python -m tests.ui.screenshots FOLDER --scene drafting         some scenes only
    python -m tests.ui.screenshots FOLDER --setting large --colours dark

Each setting is drawn by a process of its own, offscreen, each scene on a copy of the demo. A scene that cannot be
shown is named with its error, the others are drawn all the same, and the exit code is 1.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QCursor, QPainter, QPixmap

from tests.support import key_folder
from tests.ui.scenes import COUNTY, SCENES, TOWNSHIP, VILLAGE, Scene
from ui.application import Application, Program
from ui.theme import theme
from ui.turns import turns

# Where the demo keeps the keys of each unit's computer.
COMPUTERS = {TOWNSHIP: TOWNSHIP, COUNTY: "county", VILLAGE: VILLAGE}
_SOON_MS = 1000
_LEVELS = 8


@dataclass(frozen=True)
class Setting:
    """A screen: the window's inside in logical pixels, device pixels to one of them, and the text size."""

    width: int
    height: int
    ratio: int = 1
    text_scale: float = 1.0


SETTINGS = {
    "1366x768": Setting(1366, 698),
    "1920x1080@200%": Setting(960, 510, ratio=2),
    "large": Setting(1366, 698, text_scale=1.5),
    "640x480": Setting(640, 480),
}


def make_demo(folder: Path) -> None:
    """Run the demo into a folder."""
    subprocess.run([sys.executable, "-m", "app", "demo", folder], check=True, stdout=subprocess.DEVNULL)


def draw_in_child(setting: str, demo: Path, output: Path, colours: str, scenes: Sequence[str]) -> bool:
    """Draw scenes at one setting in a process that starts with it; returns whether all could be shown."""
    variables = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(SETTINGS[setting].ratio)}
    command = [sys.executable, "-m", "tests.ui.screenshots", output, "--setting", setting, "--colours", colours]
    if scenes:
        command += ["--scene", *scenes]
    return subprocess.run([*command, "--demo", demo], env=os.environ | variables, check=False).returncode == 0


def draw_here(setting: str, demo: Path, output: Path, colours: str, scenes: Sequence[Scene]) -> bool:
    """Draw scenes at the setting this process was started with."""
    application = Application(["公开清单助手"])
    folder = output / setting
    folder.mkdir(parents=True, exist_ok=True)
    # All first: a set is recognised as old or new as a whole.
    for scene in scenes:
        (folder / f"{scene.name}.png").unlink(missing_ok=True)
    shown = [_draw(application, scene, setting, demo, folder, colours) for scene in scenes]
    return all(shown)


def _draw(application: Application, scene: Scene, setting: str, demo: Path, folder: Path, colours: str) -> bool:
    try:
        with (
            _copied(demo) as own,
            key_folder(_computer(own, scene.workspace)),
            _errors_raised(),
            _running(application) as program,
        ):
            window = program.window
            window.resize(SETTINGS[setting].width, SETTINGS[setting].height)
            # The mouse lies where nothing lights up under it.
            QCursor.setPos(window.mapToGlobal(window.rect().bottomRight()) + QPoint(9, 9))
            window.choose_theme(colours, SETTINGS[setting].text_scale)
            program.begin([own / f"{scene.workspace}.qd"] if scene.workspace else [])
            settle(program)
            for _ in scene.bring(window) or ():
                settle(program)
            # Only in the active window something has the keyboard.
            (program.application.activeModalWidget() or window).activateWindow()
            settle(program)
            _picture(program).save(str(folder / f"{scene.name}.png"))
    except Exception:
        print(f"{setting}/{scene.name}:\n{traceback.format_exc()}", file=sys.stderr)
        return False
    return True


@contextmanager
def _copied(demo: Path) -> Iterator[Path]:
    """The demo for one scene alone: scenes change it."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(demo, Path(folder) / "演示"))


def _picture(program: Program) -> QPixmap:
    """The window with the dialogs and lists that stand open over it."""
    window = program.window
    picture = window.grab()
    painter = QPainter(picture)
    for over in program.application.topLevelWidgets():
        if over.isVisible() and over is not window:
            painter.drawPixmap(over.pos() - window.pos(), over.grab())
    painter.end()
    return picture


def _computer(demo: Path, workspace: str) -> Path:
    return demo / ".电脑" / COMPUTERS.get(workspace, "new")


@contextmanager
def _running(application: Application) -> Iterator[Program]:
    """A program of its own for each scene: no scene sees what another left behind."""
    program = Program(application)
    try:
        yield program
    finally:
        program.window.hide()
        program.session.close()
        settle(program)
        program.end()
        program.window.deleteLater()
        # Only a running loop would do that by itself, and windows left over are styled again with every later one.
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _errors_raised() -> Iterator[None]:
    """Raise at the end what slots and paint events raised meanwhile: Qt goes on without them."""
    caught: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: caught.append(error)
    try:
        yield
    finally:
        sys.excepthook = before
    if caught:
        raise BaseExceptionGroup("raised while the scene was shown", caught)


def settle(program: Program) -> None:
    """Let the window work until nothing is under way and all is drawn."""
    application = program.application
    application.processEvents()
    while not _is_at_rest(program):
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    # A new size is told from layout to layout, outwards and back.
    for _ in range(_LEVELS):
        application.processEvents()


def _is_at_rest(program: Program) -> bool:
    """Whether nothing is under way: a window that is half dressed has lines at the heights of before."""
    is_built = turns().are_over and not theme().is_dressing
    return is_built and program.jobs.are_idle and not _will_act_soon(program)


def _will_act_soon(program: Program) -> bool:
    """Whether something waits for a moment without input, as drawing does."""
    timers = program.window.findChildren(QTimer)
    return any(timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS for timer in timers)


def main() -> int:
    """Draw what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--setting", choices=SETTINGS)
    parser.add_argument("--colours", default="light", choices=["light", "dark", "contrast"])
    parser.add_argument("--scene", nargs="+", default=[], choices=[scene.name for scene in SCENES])
    parser.add_argument("--demo", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.demo:
        scenes = [scene for scene in SCENES if not chosen.scene or scene.name in chosen.scene]
        return not draw_here(chosen.setting, chosen.demo, chosen.output, chosen.colours, scenes)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        make_demo(demo)
        settings = [chosen.setting] if chosen.setting else list(SETTINGS)
        drawn = [draw_in_child(each, demo, chosen.output, chosen.colours, chosen.scene) for each in settings]
        return not all(drawn)


if __name__ == "__main__":
    sys.exit(main())
