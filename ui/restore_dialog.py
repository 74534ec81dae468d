"""Choosing a backup: those the program made, and what is in one, before anything is restored."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.safekeeping.listing import Listed
from app.safekeeping.looking import Inside
from app.safekeeping.series import REASONS
from ui.desk import Desk
from ui.help.opening import add_help_key
from ui.jobs import FILES
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.row_spec import FINDINGS, Row
from ui.widgets.rows import RowList

_WIDTH, _HEIGHT, _LIST, _MARGIN, _LEAST = 900, 560, 240, 48, 120
_ACTS_SHOWN = 6
_CHOOSE = "选一份备份，先看看里面有什么。"

Look = Callable[[Path, QWidget, Callable[[Inside], None], Callable[[BaseException], None]], object]
"""Looks into a backup and tells one of the two, unless the widget is gone by then."""


class RestoreDialog(QDialog):
    """A list of backups and what is in the one chosen. `then(backup)` restores it; `elsewhere()` chooses a file."""

    def __init__(
        self,
        parent: QWidget | None,
        backups: Sequence[Listed],
        look: Look,
        then: Callable[[Path], object],
        elsewhere: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("用备份恢复")
        self._look, self._then, self._elsewhere = look, then, elsewhere
        self.list = RowList(FINDINGS, name="备份")
        self.list.set_rows(backup_rows(backups))
        self.title = label("里面有什么", "strong", wrap=True)
        self.words = Paragraph(_CHOOSE)
        self.restore = Button("恢复成一个文件", icon="archive-restore", role="primary")
        self.other = Button("从U盘或别处选", icon="folder-open")
        self.leave = Button("不恢复了")
        self._build()
        self._connect()
        self.restore.set_available(False, "先选一份备份")
        newest = next((row.key for row in self.list.rows() if not row.heading), "")
        if newest:
            self.list.set_current(newest)
            self._show(newest)

    def _build(self) -> None:
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(SPACE[1], 0, SPACE[1], 0)
        self._column.setSpacing(SPACE[2])
        self._column.addWidget(self.title)
        self._column.addWidget(self.words)
        self._column.addStretch(1)
        self.list.setMinimumWidth(_LIST)
        both = QHBoxLayout()
        both.setSpacing(SPACE[4])
        both.addWidget(self.list, 2)
        scroll = FittingScroll(self._inside, _LEAST)
        right = QVBoxLayout()
        right.addWidget(scroll)
        right.addStretch(1)
        both.addLayout(right, 3)
        foot = Flow()
        for button in (self.restore, self.other, self.leave):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(SPACE[3])
        column.addWidget(label("选一份备份", "section"))
        told = "恢复出来的是另一个文件，现在的文件改名留着，什么也不会盖掉。"
        column.addWidget(Paragraph(told, "table", "text-muted"))
        column.addLayout(both, 1)
        column.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(
            min(theme().scaled(_WIDTH), room.width() - _MARGIN), min(theme().scaled(_HEIGHT), room.height() - _MARGIN)
        )
        FocusRing(self)
        add_help_key(self)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._show)
        self.restore.clicked.connect(self._go_on)
        self.other.clicked.connect(self._choose_file)
        self.leave.clicked.connect(self.reject)
        # Nothing is put in the place of anything: what comes back is another file.
        self.restore.setDefault(True)

    def _show(self, key: str) -> None:
        self.restore.set_available(False, "正在看")
        self.title.setText("正在看里面有什么")
        self.words.set_text("")
        self._look(
            Path(key), self, lambda inside: self._show_inside(key, inside), lambda error: self._refuse(key, error)
        )

    def _show_inside(self, key: str, inside: Inside) -> None:
        if key != self.list.current_key():
            return
        self.title.setText(f"{inside.facts.organisation} · {inside.facts.edition}版")
        self.words.set_text(inside_words(inside))
        self.restore.set_available(True)

    def _refuse(self, key: str, error: BaseException) -> None:
        if key != self.list.current_key():
            return
        told = error.message if isinstance(error, UserFacingError) else "这一份看不了。请换一份。"
        self.title.setText("这一份不能用")
        self.words.set_text(told)

    def _go_on(self) -> None:
        backup = Path(self.list.current_key())
        self.accept()
        self._then(backup)

    def _choose_file(self) -> None:
        self.accept()
        self._elsewhere()


def looking_from(desk: Desk, look: Callable[[Path], Inside]) -> Look:
    """Return a way to look into a backup beside the window's thread."""
    return lambda backup, owner, shown, failed: desk.jobs.run(
        FILES, lambda watch: look(backup), shown, failed, owner=owner
    )


def backup_rows(backups: Sequence[Listed]) -> list[Row]:
    """Backups as rows below the files they were made of, the newest first."""
    rows: list[Row] = []
    for backup in backups:
        folder = backup.path.parent.name
        if not rows or rows[-1].tip != folder:
            name = backup.facts.file if backup.facts else backup.path.parent.name
            whose = f"{backup.facts.organisation}　{name}" if backup.facts else name
            rows.append(Row(f"heading {folder}", whose, heading=True, tip=folder))
        rows.append(_row(backup, folder))
    return rows


def _row(backup: Listed, folder: str) -> Row:
    if backup.facts is None:
        return Row(str(backup.path), "读不出来", backup.path.name, icon="octagon-alert", icon_role="danger", tip=folder)
    return Row(
        str(backup.path),
        desk_time(backup.facts.at),
        # One that somebody made has no reason of the program: its name tells which it is.
        f"{REASONS.get(backup.facts.reason) or backup.path.name}，{size_words(backup.size)}",
        icon="hard-drive",
        tip=folder,
    )


def inside_words(inside: Inside) -> str:
    """Say what is in a backup, and what would not be in the restored file."""
    lines = [f"{desk_time(inside.facts.at)}备份，核对过，完好。"]
    if inside.since is not None:
        since = inside.since
        lines.append(
            "现在的条目和备份时一样。"
            if since.none
            else f"备份以后新增 {since.added} 条、改过 {since.changed} 条、删去 {since.removed} 条，"
            "恢复出来的文件里没有这些改动。"
        )
    lines += [f"{field.name}：{field.entries} 条，已完成 {field.ready} 条" for field in inside.fields]
    lines.append(f"公示 {inside.notices} 份，附件 {inside.attachments} 个。")
    if inside.missing:
        lines.append(f"其中 {inside.missing} 个附件不在备份旁边了，恢复不出来。")
    lines.append("备份以前最后做的：")
    lines += [f"　{desk_time(act.at)} {act.person} {act.label}" for act in inside.acts[:_ACTS_SHOWN]]
    return "\n".join(lines)


def desk_time(at: str) -> str:
    """A stored moment (ISO 8601) as the clock on the wall shows it."""
    moment = datetime.fromisoformat(at).astimezone()
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def size_words(size: int) -> str:
    """Bytes in words."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, size >> 10)} KB"
