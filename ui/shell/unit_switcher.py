"""Change to another unit's workspace from anywhere: Ctrl+U, a few letters, Enter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.standards.spelling import pinyin_spellings
from app.villages.units import MyUnit, is_same_file
from ui.desk import Desk
from ui.jobs import STORE
from ui.opening import open_file
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.labels import label
from ui.widgets.rows import Row, RowList

_WIDTH, _HEIGHT, _SIDE, _TOP = 440, 400, 10, 64
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Choice:
    """A workspace one can change to."""

    path: Path
    name: str
    parent_name: str = ""
    is_mine: bool = True
    icon: str = "file-text"


class UnitSwitcher(QFrame):
    """Lies over the window: a box to type in, below it the units, the one used last before the others."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self.setProperty("surface", "popup")
        self.setAccessibleName("换到哪个单位")
        self._desk, self._choices = desk, []
        self._spelled: dict[str, str] = {}
        self._before: QWidget | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("换到哪个单位？打名称，或者拼音首字母")
        self.box.setAccessibleName("换到哪个单位")
        self.list = RowList(name="可以换到的单位")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = label("没有这样的单位。在“各村”里把它的工作文件加进列表。", "body", "text-muted", wrap=True)
        self._none.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        column.setSpacing(SPACE[2])
        for widget in (self.box, self._none, self.list):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.box.textChanged.connect(self._show)
        self.box.installEventFilter(self)
        self.list.opened.connect(self._choose)
        self.list.clicked.connect(lambda index: self._choose(self.list.key_at(index)))
        window.installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()

    def open(self) -> None:
        """Show the units; with the one used last on top, Enter alone goes back and forth between two."""
        session, preferences = self._desk.session, self._desk.preferences
        if not session.is_open:
            return
        preferences.units.read()
        self._choices = choices(preferences.units.units, preferences.recent_workspaces(), session.unit.path)
        self._before = self.window().focusWidget()
        self._spell()
        self.box.clear()
        self._show()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.box:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in (*_KEYS, *_ENTER, Qt.Key.Key_Escape):
            # A page behind may have the same keys as shortcuts.
            event.accept()
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        # A click on a row takes the focus away on some desktops before it is told.
        if event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _KEYS:
            self.list.keyPressEvent(event)
        elif event.key() in _ENTER:
            self._choose(self.list.current_key())
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            return False
        return True

    def _close(self) -> None:
        """Give the keyboard back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        if key:
            self._close()
            open_file(self._desk, Path(key))

    def _show(self) -> None:
        wanted = self.box.text()
        found = [choice for choice in self._choices if _is_wanted(choice, wanted, self._spelled)]
        self.list.set_rows(_rows(found))
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.list.set_current(str(found[0].path) if found else "")
        self._place()

    def _spell(self) -> None:
        """Loading how characters are spelled takes a moment; names can be typed in characters meanwhile."""
        names = [choice.name for choice in self._choices if choice.name not in self._spelled]

        def take(spelled: dict[str, str]) -> None:
            self._spelled |= spelled
            if self.isVisible():
                self._show()

        if names:
            self._desk.jobs.run(STORE, lambda watch: {name: pinyin_spellings(name) for name in names}, take, owner=self)

    def _fit(self) -> None:
        # What was never seen does not follow the text size by itself.
        self.box.setFont(theme().font("body"))
        self._place()

    def _place(self) -> None:
        window = self.window()
        width = min(theme().scaled(_WIDTH), window.width() - 2 * _SIDE)
        self.setFixedWidth(width)
        rows = self.list.content_height() if self.list.rows() else self._none.heightForWidth(width - 2 * SPACE[2])
        wanted = self.box.sizeHint().height() + rows + 3 * SPACE[2] + 2
        self.setFixedHeight(min(wanted, theme().scaled(_HEIGHT), window.height() - _TOP - _SIDE))
        self.move(QPoint((window.width() - width) // 2, _TOP))


def choices(units: Iterable[MyUnit], recent: Iterable[Mapping[str, str]], open_path: Path) -> list[Choice]:
    """Return what one can change to: units of the list, the one used last first, then other files opened lately."""
    known = list(recent)
    order = {each["path"]: number for number, each in enumerate(known)}
    mine = [
        Choice(unit.path, unit.name, unit.parent_name, icon="house" if unit.is_village else "building-2")
        for unit in units
    ]
    mine.sort(key=lambda choice: order.get(str(choice.path), len(order)))
    listed = {str(choice.path) for choice in mine}
    others = [Choice(Path(each["path"]), each["name"], "", False) for each in known if each["path"] not in listed]
    return [choice for choice in [*mine, *others] if not is_same_file(choice.path, open_path)]


def _is_wanted(choice: Choice, wanted: str, spelled: Mapping[str, str]) -> bool:
    where = f"{choice.parent_name}{choice.name} {spelled.get(choice.name, '')}".casefold()
    return all(word in where for word in wanted.casefold().split())


def _rows(found: list[Choice]) -> list[Row]:
    rows = [_row(choice) for choice in found if choice.is_mine]
    others = [_row(choice) for choice in found if not choice.is_mine]
    return [*rows, Row("heading recent", "最近打开过", heading=True), *others] if others else rows


def _row(choice: Choice) -> Row:
    return Row(
        str(choice.path),
        choice.name,
        icon=choice.icon,
        right=choice.parent_name,
        right_role="text-muted",
        tip=str(choice.path),
    )
