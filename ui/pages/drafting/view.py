"""What every view of the drafting page has: the form, and whatever stands beside it under the switch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.drafting.grid import GridReading
from app.standards.models import Definition
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.records import EntryView, PageView, Place, TableView
from ui.pages.in_parts import InParts

ANY = "*"
"""The keyboard goes to whichever element is shown."""


class View(InParts, QWidget):
    """One way of working on a table. The page reads and says what to show, the view shows it.

    What concerns a line a view asks of the page by its signals; what is done to entries goes through `acts`.
    `element` is where in a line the clerk is, by its key; the page hands it from one view to the next.
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    is_of_all: ClassVar[bool] = False
    """Whether it shows all tables at once; a single one is opened in another view."""

    chosen = Signal(str)
    """The line with that key shall be shown."""
    opened = Signal(str, str)
    """A line shall be shown and the keyboard taken to an element of it, or to `ANY`."""
    stepped = Signal(int)
    """The line after (1) or before (-1) shall be shown."""
    jump_asked = Signal(int)
    """The next (1) or previous (-1) finding shall be shown."""
    forward_asked = Signal()
    """What comes next for the line shown shall be done: adopt it, finish it, or go on."""
    adopt_asked = Signal()
    """The whole table shall be adopted."""
    add_asked = Signal()
    """An item of the unit's own shall be added."""
    reading_asked = Signal()
    """Something is open now that was not read."""
    hints_changed = Signal()
    """The foot of the window shall say something else."""
    place_asked = Signal(dict)
    """Somewhere else on the page shall be shown: the target of `show_place`."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        super().__init__()
        self.desk, self.acts = desk, acts
        self.element = ""

    def share(self, grids: GridReading) -> None:
        """Take what the page remembers of tables, for a view that reads them by itself."""

    @property
    def shown(self) -> EntryView | None:
        """The line that is shown, None while there is none."""
        raise NotImplementedError

    @property
    def clock(self) -> int:
        """How often something was typed: what was read before the latest typing must not overwrite it."""
        raise NotImplementedError

    @property
    def toolbar(self) -> QWidget | None:
        """The view's own tools, None where the page's are shown."""
        return None

    @property
    def hints(self) -> tuple[str, ...] | None:
        """What the foot of the window says, None for what it says about the page."""
        return None

    @property
    def chosen_entries(self) -> list[str]:
        """The entries that a key of the page acts on: the one that is shown, where a view cannot choose several."""
        return [self.shown.entry] if self.shown is not None and self.shown.entry else []

    @property
    def wants_versions(self) -> bool:
        """Whether the history of the line is open."""
        return False

    @staticmethod
    def work_out(workspace: Workspace, table: TableView) -> Any:
        """Make of a table read anew what takes a while; called beside the window's thread."""

    def prepare(self, definition: Definition, citations: Sequence[Mapping[str, Any]]) -> None:
        """Make ahead of time what showing the first line would have to wait for."""

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield what else can be made ahead of time, each within a short turn."""
        yield from ()

    def read_ahead(self, place: Place) -> None:
        """The page is about to read a table: ask before it for what shall be seen at once."""

    def show_table(self, table: TableView, worked_out: Any) -> None:
        """Show a table read anew."""
        raise NotImplementedError

    def show_line(self, page: PageView, key: str, asked_at: int, wanted: str) -> None:
        """Show the line `key` of a table shown already ("" for none), read when `clock` stood at `asked_at`.

        `wanted`: the element the keyboard goes to, or `ANY`; "" leaves it where it is.
        """
        raise NotImplementedError

    def show_findings(self) -> None:
        """Open the findings."""
        raise NotImplementedError

    def go_to_findings(self) -> None:
        """Open the findings and take the keyboard there."""
        raise NotImplementedError

    def show_review(self) -> None:
        """Open the review of the line, in a view that has one."""

    def reveal(self) -> None:
        """Bring the line to the front where not everything has room."""

    def bring_in(self) -> None:
        """Go where a table from elsewhere is taken in."""
        self.desk.go("table-import")

    def take_keyboard(self) -> None:
        """Bring the keyboard into safety from a button that goes away with what it does."""
        raise NotImplementedError

    def areas(self) -> list[QWidget]:
        """What F6 goes through, in order."""
        raise NotImplementedError
