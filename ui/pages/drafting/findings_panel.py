"""What the check says about a table: what to mend here first, each with the button that mends it or leads there."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.checks.finding import SEVERITY_LABELS, Finding
from ui.pages.drafting.finding_rows import (
    DISMISSED,
    FOLD,
    JUMP,
    dismissed_number,
    dismissed_rows,
    finding_actions,
)
from ui.pages.drafting.records import TableView
from ui.theme.metrics import SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import SEVERITY_ICONS, Chip, ChipLabel
from ui.widgets.labels import label
from ui.widgets.rows import FINDINGS, Row, RowList

_WHOLE, _HERE, _ELSEWHERE = "整张表", "这一条", "其他"
_MOST = 200


def ordered(table: TableView) -> list[Finding]:
    """Return the findings in the order of list and form, those about the whole table last."""
    lines = {item.key: number for number, item in enumerate(table.items)}
    elements = {element.key: number for number, element in enumerate(table.definition.elements)}

    def place(finding: Finding) -> tuple[int, int]:
        return lines.get(table.key_of(finding), len(lines)), elements.get(finding.element, len(elements))

    return sorted(table.findings, key=place)


def neighbour(table: TableView, key: str, element: str, step: int) -> Finding | None:
    """Return the finding that follows an element of an item (step 1) or stands before it (-1), round and round."""
    findings = [finding for finding in ordered(table) if table.key_of(finding)]
    lines = {item.key: number for number, item in enumerate(table.items)}
    elements = {each.key: number for number, each in enumerate(table.definition.elements)}

    def place(finding_key: str, finding_element: str | None) -> tuple[int, int]:
        return lines.get(finding_key, -1), elements.get(finding_element, -1)

    here = place(key, element or None)
    places = [(place(table.key_of(finding), finding.element), finding) for finding in findings]
    if step > 0:
        ahead = [finding for at, finding in places if at > here]
        return (ahead or findings or [None])[0]
    behind = [finding for at, finding in places if at < here]
    return (behind or findings or [None])[-1]


def finding_rows(table: TableView, findings: Sequence[Finding], current: str) -> list[Row]:
    """Return the rows of the panel: what concerns the whole table, the current item, then the rest of the table.

    Of very many only the first are listed; the heading says how many there are.
    """
    groups: dict[str, list[int]] = {_WHOLE: [], _HERE: [], _ELSEWHERE: []}
    for number, finding in enumerate(findings):
        key = table.key_of(finding)
        groups[_ELSEWHERE if key and key != current else _HERE if key else _WHOLE].append(number)
    labels = {element.key: element.label for element in table.definition.elements}
    rows = []
    for heading, group in groups.items():
        if group:
            more = f"，先列前 {_MOST} 处" if len(group) > _MOST else ""
            rows.append(Row(f"heading:{heading}", f"{heading} {len(group)} 处{more}", heading=True))
            rows += [_row(table, labels, number, findings[number]) for number in group[:_MOST]]
    return rows


def _row(table: TableView, labels: dict[str, str], number: int, finding: Finding) -> Row:
    icon, role = SEVERITY_ICONS[finding.severity]
    return Row(
        str(number),
        finding.message,
        detail=_place(table, labels, finding),
        icon=icon,
        icon_role=role,
        icon_text=SEVERITY_LABELS[finding.severity],
        actions=finding_actions(finding, "去看看" if table.key_of(finding) else ""),
    )


def _place(table: TableView, labels: dict[str, str], finding: Finding) -> str:
    return " · ".join(part for part in (finding.item, labels.get(finding.element or "")) if part) or table.name


class FindingsPanel(QWidget):
    """The findings of the table, how many of each weight, and the way to the next one."""

    chosen = Signal(object)
    """The finding to be shown."""
    acted = Signal(object, str)
    """A finding and what shall be done about it: see `Acts.act_on`."""
    stepped = Signal(int)
    """The next (1) or previous (-1) finding is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._table: TableView | None = None
        self._current = ""
        self._findings: list[Finding] = []
        self._is_late = self._is_open = False
        self.rows = RowList(FINDINGS, name="问题")
        self.none = label("没有要改的地方。", "body", "text-muted", wrap=True)
        self.none.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        self.previous = Button("上一处", icon="chevron-left", tip="上一处问题（Shift+F8）")
        self.next = Button("下一处", icon="chevron-right", key="F8")
        self._bar = ActionBar([self.previous, self.next])
        self._counts = {severity: ChipLabel(Chip(icon, "")) for severity, (icon, _) in SEVERITY_ICONS.items()}
        self._connect()
        self._lay_out()

    def show_findings(self, table: TableView, current: str) -> None:
        """Show the findings of a table; those of the current item come first."""
        if table is not self._table:
            self._table, self._findings = table, ordered(table)
            self._show_counts()
        self._current = current
        self.none.setVisible(not self._findings)
        self.rows.setVisible(bool(self._findings or table.dismissed))
        for part in (self._head, self._bar):
            part.setVisible(bool(self._findings))
        # Nobody waits for rows that are not seen, and a long table has many.
        self._is_late = not self.isVisible()
        if not self._is_late:
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rows that were put off."""
        super().showEvent(event)
        if self._is_late:
            self._is_late = False
            self._fill()

    def _fill(self) -> None:
        table = self._table
        rows = finding_rows(table, self._findings, self._current)
        labels = {element.key: element.label for element in table.definition.elements}
        silent = [(_place(table, labels, finding), finding, dismissal) for finding, dismissal in table.dismissed]
        self.rows.set_rows([*rows, *dismissed_rows(silent, is_open=self._is_open)])

    def _fold(self) -> None:
        """Fold what was let stand in or out."""
        self._is_open = not self._is_open
        self._fill()

    def _finding(self, key: str) -> Finding:
        """The finding of a row."""
        number = dismissed_number(key)
        return self._findings[int(key)] if number < 0 else self._table.dismissed[number][0]

    def _show_counts(self) -> None:
        counts = Counter(finding.severity for finding in self._findings)
        for severity, chip in self._counts.items():
            icon, role = SEVERITY_ICONS[severity]
            chip.set_chip(Chip(icon, f"{SEVERITY_LABELS[severity]} {counts[severity]}", "state", role, f"{role}-soft"))
            chip.setVisible(bool(counts[severity]))
        leads = any(self._table.key_of(finding) for finding in self._findings)
        for button in (self.previous, self.next):
            button.set_available(leads, "这些都是关于整张表的")

    def _act(self, key: str, code: str) -> None:
        if code == FOLD:
            self._fold()
        elif code == JUMP:
            self.chosen.emit(self._finding(key))
        else:
            self.acted.emit(self._finding(key), code)

    def _choose(self, key: str) -> None:
        if key == DISMISSED:
            self._fold()
            return
        finding = self._finding(key)
        if finding.item or finding.entry:
            self.chosen.emit(finding)

    def _connect(self) -> None:
        self.rows.acted.connect(self._act)
        self.rows.opened.connect(self._choose)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))

    def _lay_out(self) -> None:
        self._head = QFrame()
        self._head.setProperty("line", "bottom")
        line = QHBoxLayout(self._head)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(SPACE[2])
        for chip in self._counts.values():
            line.addWidget(chip)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self._head)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        column.addWidget(self._bar)
