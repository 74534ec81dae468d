"""The standard packs that a county imported and the rules it goes by: handed on to the units below as a profile and
along with start files, packs also with work packages, and taken up there.

Only what our own parent or another computer of our own signed counts; nothing of the kind is ever taken from below.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert

from app.drafting.official_texts import changed_field, follow_packs
from app.drafting.operations import Content, Head, Operation, head_of
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.exchange import refusals
from app.exchange.handing_in import HandedIn, content_hash_of, hand_over
from app.exchange.landing import landing_of
from app.exchange.manifest import UnitName
from app.exchange.pack_rows import STANDARDS, PackRowIn, pack_rows, pack_subjects, read_packs
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import DocumentContent, RowsContent
from app.exchange.parents_definitions import parents_definition
from app.exchange.read_members import require_read_members
from app.exchange.rule_rows import (
    Rule,
    RuleRowIn,
    read_rules,
    rule_fault,
    rule_members,
    rule_rows,
    rule_subjects,
    rule_title,
    rules_told,
)
from app.exchange.subject_rows import bad_row
from app.notices.least_periods import NOTICE_RULE
from app.proposals.proposals import Batch, Lineage, Proposal, land, propose
from app.standards.own_definitions import DEFINITION
from app.standards.own_laws import LAW_CHANGE
from app.standards.own_packs import FIELD_PACK
from app.workspace import Workspace


class ProfileFile(Struct, frozen=True):
    """profile.json: whose rules these are, and the codes of the fields whose standards lie beside it."""

    name: UnitName
    fields: Annotated[tuple[Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)], ...], Meta(max_length=100)]


def export_profile(workspace: Workspace, path: Path, *, force: bool = False) -> HandedIn:
    """Write the official texts that are the standards here and the rules of the place to a package for the units below,
    those taken back too, so that they are taken back there. Unchanged content gives the same round and bytes.

    Raises `UserFacingError` when there are none, personal data stands in them, or the disk refuses.
    """
    packs, rules = pack_rows(workspace, path), rule_rows(workspace, path)
    if not packs and not rules:
        raise UserFacingError(
            "nothing-to-hand-on",
            "这里还没有收下过正式的标准文本，也没有放假安排、本地放假、公示期规定、法规的变化和自己的定义，"
            "没有东西可以发给下级。请先把部委印发的全表收下，或者记下本地的规定。",
        )
    profile = {"name": workspace.organisation.name, "fields": [row["id"] for row in packs]}
    standards = [RowsContent(STANDARDS, packs)] if packs else []
    done = hand_over(
        workspace,
        path,
        "profile",
        None,
        [DocumentContent("profile.json", profile), *standards, *rule_members(rules)],
        subjects=[*pack_subjects(packs), *rule_subjects(rules)],
        content_hash=content_hash_of([*packs, *rules]),
        force=force,
    )
    return replace(done, rules=rules_told(Rule(row["kind"], row["id"], row["content"]) for row in rules))


def standard_names(batch: Batch) -> str:
    """Name the fields whose standard texts a batch brings as news."""
    packs = (each for each in batch.packs if each.subject_kind == FIELD_PACK and each.lineage is not None)
    return "、".join(each.title for each in packs)


def told_by_profile(rules: Iterable[Proposal]) -> str:
    """Say which rules of the place are news among proposals; "" for none."""
    return rules_told(
        Rule(each.subject_kind, each.subject_id, each.theirs)
        for each in rules
        if each.subject_kind != FIELD_PACK and each.lineage is not None
    )


def pack_proposals(workspace: Workspace, package: VerifiedPackage) -> Iterator[Proposal]:
    """Yield what the packs and rules in a package propose, each checked as `read_packs` and `read_rules` do."""
    if package.manifest.kind == "profile":
        _require_profile(package)
    sender = package.manifest.organisation.id
    for row, pack in read_packs(workspace, package):
        title = workspace.library.fields[pack.field].name
        yield _proposal(workspace, (FIELD_PACK, row.id), sender, title, _lineage(row), row.content)
    coming: set[tuple[str, str]] = set()
    for number, row in enumerate(read_rules(package), start=1):
        coming.add((row.kind, row.id))
        if fault := rule_fault(workspace, Rule(row.kind, row.id, row.content), coming):
            raise bad_row(number, "规定", "写得不对", fault)
        title = rule_title(workspace, row.kind, row.content)
        yield _proposal(workspace, (row.kind, row.id), sender, title, _lineage(row), row.content)


def begin_with_packs(workspace: Workspace, act: Operation, package: VerifiedPackage) -> None:
    """Make the packs and rules that a start file brings those of a new workspace, inside an operation."""
    require_read_members(package)
    proposals = tuple(pack_proposals(workspace, package))
    for proposal in proposals:
        land(act, proposal.subject_kind, proposal.subject_id, proposal.ours, proposal.theirs, proposal)
    take_up_packs(workspace, act, proposals)


def renewed_packs(workspace: Workspace, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, held against what stands now."""
    for old in proposals:
        if old.lineage is None:
            ours = head_of(workspace, old.subject_kind, old.subject_id)
            yield replace(old, ours=ours, theirs=ours.content or {}, base=ours.content)
        else:
            subject = old.subject_kind, old.subject_id
            yield _proposal(workspace, subject, old.organisation, old.title, old.lineage, old.theirs)


