"""The sources as rows of a list, and the source that a row stands for."""

from pathlib import Path

from app.drafting.copy_sources import CopySources, LastEdition, OtherField, Source, source_of_file
from app.standards.models import STANDARD_CATALOGUE
from ui.pages.drafting.records import Place
from ui.widgets.rows import Row, RowAction

FROM_FILE = "file"
_COPY = (RowAction("copy", "比一比"),)


def source_rows(sources: CopySources, place: Place | None) -> list[Row]:
    """Return what can be copied from, the unit's own first; another field serves only for a single one."""
    rows: list[Row] = []
    if sources.editions:
        rows.append(_heading("本单位别的年份"))
        rows += [
            Row(
                f"edition {edition}",
                f"{edition} 年的目录",
                detail="编号相同的对着比",
                icon="calendar-days",
                actions=_COPY,
            )
            for edition in sources.editions
        ]
    if sources.files:
        rows.append(_heading("这台电脑上用过的工作文件"))
        rows += [
            Row(
                f"path {file.path}",
                f"{file.name} {file.edition} 年",
                detail=file.path.name,
                tip=str(file.path),
                icon="folder",
                actions=_COPY,
            )
            for file in sources.files
        ]
    rows.append(_heading("别的文件"))
    rows.append(
        Row(
            FROM_FILE,
            "选一个文件",
            detail="别的单位的工作文件（.qd）或者给的文件（.zwgk）",
            icon="folder-open",
            actions=(RowAction("copy", "选文件…"),),
        )
    )
    if place is not None and place.checklist == STANDARD_CATALOGUE and sources.fields:
        rows.append(_heading("本单位别的领域"))
        rows += [
            Row(
                f"field {field.code}",
                field.name,
                detail=f"{field.entries} 条，名称相同的对着比",
                number=field.code,
                icon="list-checks",
                actions=_COPY,
            )
            for field in sources.fields
        ]
    return rows


def source_of(key: str) -> Source:
    """Return the source that the row with a key stands for."""
    kind, _, name = key.partition(" ")
    if kind == "edition":
        return LastEdition(name)
    return OtherField(name) if kind == "field" else source_of_file(Path(name))


def _heading(text: str) -> Row:
    return Row(f"heading {text}", text, heading=True)
