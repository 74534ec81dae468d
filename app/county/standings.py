"""How far the entries of all units are on their way to the public, without what they hold.

An entry of our own is public when it is final; one of a unit below when we have accepted the very revision it stands
at. Any later edit makes the verdict old, so the entry waits again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.exchange.roster import roster
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace

Standing = Literal["public", "pending", "returned", "draft", "declined"]

#: Why an entry is left out of what is public, as people say it; in the order they are told.
LEFT_OUT: dict[Standing, str] = {
    "pending": "待审，还没有通过",
    "returned": "已退回",
    "draft": "本单位还没有定稿",
    "declined": "注明不涉及",
}
_JUDGED: dict[str | None, Standing] = {"accepted": "public", "returned": "returned"}


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """An entry by id and revision, its unit and field, and how it stands."""

    id: str
    revision: str
    organisation: str
    field: str
    standing: Standing


def standing_entries(workspace: Workspace) -> Iterator[StandingEntry]:
    """Yield every live entry of the standard catalogue in this edition, of every unit in this file."""
    own = workspace.organisation.id
    for row in workspace.store.entries.standings(workspace.edition, STANDARD_CATALOGUE):
        if row.declined:
            standing: Standing = "declined"
        elif row.organisation == own:
            standing = "public" if row.state == "final" else "draft"
        else:
            standing = _JUDGED.get(row.verdict, "pending")
        yield StandingEntry(row.id, row.revision, row.organisation, row.field or "", standing)


def units_in_order(workspace: Workspace) -> list[Organisation]:
    """Return our own unit, then those of the roster in its order."""
    return [workspace.organisation, *roster(workspace)]
