"""The catalogue on paper: which entries, titles, lines and marks go into it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.checks.privacy_gate import check_drawn
from app.drafting.operations import operation
from app.printing.catalogue import PrintCancelled, catalogue_stand_ins, draw_catalogue
from app.printing.catalogue_job import Annex, CatalogueJob, Chapter, Form, PaperName, missing_in_catalogue
from app.printing.fonts import describe_missing_by_place
from app.printing.paper import Paper
from app.products.catalogue_changes import (
    changes_line,
    changes_since,
    changes_table,
    marked_cards,
    marked_table,
    require_edition,
)
from app.products.catalogue_sections import (
    Part,
    Section,
    beyond_table_note,
    beyond_table_warning,
    chosen_sections,
    parts_of_entries,
    sections,
)
from app.products.outgoing import Outgoing, save_outgoing
from app.products.statement import PreparedStatement, prepare_statement
from app.standards.models import STANDARD_CATALOGUE
from app.tables.cards import Card
from app.tables.official import BoxesCell, only_ticked, ticked_boxes, unconfirmed_note
from app.workspace import Workspace

_STATEMENT_NAME = "不涉及领域说明"


@dataclass(frozen=True)
class CatalogueLook:
    """How a catalogue is printed. Without `paper` tables are on A3, the other forms on A4; without `only_ticked` the
    table shows all channels, the others those ticked. `since` is an edition to mark the differences to; with
    `statement` the statement on fields that do not concern us follows the chapters."""

    form: Form = "table"
    paper: PaperName | None = None
    only_ticked: bool | None = None
    since: str | None = None
    statement: bool = False

    @property
    def used_paper(self) -> PaperName:
        """The paper, chosen or usual."""
        return self.paper or ("A3" if self.form == "table" else "A4")

    @property
    def shows_only_ticked(self) -> bool:
        """Whether only ticked channels are shown, chosen or usual."""
        return self.form != "table" if self.only_ticked is None else self.only_ticked


@dataclass(frozen=True)
class PreparedCatalogue:
    """All that drawing needs: the job, (kind, id, revision) of what it shows, office phones that may show, and a
    sentence for each table that leaves elements out."""

    job: CatalogueJob
    shown: tuple[tuple[str, str, str], ...]
    public_phones: Collection[str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class LaidOutCatalogue:
    """A catalogue as a document that nobody has looked through yet: it may be seen, and cannot leave the house."""

    prepared: PreparedCatalogue
    paper: Paper
    pdf: bytes

    @property
    def page_sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page in points."""
        return self.paper.page_sizes


@dataclass(frozen=True)
class DrawnCatalogue:
    """A catalogue as a document, a sentence for each table that leaves elements out and for each place with characters
    that no font has, and where it was compared with another edition how much differs in each chapter: its name and
    words."""

    outgoing: Outgoing
    warnings: tuple[str, ...]
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PrintedCatalogue:
    """What was written: pages, a sentence for each place with characters that no font has, and one for each typeface
    that this computer lacks."""

    pages: int
    warnings: tuple[str, ...]
    stand_ins: tuple[str, ...]


def print_catalogue_of(
    workspace: Workspace,
    path: Path,
    *,
    fields: Iterable[str] | None = None,
    checklist: str = STANDARD_CATALOGUE,
    items: Iterable[str] = (),
    look: CatalogueLook | None = None,
    force: bool = False,
) -> PrintedCatalogue:
    """Print the catalogue PDF of the chosen fields, or of just the entries named by `items`; says how many pages it
    has, which characters no font has and which typefaces this computer lacks.

    Bears 草案 until every chosen field is final. Raises `UserFacingError` when raw personal data would show, or there
    is no such edition to compare with.
    """
    names = list(items)
    chosen = (
        chosen_sections(workspace, parts_of_entries(workspace, names))
        if names
        else sections(workspace, fields, checklist)
    )
    drawn = draw_prepared_catalogue(_prepared(workspace, chosen, look or CatalogueLook()))
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return PrintedCatalogue(drawn.outgoing.pages, drawn.warnings, drawn.outgoing.stand_ins)


def prepare_catalogue(
    workspace: Workspace, parts: Iterable[Part], look: CatalogueLook | None = None
) -> PreparedCatalogue:
    """Read what a catalogue of these parts is drawn from. Nothing is marked as printed.

    Parts without entries are left out. Raises `UserFacingError` when none is left, and when a final part has a finding
    that stops it.
    """
    return _prepared(workspace, chosen_sections(workspace, parts), look or CatalogueLook())


