"""Files that are wrong, locked, damaged or made to do harm: a plain answer, nothing half read, memory bounded."""

import io
import random
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlwt
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.tables.sources.reading import read_pasted, read_source
from tests.app.tables.sources.examples import archive, bare_document, bare_workbook, filled, text_file
from tests.app.tables.sources.old_workbooks import comment, old_workbook, record, shared_text, shared_texts, wide

MEGABYTE = 1024 * 1024
TEXT_CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'


def refused(path: Path) -> UserFacingError:
    """The error that reading a file ends with."""
    with pytest.raises(UserFacingError) as error:
        read_source(path)
    assert path.name in error.value.message and error.value.message.endswith("。")
    return error.value


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("扫描.xlsx", b"%PDF-1.7\n", ("PDF", "转换")),
        ("文档.doc", b"{\\rtf1\\ansi", ("RTF", "*.docx")),
        ("照片.docx", b"\x89PNG\r\n\x1a\n", ("图片",)),
        ("包.xlsx", b"Rar!\x1a\x07", ("压缩包", "解压")),
        ("很早.xls", bytes.fromhex("0900040007001000"), ("很早以前", "*.xlsx")),
        ("空.xlsx", b"", ("空文件",)),
        ("零.csv", b"\0" * 5000, ("空文件",)),
        ("乱.csv", bytes(range(256)) * 50, ("不认识",)),
        ("旧.xls", b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", ("XML", "*.xlsx")),
        ("字.docx", "<html><p>没有表</p></html>".encode(), ("没有表格",)),
        ("半.docx", b"PK\x03\x04\x14\0", ("坏了",)),
        ("半.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ("坏了",)),
    ],
)
def test_what_cannot_be_read_is_told_by_its_content(tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]):
    message = refused(text_file(tmp_path, name, content)).message
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl__workbook.bin", ".xlsb"),
        ("OFD_xml", "OFD"),
        ("ppt__presentation_xml", "演示文稿"),
        ("content_xml", "OpenDocument"),
        ("a.txt", "解压"),
    ],
)
def test_other_archives_are_told_apart(tmp_path: Path, part: str, words: str):
    assert words in refused(archive(tmp_path / "目录.xlsx", **{part: "x"})).message


def test_missing_locked_and_unpacking_files_are_refused(tmp_path: Path):
    assert refused(tmp_path / "没有.xlsx").code == "file-unreadable"
    bomb = archive(tmp_path / "弹.xlsx", xl__workbook_xml="<workbook/>", xl__a_xml=b"0" * (101 * MEGABYTE))
    assert refused(bomb).code == "unpacks-too-large"
    content = bytearray(archive(tmp_path / "锁.docx", word__document_xml="<a/>").read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refused(text_file(tmp_path, "锁.docx", bytes(content))).message


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "哈哈"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    ],
)
def test_document_types_are_refused_in_every_part(tmp_path: Path, doctype: str):
    assert refused(archive(tmp_path / "笑.docx", word__document_xml=doctype + "<a>&c;</a>")).code == "document-type"
    assert refused(archive(tmp_path / "笑.xlsx", xl__workbook_xml=doctype + "<a>&b;</a>")).code == "document-type"
    page = f"{doctype}<html><table><tr><td>甲&b;<td>乙</table>"
    assert "root:" not in repr(read_source(text_file(tmp_path, "页.html", page)))


def test_pages_too_deep_or_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    deep = "<table><tr><td>甲<td>乙<td>丙<td>" * 150
    assert refused(text_file(tmp_path, "页.html", deep)).code == "too-much-content"
    for name, content in (("深.html", "<div>" * 20_000), ("宽.csv", "," * 5_000_000)):
        assert refused(text_file(tmp_path, name, content)).code == "too-much-content"
    monkeypatch.setattr("app.tables.sources.page.MOST_TABLE_CELLS", 10_000)
    endless = "<table>" + ("<tr>" + "<td>1" * 100) * 1_000
    assert refused(text_file(tmp_path, "页.html", endless)).code == "too-much-content"


def test_cells_that_reach_over_one_another_end_soon(tmp_path: Path):
    reaching = "<tr>" + "<td rowspan=1000 colspan=1000>甲" * 900
    page = f"<table>{reaching}{'<tr><td>乙' * 20_000}</table>"
    assert refused(text_file(tmp_path, "页.html", page)).code == "too-much-content"