def take_up_packs(workspace: Workspace, act: Operation, proposals: Iterable[Proposal]) -> None:
    """Take up, inside an operation, the packs that were applied, see `follow_packs`, and what became of laws."""
    landed = [(each.subject_kind, each.subject_id) for each in proposals if each.lineage is not None]
    if fields := [field for kind, id in landed if (field := changed_field(kind, id))]:
        follow_packs(workspace, act, fields)
    elif any(kind in (LAW_CHANGE, DEFINITION) for kind, _ in landed):
        act.flush()
        workspace.reread_facts()
    else:
        return
    refresh_reference_index(workspace)


def _proposal(
    workspace: Workspace, subject: tuple[str, str], sender: str, title: str, lineage: Lineage, theirs: Content
) -> Proposal:
    if sender != workspace.organisation.id and subject[0] == DEFINITION:
        return parents_definition(workspace, subject[1], sender, title, lineage, theirs)
    ours = head_of(workspace, *subject)
    landing, _ = landing_of(workspace, subject, lineage, ours, theirs)
    # Of the rest, whatever went before, the parent's word goes. Between computers of our own the text taken last goes,
    # so that both come to have the same, whichever is asked first.
    if landing == "fork" and sender == workspace.organisation.id:
        landing = landing if _is_later(lineage, theirs, ours) else None
    elif landing == "fork" and _is_no_stricter(subject[0], theirs, ours.content):
        landing = None
    is_news = landing is not None
    return propose(
        *subject,
        sender,
        title,
        ours=ours,
        theirs=theirs if is_news else ours.content or {},
        base=ours.content,
        landing="follow",
        lineage=lineage if is_news else None,
    )


def _is_no_stricter(kind: str, theirs: Content, ours: Content) -> bool:
    """Say whether a rule of the parent leaves one that we wrote ourselves as it is: one taken back does, and a notice
    period that is no longer than ours."""
    if kind == FIELD_PACK or ours["removed"]:
        return False
    return theirs["removed"] or (
        kind == NOTICE_RULE and theirs["unit"] == ours["unit"] and theirs["days"] <= ours["days"]
    )


def _lineage(row: PackRowIn | RuleRowIn) -> Lineage:
    return Lineage(row.revision, row.parents, tuple(sorted(set(row.ancestors) - set(row.parents))))


def _is_later(lineage: Lineage, theirs: Content, ours: Head) -> bool:
    def age(content: Content, revision: str) -> tuple[str, int, str]:
        return content["source"]["date"], content["version"], revision

    return age(theirs, lineage.revision) > age(ours.content, ours.revision)


def _require_profile(package: VerifiedPackage) -> None:
    try:
        convert(package.document("profile.json"), ProfileFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"profile.json: {error}") from error
