"""What the clerk does to a whole table from its card; each act is one step that can be taken back."""

from app.drafting.leaving_out import leave_out, take_up
from ui.desk import Desk
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.overview.records import TableCard

_UNDO = "撤销 Ctrl+Z"


class TableActs:
    """Writes through the session and tells the result; what a single view does too goes through its acts."""

    def __init__(self, desk: Desk, acts: Acts) -> None:
        self._desk, self._acts = desk, acts

    def adopt(self, card: TableCard) -> None:
        """Adopt every item of the unit's level."""
        self._acts.adopt_table(card.place)

    def confirm(self, card: TableCard) -> None:
        """Record that every entry was held against the official text."""
        self._acts.confirm_table(card.place)

    def decline(self, card: TableCard, reason: str) -> None:
        """Mark the whole table as not concerning the unit."""
        place = card.place
        self._desk.session.act(
            lambda workspace: leave_out(workspace, reason, checklist=place.checklist, field=place.field),
            lambda _: self._tell(f"“{card.name}”已标为不涉及。"),
        )

    def take_up(self, card: TableCard) -> None:
        """Let the table concern the unit again."""
        place = card.place
        self._desk.session.act(
            lambda workspace: take_up(workspace, checklist=place.checklist, field=place.field),
            lambda _: self._tell(f"“{card.name}”已恢复为涉及。"),
        )

    def print(self, card: TableCard) -> None:
        """Go to printing."""
        self._desk.go("printing", checklist=card.place.checklist, field=card.place.field)

    def copy(self, card: TableCard) -> None:
        """Go to where it is chosen what to copy from."""
        self._desk.go("copying", checklist=card.place.checklist, field=card.place.field)

    def _tell(self, words: str) -> None:
        self._desk.messages.toast(words, _UNDO, self._desk.session.undo)