def test_tables_fifty_deep_are_read(tmp_path: Path):
    page = "<table><tr><td>甲<td>乙<td>丙<td>" * 50 + "尾"
    assert "尾" in read_source(text_file(tmp_path, "页.html", page)).sheets[0].cells[0][3]
    body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 50 + "</w:tc></w:tr></w:tbl>" * 50
    assert "没有表格" in refused(bare_document(tmp_path / "深.docx", body)).message


def test_a_cell_far_out_is_refused_and_a_cell_too_long_is_cut(tmp_path: Path):
    far = bare_workbook(tmp_path / "远.xlsx", TEXT_CELL.format("甲") + '<c r="XFD1048576"><v>1</v></c>')
    assert refused(far).code == "cell-too-far-out"
    sheet = read_source(bare_workbook(tmp_path / "长.xlsx", TEXT_CELL.format("长" * 10 * MEGABYTE))).sheets[0]
    assert len(sheet.cells[0][0]) == 32_767 and "32,767" in sheet.doubts[0, 0]
    long = read_source(text_file(tmp_path, "长.html", f"<table><tr><td>{'长' * MEGABYTE}<td>乙</table>")).sheets[0]
    assert len(long.cells[0][0]) == 32_767


def test_merged_cells_over_one_another_end_soon(tmp_path: Path):
    merged = "".join(f'<mergeCell ref="A{row}:XFD{row + 900}"/>' for row in range(1, 3000))
    cells = "".join(f'<row r="{row}">{TEXT_CELL.format(row)}</row>' for row in range(1, 3000))
    path = bare_workbook(tmp_path / "并.xlsx", cells, after=f"<mergeCells>{merged}</mergeCells>")
    assert read_source(path).sheets[0].cells[0] == ("1",)


def test_hidden_columns_told_over_and_over_end_soon(tmp_path: Path):
    columns = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 16_384 + "</cols>"
    cells = "".join(f'<c r="{place}" t="str"><v>甲</v></c>' for place in ("A1", "XFD1"))
    path = bare_workbook(tmp_path / "列.xlsx", f'<row r="1">{cells}</row>', before=columns)
    assert len(read_source(path).sheets[0].hidden_columns) == 16_384


def test_a_reading_stops_when_it_is_asked_to(tmp_path: Path):
    class Stopped:
        told = 0

        def progress(self, done: int, total: int, words: str = "") -> None:
            assert 0 <= done <= total
            self.told += 1

        def is_cancelled(self) -> bool:
            return self.told >= 2

    path = bare_workbook(tmp_path / "大.xlsx", ("<row>" + TEXT_CELL.format("甲") + "</row>") * 9000)
    watch = Stopped()
    with pytest.raises(UserFacingError) as stopped:
        read_source(path, watch)
    assert (stopped.value.code, watch.told) == ("cancelled", 2)


CELLS = shared_text(0, 0, 0)
TEXTS = shared_texts(1, wide("序号"))
#: A text that sends whoever reads on from it back to its own beginning.
AGAIN = struct.pack("<HBi", 8000, 4, -8007) + b"A" * 8000


@pytest.mark.parametrize(
    ("before", "cells", "code"),
    [
        (shared_texts(2**31 - 1, AGAIN), CELLS, "too-much-content"),
        (shared_texts(2**31 - 1, wide("序号")), CELLS, "damaged-file"),
        (shared_texts(-1, wide("序号")), CELLS, "damaged-file"),
        (TEXTS + record(0x00E0, bytes(20)) * 50_000, CELLS, "too-much-content"),
        (TEXTS, CELLS + comment(1, 1, "注") * 50_000, "too-much-content"),
        (TEXTS, b"".join(shared_text(row, 255, 0) for row in range(30_000)), "too-much-content"),
        (TEXTS + record(0x002F, bytes(6)), CELLS, "locked"),
    ],
    ids=["again", "two billion", "four billion", "styles", "comments", "wide", "locked"],
)
def test_old_workbooks_that_claim_too_much_are_refused(tmp_path: Path, before: bytes, cells: bytes, code: str):
    path = old_workbook(tmp_path / "旧.xls", cells, before=before)
    tracemalloc.start()
    try:
        assert refused(path).code == code
        assert tracemalloc.get_traced_memory()[1] < 300 * MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("place", ["stream", "root", 44, 64, 72])
