"""What left with personal data in it all the same, and what was taken out: who decided it, when and why."""

from collections.abc import Sequence
from datetime import datetime

from app.checks.overriding import Override
from app.drafting.redaction_marks import Mark
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, Row, RowList

_MOST, _DIGITS = 30, 12
_NONE = "没有放行过有个人信息的东西，也没有删去过什么。"
_KEPT = "这些记录撤销不掉，也删不掉。里面只有遮过的号码。"


class PrivacyPanel(Panel):
    """The overrides and redactions of the file, the latest first."""

    def __init__(self) -> None:
        super().__init__("放行和删去的记录")
        self.list = RowList(FINDINGS, name="放行和删去的记录", hug=True)
        self._words = Paragraph("", "table", "text-muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self._words)

    def show_records(self, let_out: Sequence[Override], taken_out: Sequence[Mark]) -> None:
        """Show who let out and took out what."""
        told = [(each.at, _let_out_row(each)) for each in let_out] + [
            (each.at, _taken_out_row(each)) for each in taken_out
        ]
        told.sort(key=lambda pair: pair[0], reverse=True)
        self.list.set_rows([row for _, row in told[:_MOST]])
        self.list.setVisible(bool(told))
        more = f"只列最近 {_MOST} 条。" if len(told) > _MOST else ""
        self._words.set_text(more + _KEPT if told else _NONE)


def _let_out_row(each: Override) -> Row:
    out = f"文件的 SHA-256 {each.sha256[:_DIGITS]}…" if each.sha256 else "没有写成文件"
    return Row(
        each.id,
        f"放行了{each.product}：{each.reason}",
        detail=f"{_when(each.at)} {each.by}",
        note="；".join((*each.found, out)),
        icon="shield-alert",
        icon_role="warn",
        icon_text="放行",
    )


def _taken_out_row(mark: Mark) -> Row:
    return Row(
        mark.id,
        f"删去了个人信息：{mark.reason}",
        detail=f"{_when(mark.at)} {mark.by}",
        note=f"{len(mark.subjects)} 处的 {len(mark.revisions)} 个版本",
        icon="trash-2",
        icon_text="删去",
    )


def _when(at: str) -> str:
    time = datetime.fromisoformat(at).astimezone()
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"
