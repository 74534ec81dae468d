"""Copying what was written elsewhere into a table of ours: it only proposes, the comparison decides.

What the other wrote beyond its standard is held against ours, with the standard (or what both began with) as the common
ancestor. Names, texts and reasons may come; identity, rounds, rules, masks, confirmations and states never do.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec.structs import replace as replaced

from app.checks.personal_data import find_personal_data
from app.drafting.adopting import adopted_content
from app.drafting.copy_places import Places, Target
from app.drafting.copy_sources import ForeignEntry, Material, OtherField, Source, read_material
from app.drafting.editing import short_name
from app.drafting.editions import is_standard_of
from app.drafting.entry import REASON, EntryContent, as_builtins, full_values, title_of
from app.drafting.lookup import find_definition, find_field
from app.drafting.operations import Content, Head, entry_heads, operation
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.errors import UserFacingError
from app.organisations import Organisation
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal, apply_defaults, propose
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.standards.plain_text import visible_text
from app.standards.values import check_value
from app.workspace import Workspace

_IDENTITY = ("organisation", "checklist", "edition", "field", "item", "local", "position")
_EMPTY = (None, "", [])
_LEFT_OUT = {
    "removed": "{} 项是这里已经删除的，没有列出。",
    "level": "{} 项不是本级的事项，没有列出。",
    "declined": "{} 项对方写的是不涉及，没有列出。",
    "nameless": "{} 项这里没有同名的事项，没有列出。",
    "unfit": "{} 处的写法这里用不了，没有带过来。",
}


def copy_proposals(
    workspace: Workspace, source: Source, *, checklist: str = STANDARD_CATALOGUE, field: str | None = None
) -> Batch:
    """Return what a source proposes for a table of the current edition (all fields when `field` is None).

    Nothing is changed. `Batch.notes` say who stands behind it and what is left out. Raises `UserFacingError` for a
    source that cannot be read.
    """
    definition = find_definition(workspace, checklist)
    if field is not None:
        find_field(workspace, field)
    material = read_material(workspace, source, checklist=checklist, field=field)
    copying = _Copying(workspace, definition, field, material, is_other_field=isinstance(source, OtherField))
    proposals = tuple(copying.proposals())
    label = material.label if material.is_confirmed else f"{material.label}（来源未确认）"
    own = workspace.organisation.id
    return Batch("copy", label, own, material.hash, proposals, file=material.file, notes=tuple(copying.notes()))


def apply_copy(workspace: Workspace, batch: Batch, decisions: Decisions | None = None) -> Outcome:
    """Apply what `copy_proposals` returned, as one operation that is undone in one step.

    `decisions` answers as in `apply_defaults`; what both wrote waits. What has changed here since is held against what
    stands now. Raises `UserFacingError` when another edition is worked in by now.
    """
    if any(proposal.theirs["edition"] != workspace.edition for proposal in batch.proposals):
        raise UserFacingError("edition-changed", "这期间换到了别的年份，没有抄，什么也没有改。请再选一次从哪里抄。")
    with workspace.store.transaction():
        current = replace(batch, proposals=tuple(_renewed(workspace, batch.proposals)))
        with operation(workspace, "copy", f"从{batch.label}抄") as act:
            return apply_defaults(workspace, current, act, decisions)


class _Copying:
    """One reading of a source against one of our tables; counts what it leaves out."""

    def __init__(
        self,
        workspace: Workspace,
        definition: Definition,
        field: str | None,
        material: Material,
        *,
        is_other_field: bool,
    ):
        self._workspace = workspace
        self._definition = definition
        self._material = material
        self._is_other_field = is_other_field
        self._unit = workspace.organisation
        self._is_own = material.unit.id == self._unit.id
        self._places = Places(workspace, definition, field, is_own=self._is_own, is_other_field=is_other_field)
        self._rename = _renaming(material, self._unit)
        self._left_out = Counter[str]()
        self._personal: list[str] = []
        self._last_positions: dict[str | None, int] = {}

    def proposals(self) -> Iterator[Proposal]:
        """Yield a proposal for each entry that has a place here."""
        entries = [entry for entry in self._material.entries if self._is_wanted(entry)]
        for entry, target in self._places.targets(entries):
            why_not = self._places.kept_out(target)
            if why_not is None:
                yield self._proposal(entry, target)
            else:
                self._left_out[why_not] += 1

    def notes(self) -> Iterator[str]:
        """Yield in sentences what to know before deciding."""
        if not self._material.is_confirmed:
            yield "来源未确认：没有核对过是谁写的，只抄文字，请逐条看过再用。"
        yield from (words.format(self._left_out[kind]) for kind, words in _LEFT_OUT.items() if self._left_out[kind])
        if self._personal:
            listed = "；".join(self._personal[:5]) + ("等" if len(self._personal) > 5 else "")
            yield f"{len(self._personal)} 处像是个人信息，没有带过来：{listed}。"

    def _is_wanted(self, entry: ForeignEntry) -> bool:
        """Leave out what says only that it does not concern the other."""
        foreign = entry.content.not_applicable is not None and (not self._is_own or self._is_other_field)
        self._left_out["declined"] += foreign
        return not foreign

    def _proposal(self, entry: ForeignEntry, target: Target) -> Proposal:
        taken = self._taken(entry)
        reason = entry.content.not_applicable
        parts = {} if reason is None or self._is_personal(entry, REASON, reason) else {REASON.key: reason}
        ours = target.head.content
        if ours is None or ours["removed"]:
            ours, theirs, base = None, as_builtins(self._new(entry, target, taken, parts)), None
        else:
            identity = {name: ours[name] for name in _IDENTITY}
            theirs = identity | {"values": taken} | parts
            base = self._base(entry, target, identity)
        values = theirs["values"] if ours is None else ours["values"]
        return propose(
            "entry",
            target.id,
            self._unit.id,
            title_of(self._definition, values),
            ours=Head(target.head.revision, ours),
            theirs=theirs,
            base=base,
            landing="edit",
            matched=target.matched,
            likeness=target.likeness,
        )

    def _taken(self, entry: ForeignEntry) -> dict[str, Any]:
        """Return the values the other wrote itself, in our name; never empty ones, numbers of persons or files."""
        standard = self._standard_of(entry)
        taken = {}
        for element in self._definition.elements:
            value = entry.content.values.get(element.key)
            is_name = self._is_other_field and element.key in self._definition.title_elements
            if value in _EMPTY or is_name or element.kind == "attachment" or value == standard.get(element.key):
                continue
            visible = _in_texts(value, visible_text)
            # The title of a law or document is not ours to change.
            value = visible if element.kind == "citations" else self._rename(visible)
            if self._is_usable(element, value) and not self._is_personal(entry, element, value):
                taken[element.key] = check_value(element, value)
        return taken

    def _standard_of(self, entry: ForeignEntry) -> Mapping[str, Any]:
        """Return what the other began with: what its standard said; nothing where it has none."""
        content = entry.content
        item = self._places.item_of(content.item)
        if item is None:
            return {}
        if entry.first is not None and not is_standard_of(content, item):
            return entry.first
        answer = publisher_answer(self._workspace, content.checklist, content.field) if self._is_own else "as-written"
        return project(self._definition, item, self._material.unit, answer).values

    def _base(self, entry: ForeignEntry, target: Target, identity: Content) -> Content | None:
        """Return what both began with; None where that is not known for sure, so that a person decides."""
        theirs = self._places.item_of(entry.content.item)
        began_alike = theirs is None or is_standard_of(entry.content, theirs)
        if target.item is None or target.likeness < 1 or not (began_alike or entry.first):
            return None
        if not began_alike:
            values = entry.first
        else:
            answer = publisher_answer(self._workspace, self._definition.code, identity["field"])
            values = project(self._definition, target.item, self._unit, answer).values
        return identity | {"values": values, REASON.key: None}

    def _new(self, entry: ForeignEntry, target: Target, taken: dict[str, Any], parts: dict[str, str]) -> EntryContent:
        field = target.item.field if target.item else entry.content.field
        field = field if self._definition.code == STANDARD_CATALOGUE else None
        position = self._next_position(field)
        if target.item is None:
            return EntryContent(
                organisation=self._unit.id,
                checklist=self._definition.code,
                edition=self._workspace.edition,
                field=field,
                item=None,
                local=True,
                position=position,
                values=full_values(self._definition, taken),
                **parts,
            )
        answer = publisher_answer(self._workspace, self._definition.code, field)
        made, _ = adopted_content(self._workspace, self._definition, target.item, position, answer)
        # A text that was taken from an older standard keeps saying so.
        is_same_item = entry.content.item == target.item.code
        origin = (entry.content.origin if is_same_item else None) or made.origin
        return replaced(made, values=made.values | taken, origin=origin, **parts)

    def _next_position(self, field: str | None) -> int:
        if field not in self._last_positions:
            self._last_positions[field] = self._workspace.store.entries.last_position(
                self._unit.id, self._workspace.edition, self._definition.code, field
            )
        self._last_positions[field] += 1
        return self._last_positions[field]

    def _is_usable(self, element: Element, value: Any) -> bool:
        try:
            check_value(element, value)
        except UserFacingError:
            self._left_out["unfit"] += 1
            return False
        return True

    def _is_personal(self, entry: ForeignEntry, element: Element, value: Any) -> bool:
        hits = [h for text in _texts(value) for h in find_personal_data(text, self._unit.public_phones)]
        if hits:
            self._personal.append(f"{short_name(entry.content)}的{element.label} {hits[0].text_masked}")
        return bool(hits)


def _renewed(workspace: Workspace, proposals: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """Yield the proposals, those whose subject has moved since held against what stands now."""
    heads = entry_heads(workspace, (proposal.subject_id for proposal in proposals))
    for old in proposals:
        ours = heads.get(old.subject_id, Head())
        if ours.revision == old.ours.revision:
            yield old
        elif not ours.content["removed"]:
            yield _held_against(workspace, old, ours)


def _held_against(workspace: Workspace, old: Proposal, ours: Head) -> Proposal:
    theirs = old.theirs
    if old.ours.content is None:
        # It was to be a whole new entry: only its words are held against the one that somebody made meanwhile.
        theirs = {name: ours.content[name] for name in _IDENTITY} | {"values": theirs["values"]}
    return propose(
        old.subject_kind,
        old.subject_id,
        old.organisation,
        title_of(find_definition(workspace, theirs["checklist"]), ours.content["values"]),
        ours=ours,
        theirs=theirs,
        base=old.base,
        landing="edit",
        matched=old.matched,
        likeness=old.likeness,
    )


def _in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_texts(member, change) for member in value]
    if isinstance(value, dict):
        return {key: _in_texts(member, change) for key, member in value.items()}
    return value


def _renaming(material: Material, ours: Organisation) -> Callable[[Any], Any]:
    """Return what puts our name in place of the other's own; not between levels: 青山县民政局 is no part of us."""
    theirs = material.unit
    if theirs.id == ours.id or theirs.facts.level != ours.facts.level or len(theirs.name) < 2:
        return lambda value: value
    names = {theirs.full_name: ours.full_name, theirs.name: ours.name}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return partial(_in_texts, change=lambda text: pattern.sub(lambda found: names[found[0]], text))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
