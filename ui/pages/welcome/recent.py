"""The opening page of whoever has worked here before: which workspace to go on with."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from app.demo_folder import is_demo
from ui.pages.welcome.step import Step
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.flow import Flow
from ui.widgets.panel import Panel
from ui.widgets.row_spec import TASKS, Row, RowAction
from ui.widgets.rows import RowList

_WAYS = (
    ("open", "folder-open", "打开别的工作文件"),
    ("new", "plus", "建一个新的"),
    ("restore", "archive-restore", "用备份恢复"),
    ("demo", "eye", "先看演示数据"),
)


class RecentStep(Step):
    """The workspaces opened lately, newest first."""

    chosen = Signal(str)
    """This workspace (path) shall be opened."""
    dropped = Signal(str)
    """This one (path) shall be taken off the list."""
    way_chosen = Signal(str)
    """One of open, new, restore, demo."""

    def __init__(self) -> None:
        super().__init__("接着用哪一个？", "用上下键选一个，按 Enter 打开。")
        self.list = RowList(TASKS, name="最近用过的工作文件", hug=True)
        self.list.acted.connect(self._act)
        self.list.opened.connect(self.chosen)
        frame = Panel()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.list)
        self.column.addWidget(frame)
        self.column.addSpacing(SPACE[5])
        flow = Flow(gap=10)
        for way, icon, text in _WAYS:
            button = Button(text, icon=icon)
            button.clicked.connect(lambda *_, way=way: self.way_chosen.emit(way))
            flow.addWidget(button)
        self.column.addLayout(flow)
        self.column.addStretch(1)

    def show_workspaces(self, known: Sequence[Mapping[str, str]], missing: set[str]) -> None:
        """Show these workspaces; `missing` paths have no file any more."""
        self.list.set_rows([recent_row(each, is_missing=each["path"] in missing) for each in known])
        if known and not self.list.current_key():
            self.list.set_current(known[0]["path"])

    def focus_first(self) -> None:
        self.list.setFocus()

    def _act(self, path: str, code: str) -> None:
        (self.dropped if code == "drop" else self.chosen).emit(path)


def recent_row(known: Mapping[str, str], *, is_missing: bool) -> Row:
    """Return the row of a workspace opened before."""
    action = RowAction("drop", "从列表去掉") if is_missing else RowAction("open", "打开")
    return Row(
        known["path"],
        f"{known['name']} · {known['edition']}版",
        f"文件不在了：{known['path']}" if is_missing else known["path"],
        icon="file-warning" if is_missing else "file-text",
        icon_role="warn" if is_missing else "accent-ink",
        icon_text="文件不在了" if is_missing else "工作文件",
        right=_when(known.get("at", "")),
        right_role="text-muted",
        chip=Chip("eye", "演示数据", "state", "info", "info-soft") if is_demo(known["path"]) else None,
        actions=(action,),
        tip=known["path"],
    )


def _when(at: str) -> str:
    if not at:
        return ""
    opened = datetime.fromisoformat(at)
    days = (datetime.now().date() - opened.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{opened.month}月{opened.day}日")
    return f"{day} {opened:%H:%M}"
