"""What the page shows, read on the store's thread."""

from dataclasses import dataclass

from app.offices.handing import standings
from app.offices.responsible import field_names, office_of
from app.offices.rounds import OfficeStanding
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace


@dataclass(frozen=True)
class Standing:
    """How all offices stand, the fields that concern our unit by code, and those no office answers for; `checklists`
    that can be handed out by code, the catalogue first."""

    offices: tuple[OfficeStanding, ...]
    fields: dict[str, str]
    nobodys: tuple[str, ...]
    checklists: dict[str, str]

    def office(self, id: str) -> OfficeStanding | None:
        """Return how one office stands; None for an unknown one."""
        return next((each for each in self.offices if each.office.id == id), None)

    def holder(self, field: str) -> OfficeStanding | None:
        """Return who answers for a field."""
        return next((each for each in self.offices if field in each.office.fields), None)


def read_standing(workspace: Workspace) -> Standing:
    """Return all the page shows."""
    found, fields = tuple(standings(workspace)), field_names(workspace)
    known = [each.office for each in found]
    nobodys = tuple(code for code in fields if office_of(known, code, "") is None)
    return Standing(found, fields, nobodys, _checklists(workspace))


def _checklists(workspace: Workspace) -> dict[str, str]:
    """Return the checklists that our kind of unit fills in; the catalogue always, which goes out by fields."""
    definitions, kind = workspace.library.definitions, workspace.organisation.kind
    ours = {code: each.name for code, each in definitions.items() if each.shape == "catalogue" and kind in each.used_by}
    return {STANDARD_CATALOGUE: definitions[STANDARD_CATALOGUE].name} | ours
