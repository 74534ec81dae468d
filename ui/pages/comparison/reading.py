"""What the comparison page shows: changes from elsewhere beside what stands here now, read on the store's thread."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.drafting.following import STANDARD, Following
from app.drafting.operations import head_of
from app.drafting.renaming import RENAMING
from app.organisations import Organisation
from app.proposals.comparison import ALONG, Content, ElementDifference, SubjectChange
from app.proposals.definition_parts import is_definition
from app.proposals.proposals import Batch, Proposal, Stored, propose, waiting
from app.proposals.replaced_laws import theirs_now
from app.standards.models import Definition
from app.standards.own_definitions import KIND_LABELS
from app.workspace import Workspace

BROUGHT = {"copy": "抄来的", "table": "表里的", "law": "替换后的", STANDARD: "新标准的", RENAMING: "改过名的"}


@dataclass(frozen=True)
class Held:
    """One subject from elsewhere held against ours. `key` is the subject's id in a batch, else the stored question's.

    `is_own` tells whether it belongs to our own unit: what stands here is then our work, else what came before.
    `brought`: what words are called that were written elsewhere and may come into our own tables, "" for revisions.
    `is_asked`: it is for a person to decide even where nothing of ours is against it. `group`: of a new standard what
    becomes of it, "" elsewhere; `is_merge`: nothing is against it, but somebody has to see the merge first.
    """

    key: str
    unit: str
    field: str
    code: str
    title: str
    change: SubjectChange
    matched: str
    source: str
    is_own: bool
    brought: str
    is_asked: bool
    differences: tuple[ElementDifference, ...]
    base: Content | None
    ours: Content | None
    theirs: Content
    definition: Definition | None
    group: str = ""
    is_merge: bool = False

    @property
    def is_copied(self) -> bool:
        """Whether it was written elsewhere, and only its words may come."""
        return bool(self.brought)

    @property
    def is_definition(self) -> bool:
        """Whether it is a definition: parts of it differ, not elements."""
        return is_definition(self.theirs)

    @property
    def is_whole(self) -> bool:
        """Whether it is a person's to say if we want it at all: something new that was asked about."""
        return self.change == "new" and self.is_asked

    @property
    def can_choose(self) -> bool:
        """Whether there are sides to choose from."""
        return bool(self.differences) or self.is_whole

    @property
    def asks(self) -> tuple[str, ...]:
        """The elements only a person can decide."""
        return tuple(difference.element for difference in self.differences if difference.kind == "conflict")


@dataclass(frozen=True)
class Comparison:
    """Everything to be compared. `unchanged` subjects are only counted."""

    held: tuple[Held, ...] = ()
    unchanged: int = 0


def compare_batch(workspace: Workspace, batch: Batch) -> Comparison:
    """Hold what a file proposes against ours; nothing is applied."""
    shown = [proposal for proposal in batch.proposals if proposal.change != "unchanged"]
    unit = workspace.organisation_by_id(batch.organisation)
    held = tuple(_held(workspace, one.subject_id, unit, batch, one) for one in shown)
    return Comparison(_sorted(held), len(batch.proposals) - len(shown))


def compare_waiting(workspace: Workspace) -> Comparison:
    """Hold what waits for a decision against what stands now."""
    units: dict[str, Organisation] = {}
    return Comparison(_sorted(tuple(_waiting(workspace, units))))


def _waiting(workspace: Workspace, units: dict[str, Organisation]) -> Iterator[Held]:
    for stored in waiting(workspace):
        if stored.organisation not in units:
            units[stored.organisation] = workspace.organisation_by_id(stored.organisation)
        unit = units[stored.organisation]
        yield _held(workspace, stored.id, unit, stored, _anew(workspace, stored))


def _anew(workspace: Workspace, stored: Stored) -> Proposal:
    """Hold a stored question against what stands now."""
    ours = head_of(workspace, stored.subject_kind, stored.subject_id)
    return propose(
        stored.subject_kind,
        stored.subject_id,
        stored.organisation,
        stored.title,
        ours=ours,
        theirs=theirs_now(workspace.library.laws, stored, ours.content),
        base=stored.base,
        landing=stored.landing,
        lineage=stored.lineage,
        matched=stored.matched,
        likeness=stored.likeness,
    )


def _held(workspace: Workspace, key: str, unit: Organisation, source: Batch | Stored, proposal: Proposal) -> Held:
    library, theirs = workspace.library, proposal.theirs
    definition = library.definitions.get(theirs.get("checklist", ""))
    field = library.fields.get(theirs.get("field") or "")
    return Held(
        key=key,
        unit=unit.name,
        field=f"{field.code} {field.name}" if field else definition.name if definition else _kind_words(theirs),
        code=theirs.get("item") or "",
        title=proposal.title,
        change=proposal.change,
        matched=proposal.matched,
        # The store parts number and word; the window writes 第2轮.
        source=source.label.replace(" ", ""),
        is_own=unit.id == workspace.organisation.id,
        brought=BROUGHT.get(source.source, ""),
        is_asked=_is_asked(source, proposal),
        differences=_in_order(definition, _shown(source, proposal)),
        base=proposal.base,
        ours=proposal.ours.content,
        theirs=theirs,
        definition=definition,
        group=source.groups[proposal.subject_id] if isinstance(source, Following) else "",
        is_merge=source.source == STANDARD
        and _is_asked(source, proposal)
        and proposal.change in ("changed", "cleared"),
    )


def _kind_words(content: Content) -> str:
    return KIND_LABELS[content["kind"]] if is_definition(content) else ""


def _is_asked(source: Batch | Stored, proposal: Proposal) -> bool:
    return proposal.default is None or isinstance(source, Stored)


def _shown(source: Batch | Stored, proposal: Proposal) -> tuple[ElementDifference, ...]:
    """What tells where the text is from goes along with a standard's words: nobody chooses it."""
    along = ALONG if source.source == STANDARD else ()
    return tuple(each for each in proposal.differences if each.element not in along)


def _in_order(definition: Definition | None, found: tuple[ElementDifference, ...]) -> tuple[ElementDifference, ...]:
    """As the form has its elements; what is no element follows."""
    order = {element.key: number for number, element in enumerate(definition.elements)} if definition else {}
    return tuple(sorted(found, key=lambda difference: order.get(difference.element, len(order))))


def _sorted(held: tuple[Held, ...]) -> tuple[Held, ...]:
    """By unit, field and place in the field; questions about one subject stay in the order in which they came."""
    return tuple(sorted(held, key=lambda one: (one.unit, one.field, one.theirs.get("position", 0), one.code)))
