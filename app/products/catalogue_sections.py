"""What a catalogue is made of: the entries of fields and checklists of our own unit, all of them or those chosen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.checks.completeness import entry_findings
from app.checks.finding import blocking
from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition, find_entry, find_field
from app.drafting.progress import shown_evidence
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.cards import Card, cards_of
from app.tables.official import SEQUENCE_HEAD, OfficialTable, TableEntry, elements_beside, official_table
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_EXCERPT = "（节选）"
#: A few elements beside the table are the office's own affair (how long to keep a proof) and not told on the paper.
_MANY_LEFT_OUT = 5


@dataclass(frozen=True)
class Part:
    """What can be chosen for a catalogue: one field of the standard catalogue, or a whole other checklist. `entries`
    are the ids of those entries that are wanted, None for all."""

    checklist: str
    field: str | None = None
    entries: frozenset[str] | None = None


@dataclass(frozen=True)
class Section:
    """One field or checklist of our own unit, ready for any product. `entries` are what its table shows, `rows` all
    it rests on, those that do not concern us included; `is_excerpt`: not all entries of the part were chosen."""

    part: Part
    name: str
    title: str
    definition: Definition
    entries: tuple[TableEntry, ...]
    table: OfficialTable
    notes: tuple[str, ...]
    final: bool
    rows: tuple[EntryRow, ...]
    show_article: Callable[[str], bool]
    is_excerpt: bool = False

    @property
    def cards(self) -> tuple[Card, ...]:
        """The entries as cards."""
        return cards_of(self.definition, self.entries, self.show_article)


def sections(workspace: Workspace, fields: Iterable[str] | None, checklist: str) -> list[Section]:
    """Return the chosen fields that have entries, or the whole checklist; all fields when none is named.

    Raises `UserFacingError` when a named field has no entry, or nothing at all was adopted.
    """
    named = dict.fromkeys(fields or ())
    found = [section_of(workspace, part) for part in _parts(workspace, named, checklist)]
    if checklist == STANDARD_CATALOGUE and not named:
        found = [section for section in found if section.rows]
    empty = [section.name for section in found if not section.rows]
    if empty or not found:
        raise UserFacingError(
            "nothing-to-print",
            f"“{empty[0]}”还没有采用任何事项，没有东西可以印。" if empty else "还没有采用任何事项，没有东西可以印。",
        )
    return found


def parts_of_entries(workspace: Workspace, names: Iterable[str]) -> list[Part]:
    """Return the parts that hold the entries of these names (see `find_entry`), each with just those entries.

    Raises `UserFacingError` for a name that fits no entry of our own unit, or several."""
    chosen: dict[Part, set[str]] = {}
    for name in names:
        row = find_entry(workspace, name)
        content = entry_content(row)
        if content.organisation != workspace.organisation.id or content.edition != workspace.edition:
            raise UserFacingError("entry-foreign", f"“{name}”不是本单位今年目录里的条目，没有打印。请核对编号。")
        field = content.field if content.checklist == STANDARD_CATALOGUE else None
        chosen.setdefault(Part(content.checklist, field), set()).add(row.id)
    order = sorted(chosen, key=lambda part: (part.checklist != STANDARD_CATALOGUE, part.field or "", part.checklist))
    return [replace(part, entries=frozenset(chosen[part])) for part in order]


def chosen_sections(workspace: Workspace, parts: Iterable[Part]) -> list[Section]:
    """Return the parts that have entries. Raises `UserFacingError` when there is none."""
    found = [section_of(workspace, part) for part in parts]
    chosen = [section for section in found if section.rows]
    if not chosen:
        raise UserFacingError("nothing-to-print", "还没有选要打印的领域，没有排版。请至少选一个。")
    return chosen


def section_of(workspace: Workspace, part: Part) -> Section:
    """Return one part with its entries. Raises `UserFacingError` when it is final and a finding stops it."""
    definition = find_definition(workspace, part.checklist)
    every = part_rows(workspace, part, workspace.edition)
    rows = [row for row in every if part.entries is None or row.id in part.entries]
    contents = [(row, entry_content(row)) for row in rows]
    shown = [(row, content) for row, content in contents if content.not_applicable is None]
    final = bool(every) and all(entry_content(row).state == "final" for row in every)
    if final:
        _refuse_blocked(workspace, shown)
    entries = table_entries(shown)
    name = find_field(workspace, part.field).name if part.field else definition.name
    title = f"{name}领域基层政务公开标准目录" if part.field else name
    is_excerpt = len(rows) < len(every)
    show_article = workspace.library.laws.shows_article
    return Section(
        part,
        name,
        f"{workspace.organisation.name}{title}{_EXCERPT if is_excerpt else ''}",
        definition,
        entries,
        official_table(definition, entries, workspace.organisation.facts.shown, show_article),
        _notes(definition, [content for _, content in contents]),
        final,
        tuple(rows),
        show_article,
        is_excerpt,
    )


def beyond_table(section: Section) -> tuple[str, ...]:
    """Return the labels of elements that entries fill in and the table has no column for; cards show them."""
    definition = section.definition
    if not definition.columns:
        return ()
    shown = {column.element for column in definition.columns} | elements_beside(definition)
    return tuple(
        element.label
        for element in definition.elements
        if element.key not in shown
        and element.label != SEQUENCE_HEAD
        and any(entry.values.get(element.key) not in (None, "", []) for entry in section.entries)
    )


def beyond_table_note(section: Section) -> str:
    """Return the line under a table that leaves out many elements: which, and where they are; else ""."""
    labels = beyond_table(section)
    if len(labels) < _MANY_LEFT_OUT:
        return ""
    names = "、".join(labels)
    return f"注：本表列主要的{len(section.table.columns)}栏，另有{len(labels)}个要素印在本清单的卡片上：{names}。"


def beyond_table_warning(section: Section) -> str:
    """Return what to know before the table is printed: which elements it leaves out, and how to print them; else ""."""
    labels = beyond_table(section)
    told = f"“{section.name}”的表格印不下全部要素，没有印的是：{'、'.join(labels)}。要印全，请选卡片或者大字。"
    return told if labels else ""


def part_rows(workspace: Workspace, part: Part, edition: str) -> list[EntryRow]:
    """Return our live entries of a part in an edition, in their order, whichever of them were chosen."""
    return list(
        workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=edition,
            checklist=part.checklist,
            fields=[part.field] if part.field else None,
        )
    )


def table_entries(shown: Iterable[tuple[EntryRow, EntryContent]]) -> tuple[TableEntry, ...]:
    """Return entries as tables need them."""
    return tuple(
        TableEntry(row.id, content.values, shown_evidence(content) in ("partly", "recalled")) for row, content in shown
    )


def _parts(workspace: Workspace, fields: Iterable[str], checklist: str) -> list[Part]:
    find_definition(workspace, checklist)
    if checklist != STANDARD_CATALOGUE:
        return [Part(checklist)]
    codes = [find_field(workspace, code).code for code in fields] or sorted(workspace.library.fields)
    return [Part(checklist, code) for code in codes]


def _refuse_blocked(workspace: Workspace, shown: list[tuple[EntryRow, EntryContent]]) -> None:
    """A final catalogue is a public product: a blocking finding stops it, also one that a newer rule brought."""
    for row, content in shown:
        for finding in blocking(entry_findings(workspace, row.id, content)):
            raise UserFacingError("blocked-by-findings", f"定稿的目录没有印：{finding.message}请改好后再印。")


def _notes(definition: Definition, contents: list[EntryContent]) -> tuple[str, ...]:
    declined = [c for c in contents if c.not_applicable is not None]
    if not declined:
        return ()
    listed = "；".join(f"{title_of(definition, c.values)}（{c.not_applicable}）" for c in declined)
    return (f"不涉及的事项 {len(declined)} 项：{listed}。",)
