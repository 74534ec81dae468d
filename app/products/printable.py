"""What of our own tables can be printed, how finished it is, and what stands in the way of printing it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.checks.completeness import entry_findings
from app.checks.finding import Finding, blocking
from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition
from app.drafting.progress import shown_evidence
from app.drafting.uninvolved import uninvolved_statement
from app.products.catalogue_changes import comparable_editions
from app.products.catalogue_sections import Part, part_rows
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace


@dataclass(frozen=True)
class PrintablePart:
    """A part with entries: `code` is the field's, empty for other checklists; how many entries are in which state.

    `declined` are those not concerning the unit that are not final yet; `draft` and `ready` leave them out.
    `unconfirmed` are those nobody has compared with the official text. `stop` is the finding that stops a final part;
    drafts are printed with their gaps, under 草案.
    """

    part: Part
    code: str
    name: str
    entries: int
    draft: int
    ready: int
    final: int
    declined: int
    unconfirmed: int
    stop: Finding | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing in it is a draft any more."""
        return self.final == self.entries


@dataclass(frozen=True)
class PrintableEntry:
    """One entry of a part, to be chosen by: its item code ("" for a local one), name and whether it concerns us."""

    id: str
    code: str
    title: str
    is_declined: bool


@dataclass(frozen=True)
class Printable:
    """All that can be chosen for printing: the parts, the editions that differences can be marked to, newest first,
    and how many fields the statement on fields that do not concern us would list."""

    parts: tuple[PrintablePart, ...]
    editions: tuple[str, ...]
    uninvolved: int


def printable(workspace: Workspace) -> Printable:
    """Return what of our own unit can be printed, and how."""
    return Printable(
        tuple(printable_parts(workspace)),
        tuple(comparable_editions(workspace)),
        len(uninvolved_statement(workspace).fields),
    )


def printable_entries(workspace: Workspace, part: Part) -> list[PrintableEntry]:
    """Return the entries of a part in their order."""
    definition = find_definition(workspace, part.checklist)
    contents = [(row.id, entry_content(row)) for row in part_rows(workspace, part, workspace.edition)]
    return [
        PrintableEntry(id, content.item or "", title_of(definition, content.values), content.not_applicable is not None)
        for id, content in contents
    ]


def printable_parts(workspace: Workspace) -> list[PrintablePart]:
    """Return every field and checklist in which our own unit has entries: the standard catalogue first, by code."""
    groups: dict[Part, list[tuple[str, EntryContent]]] = defaultdict(list)
    for row in workspace.store.entries.listed(organisation=workspace.organisation.id, edition=workspace.edition):
        content = entry_content(row)
        field = content.field if content.checklist == STANDARD_CATALOGUE else None
        groups[Part(content.checklist, field)].append((row.id, content))
    parts = [_printable(workspace, part, entries) for part, entries in groups.items()]
    return sorted(parts, key=lambda part: (part.part.checklist != STANDARD_CATALOGUE, part.code, part.name))


def personal_data_findings(workspace: Workspace, parts: Iterable[Part]) -> list[Finding]:
    """Return where personal data stands in the entries of these parts: what the privacy gate of a product stops at."""
    found = []
    for part in parts:
        for row in part_rows(workspace, part, workspace.edition):
            if part.entries is not None and row.id not in part.entries:
                continue
            findings = entry_findings(workspace, row.id, entry_content(row))
            found += [finding for finding in findings if finding.code == "personal-data"]
    return found


def _printable(workspace: Workspace, part: Part, entries: list[tuple[str, EntryContent]]) -> PrintablePart:
    states = Counter(_counted_as(content) for _, content in entries)
    shown = [(id, content) for id, content in entries if content.not_applicable is None]
    is_final = states["final"] == len(entries)
    library = workspace.library
    return PrintablePart(
        part,
        part.field or "",
        library.fields[part.field].name if part.field else find_definition(workspace, part.checklist).name,
        len(entries),
        states["draft"],
        states["ready"],
        states["final"],
        states["declined"],
        sum(shown_evidence(content) in ("partly", "recalled") for _, content in shown),
        _stop(workspace, shown) if is_final else None,
    )


def _counted_as(content: EntryContent) -> str:
    return content.state if content.not_applicable is None or content.state == "final" else "declined"


def _stop(workspace: Workspace, entries: list[tuple[str, EntryContent]]) -> Finding | None:
    findings = (finding for id, content in entries for finding in blocking(entry_findings(workspace, id, content)))
    return next(findings, None)
