"""抄过来: where to copy from and where to; what differs is then decided on the comparison page."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.copy_sources import Source, source_of_file
from app.errors import UserFacingError
from app.proposals.proposals import Batch
from app.standards.models import STANDARD_CATALOGUE
from ui.desk import Desk
from ui.pages.copying.reading import Offer, compare_with, read_offer
from ui.pages.copying.rows import FROM_FILE, source_of, source_rows
from ui.pages.drafting.records import Place
from ui.pages.drafting.table_choice import TableChoice
from ui.pages.page import Page
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.rows import TASKS, RowList

_FILES = "工作文件和给的文件 (*.qd *.zwgk)"
_EXPLAINED = (
    "选好从哪里抄以后，先把两边对着比：您这里还没写的默认抄过来，您改过的默认不动，两边都写过的由您一栏一栏定。",
    "没按“抄过来”之前，什么也不会改。抄过来以后可以一步撤销。",
    "只抄文字：公开内容、依据、时限、渠道这些。不抄核对记录、完成状态、附件，也不抄像是个人信息的内容。",
    "别人的文件没有核对过是谁写的，会标“来源未确认”，请逐条看过再用。里面他们自己的单位名会换成您的。",
)


class CopyingPage(Page):
    """One list of sources. `checklist` and `field` say where to copy to; without them into all fields."""

    place, title, icon = "copying", "抄过来", "copy"
    hints = ("Enter 比一比", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._to: Place | None = None
        self._is_comparing = False

    def build(self) -> Iterator[None]:
        self.choice = TableChoice()
        self.choice.offers_all = True
        self.choice.setAccessibleName("抄到哪里")
        self.sources = RowList(TASKS, name="从哪里抄")
        yield
        self.columns = Columns("copying", self.desk.preferences)
        self.body.addWidget(self.columns)
        self.columns.set_content(self._content(), "从哪里抄")
        self.columns.set_side(_explanation(), "会怎样")
        yield
        self.set_header(self.choice)
        self.set_context("抄到这里")
        self._connect()

    def show_place(self, field: str | None = None, checklist: str | None = None) -> None:
        """Copy into a field or another checklist, or without them into all fields."""
        self._to = Place(checklist or STANDARD_CATALOGUE, field) if field or checklist else None
        self.show_note(None)
        self.reload()
        self.sources.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        place = self._to
        self.desk.session.ask(
            lambda workspace: read_offer(workspace, place), lambda offer: self._show(place, offer), owner=self
        )

    def next_area(self, *, back: bool = False) -> bool:
        return self.columns.next_area(back=back)

    def show_note(self, note: Note | None) -> None:
        """Show what came of comparing where there is nothing to decide."""
        while (item := self._notes.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._notes.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, SPACE[3] if note is not None else 0)
        if note is not None:
            self._notes.addWidget(note)

    def _show(self, asked: Place | None, offer: Offer) -> None:
        if asked != self._to:
            return
        self._to = offer.place
        self.choice.show_tables(offer.tables, offer.place, self.desk.session.unit.level)
        self.sources.set_rows(source_rows(offer.sources, offer.place))

    # --- choosing --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.choice.place_chosen.connect(self._aim)
        self.choice.all_chosen.connect(lambda: self._aim(None))
        self.sources.opened.connect(self._choose)
        self.sources.acted.connect(lambda key, code: self._choose(key))
        self.back.clicked.connect(self._go_back)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._go_back)

    def _aim(self, place: Place | None) -> None:
        self._to = place
        self.show_note(None)
        self.reload()

    def _choose(self, key: str) -> None:
        if key == FROM_FILE:
            self.desk.messages.open_files("从哪个文件抄", _FILES, lambda files: self._from_file(files[0]), many=False)
        else:
            self.compare(source_of(key))

    def _from_file(self, path: Path) -> None:
        self.compare(source_of_file(path))

    def compare(self, source: Source) -> None:
        """Hold a source against what stands here, and go where it is decided."""
        if self._is_comparing:
            return
        self._is_comparing = True
        self.show_note(None)
        place = self._to
        job = self.desk.session.long(
            "正在对着比",
            lambda workspace, watch: compare_with(workspace, source, place),
            self._show_compared,
            self._refuse,
            self,
        )
        job.finished.connect(self._end_comparing)

    def _end_comparing(self) -> None:
        self._is_comparing = False

    def _show_compared(self, batch: Batch) -> None:
        if not self.isVisible():
            return
        if any(proposal.change != "unchanged" for proposal in batch.proposals):
            self.desk.go("comparison", batch=batch)
            return
        words = f"{batch.label}里没有这里还没有的内容，什么也没有改。"
        self.show_note(Note("info", words, "".join(batch.notes), compact=True))

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            self.desk.messages.trouble(error)
            return
        headline, stop, rest = error.message.partition("。")
        self.show_note(Note("danger", headline + stop, rest, details=error.details, compact=True))

    def _go_back(self) -> None:
        if self._to is None:
            self.desk.go("drafting")
        else:
            self.desk.go("drafting", checklist=self._to.checklist, field=self._to.field)

    # --- building --------------------------------------------------------------------------------------------------

    def _content(self) -> QWidget:
        self.back = Button("不抄了", icon="arrow-left", key="Esc")
        self._notes = QVBoxLayout()
        head = label("从哪里抄？", "section")
        head.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[2])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self._notes)
        column.addWidget(self.sources, 1)
        column.addWidget(ActionBar([self.back]))
        return content


def _explanation() -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(14, SPACE[3], 14, SPACE[3])
    column.setSpacing(SPACE[3])
    for text in _EXPLAINED:
        column.addWidget(Paragraph(text, "body"))
    column.addStretch(1)
    return side
