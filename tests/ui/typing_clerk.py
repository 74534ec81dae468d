"""The real program with a clerk at its keyboard, who types on and on until somebody kills the process.

    python -m tests.ui.typing_clerk SEED WORKSPACE ENTRY…

It is `python -m ui WORKSPACE` in all but the keys. Prints JSON lines: ["shown", entry, text] for every entry as the
form shows it when the program has come up, ["typed", time, entry, text] before each key with what will stand in the
form then (time: `time.monotonic`), and ["saved"] whenever 已保存 comes up at the foot of the window.
"""

import json
import os
import random
import sys
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

import ui.__main__ as entrance
from ui.application import Program

ELEMENT = "publisher"
CHARACTERS = "党政办公室便民服务中心民政村务监督0123456789"
LEAST_PAUSE_MS, MOST_PAUSE_MS = 1, 90
# Of so many keys one goes to another entry instead.
LEAVES_AFTER = 15


def tell(*line: object) -> None:
    """Write one line at once, as a whole."""
    os.write(1, (json.dumps(line, ensure_ascii=False) + "\n").encode())


class Clerk(QObject):
    """Looks at every entry, then types; each step when the one before has come to rest."""

    def __init__(self, program: Program, seed: int, entries: list[str]) -> None:
        super().__init__(program.window)
        self._program, self._entries, self._entry = program, entries, ""
        self._unseen = list(entries)
        self._chance = random.Random(seed)
        self._look_again = QTimer(self, interval=20)
        self._look_again.timeout.connect(self._arrive)
        self._next_key = QTimer(self, singleShot=True)
        self._next_key.timeout.connect(self._press)
        program.session.saved.connect(self._see_saved)
        program.window.usable.connect(lambda: self._turn_to(self._unseen[0]))

    def _turn_to(self, entry: str) -> None:
        self._entry = entry
        self._program.window.go("drafting", entry=entry, element=ELEMENT)
        self._look_again.start()

    def _arrive(self) -> None:
        """Go on once the keyboard is in the element of the entry."""
        view = self._program.window.current.view
        is_there = view.shown is not None and (view.shown.entry, view.element) == (self._entry, ELEMENT)
        if not (is_there and self._program.jobs.are_idle and self._editor() is not None):
            return
        self._look_again.stop()
        if self._entry in self._unseen:
            tell("shown", self._entry, self._editor().toPlainText())
            self._unseen.remove(self._entry)
        if self._unseen:
            self._turn_to(self._unseen[0])
        else:
            QTest.keyClick(self._editor(), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
            self._wait()

    def _editor(self) -> QPlainTextEdit | None:
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QPlainTextEdit) else None

    def _wait(self) -> None:
        self._next_key.start(self._chance.randint(LEAST_PAUSE_MS, MOST_PAUSE_MS))

    def _press(self) -> None:
        if not self._chance.randrange(LEAVES_AFTER):
            self._turn_to(self._chance.choice(self._entries))
            return
        editor, character = self._editor(), self._chance.choice(CHARACTERS)
        tell("typed", monotonic(), self._entry, editor.toPlainText() + character)
        # As an input method hands over what was chosen.
        event = QInputMethodEvent()
        event.setCommitString(character)
        QApplication.sendEvent(editor, event)
        self._wait()

    def _see_saved(self) -> None:
        if self._program.window.status.saved_text.startswith("已保存"):
            tell("saved")


def main() -> int:
    """Run the program with the clerk in front of it."""
    seed, workspace, *entries = sys.argv[1:]

    class Attended(Program):
        """The program, and somebody comes to it."""

        def begin(self, files: list[Path], *, crashed: bool = False) -> None:
            """Show the window, with the clerk before it."""
            super().begin(files, crashed=crashed)
            self.clerk = Clerk(self, int(seed), entries)

    entrance.Program = Attended
    return entrance.main([workspace])


if __name__ == "__main__":
    sys.exit(main())