def test_a_container_that_claims_more_than_its_file_holds_is_damaged(tmp_path: Path, place: str | int):
    content = bytearray(GOOD[".xls"])
    entries = 512 + 512 * struct.unpack_from("<i", content, 48)[0]
    chains = 512 + 512 * struct.unpack_from("<i", content, 76)[0]
    struct.pack_into("<i", content, chains, 0)
    at = {"stream": entries + 128 + 120, "root": entries + 120}.get(place, place)
    struct.pack_into("<I", content, at, 2**31 - 1)
    assert refused(text_file(tmp_path, "圈.xls", bytes(content))).code == "damaged-file"


def test_a_link_over_a_whole_sheet_of_an_old_workbook_costs_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    guid = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
    link = record(0x01B8, struct.pack("<HHHH16sIII", 0, 65535, 0, 65535, guid, 2, 8, 1) + bytes(2))
    path = old_workbook(tmp_path / "链接.xls", CELLS + link, before=TEXTS)
    assert read_source(path).sheets[0].cells == (("序号",),)
    assert capfd.readouterr() == ("", "")


def good_old_workbook() -> bytes:
    book, file = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("目录")
    sheet.write_merge(0, 0, 0, 2, "社会救助领域目录")
    for row in range(1, 30):
        sheet.write(row, 0, row)
        sheet.write(row, 1, f"事项{row}")
        sheet.write_rich_text(row, 2, ["政府网站", ("R", xlwt.easyfont("name Wingdings 2"))])
    book.save(file)
    return file.getvalue()


def document() -> bytes:
    file, written = io.BytesIO(), Document()
    written.add_paragraph("目录", style="List Number")
    table = filled(written, [["序号", "事项", "渠道"]] * 5)
    table.cell(0, 0).merge(table.cell(2, 1))
    written.save(file)
    return file.getvalue()


def workbook() -> bytes:
    path = io.BytesIO()
    rows = "".join(
        f'<row r="{row}">{TEXT_CELL.format("甲")}<c r="C{row}" s="1"><v>1.5</v></c></row>' for row in range(9)
    )
    bare_workbook(path, rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    return path.getvalue()


GOOD = {
    ".xls": good_old_workbook(),
    ".docx": document(),
    ".xlsx": workbook(),
    ".html": "<meta charset=gbk><table><tr><td rowspan=2>甲<td>乙</tr><tr><td>丙</table>".encode("gbk"),
    ".csv": '序号,事项\r\n1,"低\n保"\r\n'.encode("gb18030"),
}


@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
def test_an_archive_without_its_beginning_is_damaged(tmp_path: Path, kind: str):
    assert (
        refused(text_file(tmp_path, f"缺头{kind}", b"PK" + GOOD[kind][len(GOOD[kind]) // 2 :])).code == "damaged-file"
    )


def damaged(content: bytes, seed: int) -> bytes:
    """The content cut off, or with some bytes changed."""
    chance = random.Random(seed)
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 60))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, 60, 62, 34, chance.randrange(256)))
    return bytes(changed)


def damaged_inside(content: bytes, seed: int) -> bytes:
    """An archive of which one part is damaged before it is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as broken:
        names = [name for name in whole.namelist() if name.endswith((".xml", ".rels"))]
        hit = random.Random(seed).choice(names)
        for name in names:
            part = whole.read(name)
            broken.writestr(name, damaged(part, seed) if name == hit else part)
    return out.getvalue()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(GOOD)), seed=st.integers(0, 10**9), inside=st.booleans())
# A sector of 16 GB claimed in the header.
@example(kind=".xls", seed=33554433, inside=False)
def test_damaged_files_are_read_or_refused_and_never_more(tmp_path: Path, kind: str, seed: int, inside: bool):
    content = GOOD[kind]
    is_archive = content.startswith(b"PK")
    path = text_file(tmp_path, f"坏{kind}", (damaged_inside if inside and is_archive else damaged)(content, seed))
    tracemalloc.start()
    try:
        read_source(path)
    except UserFacingError as error:
        assert error.message.endswith("。")
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 50 * MEGABYTE


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"<html><table>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\t\x08"]
    ),
    rest=st.binary(max_size=2000),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, rest: bytes):
    path = text_file(tmp_path, "任意", start + rest)
    try:
        read_source(path)
    except UserFacingError as error:
        assert error.message.endswith("。")


@given(text=st.text(max_size=300), page=st.text(max_size=300))
def test_anything_pasted_is_read_or_refused(text: str, page: str):
    try:
        read_pasted(text, f"<table>{page}")
    except UserFacingError as error:
        assert error.code == "no-table"
