"""Copying what was written elsewhere into a table of ours: it only proposes, the comparison decides.

What the other wrote beyond its standard is held against ours, with the standard (or what both began with) as the common
ancestor. Names, texts and reasons may come; identity, rounds, rules, masks, confirmations and states never do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.drafting.bringing import Bringing, apply_brought, in_texts, renaming
from app.drafting.copy_places import Places, Target
from app.drafting.copy_sources import ForeignEntry, Material, OtherField, Source, read_material
from app.drafting.editing import short_name
from app.drafting.entry import REASON
from app.drafting.lookup import find_definition, find_field, is_standard_of
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.standards.plain_text import visible_text
from app.standards.values import check_value
from app.workspace import Workspace

_EMPTY: tuple[Any, ...] = (None, "", [])
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
    return apply_brought(
        workspace,
        batch,
        decisions,
        kind="copy",
        label=f"从{batch.label}抄",
        overtaken="这期间换到了别的年份，没有抄，什么也没有改。请再选一次从哪里抄。",
    )


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
        self._rename = renaming(material.unit, self._unit)
        self._left_out = Counter[str]()
        self._bringing = Bringing(workspace, definition)

    def proposals(self) -> Iterator[Proposal]:
        """Yield a proposal for each entry that has a place here."""
        entries = [entry for entry in self._material.entries if self._is_wanted(entry)]
        for entry, target in self._places.targets(entries):
            why_not = self._places.kept_out(target)
            if why_not is not None:
                self._left_out[why_not] += 1
            elif target is not None:
                yield self._proposal(entry, target)

    def notes(self) -> Iterator[str]:
        """Yield in sentences what to know before deciding."""
        if not self._material.is_confirmed:
            yield "来源未确认：没有核对过是谁写的，只抄文字，请逐条看过再用。"
        yield from (words.format(self._left_out[kind]) for kind, words in _LEFT_OUT.items() if self._left_out[kind])
        yield from self._bringing.personal_note()

    def _is_wanted(self, entry: ForeignEntry) -> bool:
        """Leave out what says only that it does not concern the other."""
        foreign = entry.content.not_applicable is not None and (not self._is_own or self._is_other_field)
        self._left_out["declined"] += foreign
        return not foreign

    def _proposal(self, entry: ForeignEntry, target: Target) -> Proposal:
        taken = self._taken(entry)
        reason = entry.content.not_applicable
        is_told = reason is not None and not self._is_personal(entry, REASON, reason)
        # A text that was taken from an older standard keeps saying so.
        is_same_item = target.item is not None and entry.content.item == target.item.code
        return self._bringing.proposal(
            target,
            taken,
            base=self._base(entry, target),
            field=entry.content.field,
            parts={REASON.key: reason} if is_told else {},
            origin=entry.content.origin if is_same_item else None,
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
            visible = in_texts(value, visible_text)
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

    def _base(self, entry: ForeignEntry, target: Target) -> Mapping[str, Any] | None:
        """Return what both began with; None where that is not known for sure, so that a person decides."""
        theirs = self._places.item_of(entry.content.item)
        began_alike = theirs is None or is_standard_of(entry.content, theirs)
        if target.item is None or target.likeness < 1 or not (began_alike or entry.first):
            return None
        return self._bringing.standard(target.item) if began_alike else entry.first

    def _is_usable(self, element: Element, value: Any) -> bool:
        is_usable = self._bringing.is_usable(element, value)
        self._left_out["unfit"] += not is_usable
        return is_usable

    def _is_personal(self, entry: ForeignEntry, element: Element, value: Any) -> bool:
        return self._bringing.is_personal(value, f"{short_name(entry.content)}的{element.label}")
