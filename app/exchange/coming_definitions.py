"""Definitions that come in one package with entries filled in by them: they are gone by while those are read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import convert

from app.proposals.proposals import Proposal
from app.standards.library import load_library
from app.standards.own_definitions import DEFINITION, OwnDefinition, Standing, library_with_definitions
from app.standards.own_packs import library_with
from app.workspace import Workspace, own_definitions, own_packs


@contextmanager
def going_by_coming(workspace: Workspace, brought: Iterable[Proposal]) -> Iterator[None]:
    """Have the workspace go by the definitions that proposals bring as news, until they are written."""
    coming = [
        Standing(each.lineage.revision, convert(each.theirs, OwnDefinition))
        for each in brought
        if each.subject_kind == DEFINITION and each.lineage is not None
    ]
    if not coming:
        yield
        return
    before = workspace.library
    here = {each.own.id: each for each in own_definitions(workspace.store)}
    both = [each._replace(earlier=_behind(here.get(each.own.id))) for each in coming]
    others = [each for id, each in here.items() if id not in {new.own.id for new in both}]
    library = library_with(own_packs(workspace.store), library_with_definitions(load_library(), [*others, *both]))
    workspace.library = library = library.with_parts("coming", laws=before.laws)
    try:
        yield
    finally:
        if workspace.library is library:
            workspace.library = before


def _behind(standing: Standing | None) -> tuple[OwnDefinition, ...]:
    return (*standing.earlier, standing.own) if standing else ()
