"""The whole catalogue as tidy data for other systems: one row per entry, several values in tables of their own.

CSV, xlsx and JSON say the same, and a dictionary says what every column is. Entries keep their ids from year to year
of work, so that another system can take changes over.
"""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from app.checks.privacy_gate import check_csv, check_package_members, check_xlsx, require_clean
from app.county.data_columns import (
    CITATIONS,
    DICTIONARY,
    ENTRIES,
    FIELDS,
    LIST_VALUES,
    UNITS,
    DataColumn,
    DataRow,
    citation_elements,
    entry_columns,
    list_elements,
    other_columns,
    unit_row,
    value_rows,
)
from app.county.data_schema import data_schema
from app.county.kept_folder import folder_written_whole
from app.county.whole_catalogue import WholeCatalogue, remember_published
from app.county.whole_reading import WholeChoice
from app.errors import UserFacingError
from app.practice import marked_name, marked_title
from app.standards.models import STANDARD_CATALOGUE
from app.tables.catalogue_sheet import writable
from app.tables.marked_workbook import workbook_at
from app.tables.plain_cells import guarded
from app.tables.write_xlsx import FORMULA_STARTS
from app.villages.at_hand import Unwatched, Watch
from app.workspace import Workspace
from db.filesystem import written_whole

FORMAT = "gkqd-open-data"
VERSION = "1.0"
_JSON, _SCHEMA, _WORKBOOK = "data.json", "data.schema.json", "data.xlsx"
_TABLES = (ENTRIES, LIST_VALUES, CITATIONS, UNITS, FIELDS, DICTIONARY)
#: More of them make a workbook that takes Excel minutes to open, and a minute to look through for personal data.
MOST_IN_WORKBOOK = 10_000

Row = Sequence[Any]


@dataclass(frozen=True)
class WrittenData:
    """What was written: names of the files, how many entries, and a sentence for each kind of file left out."""

    files: tuple[str, ...]
    entries: int
    left_out: tuple[str, ...] = ()


def write_data(
    workspace: Workspace, path: Path, choice: WholeChoice, *, force: bool = False, watch: Watch | None = None
) -> WrittenData:
    """Write the chosen entries as data: into one file by the end of its name (.xlsx, .json), else all kinds into a
    folder. Whole or not at all.

    Raises `UserFacingError` as `WholeCatalogue` and `folder_written_whole` do, when personal data would go out, and
    when a workbook alone was asked for of more entries than `MOST_IN_WORKBOOK`; in a folder it is left out then.
    """
    watch = watch or Unwatched()
    data = _Data(workspace, choice, watch)
    suffix = path.suffix.lower()
    too_many = _too_many(data.whole.total)
    if suffix == ".xlsx" and too_many:
        told = f"超过 {MOST_IN_WORKBOOK} 条，Excel 打开很慢，没有写。请少选几个单位或领域，或者存成 .json。"
        raise UserFacingError("too-many-rows", told)
    if suffix in (".xlsx", ".json"):
        with written_whole(path, force=force) as part:
            (_write_workbook if suffix == ".xlsx" else _write_json)(data, part)
            _require_clean(data, part, suffix, path.name)
        files, left_out = (path.name,), ""
    else:
        files, left_out = _write_folder(data, path, force=force), too_many
    shown = (("entry", each.entry.id, each.entry.revision) for each in data.rows())
    remember_published(workspace, "data", f"导出{data.whole.area}目录数据", shown)
    return WrittenData(files, data.whole.total, (left_out,) if left_out else ())


def _too_many(entries: int) -> str:
    if entries <= MOST_IN_WORKBOOK:
        return ""
    return f"超过 {MOST_IN_WORKBOOK} 条，Excel 打开很慢，没有写 Excel 表；csv 和 JSON 里是全的。"


