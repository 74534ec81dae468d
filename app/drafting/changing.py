"""A proposal that writes some values of an entry of ours anew, whatever the reason."""

from collections.abc import Mapping
from typing import Any

from app.drafting.entry import identity_of, title_of
from app.drafting.lookup import find_definition
from app.drafting.operations import Head
from app.proposals.proposals import Proposal, propose
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def change_proposal(workspace: Workspace, row: EntryRow, values: Mapping[str, Any], matched: str) -> Proposal:
    """Hold new `values` (by the keys of elements) against an entry as it stands; `matched` says why it was found."""
    ours = row.content
    return propose(
        "entry",
        row.id,
        ours["organisation"],
        title_of(find_definition(workspace, ours["checklist"]), ours["values"]),
        ours=Head(row.revision, ours),
        theirs=identity_of(ours) | {"values": dict(values)},
        base=ours,
        landing="edit",
        matched=matched,
    )