def draw_prepared_catalogue(
    prepared: PreparedCatalogue,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DrawnCatalogue:
    """Draw a catalogue and look for personal data in it. Needs no store and may run on another thread.

    For `progress` and `cancelled` see `draw_catalogue`, which ends with `PrintCancelled`.
    """
    return look_through(lay_out_catalogue(prepared, progress, cancelled), cancelled)


def lay_out_catalogue(
    prepared: PreparedCatalogue,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LaidOutCatalogue:
    """Draw a catalogue, to be seen before it is looked through. See `draw_prepared_catalogue`."""
    paper = draw_catalogue(prepared.job, progress, cancelled)
    return LaidOutCatalogue(prepared, paper, paper.content())


def look_through(laid_out: LaidOutCatalogue, cancelled: Callable[[], bool] | None = None) -> DrawnCatalogue:
    """Look for personal data in a catalogue: only what comes of this can leave the house."""
    job, paper, prepared = laid_out.prepared.job, laid_out.paper, laid_out.prepared

    def page_done(page: int) -> None:
        if cancelled is not None and cancelled():
            raise PrintCancelled

    found = check_drawn(paper.runs(), paper.texts(), paper.outside_texts(), prepared.public_phones, page_done)
    label, lacking = f"打印{job.title}", catalogue_stand_ins(job)
    outgoing = Outgoing(laid_out.pdf, paper.page_count, found, label, prepared.shown, stand_ins=lacking)
    changes = tuple((chapter.name, chapter.changes_line) for chapter in job.chapters if chapter.changes_line)
    warnings = (*prepared.left_out, *describe_missing_by_place(missing_in_catalogue(job)))
    return DrawnCatalogue(outgoing, warnings, changes)


def _prepared(workspace: Workspace, chosen: list[Section], look: CatalogueLook) -> PreparedCatalogue:
    if look.since is not None:
        require_edition(workspace, look.since)
    prepared = prepare_statement(workspace) if look.statement else None
    statement = prepared if prepared is not None and prepared.statement.fields else None
    with_entries = [section for section in chosen if section.entries]
    # The statement says why a field has no entries left: its empty table need not say it again.
    printed = with_entries if statement is not None and with_entries else chosen
    job = _job(workspace, printed, look, statement)
    resting_on = (*_shown(chosen), *(statement.shown if statement is not None else ()))
    left_out = filter(None, map(beyond_table_warning, printed)) if look.form == "table" else ()
    phones = workspace.organisation.public_phones
    return PreparedCatalogue(job, tuple(dict.fromkeys(resting_on)), phones, tuple(left_out))


def _job(
    workspace: Workspace, printed: list[Section], look: CatalogueLook, statement: PreparedStatement | None
) -> CatalogueJob:
    return CatalogueJob(
        title=document_title(workspace, printed),
        unit_name=workspace.organisation.full_name,
        edition=f"{workspace.edition}年版",
        date=workspace.today(),
        chapters=tuple(_chapter(workspace, section, look) for section in printed),
        paper=look.used_paper,
        watermark="" if all(section.final for section in printed) else "草案",
        form=look.form,
        annex=_annex(statement),
        compared_with=f"{look.since}年版" if look.since else "",
    )


def _chapter(workspace: Workspace, section: Section, look: CatalogueLook) -> Chapter:
    table = only_ticked(section.table) if look.shows_only_ticked else section.table
    cards = section.cards if look.form != "table" else ()
    marks: dict[str, frozenset[int]] = {}
    listed, line = None, ""
    if look.since is not None:
        changes = changes_since(workspace, section, look.since)
        line = changes_line(section, changes)
        if look.form == "table":
            table, marks = marked_table(section, table, changes, workspace.organisation.facts.shown)
            listed = changes_table(section, changes, workspace.edition)
        else:
            cards = marked_cards(section, changes)
    if look.shows_only_ticked:
        cards = tuple(map(_only_ticked_card, cards))
    unconfirmed = unconfirmed_note(section.table) or None
    beyond = beyond_table_note(section) if look.form == "table" else ""
    notes = (*section.notes, beyond) if beyond else section.notes
    return Chapter(section.title, section.name, table, unconfirmed, notes, cards, marks, listed, line)


def _only_ticked_card(card: Card) -> Card:
    parts = (
        msgspec.structs.replace(part, cell=ticked_boxes(part.cell)) if isinstance(part.cell, BoxesCell) else part
        for part in card.parts
    )
    return msgspec.structs.replace(card, parts=tuple(parts))


def _annex(statement: PreparedStatement | None) -> Annex | None:
    if statement is None:
        return None
    return Annex(statement.statement.title, _STATEMENT_NAME, statement.statement.paragraphs)


def document_title(workspace: Workspace, chosen: list[Section]) -> str:
    """Return what a file with these sections is called: its one section, or the unit's catalogue."""
    if len(chosen) == 1:
        return chosen[0].title
    excerpt = "（节选）" if any(section.is_excerpt for section in chosen) else ""
    return f"{workspace.organisation.name}基层政务公开标准目录{excerpt}"


def mark_printed(workspace: Workspace, chosen: list[Section], label: str) -> None:
    """Record what left the house on paper; revisions on paper are marked, not undone."""
    with operation(workspace, "print", label) as act:
        act.release("paper", _shown(chosen))


def _shown(chosen: list[Section]) -> tuple[tuple[str, str, str], ...]:
    return tuple(("entry", row.id, row.revision) for section in chosen for row in section.rows)
