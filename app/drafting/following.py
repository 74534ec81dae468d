"""What a new version of a field's standard makes of our entries: proposals, of which those follow by themselves that
nobody has adapted.

What each new item comes from is told by `compare_versions` alone. Every entry is held against the new text by the
comparison that all proposals go through: base is the text that it was taken from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from msgspec import structs

from app.drafting.adopting import adopted_content
from app.drafting.entry import PART, EntryContent, Origin, as_builtins, entry_id, identity_of, title_of
from app.drafting.field_versions import (
    changed_fields,
    followed_digest,
    is_settled,
    item_taken,
    known_versions,
    nearest_version,
    own_entries_of,
    text_digest,
)
from app.drafting.history import standing_revision
from app.drafting.lookup import find_definition, find_field
from app.drafting.operations import Head, entry_heads
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.proposals.comparison import ALONG, Content, differences, merged
from app.proposals.proposals import Batch, Proposal, propose
from app.standards.models import STANDARD_CATALOGUE, Field, Item
from app.standards.version_changes import ItemChange, VersionChange
from app.standards.version_matching import compare_versions
from app.workspace import Workspace
from db.repositories.entries import EntryRow

STANDARD: Final = "standard"
"""The source of proposals that a new version of a standard makes."""

Group = Literal["follows", "asked", "parted", "new", "gone"]
GROUPS: Mapping[Group, str] = {
    "follows": "跟着改",
    "asked": "要您定",
    "parted": "拆分合并",
    "new": "新增",
    "gone": "已取消",
}


@dataclass(frozen=True, kw_only=True)
class Following(Batch):
    """The proposals of one field. `groups`: by subject what happens to it; `noted`: entries in which nothing of ours
    changes, and what their revision is to note. `gone` ones are no proposal to take out unless somebody says so."""

    old: Field
    new: Field
    change: VersionChange
    groups: Mapping[str, Group] = field(default_factory=dict)
    noted: Mapping[str, tuple[EntryRow, dict[str, Any]]] = field(default_factory=dict)

    @property
    def alarm(self) -> str:
        """Why somebody has to confirm first that this is meant to be a new version; "" where nothing."""
        return self.change.alarm

    def of_group(self, group: Group) -> tuple[Proposal, ...]:
        """Return the proposals of a group."""
        return tuple(each for each in self.proposals if self.groups[each.subject_id] == group)


def following(workspace: Workspace, code: str, new: Field | None = None) -> Following | None:
    """Return what the standard of a field as it is now, or `new`, makes of our entries; None where they go by it.

    Nothing is changed. Raises `UserFacingError` for an unknown field.
    """
    new = new or find_field(workspace, code)
    entries = own_entries_of(workspace, code)
    if not entries:
        return None
    versions, digest = known_versions(workspace, code), text_digest(new)
    others = [version for version in versions if text_digest(version) != digest]
    before = followed_digest(workspace, code)
    left = [content for _, content in entries if not is_settled(content, new)]
    is_news = before not in (None, digest)
    told = next((version for version in others if text_digest(version) == before), None)
    old = told or (nearest_version(others, [content for _, content in entries]) if left or is_news else None)
    if old is None and not left:
        return None
    # Where nobody knows what an entry was taken from, the new text is held against it without a base.
    made = _Following(workspace, old or new, new, (*others, new), is_news=is_news or before is None)
    return made.batch(entries)


class _Following:
    """One field of ours held against a new version."""

    def __init__(
        self, workspace: Workspace, old: Field, new: Field, versions: tuple[Field, ...], *, is_news: bool
    ) -> None:
        self._workspace = workspace
        self._old, self._new, self._versions, self._is_news = old, new, versions, is_news
        self._change = compare_versions(old, new)
        self._by_new = {each.new: each for each in self._change.changes}
        self._old_items = {item.code: item for item in old.items}
        self._items = {item.code: item for item in new.items}
        self._definition = find_definition(workspace, STANDARD_CATALOGUE)
        self._answer = publisher_answer(workspace, STANDARD_CATALOGUE, new.code)
        self._proposals: dict[str, Proposal] = {}
        self._groups: dict[str, Group] = {}
        self._noted: dict[str, tuple[EntryRow, dict[str, Any]]] = {}

    def batch(self, entries: list[tuple[EntryRow, EntryContent]]) -> Following:
        """Return everything that is proposed, in the order of the new version."""
        here = {str(content.item): (row, content) for row, content in entries}
        last = max(content.position for _, content in entries)
        for row, content in here.values():
            if not is_settled(content, self._new):
                self._entry(row, content)
        if self._is_news:
            for row, content in here.values():
                self._pieces(row, content, here)
            self._additions(here, last)
        order = {entry_id(*self._owner, item.code): place for place, item in enumerate(self._new.items)}
        proposals = sorted(self._proposals.values(), key=lambda each: order.get(each.subject_id, len(order)))
        unit = self._workspace.organisation.id
        return Following(
            STANDARD,
            f"{self._new.name}的新标准",
            unit,
            None,
            tuple(proposals),
            notes=tuple(filter(None, (self._change.alarm,))),
            old=self._old,
            new=self._new,
            change=self._change,
            groups=self._groups,
            noted=self._noted,
        )

    @property
    def _owner(self) -> tuple[str, str, str]:
        return self._workspace.organisation.id, STANDARD_CATALOGUE, self._workspace.edition

    def _entry(self, row: EntryRow, content: EntryContent) -> None:
        """Hold one entry against what its item has become."""
        code = str(content.item)
        change = self._by_new.get(code)
        if change is None:
            self._gone(row, content)
            return
        is_of_it = code in change.old
        known = item_taken(self._versions, content) or self._old_items.get(code)
        proposal = self._held(row, content, self._items[code], known if is_of_it else None, change)
        seen = [each for each in proposal.differences if each.element not in ALONG]
        if all(each.side == "ours" and each.kind != "conflict" for each in seen):
            self._noted[row.id] = (
                row,
                {key.removeprefix(PART): proposal.theirs[key.removeprefix(PART)] for key in ALONG},
            )
            return
        is_adapted = any(each.side == "ours" for each in seen)
        is_parted = bool({"split", "merged"} & {change.kind, *change.also})
        is_asked = is_adapted or is_parted or not is_of_it or not change.is_sure
        group: Group = "parted" if is_parted else "asked" if is_asked else "follows"
        self._put(replace(proposal, default=None if is_asked else proposal.default), group)

    def _held(
        self, row: EntryRow, content: EntryContent, item: Item, known: Item | None, change: ItemChange
    ) -> Proposal:
        ours: Content = row.content
        identity = identity_of(ours)
        values = self._projected(known) if known else {}
        base = (
            identity | {"values": values} | {key.removeprefix(PART): ours.get(key.removeprefix(PART)) for key in ALONG}
        )
        theirs = identity | {"values": self._projected(item)} | self._along(item)
        return propose(
            "entry",
            row.id,
            content.organisation,
            title_of(self._definition, content.values),
            ours=Head(row.revision, ours),
            theirs=theirs,
            base=base,
            landing="edit",
            matched=change.why,
            likeness=change.likeness,
        )

    def _along(self, item: Item) -> dict[str, Any]:
        """Return what tells where an entry's text is from, once it goes by an item."""
        origin = {"version": self._new.version, "digest": item.digest}
        return {"evidence": item.evidence, "origin": origin, "confirmed": None}

    def _projected(self, item: Item) -> dict[str, Any]:
        return project(self._definition, item, self._workspace.organisation, self._answer).values

    def _gone(self, row: EntryRow, content: EntryContent) -> None:
        """Keep an entry that the standard has no more; whether it goes too is for a person to say."""
        identity = identity_of(row.content)
        proposal = propose(
            "entry",
            row.id,
            content.organisation,
            title_of(self._definition, content.values),
            ours=Head(row.revision, row.content),
            theirs=identity | {"values": content.values, "removed": True},
            base=identity | {"values": content.values, "removed": False},
            landing="edit",
            matched=self._whereabouts(str(content.item)),
        )
        kept = tuple(replace(each, side="ours") for each in proposal.differences)
        self._put(replace(proposal, differences=kept, default=None), "gone")
        digest = content.origin.digest if content.origin else ""
        self._noted[row.id] = row, {"origin": {"version": self._new.version, "digest": digest}}

    def _whereabouts(self, code: str) -> str:
        went = [each for each in self._change.changes if code in each.old]
        named = "、".join(f"{each.new}“{title_of(self._definition, self._items[each.new].values)}”" for each in went)
        if not named:
            return "标准里已取消"
        return f"标准里已取消，并进了 {named}" if went[0].kind == "merged" else f"标准里已取消，内容到了 {named}"

    def _pieces(self, row: EntryRow, content: EntryContent, here: Mapping[str, Any]) -> None:
        """Propose what else an entry's item became, with what the unit made of it."""
        code = str(content.item)
        for change in self._change.changes:
            if code in change.old and change.new != code and change.new not in here:
                self._whole(change, self._carried(content, self._items[change.new]), content.position, content)

    def _carried(self, content: EntryContent, item: Item) -> dict[str, Any]:
        """Return the values of an item with what the unit made of the one it comes from; where both changed the same,
        the standard's: ours stays in the entry that it stands in."""
        known = item_taken(self._versions, content) or self._old_items[str(content.item)]
        ours, theirs = {"values": content.values}, {"values": self._projected(item)}
        found = differences({"values": self._projected(known)}, ours, theirs)
        return merged(ours, found, {each.element: "theirs" for each in found if each.kind == "conflict"})["values"]

    def _additions(self, here: Mapping[str, Any], last: int) -> None:
        """Propose the items of our level that were never there."""
        level = self._workspace.organisation.facts.level
        for change in self._change.changes:
            item = self._items[change.new]
            is_ours = not item.levels or level in item.levels
            if not change.old and change.new not in here and is_ours:
                last += 1
                self._whole(change, None, last)

    def _whole(
        self, change: ItemChange, values: dict[str, Any] | None, position: int, of: EntryContent | None = None
    ) -> None:
        item = self._items[change.new]
        id = entry_id(*self._owner, item.code)
        head = entry_heads(self._workspace, [id]).get(id, Head())
        # What somebody took out on purpose is not brought back unasked.
        if id in self._proposals or (head.content and standing_revision(self._workspace, "entry", id) is not None):
            return
        made, _ = adopted_content(self._workspace, self._definition, item, position, self._answer)
        origin = Origin(self._new.version, item.digest)
        made = structs.replace(made, values=made.values | (values or {}), origin=origin)
        if of is not None:
            made = structs.replace(made, not_applicable=of.not_applicable or made.not_applicable)
        proposal = propose(
            "entry",
            id,
            made.organisation,
            title_of(self._definition, made.values),
            ours=Head(head.revision),
            theirs=as_builtins(made),
            base=None,
            landing="edit",
            matched=change.why,
            likeness=change.likeness,
        )
        is_parted = bool({"split", "merged"} & {change.kind, *change.also})
        self._put(replace(proposal, default=None), "parted" if is_parted else "asked" if change.old else "new")

    def _put(self, proposal: Proposal, group: Group) -> None:
        self._proposals[proposal.subject_id] = proposal
        self._groups[proposal.subject_id] = group


def fields_to_follow(workspace: Workspace) -> Iterator[Following]:
    """Yield what there is to carry over, field by field: not what waits for a decision already."""
    waiting = {row["subject_id"] for row in workspace.store.proposals.waiting_from(STANDARD, workspace.edition)}
    for code in changed_fields(workspace):
        found = following(workspace, code)
        if found is not None and any(each.subject_id not in waiting for each in found.proposals):
            yield found
