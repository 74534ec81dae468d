"""不涉及领域说明: the statement as it goes on paper, and the ways to take it along."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.errors import UserFacingError
from app.products.outgoing import Outgoing
from app.products.statement import PreparedStatement, draw_prepared_statement, prepare_statement, write_statement
from app.workspace import Workspace
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Watch
from ui.outgoing import print_out, save_pdf
from ui.pages.areas import next_area
from ui.pages.page import Page
from ui.pages.uninvolved.rows import STAND_INS, field_rows
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.note import Note
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import FINDINGS, RowList

_TEXT_FILES = "文本文件 (*.txt)"
_NOT_DRAWN = "还在排版，排好了就能打印"


@dataclass(frozen=True)
class Read:
    """The statement, and the codes of all fields by their names."""

    prepared: PreparedStatement
    codes: dict[str, str]


class UninvolvedPage(Page):
    """The statement follows from what was said of fields and items; it is changed there."""

    place, title, icon = "uninvolved", "不涉及领域说明", "file-text"
    hints = ("Ctrl+P 打印", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read: Read | None = None
        self._drawn: Outgoing | None = None
        self.drawing = Drawing(desk.session, desk.jobs, self)

    def build(self) -> Iterator[None]:
        desk = self.desk
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.fields = RowList(replace(FINDINGS, side_actions=True), name="领域和理由")
        self.shown = PreviewPane(desk.jobs, "张")
        yield
        self.columns = Columns("uninvolved", desk.preferences)
        self._stack.addWidget(self.columns)
        self.columns.set_list(self.fields, "领域和理由")
        self.columns.set_content(self.shown, "说明")
        yield
        self.tools = StatementTools()
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        self._connect()
        self._say_ready()

    def reload(self) -> None:
        self.desk.session.ask(_read, self._show, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.fields, self.shown, self.tools] if self._has_fields else [self._empty]

    def next_area(self, *, back: bool = False) -> bool:
        if not self._has_fields:
            return super().next_area(back=back)
        return next_area(self.columns, self.tools, back=back)

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def _has_fields(self) -> bool:
        return self._read is not None and bool(self._read.prepared.statement.fields)

    def _show(self, read: Read) -> None:
        self._read = read
        statement = read.prepared.statement
        count = len(statement.fields)
        self.set_context(f"{self.desk.session.unit.name} · {self.desk.session.unit.edition}版")
        self._show_rows()
        had_focus = self._empty.isAncestorOf(self.window().focusWidget())
        self._stack.setCurrentIndex(0 if count else 1)
        if count and had_focus:
            self.take_focus()
        self.set_toolbar(self.tools if count else None)
        self.set_primary(self.print if count else None)
        if count:
            if self._drawn is None:
                self.shown.preview.show_words("正在排版…")
            self.drawing.ask(prepare_statement, _draw)
        else:
            self.drawing.forget()
            self._drawn = None
        self._say_ready()

    def _show_rows(self) -> None:
        stand_ins = self._drawn.stand_ins if self._drawn is not None else ()
        self.fields.set_rows(field_rows(self._read.prepared.statement, self._read.codes, stand_ins))

    def _show_drawn(self, drawn: Outgoing) -> None:
        if drawn is not self._drawn:
            self.shown.preview.show_pdf(drawn.pdf, "A4")
        self._drawn = drawn
        self._show_rows()
        found = "；".join(map(str, drawn.found[:3]))
        headline = "有个人信息没有遮挡，不能打印，也不能存成文件。"
        note = Note("danger", headline, f"{found}。请在“领域和理由”里改。", compact=True) if found else None
        self.shown.show_note(note)
        self._say_ready()

    def _show_refused(self, error: BaseException) -> None:
        self._drawn = None
        self._say_ready()
        if isinstance(error, UserFacingError):
            self.shown.show_refusal(error)
        else:
            self.desk.messages.trouble(error)

    def _show_stopped(self) -> None:
        self._drawn = None
        self._say_ready()
        self.shown.show_stopped(self.drawing.again)

    def _say_ready(self) -> None:
        why = "" if self._drawn is not None and not self.drawing.is_waiting else _NOT_DRAWN
        if not why and self._drawn.found:
            why = "有个人信息没有遮挡，改好才能打印"
        for button in (self.print, self.tools.pdf):
            button.set_available(not why, why)

    # --- ways out --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        tools, drawing = self.tools, self.drawing
        tools.back.clicked.connect(self._go_back)
        tools.copy.clicked.connect(self._copy)
        tools.text.clicked.connect(self._save_text)
        tools.pdf.clicked.connect(self._save_pdf)
        self.print.clicked.connect(lambda: print_out(self.desk, self, self._drawn, self._save_pdf))
        self.fields.opened.connect(self._open)
        self.fields.acted.connect(lambda key, code: self._open(key))
        drawing.drawn.connect(self._show_drawn)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: self.shown.show_job(job, "正在排版"))
        for keys, act in {"Ctrl+P": self.print.click, "Escape": self._go_back}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _open(self, field: str) -> None:
        """Go where it was said: to the card of a whole field, else to its items."""
        if field == STAND_INS:
            return
        said = {each.code: each.is_said for each in self._read.prepared.statement.fields}
        self.desk.go("drafting", field=field, **({"every": True} if said.get(field, True) else {}))

    def _go_back(self) -> None:
        self.desk.go("drafting", every=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._read.prepared.statement.text())
        self.desk.messages.toast("说明的文字已复制，可以粘到文档里。")

    def _save_pdf(self) -> None:
        save_pdf(self.desk, self._drawn, self._name)

    def _save_text(self) -> None:
        def save(path: Path) -> None:
            self.desk.session.act(
                lambda workspace: write_statement(workspace, path, force=True),
                lambda _: self.desk.messages.toast(f"已存成文本：{path.name}。"),
            )

        self.desk.messages.save_file("存成文本", f"{self._name}.txt", _TEXT_FILES, save)

    @property
    def _name(self) -> str:
        return self._read.prepared.statement.title

    def _make_empty(self) -> EmptyState:
        words = "一个领域整个不涉及，或者每一条都写了不涉及的理由，这里就会写出来。"
        made = EmptyState("circle-slash", "还没有不涉及的领域", words)
        back = Button("去总览", icon="layout-grid", role="primary")
        back.clicked.connect(self._go_back)
        made.add_action("layout-grid", "在总览里标", "在领域的卡片上按右键，选“标为不涉及”", back)
        return made


class StatementTools(QFrame):
    """The band under the header: the way back at the left, ways out at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.back = Button("返回目录编制", icon="arrow-left", role="quiet", compact=True)
        self.copy = Button("复制文字", icon="copy", role="quiet", compact=True)
        self.text = Button("存成文本", icon="file-text", role="quiet", compact=True)
        self.pdf = Button("存成 PDF", icon="download", role="quiet", compact=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 6, 5)
        line.setSpacing(4)
        line.addWidget(self.back)
        line.addStretch(1)
        for button in (self.copy, self.text, self.pdf):
            line.addWidget(button)


def _read(workspace: Workspace) -> Read:
    return Read(prepare_statement(workspace), {each.name: code for code, each in workspace.library.fields.items()})


def _draw(prepared: PreparedStatement, watch: Watch) -> Outgoing:
    return draw_prepared_statement(prepared, watched(watch))
