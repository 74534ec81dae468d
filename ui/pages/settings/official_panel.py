"""The panel about the official texts that are the standards here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from app.calendar.wording import plain_date
from app.exchange.handing_in import HandedIn
from app.standards.demands import StandardDemand
from app.tables.kept_texts import KeptText
from ui.pages.notices.view import NoteStack
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.row_spec import TASKS, Row, RowAction
from ui.widgets.rows import RowList

_LOOK = replace(TASKS, stacks_below=640)
_WITHDRAW, _DROP = "withdraw", "drop"
_NONE = "还没有收下过。到“导入表格”里打开部委印发的全表，看过以后按“作为标准文本收下”；有新版标准包的，直接收。"


class OfficialPanel(Panel):
    """Which texts were taken, from which file, by whom; taking one back and handing all on."""

    withdrawn = Signal(str)
    """The text of this field shall be taken back."""
    report_asked = Signal(str)
    """What the last change of this field's standard did to the catalogue shall be written for the leader."""
    demanded = Signal(str)
    """The units below shall go by the standard of this field."""
    dropped = Signal(str)
    """They shall not have to go by it any more."""
    pack_asked = Signal()
    """The new version of a standard shall be taken out of a file."""
    handed_on = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__("本县导入的正式文本")
        self._words = Paragraph("", "table", "text-muted")
        self.notes = NoteStack()
        self.list = RowList(_LOOK, name="本县导入的正式文本", hug=True)
        self.hand_on = Button("发给下级…", icon="send")
        self.import_table = Button("导入表格", icon="file-input")
        self.report = Button("变化报告…", icon="file-text", tip="选中的领域换版变了什么，存成 PDF 给领导签字")
        self.demand = Button("要下级跟上…", icon="clock", tip="要求下级在哪天以前跟上选中领域的标准")
        self.pack = Button("收新版标准包…", icon="file-input", tip="领域标准的新版，一个 .yaml 文件；先看改了什么再收")
        self.list.acted.connect(lambda field, code: (self.dropped if code == _DROP else self.withdrawn).emit(field))
        self.report.clicked.connect(lambda: self.report_asked.emit(self._chosen()))
        self.demand.clicked.connect(lambda: self.demanded.emit(self._chosen()))
        self.hand_on.clicked.connect(self.handed_on)
        self.import_table.clicked.connect(self.import_asked)
        self.pack.clicked.connect(self.pack_asked)
        buttons = Flow()
        buttons.addWidget(self.hand_on)
        buttons.addWidget(self.import_table)
        buttons.addWidget(self.pack)
        buttons.addWidget(self.demand)
        buttons.addWidget(self.report)
        for widget in (self.notes, self.list, self._words):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.notes.show_notes([])
        self.hide()

    def show_texts(
        self, texts: Sequence[KeptText], asked: Mapping[str, StandardDemand], *, is_keeper: bool, hands_on: bool
    ) -> None:
        """Show what stands, and what the units below were `asked` to go by; only who keeps standards (`is_keeper`)
        takes back and hands on what there is (`hands_on`: rules of the place too)."""
        standing = [each for each in texts if not each.is_withdrawn]
        self.list.set_rows([_row(each, asked.get(each.field), is_keeper) for each in standing])
        self.list.setVisible(bool(standing))
        self._words.set_text(_words(texts, is_keeper))
        for button in (self.hand_on, self.import_table, self.pack):
            button.setVisible(is_keeper)
        self.demand.setVisible(is_keeper and bool(standing))
        self.report.setVisible(bool(standing))
        self.hand_on.set_available(hands_on, "还没有收下过正式文本，也没有记过本地的规定")
        self.setVisible(is_keeper or bool(standing))

    def _chosen(self) -> str:
        """The field of the row that is chosen, else of the first."""
        return self.list.current_key() or self.list.rows()[0].key

    def show_written(self, done: HandedIn) -> None:
        """Tell where the package lies and what the units below will ask."""
        text = (
            f"“{done.path.name}”写在 {done.path.parent}，第{done.round}轮，{_contents(done)}，"
            f"已经读回来核对过。下级第一次收的时候会打电话核对指纹：{done.fingerprint}。"
        )
        known = ("知道了", "check", self.forget_written)
        self.notes.show_notes([Note("success", "已写好并核对", text, buttons=[known], compact=True)])

    def forget_written(self) -> None:
        """Be done with what was told of the last package."""
        self.notes.show_notes([])


def _contents(done: HandedIn) -> str:
    standards = f"{done.entries} 个领域的标准文本" if done.entries else ""
    return "，".join(filter(None, (standards, done.rules)))


def _row(text: KeptText, asked: StandardDemand | None, is_keeper: bool) -> Row:
    source = text.source
    day = f"{source.date.year}年{source.date.month}月{source.date.day}日"
    return Row(
        text.field,
        f"{text.field} {text.name}",
        icon="landmark",
        detail=source.file,
        note="；".join(filter(None, (f"{day}，{source.unit} {source.person}收下", _asked_words(asked)))),
        right=f"{text.items} 项",
        right_role="text-muted",
        actions=_actions(asked) if is_keeper else (),
    )


def _asked_words(asked: StandardDemand | None) -> str:
    if asked is None:
        return ""
    until = f"{plain_date(asked.due)}前" if asked.due else ""
    return f"要下级{until}跟上"


def _actions(asked: StandardDemand | None) -> tuple[RowAction, ...]:
    drop = (RowAction(_DROP, "收回要求"),) if asked is not None else ()
    return (*drop, RowAction(_WITHDRAW, "撤回"))


def _words(texts: Sequence[KeptText], is_keeper: bool) -> str:
    if not is_keeper:
        return "上级收下以后发下来的，要换、要撤回由县里做。"
    back = "、".join(f"“{each.name}”" for each in texts if each.is_withdrawn)
    if back:
        return f"{back}的撤回了，照程序原有的；再发一次，下级收下就跟着撤回。"
    return "撤回或者换了以后，要再发一次给下级。" if texts else _NONE
