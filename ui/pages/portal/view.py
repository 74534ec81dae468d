"""The layout of 发到网站: what is to be brought there at the left; one piece, its copies and its address beside."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.registers.reviews import Standing
from ui.editors.address_line import AddressLine
from ui.editors.line import Line
from ui.pages.ledger.review_box import REVIEW_CHIPS
from ui.pages.portal.reading import Piece, PortalItem
from ui.theme.metrics import SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.rows import PROPOSALS, Row
from ui.widgets.scrolled import scrolled_column

LIST_LOOK = replace(PROPOSALS, title="table", detail="caption", number=0)
LET_OUT = "确认可以公开，仍要复制…"
_AT_THE_GATE = "personal-data"
_NO_LINE = "台账里还没有记这一条，先去记形成日期"
_NOT_SIGNED = "还没有签发，先做完审查"
_NOT_FOR_THIS = {
    "on-request": "签发的是依申请公开，不能放到网站",
    "out-of-scope": "签发的公开范围没有这么宽，不能放到网站",
}


def item_row(item: PortalItem) -> Row:
    """Return the row of one thing to bring to the portal."""
    if item.is_out:
        icon, role, word = "circle-check", "success", "已发布"
    elif item.review == "signed":
        icon, role, word = "circle", "text-muted", "可以发布"
    else:
        look = REVIEW_CHIPS[item.review or "none"]
        icon, role, word = look.icon, look.colour, look.text if item.review else "台账里还没有"
    detail = " · ".join(filter(None, (item.item, word)))
    return Row(item.key, item.title, detail, icon, icon_role=role, icon_text=word)


class PiecePane(QWidget):
    """One piece: three copies for the clipboard, how it reads, and where it came out."""

    edited = Signal()
    """The clerk wrote where it came out."""
    mending_asked = Signal()
    """What stops the piece is to be mended in the entry it is made of."""
    letting_out_asked = Signal()
    """The piece is to be copied although personal numbers stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.review = ChipLabel(REVIEW_CHIPS["none"])
        self.copies = {
            "title": Button("复制标题", icon="copy", key="Alt+1"),
            "text": Button("复制正文", icon="file-text", key="Alt+2"),
            "table": Button("复制表格", icon="table-2", key="Alt+3"),
        }
        self.condition = label("", "table", "warn", wrap=True)
        self.said = label("", "table", "success", wrap=True)
        self._refusal = QVBoxLayout()
        self.reads = Panel("正文")
        self._text = Paragraph("", "table")
        self.reads.body.addWidget(self._text)
        self.out = Panel("发布以后")
        self.link, self.place = AddressLine(), Line()
        self.link_field = Field("网址", self.link, "发布以后从浏览器地址栏复制，粘贴到这里。")
        self.place_field = Field("在哪里", self.place)
        self.done = Button("记成已发布", icon="check", role="primary", key="Ctrl+Enter")
        self.go_to_line = Button("去台账", icon="calendar-check", role="quiet")
        self.back = Button("返回台账", icon="arrow-left", key="Esc")
        self.next = Button("下一条", icon="arrow-right", key="Alt+→", trailing=True)
        for line in (self.link, self.place):
            line.textEdited.connect(lambda text: self.edited.emit())
        self._note: Note | None = None
        self._build()

    def show_item(self, item: PortalItem) -> None:
        """Show one thing; what is copied of it follows."""
        self.title.setText(item.title)
        self.review.setVisible(item.review is not None)
        if item.review is not None:
            self.review.set_chip(REVIEW_CHIPS[item.review])
        self.say("")
        self.link.clear()
        self.link_field.clear()
        self.show_state(item)

    def typed(self) -> dict[str, str]:
        """Return what stands in the lines about where it came out."""
        return {"link": self.link.text(), "place": self.place.text()}

    def bring_back(self, typed: dict[str, str]) -> None:
        """Write again what stood there."""
        self.link.setText(typed["link"])
        self.place.setText(typed["place"])

    def say(self, text: str) -> None:
        """Say what was copied."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def show_state(self, item: PortalItem) -> None:
        """Offer what can be done with it as it stands."""
        self.done.setText("已经记成已发布" if item.is_out else "记成已发布")
        self.done.set_available(not item.is_out and item.review == "signed", why_not_done(item.line, item.review))
        to_review = item.line is not None and item.review != "signed"
        self.go_to_line.setText("去审查" if to_review else "去台账")
        self.go_to_line.set_icon("shield-check" if to_review else "calendar-check")

    def show_piece(self, piece: Piece) -> None:
        """Show what is copied, or why nothing is."""
        if self._note is not None:
            self._refusal.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        if piece.refusal is not None:
            headline, stop, rest = piece.refusal.message.partition("。")
            ways = [("去改", "pencil", self.mending_asked.emit)]
            if piece.refusal.code == _AT_THE_GATE:
                ways.append((LET_OUT, "shield-alert", self.letting_out_asked.emit))
            self._note = Note("danger", headline + stop, rest, ways, compact=True)
            self._refusal.addWidget(self._note)
        for button in self.copies.values():
            button.set_available(piece.piece is not None, "里面有要先改的")
        self.condition.setText(piece.condition)
        self.condition.setVisible(bool(piece.condition))
        self.reads.setVisible(piece.piece is not None)
        self._text.set_text(piece.piece.text if piece.piece else "")
        self.place.setText(piece.place)

    def _build(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        chip = QHBoxLayout()
        chip.addWidget(self.review)
        chip.addStretch(1)
        copies = Flow()
        for button in self.copies.values():
            copies.addWidget(button)
        column.addWidget(self.title)
        column.addLayout(chip)
        column.addLayout(copies)
        column.addWidget(self.condition)
        column.addWidget(self.said)
        column.addLayout(self._refusal)
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addWidget(self.go_to_line)
        row.addStretch(1)
        self.out.body.addWidget(self.link_field)
        self.out.body.addWidget(self.place_field)
        self.out.body.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled_column([head, self.out, self.reads]), 1)
        whole.addWidget(ActionBar([self.back], [self.next]))


def why_not_done(line: str | None, review: Standing | None) -> str:
    """Say why something cannot be marked published."""
    if line is None:
        return _NO_LINE
    return "" if review == "signed" else _NOT_FOR_THIS.get(review, _NOT_SIGNED)
