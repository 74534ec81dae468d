"""What can be copied from, and comparing with it: read on the store's thread."""

from dataclasses import dataclass

from app.drafting.copy_sources import CopySources, Source, copy_sources
from app.drafting.copying import copy_proposals
from app.drafting.tables import OwnTable, own_tables
from app.proposals.proposals import Batch
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from ui.pages.drafting.records import Place


@dataclass(frozen=True)
class Offer:
    """The tables that can be copied into, the one chosen (None: all fields), and what is at hand to copy from."""

    tables: tuple[OwnTable, ...]
    place: Place | None
    sources: CopySources


def read_offer(workspace: Workspace, place: Place | None) -> Offer:
    """Return what is offered for a table; for one that is not the unit's, what is offered for all fields."""
    tables = tuple(own_tables(workspace))
    known = place if place in [Place(table.checklist, table.field) for table in tables] else None
    return Offer(tables, known, copy_sources(workspace, to_field=known.field if known else None))


def compare_with(workspace: Workspace, source: Source, place: Place | None) -> Batch:
    """Return what a source proposes for a table; nothing is changed."""
    checklist, field = place or Place(STANDARD_CATALOGUE)
    return copy_proposals(workspace, source, checklist=checklist, field=field)
