"""The items of a file that are ours to take in: of which field each is, and which of them are kept back and why."""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from app.standards.matching import plain
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.import_groups import groups_of
from app.tables.import_laws import Documents
from app.tables.import_values import RowReader, RowValues
from app.tables.personal_texts import any_personal
from app.tables.understanding.catalogue import ReadCatalogue, ReadRow
from app.tables.understanding.fields import field_named
from app.workspace import Workspace

RowKey = tuple[int, int]
"""An item of a file: the place of its table in `ReadCatalogue.tables` and its own in `ReadTable.rows`, from 0."""

LeftOut = Literal["", "hidden", "nameless", "personal", "section", "level", "removed"]
LEFT_OUT_WORDS: dict[LeftOut, str] = {
    "hidden": "文件里隐藏的行",
    "nameless": "没有事项名称",
    "personal": "名称里像是有个人信息",
    "section": "别的单位的一组",
    "level": "不是本级的事项",
    "removed": "这里已经删除",
}


class Chosen(Struct, frozen=True):
    """What the clerk said about a file, see `app.tables.importing.table_proposals`."""

    fields: Mapping[int, str | None] = {}
    sections: frozenset[str] = frozenset()
    include: frozenset[RowKey] = frozenset()
    carried: frozenset[str] = frozenset()


class FileItem(Struct, frozen=True):
    """An item of the file with the field it is for, and why it is kept back ("" where it is not)."""

    key: RowKey
    row: ReadRow
    field: str | None
    said: RowValues
    kept_back: LeftOut

    @property
    def id(self) -> str:
        """The key as a text."""
        return f"{self.key[0]}:{self.key[1]}"


class FileItems:
    """Goes through the tables of a file. `untold`: those whose field nobody has said."""

    def __init__(
        self,
        workspace: Workspace,
        definition: Definition,
        read: ReadCatalogue,
        chosen: Chosen,
        documents: Documents,
    ):
        self._unit = workspace.organisation
        self._public_phones = workspace.organisation.public_phones
        self._tables = read.tables
        self._chosen = chosen
        self._has_fields = definition.code == STANDARD_CATALOGUE
        self._groups = [groups_of(table.rows, self._unit.name) for table in read.tables]
        self._reader = RowReader(definition, documents, workspace.organisation.facts.shown, chosen.carried)
        self._fields = {
            number: chosen.fields.get(number, table.field_code)
            for number, table in enumerate(read.tables)
            if table.rows
        }
        self.untold = tuple(
            number
            for number, field in self._fields.items()
            if self._has_fields and field is None and number not in chosen.fields
            if not all(map(_field_of, read.tables[number].rows))
        )

    def __iter__(self) -> Iterator[FileItem]:
        """Yield the items of tables whose field is known, or every one of whose items names its own."""
        for number, field in self._fields.items():
            left_out = number in self.untold or (number in self._chosen.fields and field is None)
            if self._has_fields and left_out:
                continue
            for place, row in enumerate(self._tables[number].rows):
                yield self._item((number, place), self._groups[number].with_topic(row), field)

    def open_groups(self) -> tuple[str, ...]:
        """Return the groups for several units of tables in which none is known to be ours."""
        open_ones = [each.units for each in self._groups if not self._own_groups(each.units)]
        return tuple(dict.fromkeys(each for groups in open_ones for each in groups))

    def _item(self, key: RowKey, row: ReadRow, field: str | None) -> FileItem:
        said = self._reader.values(row.answers, row.extra)
        own = _field_of(row) if key[0] not in self._chosen.fields else None
        return FileItem(key, row, (own or field) if self._has_fields else None, said, self._kept_back(key, row, said))

    def _kept_back(self, key: RowKey, row: ReadRow, said: RowValues) -> LeftOut:
        if not any(map(plain, said.names)):
            return "nameless"
        if any_personal(said.names, self._public_phones):
            return "personal"
        groups = self._groups[key[0]].units
        if row.section in groups and row.section not in self._own_groups(groups):
            return "section"
        return "hidden" if row.is_hidden and key not in self._chosen.include else ""

    def _own_groups(self, groups: Collection[str]) -> Collection[str]:
        chosen = self._chosen.sections.intersection(groups)
        return chosen or {each for each in groups if self._unit.name in each}


def _field_of(row: ReadRow) -> str | None:
    """Return the field that an item itself names."""
    named = field_named(str(row.answers["field"].value)) if "field" in row.answers else None
    return named[1] if named else None


def told_fields(read: ReadCatalogue, code: str) -> dict[int, str | None]:
    """Return the fields of a file's tables by their places where the clerk says that it is about one field.

    Tables that name another field are left out (None); but where all name the same other one, the clerk knows better.
    """
    tables = {number: table for number, table in enumerate(read.tables) if table.rows}
    named = {number: table.field_code for number, table in tables.items() if table.field and table.field_code}
    if code not in named.values() and len(set(named.values())) == 1:
        named = {}
    return {number: code if named.get(number, code) == code else None for number in tables}
