"""What a start file or a work package says, before a workspace is made from it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.founding import FoundingFile
from ui.theme.metrics import SPACE
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel


class FileFacts(Panel):
    """A small table of facts with the sender's fingerprint."""

    def __init__(self) -> None:
        super().__init__(" ")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE[4])
        self._grid.setVerticalSpacing(SPACE[1])
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    def show_file(self, file: FoundingFile) -> None:
        """Show what this file says."""
        self.set_title(_title(file))
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        for number, (caption, text) in enumerate(facts_of(file)):
            self._grid.addWidget(label(caption, "table", "text-muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Paragraph(text), number, 1)


def facts_of(file: FoundingFile) -> list[tuple[str, str]]:
    """Return captions and texts."""
    unit = file.unit
    facts = [
        ("单位", "，".join(part for part in (unit.full_name, unit.facts.label, unit.code) if part)),
        ("上级", unit.parent_name or "没有写"),
        ("哪一年的目录", f"{file.edition}年"),
    ]
    if file.is_start and not file.is_recovery:
        asked = "全部领域" if file.fields is None else f"{len(file.fields)} 个领域：{'、'.join(file.fields)}"
        due = f"{file.due.year}年{file.due.month}月{file.due.day}日以前交回" if file.due else "没有写期限"
        facts += [("要填的", asked), ("期限", due)]
    told = f"{file.fingerprint}（打电话给{file.sender}，请对方念，六组数字都一样才用）"
    return [*facts, ("发文件的指纹" if file.is_start else "同事电脑的指纹", told)]


def _title(file: FoundingFile) -> str:
    if file.is_recovery:
        return "上级给的恢复文件"
    return "上级发的开始文件" if file.is_start else "同事给的工作包"
