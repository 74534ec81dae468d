"""Words from elsewhere brought into a table of ours: proposals made in one way, applied in one step."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from msgspec.structs import replace as replaced

from app.checks.personal_data import find_personal_data
from app.drafting.adopting import adopted_content
from app.drafting.copy_places import Target
from app.drafting.entry import REASON, EntryContent, Origin, as_builtins, full_values, identity_of, title_of
from app.drafting.lookup import find_definition
from app.drafting.operations import Content, Head, entry_heads, operation
from app.drafting.projection import PublisherAnswer, project
from app.drafting.publisher_answers import publisher_answer
from app.errors import UserFacingError
from app.organisations import Organisation
from app.proposals.proposals import Batch, Decisions, Outcome, Proposal, apply_defaults, propose
from app.safekeeping.series import BULK, IMPORTING
from app.standards.models import STANDARD_CATALOGUE, Definition, Element, Item
from app.standards.values import check_value
from app.workspace import Workspace

Values = Mapping[str, Any]
_FROM_FILES = ("table", "copy")
_MOST_LISTED = 5


class Bringing:
    """Makes the proposals of one batch for our unit's entries of a checklist; `personal` lists what was left out as
    data of persons, masked."""

    def __init__(self, workspace: Workspace, definition: Definition):
        self.workspace = workspace
        self.definition = definition
        self.unit = workspace.organisation
        self.personal: list[str] = []
        self._last_positions: dict[str | None, int] = {}
        self._standard: dict[tuple[str, str | None], dict[str, Any]] = {}
        self._answers: dict[str | None, PublisherAnswer] = {}
        self._public_phones = self.unit.public_phones

    def proposal(
        self,
        target: Target,
        taken: Values,
        *,
        base: Values | None,
        field: str | None,
        parts: Mapping[str, Any] | None = None,
        origin: Origin | None = None,
    ) -> Proposal:
        """Hold the values taken from elsewhere against what stands at `target`; without an entry there they make one.

        `base`: the values both began with, None where nobody knows. `parts`: the reason for 不涉及. A new entry without
        an item goes into `field`; one with an item says `origin` as where its text is from.
        """
        parts = parts or {}
        if target.stands:
            ours = target.head.content
            identity = identity_of(ours)
            theirs = {**identity, "values": dict(taken), **parts}
            base = None if base is None else identity | {"values": dict(base), REASON.key: None}
            values = ours["values"]
        else:
            ours, base = None, None
            theirs = as_builtins(self._new(target, taken, parts, field, origin))
            values = theirs["values"]
        return propose(
            "entry",
            target.id,
            self.unit.id,
            title_of(self.definition, values),
            ours=Head(target.head.revision, ours),
            theirs=theirs,
            base=base,
            landing="edit",
            matched=target.matched,
            likeness=target.likeness,
        )

    def standard(self, item: Item) -> dict[str, Any]:
        """Return the values of an item as our unit adopts it."""
        field = item.field if self.definition.code == STANDARD_CATALOGUE else None
        key = item.code, field
        if key not in self._standard:
            self._standard[key] = project(self.definition, item, self.unit, self._answer(field)).values
        return self._standard[key]

    def is_usable(self, element: Element, value: Any) -> bool:
        """Whether a value has the shape of its element."""
        try:
            check_value(element, value)
        except UserFacingError:
            return False
        return True

    def is_personal(self, value: Any, place: str | Callable[[], str]) -> bool:
        """Whether a value looks like data of a person; then it is listed under what its place is called, or what
        `place` returns, which is asked only then."""
        hits = [hit for text in texts_of(value) for hit in find_personal_data(text, self._public_phones)]
        if hits:
            self.personal.append(f"{place if isinstance(place, str) else place()} {hits[0].text_masked}")
        return bool(hits)

    def personal_note(self) -> Iterator[str]:
        """Yield the sentence on what was left out as data of persons, if anything was."""
        if self.personal:
            yield f"{len(self.personal)} 处像是个人信息，没有带过来：{listed(self.personal)}。"

    def _new(
        self, target: Target, taken: Values, parts: Mapping[str, Any], field: str | None, origin: Origin | None
    ) -> EntryContent:
        field = target.item.field if target.item else field
        field = field if self.definition.code == STANDARD_CATALOGUE else None
        position = self._next_position(field)
        if target.item is None:
            return EntryContent(
                organisation=self.unit.id,
                checklist=self.definition.code,
                edition=self.workspace.edition,
                field=field,
                item=None,
                local=True,
                position=position,
                values=full_values(self.definition, dict(taken)),
                **parts,
            )
        made, _ = adopted_content(self.workspace, self.definition, target.item, position, self._answer(field))
        return replaced(made, values={**made.values, **taken}, origin=origin or made.origin, **parts)

    def _answer(self, field: str | None) -> PublisherAnswer:
        if field not in self._answers:
            self._answers[field] = publisher_answer(self.workspace, self.definition.code, field)
        return self._answers[field]

    def _next_position(self, field: str | None) -> int:
        if field not in self._last_positions:
            self._last_positions[field] = self.workspace.store.entries.last_position(
                self.unit.id, self.workspace.edition, self.definition.code, field
            )
        self._last_positions[field] += 1
        return self._last_positions[field]


def apply_brought(
    workspace: Workspace, batch: Batch, decisions: Decisions | None, *, kind: str, label: str, overtaken: str
) -> Outcome:
    """Apply a batch of words from elsewhere as one operation that is undone in one step; what nobody decided waits.

    What has changed here since is held against what stands now. Raises `UserFacingError` with the sentence `overtaken`
    when another edition is worked in by now.
    """
    if any(proposal.theirs["edition"] != workspace.edition for proposal in batch.proposals):
        raise UserFacingError("edition-changed", overtaken)
    workspace.safeguard(IMPORTING if kind in _FROM_FILES else BULK)
    with workspace.store.transaction():
        current = replace(batch, proposals=tuple(_renewed(workspace, batch.proposals)))
        with operation(workspace, kind, label) as act:
            return apply_defaults(workspace, current, act, decisions)


def texts_of(value: Any) -> Iterable[str]:
    """Return every text in a value."""
    if isinstance(value, str):
        return (value,)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):  # as nearly always
            texts.append(part)
        elif part is not None:
            texts += texts_of(part)
    return texts


def in_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_texts(member, change) for member in value]
    if isinstance(value, dict):
        return {key: in_texts(member, change) for key, member in value.items()}
    return value


def renaming(theirs: Organisation, ours: Organisation) -> Callable[[Any], Any]:
    """Return what puts our name in place of another unit's; not between levels: 青山县民政局 is no part of us."""
    if theirs.id == ours.id or theirs.facts.level != ours.facts.level or len(theirs.name) < 2:
        return lambda value: value
    names = {theirs.full_name: ours.full_name, theirs.name: ours.name}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return partial(in_texts, change=lambda text: pattern.sub(lambda found: names[found[0]], text))


def listed(names: Sequence[str], most: int = _MOST_LISTED) -> str:
    """Return the first of many names in one text."""
    return "；".join(names[:most]) + ("等" if len(names) > most else "")


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
    theirs: Content = old.theirs
    if old.ours.content is None:
        # It was to be a whole new entry: only its words are held against the one that somebody made meanwhile.
        theirs = identity_of(ours.content) | {"values": theirs["values"]}
    made = propose(
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
    is_asked = old.default is None and made.change != "unchanged"
    return replace(made, default=None) if is_asked else made
