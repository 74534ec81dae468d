"""How an entry came to be what it is, and the way back to an earlier wording."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.drafting.records import Change, VersionView
from ui.theme.metrics import SPACE
from ui.widgets.labels import label
from ui.widgets.rows import FINDINGS, Row, RowAction, RowList

_MOST = 60
_ELEMENT, _WHOLE = "element", "whole"


def version_rows(versions: Sequence[VersionView]) -> list[Row]:
    """Return a heading per version with who and when, under it what it changed."""
    rows = []
    for version, before in zip_longest(versions, versions[1:]):
        who = version.person or "没有留名"
        rows.append(Row(f"heading:{version.revision}", f"{_when(version.at)} {who}", heading=True))
        rows.append(_version_row(version))
        if before is not None:
            rows += [_change_row(version, before, change) for change in version.changes if change.element]
    return rows


def _version_row(version: VersionView) -> Row:
    others = [f"{change.label}：{change.before} → {change.after}" for change in version.changes if not change.element]
    can_restore = not version.is_current and not version.redacted
    detail = "现在的样子" if version.is_current else version.redaction
    return Row(
        f"{_WHOLE}|{version.revision}|{version.revision}|",
        version.label,
        detail=detail,
        note="；".join(others),
        icon="history",
        actions=(RowAction("restore", "恢复这一版"),) if can_restore else (),
    )


def _change_row(version: VersionView, before: VersionView, change: Change) -> Row:
    actions = () if before.redacted else (RowAction("restore", "恢复改动前的"),)
    return Row(
        f"{_ELEMENT}|{version.revision}|{before.revision}|{change.element}",
        f"{_short(change.before)} → {_short(change.after)}",
        detail=change.label,
        icon="pencil-line",
        icon_role="difference",
        actions=actions,
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _when(at: str) -> str:
    time = datetime.fromisoformat(at).astimezone()
    return f"{time.month}月{time.day}日 {time:%H:%M}"


class HistoryPanel(QWidget):
    """The versions of the entry, newest first."""

    restore_asked = Signal(str, str)
    """Revision, and the key of the one element that shall come back or ""."""

    def __init__(self) -> None:
        super().__init__()
        self._versions: list[VersionView] = []
        self.rows = RowList(FINDINGS, name="历史")
        self.none = label("采用以后，每一次改动都会记在这里。", "body", "text-muted", wrap=True)
        self.none.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        self.rows.acted.connect(lambda key, code: self._restore(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self.rows, 1)
        column.addStretch(0)

    def show_versions(self, versions: Sequence[VersionView]) -> None:
        """Show the versions of an entry."""
        self._versions = list(versions)
        self.rows.set_rows(version_rows(self._versions))
        self.none.setVisible(not self._versions)
        self.rows.setVisible(bool(self._versions))

    def _restore(self, key: str) -> None:
        _, _, revision, element = key.split("|")
        self.restore_asked.emit(revision, element)
