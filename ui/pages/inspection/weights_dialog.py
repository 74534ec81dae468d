"""How many points each line of an inspection counts, and what one fault takes off, written by the county."""

import re
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.standards.inspection_rules import Inspection
from ui.editors.line import Line
from ui.help.opening import add_help_key
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.labels import label

_LEAST, _NUMBER_WIDTH, _WIDTH, _AROUND, _MARGIN = 160, 72, 560, 176, 48
_POINTS = re.compile(r"\d{1,3}(\.\d)?")
_WHOLE = Decimal(100)


class WeightsDialog(QDialog):
    """Says as it is typed what all points come to. Who opened it closes it."""

    decided = Signal()
    """These points shall count."""
    reset = Signal()
    """The program's points shall count again."""

    def __init__(self, parent: QWidget, inspection: Inspection, *, is_own: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{inspection.name}的分值")
        self._inspection = inspection
        self.points = {each.code: _number(each.points, f"{each.name}：多少分") for each in inspection.criteria}
        self.taken = {
            each.code: _number(each.each, f"{each.name}：每{each.unit}扣几分")
            for each in inspection.criteria
            if each.each is not None
        }
        self.told = label("", "body", wrap=True)
        self.yes, self.no = Button("定下", icon="check", role="primary"), Button("先不")
        self.program = Button("回到程序带的", icon="rotate-ccw", role="quiet")
        self.program.setVisible(is_own)
        self._lay_out()
        self._connect()
        FocusRing(self)
        add_help_key(self)
        self.follow()
        next(iter(self.points.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def worth(self) -> dict[str, str]:
        """Return the points by the codes of the lines."""
        return {code: line.text().strip() for code, line in self.points.items()}

    def each(self) -> dict[str, str]:
        """Return what one fault takes off, by the codes of the lines where faults are counted."""
        return {code: line.text().strip() for code, line in self.taken.items()}

    def follow(self) -> None:
        """Say what the points come to, and allow only a hundred."""
        wrong = next((line for line in self._lines() if not _POINTS.fullmatch(line.text().strip())), None)
        if wrong is not None:
            self.say(f"“{wrong.accessibleName()}”要写成 15 或者 2.5 这样。", may=False)
            return
        total = sum((Decimal(text) for text in self.worth().values()), Decimal(0))
        lacks = f"还差 {_WHOLE - total} 分" if total < _WHOLE else f"多了 {total - _WHOLE} 分" if total > _WHOLE else ""
        self.say(f"加起来 {total} 分{'，' + lacks if lacks else ''}。", may=not lacks)

    def say(self, words: str, *, may: bool = True) -> None:
        """Say how it stands, or why it was refused; `may` it be set so."""
        self.told.setText(words)
        self.yes.set_available(may, words)

    def _lines(self) -> list[Line]:
        return [*self.points.values(), *self.taken.values()]

    def _connect(self) -> None:
        for line in self._lines():
            line.textChanged.connect(self.follow)
        self.yes.clicked.connect(self.decided)
        self.program.clicked.connect(self.reset)
        self.no.clicked.connect(self.reject)
        self.yes.setDefault(True)

    def _lay_out(self) -> None:
        inside, grid = QWidget(), QGridLayout()
        for place, words in enumerate(("", "多少分", "每一件扣几分")):
            grid.addWidget(label(words, "caption", "text-muted"), 0, place)
        for row, each in enumerate(self._inspection.criteria, start=1):
            grid.addWidget(label(each.name, "body"), row, 0)
            grid.addWidget(self.points[each.code], row, 1)
            if each.code in self.taken:
                grid.addLayout(_with_unit(self.taken[each.code], each.unit), row, 2)
            else:
                grid.addWidget(label("按比例", "table", "text-muted"), row, 2)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(SPACE[1])
        grid.setContentsMargins(SPACE[1], SPACE[1], SPACE[3], SPACE[1])
        inside.setLayout(grid)
        foot = QHBoxLayout()
        foot.addWidget(self.program)
        foot.addStretch(1)
        foot.addWidget(self.no)
        foot.addWidget(self.yes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        whole.setSpacing(SPACE[3])
        whole.addWidget(label(f"{self._inspection.name}的分值，一共一百分", "section", wrap=True))
        whole.addWidget(FittingScroll(inside, _LEAST), 1)
        whole.addWidget(self.told)
        whole.addLayout(foot)
        # The lines and the room around them: as far as the screen goes they are all seen at once.
        height = inside.sizeHint().height() + theme().scaled(_AROUND)
        room = self.screen().availableSize()
        self.resize(min(theme().scaled(_WIDTH), room.width() - _MARGIN), min(height, room.height() - _MARGIN))


def _number(text: str, name: str) -> Line:
    line = Line(text)
    line.setAccessibleName(name)
    line.setFixedWidth(theme().scaled(_NUMBER_WIDTH))
    return line


def _with_unit(line: Line, unit: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE[2])
    row.addWidget(line)
    row.addWidget(label(f"每{unit}", "table", "text-muted"))
    row.addStretch(1)
    return row
