"""The sources as rows of a list, and the source that a row stands for."""

from pathlib import Path

from app.drafting.copy_sources import (
    CopySources,
    FieldSource,
    FileSource,
    LastEdition,
    OtherField,
    Source,
    source_of_file,
)
from app.standards.models import STANDARD_CATALOGUE
from ui.pages.drafting.records import Place
from ui.widgets.rows import Row, RowAction

FROM_FILE = "file"
_COPY = (RowAction("copy", "比一比"),)
_ANY_FILE = Row(
    FROM_FILE,
    "选一个文件",
    detail="别的单位的工作文件（.qd）或者给的文件（.zwgk）",
    icon="folder-open",
    actions=(RowAction("copy", "选文件…"),),
)


def source_rows(sources: CopySources, place: Place | None) -> list[Row]:
    """Return what can be copied from, the unit's own first; another field serves only for a single one."""
    serves_fields = place is not None and place.checklist == STANDARD_CATALOGUE
    groups = (
        ("本单位别的年份", [_edition_row(edition) for edition in sources.editions]),
        ("这台电脑上用过的工作文件", [_file_row(file) for file in sources.files]),
        ("别的文件", [_ANY_FILE]),
        ("本单位别的领域", [_field_row(field) for field in sources.fields] if serves_fields else []),
    )
    rows: list[Row] = []
    for title, group in groups:
        if group:
            rows += [Row(f"heading {title}", title, heading=True), *group]
    return rows


def source_of(key: str) -> Source:
    """Return the source that the row with a key stands for."""
    kind, _, name = key.partition(" ")
    if kind == "edition":
        return LastEdition(name)
    return OtherField(name) if kind == "field" else source_of_file(Path(name))


def _edition_row(edition: str) -> Row:
    words = f"{edition} 年的目录"
    return Row(f"edition {edition}", words, detail="编号相同的对着比", icon="calendar-days", actions=_COPY)


def _file_row(file: FileSource) -> Row:
    words, path = f"{file.name} {file.edition} 年", file.path
    return Row(f"path {path}", words, detail=path.name, tip=str(path), icon="folder", actions=_COPY)


def _field_row(field: FieldSource) -> Row:
    words = f"{field.entries} 条，名称相同的对着比"
    return Row(f"field {field.code}", field.name, detail=words, number=field.code, icon="list-checks", actions=_COPY)
