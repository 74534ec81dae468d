"""Seeded numbers are found in documents, plain tables and pages, in cells and wherever else they hide."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.checks.privacy_gate import Findings, check_csv, check_docx, check_html
from app.errors import UserFacingError
from tests.app.checks.seeded_numbers import ID_PLAIN, MOBILE, SEEDED

FIELD = "正文第1个表第2行第1格"
ENCODED = base64.b64encode(f"电话{MOBILE}".encode("utf-16-le")).decode()


def document(fill: Callable[[Opened], object]) -> bytes:
    made = Document()
    fill(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def in_table(made: Opened, *texts: str) -> None:
    for cell, text in zip(made.add_table(1, len(texts)).rows[0].cells, texts, strict=True):
        cell.text = text


def hidden_run(made: Opened) -> None:
    run = made.add_paragraph().add_run(MOBILE)
    run.font.hidden = True


def deleted(made: Opened) -> None:
    change = (
        f'<w:p {nsdecls("w")}><w:del w:id="1" w:author="a"><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del></w:p>'
    )
    made.add_table(1, 1).cell(0, 0)._tc.append(parse_xml(change))


def over_runs(made: Opened) -> None:
    paragraph = made.add_paragraph()
    for piece in (MOBILE[:3], MOBILE[3:7], MOBILE[7:]):
        paragraph.add_run(piece)


def row_xml(made: Opened, before: str, inside: str) -> None:
    table = made.add_table(1, 1)
    cell = f"<w:tc><w:p>{inside}</w:p></w:tc>"
    table._tbl.append(parse_xml(f"<w:tr {nsdecls('w')}>{before}{cell}</w:tr>"))


def places(findings: Findings) -> list[str]:
    return [finding.where for finding in findings]


@pytest.mark.parametrize(
    ("fill", "place"),
    [
        (lambda made: in_table(made, "姓名", f"电话{MOBILE}"), "正文第1个表第1行第2格"),
        (lambda made: in_table(made, ID_PLAIN[:6], ID_PLAIN[6:]), "正文第1个表第1行第1格和相邻的单元格"),
        (lambda made: in_table(made, f"{ID_PLAIN[:6]}\n{ID_PLAIN[6:]}"), "正文第1个表第1行第1格"),
        (over_runs, "正文"),
        (hidden_run, "正文"),
        (deleted, "正文第1个表第1行第1格"),
        (lambda made: row_xml(made, f'<w:trPr><w:ins w:id="1" w:author="{MOBILE}"/></w:trPr>', ""), "正文第1个表第2行"),
        (lambda made: row_xml(made, f'<w:tblPrEx><w:shd w:fill="{MOBILE}"/></w:tblPrEx>', ""), "正文第1个表第2行"),
        (lambda made: row_xml(made, f"<w:trPr><w:odd>{MOBILE}</w:odd></w:trPr>", ""), "正文第1个表第2行"),
        (lambda made: row_xml(made, "", f"<w:r><w:fldChar><w:fldData>{ENCODED}</w:fldData></w:fldChar></w:r>"), FIELD),
        (lambda made: row_xml(made, "", f"<w:odd>{MOBILE}</w:odd>"), FIELD),
        (lambda made: row_xml(made, "", f"<w:r><w:t>{MOBILE[:4]}</w:t><w:t>{MOBILE[4:]}</w:t></w:r>"), FIELD),
        (lambda made: setattr(made.sections[0].header.paragraphs[0], "text", MOBILE), "页眉"),
        (lambda made: setattr(made.core_properties, "comments", MOBILE), "文档属性"),
    ],
)
def test_a_number_in_a_document_is_found(fill, place):
    assert places(check_docx(document(fill))) == [place]


@pytest.mark.parametrize(
    ("remark", "parts"),
    [
        (f"<!-- {MOBILE} -->", 1),
        (f"<?mso-note 电话{MOBILE}?>", 1),
        (f"<!-- {MOBILE} --><?a b?><!-- {ID_PLAIN} -->", 2),
        ("<!-- made by 2026-11-22 --><?mso-application progid='Word.Document'?>", 0),
    ],
)
def test_a_number_in_a_comment_of_a_part_is_found_wherever_it_stands(remark, parts):
    content = document(lambda made: in_table(made, "最低生活保障"))
    for part, ahead in (("word/document.xml", "<w:body>"), ("word/styles.xml", "<w:styles"), ("_rels/.rels", "</Rel")):
        told = places(check_docx(with_remark(content, part, ahead, remark)))
        assert told == [f"部件 {part} 的注释"] * parts


def with_remark(content: bytes, part: str, ahead: str, remark: str) -> bytes:
    """The file with a remark put before the first `ahead` of a part."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(ahead.encode(), f"{remark}{ahead}".encode(), 1) if name == part else text)
    return changed.getvalue()


