"""The three tables of a yearly report read back out of a file: a unit's Word document, workbook or page, from this
program or any other, as long as it has the shape that the state office prescribes."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.standards.annual_rules import AnnualRules, CellName, ReportColumn
from app.tables.sources.sheet import Source

_TITLE = re.compile(r"(?P<unit>.*?)(?P<year>20[0-9]{2})年度?政府信息公开(?:工作)?年度报告")
_BLANKS, _MARKS = re.compile(r"\s"), re.compile(r"\W")
_DRAFT = "草案"
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class ReadReport:
    """What stands in a file: whose report of which year it is by its title or its name ("" and None where neither
    says), a figure for each cell (None where no number stands), and sentences on what could not be read."""

    unit: str
    year: int | None
    figures: Mapping[CellName, Decimal | None]
    notes: tuple[str, ...]


def read_report(rules: AnnualRules, source: Source) -> ReadReport:
    """Read the tables of a report. A table that is not there leaves its cells empty and is told of."""
    lines = [*(line for sheet in source.sheets for line in sheet.before), source.name]
    title = next((match for line in lines if (match := _TITLE.search(_plain(line)))), None)
    figures: dict[CellName, Decimal | None] = dict.fromkeys(rules.cells)
    notes = list(source.notes)
    tables = [[[_plain(cell) for cell in row] for row in sheet.cells] for sheet in source.sheets]
    for section in rules.sections:
        names = [name for name in rules.cells if name.table == section.table]
        placed = _placed(rules, section.table or "", tables)
        if names and len(placed) < len(names):
            notes.append(f"第{section.no}部分有{len(names) - len(placed)}格没有找到：格式不是现行的，或者改过表头。")
        for name, text in placed.items():
            figures[name] = _figure(rules, name, text)
            if figures[name] is None:
                notes.append(f"{rules.cells[name]}写的是“{text[:10]}”，不是数。")
    if any(_words(line) == _DRAFT for line in lines):
        notes.append("这一份标着“草案”，还没有定稿。")
    unit, year = (title["unit"], int(title["year"])) if title else ("", None)
    return ReadReport(unit, year, figures, tuple(notes))


def _placed(rules: AnnualRules, table: str, tables: Sequence[Rows]) -> dict[CellName, str]:
    """Return the text of each cell of a table that is found, by the names of its row and column."""
    reader = {"t1": _blocks, "t2": _requests, "t3": _groups}.get(table)
    return dict(cell for rows in tables for cell in reader(rules, rows)) if reader else {}


def _blocks(rules: AnnualRules, rows: Rows) -> Iterator[tuple[CellName, str]]:
    columns = {block.id: block.columns for block in rules.tables["t1"].blocks}
    places: dict[str, int] = {}
    for row in rows:
        words = [_words(text) for text in row]
        if any(_words(block.row_head) in words for block in rules.tables["t1"].blocks):
            places = {text: place for place, text in enumerate(words) if text}
        about = next((each for each in rules.rows_of("t1") if _words(each.label) in words), None)
        for column in columns[about.block or ""] if about and places else ():
            if (place := places.get(_words(column.label))) is not None:
                yield CellName("t1", about.code, column.key), row[place]


def _requests(rules: AnnualRules, rows: Rows) -> Iterator[tuple[CellName, str]]:
    columns = rules.tables["t2"].columns
    numbered = [row for row in rules.rows_of("t2") if row.kind != "heading"]
    words = [[_words(text) for text in row] for row in rows]
    first = next((at for at, row in enumerate(words) if _words(numbered[0].label) in row), None)
    if first is None:
        return
    places = _columns_above(words[:first], columns)
    for about in numbered:
        row = next((row for at, row in enumerate(rows) if at >= first and _words(about.label) in words[at]), None)
        for column in columns if row else ():
            if column.key in places:
                yield CellName("t2", about.code, column.key), row[places[column.key]]


def _columns_above(rows: Rows, columns: Sequence[ReportColumn]) -> dict[str, int]:
    labels = {_words(column.label): column.key for column in columns}
    return {labels[text]: place for row in rows for place, text in enumerate(row) if text in labels}


def _groups(rules: AnnualRules, rows: Rows) -> Iterator[tuple[CellName, str]]:
    names = [CellName("t3", group.key, each.key) for group in rules.tables["t3"].groups for each in group.columns]
    labels = [_words(each.label) for group in rules.tables["t3"].groups for each in group.columns]
    for head, row in pairwise(rows):
        places = [place for place, text in enumerate(head) if text]
        if [_words(head[place]) for place in places] == labels:
            yield from ((name, row[place]) for name, place in zip(names, places, strict=True))


def _figure(rules: AnnualRules, name: CellName, text: str) -> Decimal | None:
    plain = text.replace(",", "")
    if not _NUMBER.fullmatch(plain) or ("." in plain and not rules.is_money(name)):
        return None
    return Decimal(plain)


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _words(text: str) -> str:
    """A name without its marks, which offices write in many ways: 3.危及“三安全一稳定” is 3危及三安全一稳定."""
    return _MARKS.sub("", _plain(text))
