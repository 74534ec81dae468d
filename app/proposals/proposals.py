"""Proposals: made by a source, stored while they wait, decided, and applied as one operation."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.canonical import canonical_json
from app.drafting.entry import PART
from app.drafting.official_texts import changed_field, changing_packs, follow_packs
from app.drafting.operations import Head, Operation, head_of, operation
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.proposals.comparison import (
    ALONG,
    REMOVED,
    Content,
    ElementDifference,
    Side,
    SubjectChange,
    decided,
    differences,
    joined,
    subject_change,
    with_state_known,
)
from app.proposals.records import Batch, Landing, Lineage, Outcome, Proposal, Stored, as_row, stored_from
from app.proposals.replaced_laws import theirs_now
from app.standards.definition_parts import read_part
from app.standards.library import load_library
from app.standards.own_definitions import DEFINITION
from app.standards.own_laws import LAW_CHANGE
from app.workspace import Workspace
from db.repositories.revisions import RevisionRow

Decisions = Mapping[str, Mapping[str, Side]]
"""Answers given in advance: {subject id: {element: side}}; what they do not name follows its default. Of a subject that
we do not have, `WHOLE` says whether it is taken."""

WHOLE = ""
"""Stands for the whole of a subject among its elements."""

CHANGE_LABELS: dict[SubjectChange, str] = {
    "new": "新增",
    "changed": "有改动",
    "cleared": "有清空",
    "removed": "已删除",
    "withdrawn": "已收回",
    "unchanged": "没有变化",
    "conflict": "两边都改过",
}


FACTS_OF_OURS = ("organisation", LAW_CHANGE, DEFINITION)
"""Kinds of subject that an open workspace has read once: whoever changes them has it read them anew."""


def propose(
    subject_kind: str,
    subject_id: str,
    organisation: str,
    title: str,
    *,
    ours: Head,
    theirs: Content,
    base: Content | None,
    landing: Landing,
    lineage: Lineage | None = None,
    matched: str = "编号相同",
    likeness: float = 1.0,
    text: str | None = None,
) -> Proposal:
    """Hold theirs against ours. New subjects and those that continue our line are taken by default."""
    found = _found(landing, base, ours, theirs)
    if ours.content is None:
        # The removal of something we never had is nothing new, yet its tombstone is kept.
        change: SubjectChange = "unchanged" if theirs.get("removed") else "new"
    else:
        change = subject_change(found, theirs)
    if landing == "fork" and change != "unchanged":
        change = "conflict"
    default: Side | None = None if change == "conflict" else "theirs"
    return Proposal(
        subject_kind,
        subject_id,
        organisation,
        title,
        change,
        landing,
        found,
        base,
        ours,
        theirs,
        lineage,
        matched,
        likeness,
        default,
        text,
    )


def _found(landing: Landing, base: Content | None, ours: Head, theirs: Content) -> tuple[ElementDifference, ...]:
    if ours.content is None:
        return ()
    if landing == "join":
        # What joining changes here: all that one of the two changed is settled.
        return differences(ours.content, ours.content, joined(base, ours.content, theirs))
    return differences(base, ours.content, theirs)


def apply_defaults(workspace: Workspace, batch: Batch, act: Operation, decisions: Decisions | None = None) -> Outcome:
    """Take what has a default or was decided and store the rest as waiting, inside the caller's operation."""
    outcome = Outcome()
    waiting = []
    decided = decisions or {}
    for proposal in batch.proposals:
        sides = decided.get(proposal.subject_id)
        if proposal.default is None and sides is None:
            waiting.append(proposal)
            outcome.count(proposal, "conflicting")
            continue
        content = _taken(proposal, sides or {})
        if content is not None and (proposal.default == "theirs" or sides is not None):
            land(act, proposal.subject_kind, proposal.subject_id, proposal.ours, content, proposal)
        change = "changed" if proposal.change == "conflict" else proposal.change
        # Where ours was chosen throughout, nothing changes; a question that is taken back is news all the same.
        is_kept = content == proposal.ours.content and change != "withdrawn"
        outcome.count(proposal, "unchanged" if is_kept else change)
    asked = _close_overtaken(workspace, batch, act)
    if new := [proposal for proposal in waiting if proposal.subject_id not in asked]:
        _store(workspace, batch, new, act.number())
    outcome.waiting = len(waiting)
    return outcome


def land(act: Operation, kind: str, id: str, ours: Head, content: Content, proposal: Proposal | Stored) -> None:
    """Make `content` the head of a subject: under their own revision where it is just theirs, else as a join."""
    lineage = proposal.lineage
    if lineage is None:
        act.write(kind, id, _as_edit(ours, content), ours)
    elif content == proposal.theirs and not _two_lines_of_ours(act, ours, proposal):
        text = _text_of_theirs(proposal)
        row = RevisionRow(lineage.revision, kind, id, lineage.parents, lineage.ancestors, text)
        act.adopt_revision(row, content, ours.revision)
    else:
        remember_theirs(act, kind, id, proposal)
        act.join(kind, id, content, (ours.revision, lineage.revision))