def test_a_document_without_personal_numbers_is_clean_and_a_damaged_one_is_refused(tmp_path):
    assert check_docx(document(lambda made: in_table(made, "最低生活保障", "20个工作日"))) == ()
    path = tmp_path / "目录.docx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 100)
    with pytest.raises(UserFacingError, match=r"目录.docx 打不开"):
        check_docx(path)


@pytest.mark.parametrize("number", SEEDED)
def test_a_number_in_a_plain_table_is_found(tmp_path: Path, number):
    path = tmp_path / "目录.csv"
    path.write_text(f'序号,事项\r\n1,"号码\n{number}"\r\n', encoding="utf-8-sig")
    assert [(found.kind, found.where) for found in check_csv(path)] == [(SEEDED[number][0], "第2行第2格")]


def test_a_cell_of_a_plain_table_that_is_longer_than_the_reader_holds_is_looked_at(tmp_path: Path):
    path = tmp_path / "目录.csv"
    path.write_text(f'序号,{"长" * 200_000}{MOBILE}\n2,"{ID_PLAIN[:6]}",{ID_PLAIN[6:]}\n', encoding="utf-8")
    assert places(check_csv(path)) == ["第1行第2格", "第2行第2格和相邻的单元格"]


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (f"<table><tr><td>1<td>打{MOBILE}</table>", "表格第1行第2格"),
        (f"<table><tr><td>{ID_PLAIN[:6]}</td><td>{ID_PLAIN[6:]}</td></table>", "表格第1行第1格和相邻的单元格"),
        (f"<p>{MOBILE[:5]}<b>{MOBILE[5:]}</b></p>", "表格以外的文字"),
        ("<p>" + "".join(f"&#{ord(digit)};" for digit in MOBILE), "表格以外的文字"),
        (f"<p style='display:none'>{MOBILE}</p>", "表格以外的文字"),
        (f"<!-- {MOBILE} -->", "网页里看不见的地方"),
        (f"<a href='tel:{MOBILE}'>拨打</a>", "网页里看不见的地方"),
        (f'<!DOCTYPE html PUBLIC "{MOBILE}" "" [<!ENTITY a "1">]><p>甲', "网页里看不见的地方"),
        (f'<!DOCTYPE html [<!ENTITY a "{MOBILE}">]><p>甲', "网页里看不见的地方"),
        (f"<p class='a' class='{MOBILE}'>甲", "网页里看不见的地方"),
        (f"<p data-{MOBILE}>甲", "网页里看不见的地方"),
        (f"<p>甲</p title='&#{ord(MOBILE[0])};{MOBILE[1:]}'>", "网页里看不见的地方"),
        (f"<p>{MOBILE[:5]}\0{MOBILE[5:]}", "表格以外的文字"),
        (f"<script>var phone = '{MOBILE}'</script>", "表格以外的文字"),
        ("<p title='孤儿李小红'>甲", "网页里看不见的地方"),
        ("<p title='三组12号'>甲", "网页里看不见的地方"),
    ],
)
def test_a_number_in_a_page_is_found(tmp_path: Path, page, place):
    path = tmp_path / "目录.html"
    path.write_text(page, encoding="utf-8")
    assert places(check_html(path)) == [place]
