"""What the check says about a table: a list to jump from, in the order of the table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.checks.finding import SEVERITY_LABELS, Finding
from ui.pages.drafting.records import TableView
from ui.theme.metrics import SPACE
from ui.widgets.labels import label
from ui.widgets.rows import FINDINGS, Row, RowAction, RowList

_ICONS = {"block": ("octagon-alert", "danger"), "warn": ("triangle-alert", "warn"), "hint": ("info", "info")}


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
    """Return the rows of the panel: first what concerns the current item, then the rest of the table."""
    here = [(n, f) for n, f in enumerate(findings) if table.key_of(f) == current]
    elsewhere = [(n, f) for n, f in enumerate(findings) if table.key_of(f) != current]
    rows = []
    for heading, group in (("这一条", here), ("其他", elsewhere)):
        if group:
            rows.append(Row(f"heading:{heading}", f"{heading} {len(group)} 处", heading=True))
            rows += [_row(table, number, finding) for number, finding in group]
    return rows


def _row(table: TableView, number: int, finding: Finding) -> Row:
    icon, role = _ICONS[finding.severity]
    labels = {element.key: element.label for element in table.definition.elements}
    place = " · ".join(part for part in (finding.item, labels.get(finding.element or "")) if part)
    jump = (RowAction("jump", "去看看"),) if table.key_of(finding) else ()
    return Row(
        str(number),
        finding.message,
        detail=place or table.name,
        icon=icon,
        icon_role=role,
        icon_text=SEVERITY_LABELS[finding.severity],
        actions=jump,
    )


class FindingsPanel(QWidget):
    """The findings of the table; choosing one leads to it."""

    chosen = Signal(object)
    """The finding to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._table: TableView | None = None
        self._findings: list[Finding] = []
        self.rows = RowList(FINDINGS, name="问题")
        self.none = label("没有要改的地方。", "body", "text-muted", wrap=True)
        self.none.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        self.rows.acted.connect(lambda key, code: self._choose(key))
        self.rows.opened.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self.rows, 1)
        column.addStretch(0)

    def show_findings(self, table: TableView, current: str) -> None:
        """Show the findings of a table; those of the current item come first."""
        if table is not self._table:
            self._table, self._findings = table, ordered(table)
        self.rows.set_rows(finding_rows(table, self._findings, current))
        self.none.setVisible(not self._findings)
        self.rows.setVisible(bool(self._findings))

    def _choose(self, key: str) -> None:
        finding = self._findings[int(key)]
        if finding.item or finding.entry:
            self.chosen.emit(finding)