def _text_of_theirs(proposal: Proposal | Stored) -> str:
    written = proposal.text if isinstance(proposal, Proposal) else None
    return canonical_json(proposal.theirs).decode() if written is None else written


def _as_edit(ours: Head, content: Content) -> Content:
    """Return what is written here without a history of its own: like any editing it makes an entry a draft again."""
    finished = ours.content is not None and "state" in content and content["state"] == ours.content.get("state")
    return content | {"state": "draft"} if finished and _worded(content) != _worded(ours.content) else content


def _worded(content: Content) -> Content:
    return {key: value for key, value in content.items() if PART + key not in ALONG}


def _two_lines_of_ours(act: Operation, ours: Head, proposal: Proposal | Stored) -> bool:
    """Say whether two clerks of our unit went different ways: they are joined, so that neither is asked about again."""
    return _is_among_clerks(act, proposal) and ours.revision is not None


def _is_among_clerks(act: Operation, proposal: Proposal | Stored) -> bool:
    return proposal.organisation == act.workspace.organisation.id and proposal.landing in ("join", "fork")


def remember_theirs(act: Operation, kind: str, id: str, proposal: Proposal | Stored) -> None:
    """Keep their revision, so that it is known when it comes again and can be an ancestor later."""
    if proposal.lineage is not None:
        lineage = proposal.lineage
        text = _text_of_theirs(proposal)
        row = RevisionRow(lineage.revision, kind, id, lineage.parents, lineage.ancestors, text)
        act.workspace.store.revisions.add(act.number(), [row])


def waiting(workspace: Workspace) -> list[Stored]:
    """Return the proposals of the current edition that wait for a decision, oldest first."""
    return [stored_from(row) for row in workspace.store.proposals.waiting(workspace.edition)]


def decide(
    workspace: Workspace,
    proposals: Iterable[Stored],
    side: Side,
    elements: Mapping[str, Mapping[str, Side]] | None = None,
) -> int:
    """Decide waiting proposals for one side; one operation, undone in one step. Returns how many were decided.

    The side answers what both changed and whether the subject is removed, also where we removed it since: theirs brings
    it back. What only one of us changed stays as that one has it. `elements` answers single elements otherwise:
    {proposal id: {element: side}}. The comparison is made anew against what stands now, so that nothing done since is
    lost unnoticed.
    """
    chosen = list(proposals)
    word = "采用对方的" if side == "theirs" else "保留我们的"
    fields = [field for each in chosen if (field := changed_field(each.subject_kind, each.subject_id))]
    with changing_packs(workspace), operation(workspace, "decide", f"{word} {len(chosen)} 项") as act:
        seen: set[tuple[str, str]] = set()
        for proposal in chosen:
            subject = proposal.subject_kind, proposal.subject_id
            if subject in seen:
                # The answer before this one must stand where it is compared with.
                act.flush()
            seen.add(subject)
            _decide_one(act, proposal, side, (elements or {}).get(proposal.id, {}))
        act.flush()
        if fields:
            follow_packs(workspace, act, fields)
        workspace.store.proposals.settle([p.number for p in chosen], "decided", side, act.number())
    if any(proposal.subject_kind in FACTS_OF_OURS for proposal in chosen):
        workspace.reread_facts()
        refresh_reference_index(workspace)
    return len(chosen)


def removed_since(workspace: Workspace, proposals: Iterable[Stored]) -> list[Stored]:
    """Return those about what was there when they came and was removed here since: deciding for theirs brings it
    back."""
    return [each for each in proposals if _is_removed_since(workspace, each)]


def _is_removed_since(workspace: Workspace, proposal: Stored) -> bool:
    if proposal.theirs.get("removed") or any(each["element"] in REMOVED for each in proposal.differences):
        return False
    head = head_of(workspace, proposal.subject_kind, proposal.subject_id)
    return head.content is not None and bool(head.content.get("removed"))


def find_waiting(workspace: Workspace, ids: Iterable[str]) -> list[Stored]:
    """Return the waiting proposals with these ids (or ≥ 8 characters of them)."""
    found: list[Stored] = []
    for id in ids:
        fitting = workspace.store.proposals.waiting_by_prefix(id) if len(id) >= 8 else []
        if len(fitting) != 1:
            raise UserFacingError("proposal-unknown", f"没有编号为“{id}”的待定项，一项也没有处理。请核对编号。")
        found += map(stored_from, fitting)
    return found


