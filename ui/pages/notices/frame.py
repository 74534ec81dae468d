"""How the page of notices stands: the list or a step of making one, and the sheet beside it."""

from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.desk import Desk
from ui.pages.ledger.review_box import ReviewBox
from ui.pages.notices.posting_panel import PostingPanel
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView, FillView, NothingYet, SheetPane, TemplatesView, Toolbar
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.row_spec import TASKS
from ui.widgets.rows import RowList

_PREVIEW_WIDTHS = (300, 396, 900)
# Titles of notices are long: in a narrow window they stand above their buttons.
_LOOK = replace(TASKS, stacks_below=760)
View = TypeVar("View", bound=QWidget)


class NoticesFrame(Page):
    """The views of the page. They are many widgets: each is made when it is shown first."""

    place = "notices"
    title = "公示公告"
    icon = "megaphone"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.new = Button("新公示", icon="plus", role="primary", key="Ctrl+N")
        self.steps = Toolbar()
        self.nothing, self.kept = NothingYet(), RowList(_LOOK, name="公示")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.kept)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.nothing)
        self.body.addWidget(self._whole)

    @cached_property
    def shown(self) -> SheetPane:
        """The sheet at the right."""
        return SheetPane(self.desk.jobs)

    @cached_property
    def sheet(self) -> Sheet:
        """What draws it."""
        return Sheet(self.desk, self.shown)

    @cached_property
    def columns(self) -> Columns:
        """The step and the sheet beside it."""
        columns = Columns("notices", self.desk.preferences, side_widths=_PREVIEW_WIDTHS)
        columns.set_content(self._stack, "公示")
        columns.set_side(self.shown, "打印的样子", "raised", head=False)
        self._whole.addWidget(columns)
        return columns

    @cached_property
    def templates(self) -> TemplatesView:
        """What step 1 shows."""
        return self._in_stack(TemplatesView())

    @cached_property
    def fill(self) -> FillView:
        """What step 2 shows."""
        return self._in_stack(FillView())

    @cached_property
    def check(self) -> CheckView:
        """What step 3 shows."""
        return self._in_stack(CheckView(self.posting_panel, self.review))

    @cached_property
    def posting_panel(self) -> PostingPanel:
        """How the notice hangs, in step 3."""
        return PostingPanel(self.desk)

    @cached_property
    def review(self) -> ReviewBox:
        """The review before it is posted, in step 3."""
        return ReviewBox(self.desk)

    def _in_stack(self, view: View) -> View:
        self._stack.addWidget(view)
        return view

    def _is_made(self, part: str) -> bool:
        return part in self.__dict__

    def areas(self) -> list[QWidget]:
        """The view of the present step, or what to do while there is none."""
        return [self._stack.currentWidget() if self._whole.currentIndex() else self.nothing]

    def next_area(self, *, back: bool = False) -> bool:
        """Go between the view of the present step and the preview, also where one is shown at a time."""
        return self.columns.next_area(back=back) if self._whole.currentIndex() else super().next_area(back=back)
