"""The layout of the page: the items of a field at the left, one of them as all units have it at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.in_parts import InParts
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns, Remembers
from ui.widgets.flow import Flow
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.pane_head import PaneHead
from ui.widgets.rows import ITEMS, RowList
from ui.widgets.tables import TextTable

_LIST_LOOK = replace(ITEMS, number=34, separators=True, heading="band", wrap=True)


class ItemsPane(QWidget):
    """The items of a field, those with most that stands out first."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(_LIST_LOOK, name="事项")
        self.state = label("", "caption", "text-muted")
        self.head = PaneHead("事项", last=(self.state,))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.list, 1)


class ElementChoice(QWidget):
    """Which elements stand in the table: those chosen, or by themselves those with most differences."""

    changed = Signal(tuple)
    """The elements chosen, in order of the table; none for by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.usual = Button("自动", role="mini", tip="自动选不一样最多的几栏")
        self.usual.setCheckable(True)
        self.usual.clicked.connect(lambda: self.changed.emit(()))
        self._buttons: dict[str, Button] = {}
        self._flow = Flow(self, gap=6, line_gap=6)
        self._flow.addWidget(label("比哪几栏", "caption", "text-muted"))
        self._flow.addWidget(self.usual)

    def show_elements(self, choices: Sequence[tuple[str, str]], shown: Sequence[str], *, is_usual: bool) -> None:
        """Offer these (key, words), and press those that are shown."""
        if [key for key, _ in choices] != [*self._buttons]:
            self._rebuild([key for key, _ in choices])
        for key, words in choices:
            self._buttons[key].setText(words)
            self._buttons[key].setChecked(key in shown)
        self.usual.setChecked(is_usual)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The elements that are pressed."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def button(self, key: str) -> Button:
        """Return the button of an element."""
        return self._buttons[key]

    def _rebuild(self, keys: Sequence[str]) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for key in keys:
            button = Button("", role="mini", parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda: self.changed.emit(self.chosen))
            self._buttons[key] = button
            self._flow.addWidget(button)
            button.show()


class ComparePane(QWidget):
    """One item: what it is, what to look at, the table."""

    def __init__(self) -> None:
        super().__init__()
        self.path = label("", "table", "text-muted", wrap=True)
        self.title = label("", "page", wrap=True)
        self.counted = label("", "table", wrap=True)
        self.only = QCheckBox("只看不一样的")
        self.elements = ElementChoice()
        self.table = TextTable(name="各单位的写法")
        self.hidden = label("", "caption", "text-muted", wrap=True)
        self._lay_out()

    def leave_name_to_band(self, is_left: bool) -> None:
        """Say what the item is called here, or leave that to the band of a narrow window."""
        for part in (self.path, self.title):
            part.setVisible(not is_left)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 10)
        column.setSpacing(SPACE[1])
        column.addWidget(self.path)
        column.addWidget(self.title)
        counts = QHBoxLayout()
        counts.setSpacing(SPACE[3])
        counts.addWidget(self.counted, 1)
        counts.addWidget(self.only, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(counts)
        column.addWidget(self.elements)
        self.hidden.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.hidden)


class ItemCompareView(InParts, Columns):
    """Both panes."""

    def __init__(self, preferences: Remembers) -> None:
        super().__init__("item-compare", preferences)

    def build(self) -> Iterator[None]:
        self.items = ItemsPane()
        self.set_list(self.items, "事项")
        yield
        self.compare = ComparePane()
        yield
        self.set_content(self.compare, "各单位的写法")
        # In a narrow window the item is named on the band: the table of units needs the lines.
        self._named = ElidedLabel("", "section")
        self.hold_in_band(self._named)
        self.narrow_changed.connect(self.compare.leave_name_to_band)

    def name_item(self, path: str, code: str, title: str) -> None:
        """Say which item is compared."""
        self.compare.path.setText(f"{path} · {code}")
        self.compare.title.setText(title)
        self._named.setText(f"{code} {title}")