def _decide_one(act: Operation, proposal: Stored, side: Side, elements: Mapping[str, Side]) -> None:
    kind, id = proposal.subject_kind, proposal.subject_id
    ours = _live(head_of(act.workspace, kind, id), proposal)
    if ours.content is None and elements.get(WHOLE, side) == "ours":
        return
    proposal = replace(proposal, theirs=theirs_now(act.workspace.library.laws, proposal, ours.content))
    found = differences(proposal.base, ours.content or {}, proposal.theirs)
    # What was not among the differences shown was done since: nobody chose to give it up.
    shown = {difference["element"] for difference in proposal.differences}
    asked = {d.element for d in found if d.element in (*shown, *REMOVED) and _is_asked(proposal, d, side)}
    sides = dict.fromkeys(asked, side) | dict(elements)
    content = proposal.theirs if ours.content is None else decided(ours.content, proposal.theirs, found, sides)
    if ours.content is not None and kind == "entry" and _is_among_clerks(act, proposal):
        content = with_state_known(content, ours.content, proposal.theirs)
    if kind == DEFINITION and content not in (ours.content, proposal.theirs):
        _require_sound(proposal.title, content)
    if content != ours.content:
        land(act, kind, id, ours, content, proposal)
    elif proposal.lineage is not None:
        # Joined although nothing changes, so that theirs lies behind ours and is not asked about again.
        remember_theirs(act, kind, id, proposal)
        act.join(kind, id, content, (ours.revision, proposal.lineage.revision))


def _require_sound(title: str, content: Content) -> None:
    """Refuse a definition whose parts, taken from both sides, do not go together."""
    try:
        read_part(load_library(), content["kind"], content["data"])
    except UserFacingError as error:
        raise UserFacingError(
            "definition-parts-unfit",
            f"{title}两边各取一些，合不到一起，没有改。请把有关的几处取同一边的再试。",
            error.message,
        ) from error


def _is_asked(proposal: Stored, difference: ElementDifference, side: Side) -> bool:
    """Say whether the side that was chosen answers an element: all of what a reviewer proposes is asked about, and who
    keeps ours takes nothing of a new standard."""
    if proposal.source == "standard" and side == "ours":
        return difference.element not in ALONG
    return difference.kind == "conflict" or difference.element in REMOVED or proposal.source == "review"


def _live(head: Head, proposal: Stored) -> Head:
    """Return a head as the words of somebody else meet it: a whole entry takes the place of a removed one."""
    is_whole = proposal.landing == "edit" and proposal.theirs.get("removed") is False
    is_gone = is_whole and head.content is not None and head.content["removed"]
    return Head(head.revision, None) if is_gone else head


def _taken(proposal: Proposal, sides: Mapping[str, Side]) -> Content | None:
    """Return what a subject is to be; None where it is not taken and we have none."""
    if proposal.ours.content is None:
        return None if sides.get(WHOLE) == "ours" else proposal.theirs
    if proposal.landing == "join" and not sides:
        return joined(proposal.base, proposal.ours.content, proposal.theirs)
    return decided(proposal.ours.content, proposal.theirs, proposal.differences, dict(sides))


def _close_overtaken(workspace: Workspace, batch: Batch, act: Operation) -> set[str]:
    """Close the waiting proposals that this batch goes beyond; others on the same subject go on waiting beside it.

    Returns the subjects about which the same is asked already: those go on waiting as they are.
    """
    brought = {(p.subject_kind, p.subject_id): p for p in batch.proposals}
    store = workspace.store.proposals
    kinds = {kind for kind, _ in brought}
    asked = [stored_from(row) for kind in kinds for row in store.waiting_on(kind, _ids(brought, kind))]
    beyond = [old for old in asked if _goes_beyond(batch, brought[old.subject_kind, old.subject_id], old)]
    same = {old.subject_id for old in beyond if _is_same(brought[old.subject_kind, old.subject_id], old)}
    if overtaken := [old.number for old in beyond if old.subject_id not in same]:
        store.settle(overtaken, "superseded", None, act.number())
    return same


def _is_same(new: Proposal, old: Stored) -> bool:
    """Say whether a proposal asks again what waits: about the same entry as it stood, with the same words."""
    is_open = new.default is None and (new.lineage and new.lineage.revision) == (old.lineage and old.lineage.revision)
    return is_open and (new.theirs, new.base, new.ours.revision) == (old.theirs, old.base, old.ours_then)


def _ids(subjects: Iterable[tuple[str, str]], kind: str) -> list[str]:
    return [id for of_kind, id in subjects if of_kind == kind]


def _goes_beyond(batch: Batch, new: Proposal, old: Stored) -> bool:
    """Say whether what is brought now descends from what waits, or is the same source's next word without history."""
    if new.is_last_word and old.organisation == new.organisation:
        return True
    if new.lineage is None or old.lineage is None:
        unhistoried = new.lineage is None and old.lineage is None and new.landing == "edit"
        return unhistoried and (batch.source, batch.label) == (old.source, old.label)
    return old.lineage.revision in (new.lineage.revision, *new.lineage.parents, *new.lineage.ancestors)


def _store(workspace: Workspace, batch: Batch, proposals: list[Proposal], operation_number: int) -> None:
    store = workspace.store.proposals
    number = store.add_batch(
        str(uuid.uuid4()), batch.source, batch.label, batch.organisation, batch.source_hash, operation_number
    )
    store.add(as_row(number, proposal) for proposal in proposals)
