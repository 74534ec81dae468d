"""What is written opens without an offer to repair it, whatever clerks typed."""

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import msgspec
import openpyxl
import pytest

from app.standards.library import load_library
from app.tables.catalogue_sheet import CatalogueSheet
from app.tables.official import TableEntry, official_table
from app.tables.write_docx import write_catalogue_docx
from app.tables.write_xlsx import write_catalogue_xlsx
from tests.app.tables.catalogue_example import DEFINITION, TOWNSHIP_LEVELS, entry
from tests.app.tables.repair_causes import repair_causes

MADE_ON = date(2026, 11, 22)
HOSTILE = (
    '=HYPERLINK("http://x","点")', "+86", "-1", "@SUM(A1)", "'引号开头", "''", "\t制表", "\r\n换行\n\n", "<r>粗</r>",
    "]]>&amp;<b>", "_x0041_x_x000D_", "\x00\x01\x0b\x1f\x7f", "\ud800半个字", "\ufffe\uffff", "🏛️👩🏽" * 20, "䶮𠮷",
    "很长" * 9_000, "\n" * 400, " ", "1e5", "2026-11-22", "#REF!", "0012", "\u202e反\u2066", '&L&P&"宋体"',
)  # fmt: skip
NAMES = (
    "[]:*?/\\", "'引号'", "history", "HISTORY", "", "\x01\x02", "🏛️" * 20, "很长的领域名称" * 9, "很长的领域名称" * 9,
    "很长的领域名称" * 4 + "很长'" + "再长一些", "A" * 31, "a" * 40, "换\n行", "&L&P 05", "目次", "=1+1", "\ud800",
)  # fmt: skip


def hostile_sheets() -> list[CatalogueSheet]:
    """A sheet for every kind of name, each with every kind of text in every place for one."""
    entries = [
        entry(number, level1=text or "空", level2=text, elements=[text], channels_other=text, audience_group=text)
        for number, text in enumerate(HOSTILE)
    ]
    table = official_table(DEFINITION, entries, TOWNSHIP_LEVELS)
    texts = [HOSTILE[-number] for number in range(len(NAMES))]
    return [
        CatalogueSheet(name, f"{name}{text[:400]}目录", f"单位{text[:400]}", text[:300], table, notes=(text,))
        for name, text in zip(NAMES, texts, strict=True)
    ]


def standard_sheets() -> list[CatalogueSheet]:
    """Every field and checklist as the program knows it."""
    library = load_library()
    sheets = []
    for definition in library.definitions.values():
        if definition.shape != "catalogue":
            continue
        items = library.items(definition.code)
        for field in sorted({item.field or "" for item in items}):
            entries = [TableEntry(item.code, dict(item.values)) for item in items if (item.field or "") == field]
            name = library.fields[field].name if field else definition.name
            table = official_table(definition, entries, TOWNSHIP_LEVELS)
            sheets.append(
                CatalogueSheet(name, f"{name}目录", "兴隆镇人民政府", "2026年版", table, is_field=bool(field))
            )
    assert len(sheets) > len(library.fields)
    return sheets


@pytest.mark.parametrize("sheets", [hostile_sheets(), standard_sheets()], ids=["hostile", "standard"])
@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_nothing_written_needs_repair(tmp_path: Path, sheets: Sequence[CatalogueSheet], paper: str):
    book, text = tmp_path / "表.xlsx", tmp_path / "表.docx"
    write_catalogue_xlsx(sheets, book, made_on=MADE_ON, paper=paper)
    assert repair_causes(book) == []
    write_catalogue_docx(sheets, text, made_on=MADE_ON, paper=paper)
    assert repair_causes(text) == []
    assert len(openpyxl.load_workbook(book).sheetnames) == len(sheets) + 1
    assert len(docx.Document(str(text)).tables) == len(sheets)


@pytest.mark.parametrize("place", range(len(NAMES)))
def test_whatever_a_single_table_is_called(tmp_path: Path, place: int):
    """Its title and unit become properties of the file."""
    sheet = hostile_sheets()[place]
    short = msgspec.structs.replace(sheet, table=official_table(DEFINITION, [entry(1)], TOWNSHIP_LEVELS))
    book, text = tmp_path / "表.xlsx", tmp_path / "表.docx"
    write_catalogue_xlsx([short], book, made_on=MADE_ON)
    write_catalogue_docx([short], text, made_on=MADE_ON)
    assert repair_causes(book) + repair_causes(text) == []


def test_a_file_that_needs_repair_is_told(tmp_path: Path):
    sound, spoilt = tmp_path / "表.xlsx", tmp_path / "坏.xlsx"
    write_catalogue_xlsx(standard_sheets()[:2], sound, made_on=MADE_ON)
    with zipfile.ZipFile(sound) as parts, zipfile.ZipFile(spoilt, "w") as made:
        for name in parts.namelist():
            text = parts.read(name)
            text = text.replace(b'<sheet name="', b'<sheet name="?')
            text = text.replace(b"</sheetData>", b"</sheetData><cols/>").replace(b'ref="A1:', b'ref="A3:')
            made.writestr(name, text)
    told = "\n".join(repair_causes(spoilt))
    assert all(word in told for word in ("名称不对", "次序不对", "重叠", "链接不对"))
