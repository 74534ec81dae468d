"""The catalogue on paper and as a workbook: which entries, titles, lines and marks go into it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.checks.completeness import entry_findings
from app.checks.finding import blocking
from app.checks.privacy_gate import check_pdf, check_xlsx, require_clean
from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition, find_field
from app.drafting.operations import operation
from app.drafting.progress import shown_evidence
from app.errors import UserFacingError
from app.printing.catalogue import CatalogueJob, Chapter, PrintCancelled, draw_catalogue, missing_in_catalogue
from app.printing.fonts import describe_missing
from app.products.outgoing import Outgoing, save_outgoing
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.official import OfficialTable, TableEntry, official_table, unconfirmed_note
from app.tables.write_xlsx import CatalogueSheet, write_catalogue_xlsx
from app.workspace import Workspace
from db.filesystem import written_whole
from db.repositories.entries import EntryRow


@dataclass(frozen=True)
class Section:
    """One field or checklist of our own unit, ready for any product."""

    name: str
    title: str
    table: OfficialTable
    notes: tuple[str, ...]
    final: bool
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True)
class Part:
    """What can be chosen for a catalogue: one field of the standard catalogue, or a whole other checklist."""

    checklist: str
    field: str | None = None


@dataclass(frozen=True)
class PreparedCatalogue:
    """All that drawing needs: the job, (kind, id, revision) of what it shows, office phones that may show."""

    job: CatalogueJob
    shown: tuple[tuple[str, str, str], ...]
    public_phones: Collection[str]


@dataclass(frozen=True)
class DrawnCatalogue:
    """A catalogue as a document, and a sentence for each place with characters that no font has."""

    outgoing: Outgoing
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class PrintedCatalogue:
    """What was written: pages, and a sentence for each place with characters that no font has."""

    pages: int
    warnings: tuple[str, ...]


def sections(workspace: Workspace, fields: Iterable[str] | None, checklist: str) -> list[Section]:
    """Return the chosen fields that have entries, or the whole checklist; all fields when none is named.

    Raises `UserFacingError` when a named field has no entry, or nothing at all was adopted.
    """
    definition = find_definition(workspace, checklist)
    if checklist != STANDARD_CATALOGUE:
        found = [_section(workspace, definition, None)]
    else:
        named = dict.fromkeys(fields or ())
        codes = [find_field(workspace, code).code for code in named] if named else sorted(workspace.library.fields)
        found = [_section(workspace, definition, code) for code in codes]
        if not named:
            found = [section for section in found if section.rows]
    empty = [section.name for section in found if not section.rows]
    if empty or not found:
        raise UserFacingError(
            "nothing-to-print",
            f"“{empty[0]}”还没有采用任何事项，没有东西可以印。" if empty else "还没有采用任何事项，没有东西可以印。",
        )
    return found


def print_catalogue_of(
    workspace: Workspace,
    path: Path,
    *,
    fields: Iterable[str] | None = None,
    checklist: str = STANDARD_CATALOGUE,
    paper: str = "A3",
    force: bool = False,
) -> PrintedCatalogue:
    """Print the catalogue PDF of the chosen fields; says how many pages it has and which characters no font has.

    Bears 草案 until every chosen field is final. Raises `UserFacingError` when raw personal data would show.
    """
    drawn = draw_prepared_catalogue(_prepared(workspace, sections(workspace, fields, checklist), paper))
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return PrintedCatalogue(drawn.outgoing.pages, drawn.warnings)


def prepare_catalogue(workspace: Workspace, parts: Iterable[Part], paper: str = "A3") -> PreparedCatalogue:
    """Read what a catalogue of these parts is drawn from. Nothing is marked as printed.

    Parts without entries are left out. Raises `UserFacingError` when none is left, and when a final part has a finding
    that stops it.
    """
    return _prepared(workspace, _chosen(workspace, parts), paper)


def draw_prepared_catalogue(
    prepared: PreparedCatalogue,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DrawnCatalogue:
    """Draw a catalogue and look for personal data in it. Needs no store and may run on another thread.

    For `progress` and `cancelled` see `draw_catalogue`, which ends with `PrintCancelled`.
    """
    job = prepared.job
    paper = draw_catalogue(job, progress, cancelled)
    pdf = paper.content()

    def looked_through(done: int, total: int) -> None:
        if cancelled is not None and cancelled():
            raise PrintCancelled

    found = check_pdf(pdf, prepared.public_phones, job.title, looked_through)
    outgoing = Outgoing(pdf, paper.page_count, found, f"打印{job.title}", prepared.shown)
    return DrawnCatalogue(outgoing, _missing_characters(job))


def _chosen(workspace: Workspace, parts: Iterable[Part]) -> list[Section]:
    found = [_section(workspace, find_definition(workspace, part.checklist), part.field) for part in parts]
    chosen = [section for section in found if section.rows]
    if not chosen:
        raise UserFacingError("nothing-to-print", "还没有选要打印的领域，没有排版。请至少选一个。")
    return chosen


def _prepared(workspace: Workspace, chosen: list[Section], paper: str) -> PreparedCatalogue:
    return PreparedCatalogue(
        catalogue_job(workspace, chosen, paper), _shown(chosen), workspace.organisation.public_phones
    )


def catalogue_job(workspace: Workspace, chosen: list[Section], paper: str = "A3") -> CatalogueJob:
    """Return what is to be drawn, for printing and for a preview, which marks nothing as printed."""
    return CatalogueJob(
        title=_document_title(workspace, chosen),
        unit_name=workspace.organisation.full_name,
        edition=f"{workspace.edition}年版",
        date=workspace.today(),
        chapters=tuple(Chapter(s.title, s.name, s.table, unconfirmed_note(s.table) or None, s.notes) for s in chosen),
        paper=paper,
        watermark="" if all(section.final for section in chosen) else "草案",
    )


def write_table_of(
    workspace: Workspace,
    path: Path,
    *,
    fields: Iterable[str] | None = None,
    checklist: str = STANDARD_CATALOGUE,
    paper: str = "A3",
    force: bool = False,
) -> int:
    """Write the official-shape xlsx of the chosen fields, one sheet each; returns the number of sheets."""
    return _write_table(workspace, sections(workspace, fields, checklist), path, paper, force=force)


def write_table_of_parts(workspace: Workspace, path: Path, parts: Iterable[Part], paper: str = "A3") -> int:
    """Write the xlsx of these parts, replacing a file of that name; returns the number of sheets."""
    return _write_table(workspace, _chosen(workspace, parts), path, paper, force=True)


def _write_table(workspace: Workspace, chosen: list[Section], path: Path, paper: str, *, force: bool) -> int:
    if path.suffix.lower() != ".xlsx":
        raise UserFacingError(
            "format-unknown", f"“{path.name}”没有写：这个版本只能写 .xlsx。请把文件名的结尾改成 .xlsx。"
        )
    sheets = [
        CatalogueSheet(
            s.name, s.title, workspace.organisation.full_name, f"{workspace.edition}年版", s.table, draft=not s.final
        )
        for s in chosen
    ]
    with written_whole(path, force=force) as part:
        write_catalogue_xlsx(sheets, part, made_on=workspace.today(), paper=paper)
        require_clean(check_xlsx(part, workspace.organisation.public_phones, path.name), path.name)
    # A name from a stick with another encoding may hold what is no text and cannot be stored.
    _mark_printed(workspace, chosen, f"导出表格{path.name.encode('utf-8', 'replace').decode()}")
    return len(sheets)


def _section(workspace: Workspace, definition: Definition, field: str | None) -> Section:
    rows = tuple(
        workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=workspace.edition,
            checklist=definition.code,
            fields=[field] if field else None,
        )
    )
    contents = [(row, entry_content(row)) for row in rows]
    shown = [(row, content) for row, content in contents if content.not_applicable is None]
    unit, laws = workspace.organisation, workspace.library.laws
    entries = [
        TableEntry(row.id, content.values, shown_evidence(content) in ("partly", "recalled")) for row, content in shown
    ]
    name = find_field(workspace, field).name if field else definition.name
    title = f"{unit.name}{name}领域基层政务公开标准目录" if field else f"{unit.name}{name}"
    final = bool(rows) and all(content.state == "final" for _, content in contents)
    if final:
        _refuse_blocked(workspace, shown)
    return Section(
        name,
        title,
        official_table(definition, entries, unit.facts.shown, laws.shows_article),
        _notes(definition, [content for _, content in contents]),
        final,
        rows,
    )


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


def _missing_characters(job: CatalogueJob) -> tuple[str, ...]:
    return tuple(
        f"{'、'.join(places[:3])}：{describe_missing(character)}"
        for character, places in missing_in_catalogue(job).items()
    )


def _document_title(workspace: Workspace, chosen: list[Section]) -> str:
    return chosen[0].title if len(chosen) == 1 else f"{workspace.organisation.name}基层政务公开标准目录"


def _mark_printed(workspace: Workspace, chosen: list[Section], label: str) -> None:
    """Record what left the house on paper; revisions on paper are marked, not undone."""
    with operation(workspace, "print", label) as act:
        act.release("paper", _shown(chosen))


def _shown(chosen: list[Section]) -> tuple[tuple[str, str, str], ...]:
    return tuple(("entry", row.id, row.revision) for section in chosen for row in section.rows)
