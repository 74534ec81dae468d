"""What a printed catalogue is made of, as data, and every text in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.printing.fonts import missing_by_place
from app.tables.cards import Card
from app.tables.official import BoxesCell, OfficialTable, TextCell, TickCell

#: The ministries' table on a landscape sheet; a card for each entry on an upright one; the same in large type.
Form = Literal["table", "cards", "large"]
PaperName = Literal["A3", "A4"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One field or checklist. `title` stands above its entries, `name` in contents, bookmarks and at the foot of
    pages; `unconfirmed_line` lists entries nobody has compared with the official text; `notes` follow the entries.

    `table` holds the entries of the table form, `cards` those of the others. `marks` names the columns of cells that
    differ from the edition compared with, by entry id; `changes` is the table of all that differs and `changes_line`
    counts it in words. `is_index`: it only tells where things stand, so contents neither number nor count it."""

    title: str
    name: str
    table: OfficialTable
    unconfirmed_line: str | None = None
    notes: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    marks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    changes: OfficialTable | None = None
    changes_line: str = ""
    is_index: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """Running text behind the chapters, signed by the unit: the statement on fields that do not concern it."""

    title: str
    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueJob:
    """What to print. `title` is the document's (cover, metadata), `edition` such as 2026年版, `statement` lines on
    the cover. `watermark`: 草案 until every chapter is final, 送审稿 without a review record, else empty.
    `compared_with` is the edition that marks and changes tell the differences to, such as 2025年版."""

    title: str
    unit_name: str
    edition: str
    date: date
    chapters: tuple[Chapter, ...]
    paper: PaperName = "A3"
    watermark: str = ""
    statement: tuple[str, ...] = ()
    form: Form = "table"
    annex: Annex | None = None
    compared_with: str = ""

    def entries_in(self, chapter: Chapter) -> int:
        """How many entries a chapter has in the form of this job."""
        return len(chapter.table.rows if self.form == "table" else chapter.cards)


def missing_in_catalogue(job: CatalogueJob) -> dict[str, list[str]]:
    """Characters that no font has, each with the places where it stands (社会救助第3行): to be named to the user
    before printing, since the paper will bear 〓 or nothing in their place."""
    return missing_by_place(_texts(job))


def _texts(job: CatalogueJob) -> Iterator[tuple[str, str]]:
    """Every text of the job with the name of its place."""
    for text in (job.title, job.unit_name, job.edition, *job.statement):
        yield "封面", text
    for chapter in job.chapters:
        for text in (chapter.title, chapter.name, chapter.unconfirmed_line or "", chapter.changes_line, *chapter.notes):
            yield chapter.name, text
        entries = _table_texts(chapter.table) if job.form == "table" else _card_texts(chapter.cards)
        for number, text in entries:
            yield f"{chapter.name}第{number}行" if number else chapter.name, text
        if job.form == "table" and chapter.changes is not None:
            yield from ((chapter.name, text) for _, text in _table_texts(chapter.changes))
    if job.annex is not None:
        yield from ((job.annex.name, text) for text in (job.annex.title, *job.annex.paragraphs))


def _table_texts(table: OfficialTable) -> Iterator[tuple[int, str]]:
    """Each text with the number of its row, 0 for the head."""
    for column in table.columns:
        yield 0, f"{column.group or ''}{column.head}"
    for number, row in enumerate(table.rows, start=1):
        for cell in row.cells:
            yield number, _cell_text(cell)


def _card_texts(cards: tuple[Card, ...]) -> Iterator[tuple[int, str]]:
    for card in cards:
        yield card.number, f"{card.above}{card.title}"
        for part in card.parts:
            yield card.number, f"{part.label}{part.group}{_cell_text(part.cell)}"
            yield card.number, _cell_text(part.before or TextCell())


def _cell_text(cell: TextCell | BoxesCell | TickCell) -> str:
    match cell:
        case TextCell(lines):
            return "\n".join(lines)
        case BoxesCell(boxes):
            return "\n".join(box.label + box.text for box in boxes)
        case TickCell(_, note):
            return note