class _Data:
    """The rows of every table, read anew each time they are asked for: memory holds one field."""

    def __init__(self, workspace: Workspace, choice: WholeChoice, watch: Watch):
        self.workspace, self._watch = workspace, watch
        self.whole = WholeCatalogue(workspace, choice)
        self.definition = workspace.library.definitions[STANDARD_CATALOGUE]
        self.entry_columns = entry_columns(self.definition)
        others = other_columns(self.definition)
        self.columns: Mapping[str, list[DataColumn]] = {
            ENTRIES: self.entry_columns,
            **{table: [each for each in others if each.table == table] for table in _TABLES[1:]},
        }

    def rows(self) -> Iterator[DataRow]:
        """Yield the entries."""
        own = self.workspace.organisation.id
        for field in self.whole.fields(self._watch):
            for row in field.rows:
                yield from (DataRow(entry, entry.unit.id == own) for entry in row.entries)

    def of_entry(self, row: DataRow) -> Iterator[tuple[str, Row]]:
        """Yield the rows that an entry has in each table: (table, cells)."""
        yield ENTRIES, [column.read(row) for column in self.entry_columns]
        for element in list_elements(self.definition):
            for number, value in enumerate(row.values.get(element.key) or (), start=1):
                yield LIST_VALUES, [row.entry.id, element.key, number, value]
        for element in citation_elements(self.definition):
            for number, citation in enumerate(self.citations(row, element.key), start=1):
                yield CITATIONS, [row.entry.id, element.key, number, *citation.values()]

    def citations(self, row: DataRow, key: str) -> list[dict[str, str | None]]:
        """Return what an entry cites; an article only where the law stands as it was cited."""
        show = self.workspace.library.laws.shows_article
        return [
            {
                "title": each["title"],
                "number": each.get("number"),
                "kind": each.get("kind"),
                "article": each.get("article") if show(each["title"].strip("《》")) else None,
            }
            for each in row.values.get(key) or ()
        ]

    def small(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of the tables beside the entries: units, fields, the dictionary."""
        if table == UNITS:
            return [unit_row(unit) for unit in self.whole.units]
        if table == FIELDS:
            return [{"code": code, "name": name} for code, name in self.whole.field_names]
        names = [column.name for column in self.columns[DICTIONARY]]
        rows = [column.as_row() for columns in self.columns.values() for column in columns]
        rows += value_rows(self.definition)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def small_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows of the small tables: (table, cells)."""
        for table in (UNITS, FIELDS, DICTIONARY):
            for row in self.small(table):
                yield table, [column.read(row) for column in self.columns[table]]

    def all_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield every row of every table."""
        for row in self.rows():
            yield from self.of_entry(row)
        yield from self.small_rows()


def _write_folder(data: _Data, path: Path, *, force: bool) -> tuple[str, ...]:
    with folder_written_whole(path, force=force) as folder:
        _write_tables(data, folder)
        _write_json(data, folder / _JSON)
        schema = json.dumps(data_schema(data.columns, data.definition), ensure_ascii=False, indent=2)
        (folder / _SCHEMA).write_text(f"{schema}\n", encoding="utf-8", newline="\n")
        if not _too_many(data.whole.total):
            _write_workbook(data, folder / _WORKBOOK)
        files = tuple(sorted(each.name for each in folder.iterdir()))
        for name in files:
            _require_clean(data, folder / name, Path(name).suffix, name)
    return files


def _require_clean(data: _Data, path: Path, suffix: str, name: str) -> None:
    """Read a finished file for personal data."""
    allowed: Collection[str] = data.workspace.organisation.public_phones
    if suffix == ".csv":
        found = check_csv(path, allowed)
    elif suffix == ".xlsx":
        found = check_xlsx(path, allowed)
    else:
        found = check_package_members(((name, line) for line in _json_lines(path)), allowed)
    require_clean(found, name)


def _json_lines(path: Path) -> Iterator[bytes]:
    """Yield a JSON file line by line as it was written, each entry a document of its own."""
    with path.open("rb") as file:
        yield from (line.strip().rstrip(b",") for line in file)


def _write_tables(data: _Data, folder: Path) -> None:
    with ExitStack() as stack:
        writers = {}
        for table in _TABLES:
            # The mark at the beginning tells Excel that it is UTF-8.
            path = folder / marked_name(f"{table}.csv")
            file = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow([column.name for column in data.columns[table]])
        for table, row in data.all_rows():
            writers[table].writerow([_plain(value) for value in row])


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            return guarded(writable(str(value)))


def _write_json(data: _Data, path: Path) -> None:
    own, workspace = data.workspace.organisation, data.workspace
    head = {
        "format": FORMAT,
        "version": VERSION,
        "title": marked_title(data.whole.title),
        "edition": workspace.edition,
        "made_by": own.full_name,
        "made_on": workspace.today().isoformat(),
        "is_draft": data.whole.is_draft,
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{\n")
        file.writelines(f"{_json(key)}: {_json(value)},\n" for key, value in head.items())
        for table in (UNITS, FIELDS, DICTIONARY):
            file.write(f"{_json(table)}: [\n{_joined(data.small(table))}\n],\n")
        file.write(f"{_json(ENTRIES)}: [\n")
        for number, row in enumerate(data.rows()):
            file.write(f"{',' if number else ''}{_json(_entry(data, row))}\n")
        file.write("]\n}\n")


def _entry(data: _Data, row: DataRow) -> dict[str, Any]:
    """An entry as an object, its lists within it."""
    said = {column.name: column.read(row) for column in data.entry_columns}
    said |= {element.key: list(row.values.get(element.key) or ()) for element in list_elements(data.definition)}
    return said | {element.key: data.citations(row, element.key) for element in citation_elements(data.definition)}


def _joined(rows: Iterable[object]) -> str:
    return ",\n".join(map(_json, rows))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_workbook(data: _Data, path: Path) -> None:
    # Rows go to the disk as they come: a hundred thousand of them would not fit into the memory of an old computer.
    with workbook_at(path, constant_memory=True, strings_to_urls=False) as workbook:
        workbook.set_properties(
            {"title": marked_title(data.whole.title), "author": data.workspace.organisation.full_name}
        )
        sheets = {table: _Sheet(workbook, table, data.columns[table]) for table in _TABLES}
        for table, row in data.all_rows():
            sheets[table].add(row)


class _Sheet:
    """A sheet of the workbook that grows row by row; text stays text, whatever it begins with."""

    def __init__(self, workbook: xlsxwriter.Workbook, table: str, columns: list[DataColumn]):
        self._sheet = workbook.add_worksheet(table)
        self._text = workbook.add_format({"num_format": "@"})
        self._quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self._row = 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(columns) - 1, 18)
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.name, workbook.add_format({"bold": True, "num_format": "@"}))

    def add(self, row: Row) -> None:
        """Write the next row."""
        for place, value in enumerate(row):
            self._put(place, value)
        self._row += 1

    def _put(self, place: int, value: Any) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        elif isinstance(value, int):
            self._sheet.write_number(self._row, place, value)
        elif value is not None:
            text = writable(str(value))
            if text.startswith("<r>") and text.endswith("</r>"):
                text += " "  # the writer would take this for its own rich text and pass it on as markup
            style = self._quoted if text.startswith(FORMULA_STARTS) else self._text
            self._sheet.write_string(self._row, place, text, style)
