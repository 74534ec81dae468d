"""Definitions that our parent hands down: its word goes, except before what our own unit worded, about which it asks.

What came from further above and stands here is nobody's work here: the nearest level's word goes. Of what waits only
the parent's last word is asked about, and nothing when it has taken that back.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.drafting.operations import Content, Head, head_of
from app.exchange.landing import landing_of
from app.proposals.proposals import Lineage, Proposal, propose
from app.proposals.records import Stored, stored_from
from app.standards.own_definitions import DEFINITION
from app.workspace import Workspace


def parents_definition(
    workspace: Workspace, id: str, sender: str, title: str, lineage: Lineage, theirs: Content
) -> Proposal:
    """Return what a definition of our parent (`sender`) proposes here."""
    ours = head_of(workspace, DEFINITION, id)
    landing, parted = landing_of(workspace, (DEFINITION, id), lineage, ours, theirs)
    asked = _asked_by(workspace, id, sender)
    kept = _proposed(id, sender, title, ours, ours.content or {})
    if landing is None or any(_lies_behind(lineage, each) for each in asked):
        return kept
    if landing == "fork" and ours.content is not None and _is_of_our_unit(workspace, ours):
        if theirs["removed"]:
            return replace(kept, change="withdrawn", is_last_word=True) if asked else kept
        if ours.content["data"] != theirs["data"]:
            # Nobody's work gives way unasked: it is held against the parent's part by part.
            told = propose(
                DEFINITION,
                id,
                sender,
                title,
                ours=ours,
                theirs=theirs,
                base=parted,
                landing="fork",
                lineage=lineage,
            )
            return replace(told, is_last_word=True)
    return replace(_proposed(id, sender, title, ours, theirs, lineage), is_last_word=True)


def told_of_withdrawn(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Say which definitions the parent has taken back while it was asked about them."""
    titles = "、".join(f"“{each.title}”" for each in proposals if each.change == "withdrawn")
    return (f"上级撤回了{titles}，等着定的不用再定，本单位自己写的照用。",) if titles else ()


def _proposed(
    id: str, sender: str, title: str, ours: Head, theirs: Content, lineage: Lineage | None = None
) -> Proposal:
    base = ours.content
    return propose(
        DEFINITION, id, sender, title, ours=ours, theirs=theirs, base=base, landing="follow", lineage=lineage
    )


def _asked_by(workspace: Workspace, id: str, sender: str) -> list[Stored]:
    waiting = map(stored_from, workspace.store.proposals.waiting_on(DEFINITION, [id]))
    return [each for each in waiting if each.organisation == sender]


def _lies_behind(lineage: Lineage, asked: Stored) -> bool:
    """Say whether a revision is older than the one that is asked about: an older file came later."""
    return asked.lineage is not None and lineage.revision in (*asked.lineage.parents, *asked.lineage.ancestors)


def _is_of_our_unit(workspace: Workspace, ours: Head) -> bool:
    """Say whether a definition that stands here was worded by our own unit, under any name that it had. Of what a
    colleague sent the names it was written under may be unknown here: that counts as ours."""
    if ours.content is None or ours.revision is None or ours.content["removed"]:
        return False
    own = workspace.organisation.id
    ever = workspace.store.revisions.of_subjects("organisation", [own]).get(own, [])
    if ours.content["unit"] in {workspace.organisation.name, *(each["content"]["name"] for each in ever)}:
        return True
    brought = workspace.store.revisions.held(ours.revision)["operation"]
    return any(each["operation"] == brought and each["kind"] == "work" for each in workspace.store.packages.all())
