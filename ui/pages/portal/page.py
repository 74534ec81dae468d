"""发到网站: title, text and table are copied one after the other, and the address is written down in the ledger."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.registers.portal import PortalPiece
from app.registers.publishing import publish
from ui.desk import Desk
from ui.form_drafts import FormDrafts
from ui.gate import Stopped
from ui.letting_out import ask_to_let_out
from ui.pages.page import Page
from ui.pages.portal.reading import FORM, Piece, PortalItem, PortalSeen, passed_piece, read_piece, read_portal
from ui.pages.portal.view import LIST_LOOK, PiecePane, item_row
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.columns_or_empty import ColumnsOrEmpty
from ui.widgets.empty_state import EmptyState
from ui.widgets.rows import RowList

_UNDO = "撤销 Ctrl+Z"
_WORDS = {"title": "标题", "text": "正文", "table": "表格"}


class PortalPage(Page):
    """The open lines of the ledger, or the entries another page names, one after the other."""

    place, title, icon = "portal", "发到网站", "upload"
    hints = ("Alt+1 到 3 复制", "Alt+→ 下一条", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._entries: tuple[str, ...] = ()
        self._items: dict[str, PortalItem] = {}
        self._done: set[str] = set()
        self._piece: Piece | None = None
        self._let_out: dict[str, Piece] = {}
        self._shown = ""
        self._drafts = FormDrafts(desk, self)

    def build(self) -> Iterator[None]:
        self.list = RowList(LIST_LOOK, name="要发布的")
        self.columns = Columns("portal", self.desk.preferences)
        self._stack = ColumnsOrEmpty(self.columns)
        self.body.addWidget(self._stack)
        yield
        self.pane = PiecePane()
        yield
        self.columns.set_list(self.list, "要发布的")
        self.columns.set_content(self.pane, "这一条")
        yield
        self.empty = EmptyState("upload", "没有要发布的", "台账里还没有公开的，会排在这里，一条一条复制到网站后台。")
        self._to_ledger = Button("去台账", icon="calendar-check", role="primary")
        self.empty.add_action("calendar-check", "先记进台账", "写下形成日期，审查签发以后发布", self._to_ledger)
        self._stack.set_empty(self.empty)
        self._connect()

    def show_place(self, entries: Sequence[str] = (), **target: Any) -> None:
        """Show what is still to come out, of these entries where some are named."""
        self._entries, self._done = tuple(entries), set()
        self.reload()

    def reload(self) -> None:
        entries, done = self._entries, frozenset(self._done)
        self.desk.session.ask(lambda workspace: read_portal(workspace, entries, done), self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self._stack.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.list, self.pane, self.empty]

    @property
    def current(self) -> PortalItem | None:
        """What is shown."""
        return self._items.get(self.list.current_key())

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show(self, seen: PortalSeen) -> None:
        items = seen.items
        self._drafts.show_kept({FORM: seen.typed})
        self._items = {each.key: each for each in items}
        out = sum(each.is_out for each in items)
        self.set_context(f"{len(items)} 条，已发布 {out} 条" if items else "")
        self.list.set_rows([item_row(each) for each in items])
        self._stack.show_empty(not items)
        if items:
            # A list that had the keyboard before it had rows has a row that is current and not marked as chosen.
            self.list.set_current(self.list.current_key() or items[0].key)
        self._show_current()

    def _show_current(self) -> None:
        item = self.current
        if item is None:
            return
        if item.key == self._shown:
            self.pane.show_state(item)
        else:
            self._shown, self._piece = item.key, None
            self.pane.show_item(item)
        self.pane.next.set_available(self._next() is not None, "没有下一条了")
        self.desk.session.ask(lambda workspace: read_piece(workspace, item), self._show_piece, owner=self)

    def _show_piece(self, piece: Piece) -> None:
        if piece.key != self._shown:
            return
        let_out = self._let_out.get(piece.key)
        if piece.refusal is not None and let_out is not None and let_out.revision == piece.revision:
            piece = let_out
        changed = not piece.is_told_like(self._piece)
        self._piece = piece
        if changed:
            self.pane.show_piece(piece)
            if (typed := self._drafts.typed(FORM, piece.key)) is not None:
                self.pane.bring_back(typed)

    def _ask_to_let_out(self) -> None:
        """Do again what the gate stopped, in the way that lets a named person let it out."""
        item = self.current
        if item is not None:
            self.desk.session.ask(
                lambda workspace: passed_piece(workspace, item), self._show_let_out, self._stopped, owner=self
            )

    def _stopped(self, error: BaseException) -> None:
        if isinstance(error, Stopped):
            ask_to_let_out(self.desk, self, error)
        else:
            self.desk.messages.trouble(error)

    def _show_let_out(self, piece: Piece) -> None:
        self._let_out[piece.key] = piece
        self._show_piece(piece)

    def _remember(self) -> None:
        """Keep what was typed about the one that is shown until it is written down."""
        if self._piece is not None:
            typed = self.pane.typed()
            is_begun = typed != {"link": "", "place": self._piece.place}
            self._drafts.write(FORM, self._piece.key, typed if is_begun else None)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        pane = self.pane
        self.list.chosen.connect(lambda key: self._show_current())
        self.list.opened.connect(lambda key: self.columns.show_content())
        for what, button in pane.copies.items():
            button.clicked.connect(lambda *_, what=what: self.copy(what))
        pane.edited.connect(self._remember)
        pane.next.clicked.connect(self.go_to_next)
        pane.done.clicked.connect(self.record)
        pane.go_to_line.clicked.connect(self._go_to_line)
        pane.letting_out_asked.connect(self._ask_to_let_out)
        pane.mending_asked.connect(lambda: self.desk.go("drafting", entry=self.current.entry))
        for button in (pane.back, self._to_ledger):
            button.clicked.connect(lambda: self.desk.go("ledger"))
        keys = {f"Alt+{number}": what for number, what in enumerate(pane.copies, start=1)}
        acts = {key: lambda what=what: self.copy(what) for key, what in keys.items()}
        acts |= {"Alt+Right": self.go_to_next, "Ctrl+Return": self.record, "Ctrl+Enter": self.record}
        acts |= {"Escape": lambda: self.desk.go("ledger")}
        self.add_keys(acts)

    def copy(self, what: str) -> None:
        """Put title, text or table on the clipboard."""
        if self._piece is None or self._piece.piece is None:
            return
        QGuiApplication.clipboard().setMimeData(_clipped(self._piece.piece, self.current.title, what))
        self.pane.say(f"已复制{_WORDS[what]}，到网站后台粘贴。")

    def go_to_next(self) -> None:
        """Go to the next one that is not out yet."""
        following = self._next()
        if following is not None:
            self.list.set_current(following)
            self._show_current()

    def record(self) -> None:
        """Write down that it came out, with its address."""
        item, pane = self.current, self.pane
        if item is None or not pane.done.isEnabled():
            return
        link, place = pane.link.complete(), pane.place.text().strip()
        if not place:
            pane.place_field.say_wrong("写明在哪里发布的。")
            pane.place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # What is recorded stays in the list until the clerk leaves.
        self._done.add(item.line)
        self.desk.session.act(
            lambda workspace: publish(workspace, item.line, workspace.today(), [place], link),
            lambda _: self._recorded(item.key),
            self._refused,
            owner=self,
        )

    def _recorded(self, key: str) -> None:
        self._drafts.write(FORM, key, None)
        self.desk.messages.toast("已记成公开", _UNDO, self.desk.session.undo)
        self.go_to_next()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError) and error.code == "link-wrong":
            self.pane.link_field.say_wrong(error.message)
            self.pane.link.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.desk.messages.trouble(error)

    def _go_to_line(self) -> None:
        item = self.current
        self.desk.go("ledger", **({"line": item.line} if item.line else {"entry": item.entry}))

    def _next(self) -> str | None:
        keys = list(self._items)
        here = keys.index(self.list.current_key()) if self.list.current_key() in keys else -1
        return next((key for key in (*keys[here + 1 :], *keys[: max(here, 0)]) if not self._items[key].is_out), None)


def _clipped(piece: PortalPiece, title: str, what: str) -> QMimeData:
    """Return what a website's editor takes: plain text, and the table as HTML too."""
    data = QMimeData()
    if what == "title":
        data.setText(title)
    else:
        data.setText(piece.text)
    if what == "table":
        data.setHtml(piece.table)
    return data
