"""What the check says about every table that was begun: read on the store's thread, shown as a list to jump from."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.checks.dismissing import Dismissal
from app.checks.finding import SEVERITY_LABELS, Finding
from app.checks.table_findings import TableFindings
from app.drafting.lookup import find_definition
from app.errors import UserFacingError
from app.workspace import Workspace
from ui.jobs import Watch
from ui.pages.drafting.finding_rows import (
    DISMISSED,
    FOLD,
    JUMP,
    Silent,
    dismissed_number,
    dismissed_rows,
    finding_actions,
)
from ui.pages.drafting.overview.records import TableCard
from ui.pages.drafting.records import Place
from ui.theme.metrics import SPACE
from ui.widgets.chips import SEVERITY_ICONS
from ui.widgets.labels import label
from ui.widgets.rows import FINDINGS, Row, RowList

_ORDER = list(SEVERITY_LABELS)
# More of one table nobody goes through in a list, and the window would stand still while it is made.
_MOST = 200


@dataclass(frozen=True)
class TableCheck:
    """What was found in one table: where it is, its name, its findings, and the labels of its elements; `dismissed` is
    what somebody let stand."""

    place: Place
    name: str
    findings: tuple[Finding, ...]
    labels: dict[str, str]
    dismissed: tuple[tuple[Finding, Dismissal], ...] = ()

    def place_of(self, finding: Finding) -> str:
        """Return where in the table a finding is, in words."""
        parts = (finding.item, self.labels.get(finding.element or ""))
        return " · ".join(part for part in parts if part) or self.name


def check_begun(
    workspace: Workspace, memory: TableFindings, cards: Iterable[TableCard], watch: Watch | None = None
) -> tuple[TableCheck, ...]:
    """Check the tables that have entries and leave out those without findings. `memory` stays on that thread.

    Raises `UserFacingError` once `watch` was told to stop; what was looked at by then needs no looking at again.
    """
    begun = [card for card in cards if card.entries]
    found, done, total = [], 0, sum(card.entries for card in begun)
    for card in begun:
        looked_at = _teller(watch, card, done, total) if watch is not None else lambda: None
        findings = memory.read(workspace, *card.place, looked_at)
        dismissed = memory.dismissed(*card.place)
        done += card.entries
        if findings or dismissed:
            elements = find_definition(workspace, card.place.checklist).elements
            name = f"{card.code} {card.name}".strip()
            labels = {each.key: each.label for each in elements}
            found.append(TableCheck(card.place, name, findings, labels, dismissed))
    return tuple(found)


def _teller(watch: Watch, card: TableCard, done: int, total: int) -> Callable[[], None]:
    """Return what tells, before each entry of a table, how far the check is, and ends it when it shall stop."""
    numbers = count(done)

    def tell() -> None:
        if watch.is_cancelled():
            raise UserFacingError("cancelled", "检查停下了。再按 F9，从停下的地方接着查。")
        watch.progress(next(numbers), total, f"{card.code} {card.name}".strip())

    return tell


def target_of(check: TableCheck, finding: Finding) -> dict[str, str | None]:
    """Return where a finding leads: its entry, else its item, else its table."""
    if finding.entry:
        return {"entry": finding.entry, "element": finding.element}
    if finding.item:
        return {"item": finding.item, "element": finding.element}
    return {"checklist": check.place.checklist, "field": check.place.field}


class CheckPanel(QWidget):
    """The findings of all tables, each under its table; choosing one leads to it."""

    chosen = Signal(dict)
    """Where the finding leads, as `show_place` takes it."""
    acted = Signal(object, object, str)
    """A table (`Place`), a finding of it, and what shall be done about that: see `Acts.act_on`."""

    def __init__(self) -> None:
        super().__init__()
        self._checks: Sequence[TableCheck] = ()
        self._listed: dict[str, tuple[TableCheck, Finding]] = {}
        self._is_open = False
        self.words = label("", "table", "text-muted", wrap=True)
        self.words.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        self.rows = RowList(FINDINGS, name="各个领域的问题")
        self.rows.opened.connect(self._choose)
        self.rows.acted.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        self.setFocusProxy(self.rows)
        self.say("正在检查每一个领域…")

    def say(self, words: str) -> None:
        """Say something in the place of findings."""
        self.words.setText(words)
        self.rows.hide()

    def show_checks(self, checks: Sequence[TableCheck]) -> None:
        """Show what was found."""
        self._checks = checks
        if not checks:
            self.say("开始编的领域都检查过了，没有要改的地方。")
            return
        rows: list[Row] = []
        self._listed = {}
        for check in [each for each in checks if each.findings]:
            table = check.place.field or check.place.checklist
            count = len(check.findings)
            more = f"，先列前 {_MOST} 处" if count > _MOST else ""
            rows.append(Row(f"heading {table}", f"{check.name} {count} 处{more}", heading=True))
            for number, finding in enumerate(_first(check.findings)):
                key = f"{table} {number}"
                self._listed[key] = check, finding
                rows.append(_row(key, check, finding))
        self.words.setText(_sum(checks))
        self.rows.set_rows([*rows, *dismissed_rows([one for _, one in self._silent()], is_open=self._is_open)])
        self.rows.show()

    def _silent(self) -> list[tuple[TableCheck, Silent]]:
        """What was let stand in all tables, each with its table."""
        return [
            (check, (f"{check.name} · {check.place_of(finding)}", finding, dismissal))
            for check in self._checks
            for finding, dismissal in check.dismissed
        ]

    def _of_row(self, key: str) -> tuple[TableCheck, Finding] | None:
        """The finding of a row with its table; None for a heading."""
        number = dismissed_number(key)
        if number < 0:
            return self._listed.get(key)
        check, (_, finding, _) = self._silent()[number]
        return check, finding

    def _act(self, key: str, code: str) -> None:
        if code in (FOLD, JUMP):
            self._choose(key)
            return
        check, finding = self._of_row(key)
        self.acted.emit(check.place, finding, code)

    def _choose(self, key: str) -> None:
        if key == DISMISSED:
            self._is_open = not self._is_open
            self.show_checks(self._checks)
        elif (found := self._of_row(key)) is not None:
            self.chosen.emit(target_of(*found))


def _first(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings to be listed: all, or of very many those that weigh most."""
    if len(findings) <= _MOST:
        return findings
    return sorted(findings, key=lambda finding: _ORDER.index(finding.severity))[:_MOST]


def _row(key: str, check: TableCheck, finding: Finding) -> Row:
    icon, role = SEVERITY_ICONS[finding.severity]
    return Row(
        key,
        finding.message,
        detail=check.place_of(finding),
        icon=icon,
        icon_role=role,
        icon_text=SEVERITY_LABELS[finding.severity],
        actions=finding_actions(finding),
    )


def _sum(checks: Sequence[TableCheck]) -> str:
    found = [check for check in checks if check.findings]
    if not found:
        return "没有要改的地方。"
    counts = Counter(finding.severity for check in found for finding in check.findings)
    parts = [f"{SEVERITY_LABELS[severity]} {counts[severity]} 处" for severity in SEVERITY_LABELS if counts[severity]]
    return f"{len(found)} 个领域有问题：{'，'.join(parts)}。"
