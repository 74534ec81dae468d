"""Seeded numbers are found in every kind of product, wherever they hide; clean products pass."""

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.checks import office_parts
from app.checks.privacy_gate import (
    PrivacyFinding,
    check_package_members,
    check_pdf,
    check_strings,
    check_text,
    check_xlsx,
    require_clean,
)
from app.errors import UserFacingError
from app.printing.paper import TextRun
from app.resources import resource_path
from tests.app.checks.seeded_numbers import CARD_16, CARD_19, ID_PLAIN, ID_WITH_X, MOBILE, OLD_ID, SEEDED

FONT = "Sans"
TYPE_SIZE = 9
pdfmetrics.registerFont(TTFont(FONT, str(resource_path("fonts/NotoSansSC-Regular.ttf"))))


def pdf(draw: Callable[[Canvas], None], **properties: str) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, initialFontName=FONT)
    canvas.setFont(FONT, TYPE_SIZE)
    for name, value in properties.items():
        getattr(canvas, f"set{name}")(value)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    fill(book, book.add_worksheet("名单"))
    book.close()
    return content.getvalue()


def added(content: bytes, name: str, text: str) -> bytes:
    """The file with one more part."""
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(name, text)
    return changed.getvalue()


def pairs(findings) -> set[tuple[str, str]]:
    return {(finding.kind, finding.masked) for finding in findings}


def places(findings) -> list[str]:
    return [finding.where for finding in findings]


# PDF


@pytest.mark.parametrize("number", SEEDED)
def test_number_in_a_pdf_is_found_with_its_page(number):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "第一页没有")
        canvas.showPage()
        canvas.setFont(FONT, TYPE_SIZE)
        canvas.drawString(50, 700, f"张三 {number} 已领取")

    assert check_pdf(pdf(draw)) == (PrivacyFinding(SEEDED[number][0], "第2页", SEEDED[number][1]),)


@pytest.mark.parametrize("number", SEEDED)
@pytest.mark.parametrize("share", [0.55, 0.7, 0.9])
def test_number_wrapped_in_a_cell_of_a_table_is_found(number, share):
    """Cells drawn row by row, so that the lower line comes long after the upper one."""
    position = round(len(number) * share)

    def draw(canvas: Canvas) -> None:
        for x, text in ((50, "12"), (80, "张三"), (150, number[:position]), (260, "1500.00")):
            canvas.drawString(x, 700, text)
        for x, text in ((80, "（户主）"), (150, number[position:]), (260, "2026")):
            canvas.drawString(x, 700 - 1.3 * TYPE_SIZE, text)

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[number]}


@pytest.mark.parametrize("number", [ID_WITH_X, ID_PLAIN, CARD_19])
@pytest.mark.parametrize("position", [4, 6, 11])
def test_number_over_two_cells_of_a_row_is_found(number, position):
    def draw(canvas: Canvas) -> None:
        for x, text in ((50, "张三"), (150, number[:position]), (260, number[position:]), (400, "同意")):
            canvas.drawString(x, 700, text)

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[number]}


@pytest.mark.parametrize("number", SEEDED)
def test_number_set_in_pieces_side_by_side_is_found(number):
    """As where a fallback font or letter spacing parts a line."""

    def draw(canvas: Canvas) -> None:
        x = 50.0
        for piece in ("电话", number[:3], number[3:8], number[8:], "。"):
            canvas.drawString(x, 700, piece)
            x += pdfmetrics.stringWidth(piece, FONT, TYPE_SIZE) + 0.5

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[number]}


@pytest.mark.parametrize("angle", [90, -90, 30])
def test_turned_text_is_found(angle):
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, f"身份证{ID_PLAIN}号")

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[ID_PLAIN]}


def test_white_and_tiny_text_is_found():
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 700, ID_PLAIN)
        canvas.setFont(FONT, 0.5)
        canvas.drawString(50, 500, MOBILE)

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[ID_PLAIN], SEEDED[MOBILE]}


def test_properties_and_bookmarks_of_a_pdf_are_read():
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("top")
        canvas.addOutlineEntry(f"李四{MOBILE}", "top")

    findings = check_pdf(pdf(draw, Title=f"张三{ID_PLAIN}"))

    assert [(finding.where, finding.masked) for finding in findings] == [
        ("文档属性", SEEDED[ID_PLAIN][1]),
        ("书签", "138****8000"),
    ]


def test_mobile_number_over_two_cells_after_a_word_for_it_is_found():
    def draw(canvas: Canvas) -> None:
        for x, text in ((50, "手机"), (150, MOBILE[:6]), (260, MOBILE[6:])):
            canvas.drawString(x, 700, text)

    assert pairs(check_pdf(pdf(draw))) == {SEEDED[MOBILE]}


def test_a_table_of_quantities_in_a_pdf_raises_no_alarm():
    def draw(canvas: Canvas) -> None:
        for row in range(60):
            y = 800 - row * 1.6 * TYPE_SIZE
            cells = (130 + row, 20260101 + row, 1200 + row, 3400, 1500000 + row * 7, 2026, f"{1350 + row}.50")
            for column, cell in enumerate(cells):
                canvas.drawRightString(80 + column * 60, y, str(cell))
            canvas.drawString(500, y, f"0830-12345{row + 10}")

    assert check_pdf(pdf(draw)) == ()


def test_the_offices_own_mobile_number_passes():
    content = pdf(lambda canvas: canvas.drawString(50, 700, f"值班手机{MOBILE}"))

    assert check_pdf(content, allowed=[MOBILE]) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n%%EOF"])
def test_a_damaged_pdf_is_refused_by_name(content):
    with pytest.raises(UserFacingError, match=r"公示\.pdf 打不开"):
        check_pdf(content, name="公示.pdf")


def test_a_missing_pdf_is_refused_by_name(tmp_path):
    with pytest.raises(UserFacingError, match=r"没有\.pdf 打不开"):
        check_pdf(tmp_path / "没有.pdf")


# Runs of a writer


def test_runs_of_a_writer_are_joined_like_those_of_a_pdf():
    runs = [
        TextRun(1, 1, 20.0, 40.0, 60.0, 4.0, "联系人李四，手机1380013"),
        TextRun(1, 1, 20.0, 46.0, 30.0, 4.0, "8000，随时可拨"),
        TextRun(2, 2, 20.0, 40.0, 12.0, 4.0, ID_PLAIN[:6]),
        TextRun(2, 3, 60.0, 40.0, 24.0, 4.0, ID_PLAIN[6:]),
    ]

    assert [(finding.where, finding.masked) for finding in check_text(runs)] == [
        ("第1页", "138****8000"),
        ("第2页", SEEDED[ID_PLAIN][1]),
    ]


def test_no_runs_are_clean():
    assert check_text([]) == ()


# Workbooks


@pytest.mark.parametrize("number", SEEDED)
def test_number_in_a_cell_is_found_with_its_place(number):
    content = workbook(lambda book, sheet: sheet.write_string("C5", f"号码{number}"))

    assert check_xlsx(content) == (PrivacyFinding(SEEDED[number][0], "工作表“名单” C5 单元格", SEEDED[number][1]),)


@pytest.mark.parametrize(("number", "kind"), [(ID_PLAIN, "id_number"), (MOBILE, "phone"), (CARD_19, "bank_card")])
def test_number_stored_as_a_number_is_found(number, kind):
    """A spreadsheet keeps fifteen digits of it: region and birth date leak all the same."""
    content = workbook(lambda book, sheet: sheet.write_number("A1", float(number)))

    assert [(finding.kind, finding.where) for finding in check_xlsx(content)] == [(kind, "工作表“名单” A1 单元格")]


def test_hidden_rows_columns_and_sheets_are_read():
    def fill(book, sheet) -> None:
        sheet.write("B2", ID_PLAIN)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write("D7", MOBILE)
        sheet.set_column("D:D", None, None, {"hidden": True})
        secret = book.add_worksheet("旧表")
        secret.write("A1", OLD_ID)
        secret.hide()
        very = book.add_worksheet("深藏")
        very.write("A1", CARD_16)
        very.very_hidden()

    assert sorted(places(check_xlsx(workbook(fill)))) == [
        "工作表“名单” B2 单元格（隐藏的行）",
        "工作表“名单” D7 单元格（隐藏的列）",
        "工作表“旧表” A1 单元格（隐藏的工作表）",
        "工作表“深藏” A1 单元格（隐藏的工作表）",
    ]


@pytest.mark.parametrize(
    ("hide", "place"),
    [
        (lambda book, sheet: sheet.write_comment("A1", f"电话{MOBILE}"), "批注"),
        (lambda book, sheet: sheet.set_header(f"&C联系{MOBILE}"), "页眉、页脚、链接和表格设置"),
        (lambda book, sheet: sheet.set_footer(f"&C联系{MOBILE}"), "页眉、页脚、链接和表格设置"),
        (lambda book, sheet: book.set_properties({"title": MOBILE}), "文档属性"),
        (lambda book, sheet: book.set_properties({"comments": f"打{MOBILE}"}), "文档属性"),
        (lambda book, sheet: book.set_custom_property("电话", MOBILE), "文档属性"),
        (lambda book, sheet: book.define_name("联系电话", f'="{MOBILE}"'), "工作簿设置（名称、工作表名）"),
        (lambda book, sheet: book.add_worksheet(f"王五{MOBILE}"), "工作簿设置（名称、工作表名）"),
        (lambda book, sheet: sheet.insert_textbox("B2", f"电话{MOBILE}"), "图形和文本框"),
        (
            lambda book, sheet: sheet.data_validation("A1", {"validate": "list", "source": [MOBILE, "无"]}),
            "页眉、页脚、链接和表格设置",
        ),
        (lambda book, sheet: sheet.write_formula("A1", f'="{MOBILE[:3]}"&"x{MOBILE}"', value=""), "A1 单元格"),
        (lambda book, sheet: sheet.write_url("A1", f"https://qq.cn/{MOBILE}", string="电话"), "链接和表格设置"),
        (lambda book, sheet: sheet.autofilter(0, 0, 5, 0) or sheet.filter_column(0, f"x == {MOBILE}"), "表格设置"),
    ],
)
def test_text_beside_the_cells_is_read(hide, place):
    findings = check_xlsx(workbook(hide))

    assert pairs(findings) == {SEEDED[MOBILE]}
    assert any(place in where for where in places(findings))


def test_rich_text_and_unused_strings_are_read(tmp_path):
    def fill(book, sheet) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "电话", bold, MOBILE[:5], MOBILE[5:])
        sheet.write("A2", "占位")

    content = workbook(fill)
    assert places(check_xlsx(content)) == ["工作表“名单” A1 单元格"]

    unused = edited(content, "xl/sharedStrings.xml", "</sst>", f"<si><t>{ID_PLAIN}</t></si></sst>")
    assert "没有单元格用到的文字" in places(check_xlsx(unused))


@given(st.integers(1, 17))
@settings(deadline=None, max_examples=17)
def test_identity_number_over_neighbouring_cells_is_found(position):
    def fill(book, sheet) -> None:
        sheet.write_row("A1", ["张三", ID_PLAIN[:position], ID_PLAIN[position:], "同意"])

    (finding,) = check_xlsx(workbook(fill))
    assert (finding.where, finding.masked) == ("工作表“名单” B1 单元格和相邻的单元格", SEEDED[ID_PLAIN][1])


def test_identity_number_over_two_cells_of_a_column_is_found():
    content = workbook(lambda book, sheet: sheet.write_column("B3", [ID_PLAIN[:10], ID_PLAIN[10:]]))

    assert places(check_xlsx(content)) == ["工作表“名单” B3 单元格和相邻的单元格"]


def test_quantities_in_a_workbook_raise_no_alarm():
    def fill(book, sheet) -> None:
        for row in range(300):
            sheet.write_row(row, 0, [100 + row, 1200 + row, 3400 + row, 1500000 + row, 2000 + row, 20260101, 990124101])

    assert check_xlsx(workbook(fill)) == ()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_remarks_in_the_parts_of_a_workbook_are_read(part):
    good = workbook(lambda book, sheet: sheet.write("A1", "好"))
    for remark in (f"<!-- {MOBILE} -->", f"<?mso-note 电话{MOBILE}?>"):
        assert places(check_xlsx(edited(good, part, "?>", f"?>{remark}"))) == [f"部件 {part} 的注释"]


def test_a_threaded_comment_is_read():
    good = workbook(lambda book, sheet: sheet.write("A1", "好"))
    thread = f"<ThreadedComments><threadedComment><text>打{MOBILE}</text></threadedComment></ThreadedComments>"
    assert places(check_xlsx(added(good, "xl/threadedComments/threadedComment1.xml", thread))) == ["批注"]


def test_workbooks_of_other_writers_are_read(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"] = ID_PLAIN
    book.active["B3"] = int(MOBILE)
    book.save(tmp_path / "别的程序.xlsx")

    assert [(finding.where, finding.kind) for finding in check_xlsx(tmp_path / "别的程序.xlsx")] == [
        ("工作表“Sheet” B2 单元格", "id_number"),
        ("工作表“Sheet” B3 单元格", "phone"),
    ]


def test_damaged_workbooks_are_refused_by_name():
    good = workbook(lambda book, sheet: sheet.write("A1", "好"))
    broken_xml = edited(good, "xl/worksheets/sheet1.xml", "</worksheet>", "")
    for content in (b"", b"PK\x03\x04 no zip", good[: len(good) // 2], broken_xml):
        with pytest.raises(UserFacingError, match=r"名单\.xlsx 打不开"):
            check_xlsx(content, name="名单.xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(office_parts, "MAX_PART_SIZE", 2_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 3_000_000 + b"</worksheet>")

    with pytest.raises(UserFacingError, match="展开后太大"):
        check_xlsx(content.getvalue())


def test_a_workbook_of_too_many_parts_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(office_parts.MAX_PARTS + 1):
            archive.writestr(f"{number}.bin", b"")

    with pytest.raises(UserFacingError, match="展开后太大"):
        check_xlsx(content.getvalue())


def test_entities_that_multiply_are_refused():
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "{"lol" * 100}">{entities}]><sst><si><t>&a9;</t></si></sst>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", bomb)

    with pytest.raises(UserFacingError, match="打不开"):
        check_xlsx(content.getvalue())


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text of one part replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return result.getvalue()


# Packages


@pytest.mark.parametrize("number", SEEDED)
def test_number_in_a_package_is_found_with_its_line(number):
    rows = [{"id": str(uuid.UUID(int=n)), "values": {"title": "低保", "phone": "0830-1234567"}} for n in range(5)]
    rows[3]["values"]["elements"] = ["名单", {"备注": f"张三{number}"}]
    content = "\n".join(json.dumps(row, ensure_ascii=True) for row in rows).encode()

    assert check_package_members([("entries.jsonl", content)], labels={"elements": "公开内容"}) == (
        PrivacyFinding(SEEDED[number][0], "entries.jsonl 第4行 公开内容", SEEDED[number][1]),
    )


def test_numbers_keys_and_other_members_of_a_package_are_read():
    members = [
        ("a.json", json.dumps({"count": int(MOBILE)}).encode()),
        ("b.json", json.dumps({ID_PLAIN: 1}).encode()),
        ("c.json", f"no json, {CARD_16}".encode()),
        ("说明.txt", f"电话{MOBILE}".encode()),
        ("deep.json", b"[" * 100_000),
        ("photo.jpg", bytes(range(256)) * 10),
    ]

    assert places(check_package_members(members)) == ["a.json", "b.json", "c.json", "说明.txt"]


def test_attached_documents_are_read():
    members = [
        ("files/1", pdf(lambda canvas: canvas.drawString(50, 700, ID_PLAIN))),
        ("files/2", workbook(lambda book, sheet: sheet.write("A1", MOBILE))),
    ]

    assert places(check_package_members(members)) == ["files/1 的第1页", "files/2 的工作表“名单” A1 单元格"]


def zipped(**parts: bytes | str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("files/1", zipped(**{"word__document.xml": f"<a><t>{MOBILE}</t></a>"}), "files/1 的正文"),
        (
            "files/1",
            zipped(
                **{
                    "word__document.xml": f"<a><tbl><tr><tc><t>{ID_PLAIN[:6]}</t></tc>"
                    f"<tc><t>{ID_PLAIN[6:]}</t></tc></tr></tbl></a>"
                }
            ),
            "files/1 的正文第1个表第1行第1格和相邻的单元格",
        ),
        ("页.HTML", f"<p>{MOBILE[:5]}<b>{MOBILE[5:]}</b>".encode(), "页.HTML 的表格以外的文字"),
        ("files/2", f"<!DOCTYPE html><p>{MOBILE[:5]}<b>{MOBILE[5:]}</b>".encode(), "files/2 的表格以外的文字"),
        ("表.csv", f"{ID_PLAIN[:6]},{ID_PLAIN[6:]}".encode(), "表.csv 的第1行第1格和相邻的单元格"),
        ("说明.txt", f"电话{MOBILE}".encode("utf-16"), "说明.txt"),
        ("files/3", zipped(**{"word__a.xml": "<a/>", "word__afchunk.txt": MOBILE}), "files/3 的部件 word/afchunk.txt"),
    ],
)
def test_attached_files_are_read_as_what_they_are(name, content, place):
    assert places(check_package_members([(name, content)])) == [place]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(**{"a.txt": "甲"}), "压缩包"),
        (zipped(**{"word__document.xml": "<a/>", "word__embeddings__1.xlsx": zipped(a="甲")}), "嵌着"),
        (zipped(**{"xl__workbook.xml": "<a/>", "xl__embeddings__1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "嵌着"),
        (zipped(**{"xl__workbook.xml": "<a/>", "xl__1.bin": pdf(lambda canvas: None)}), "嵌着"),
    ],
)
def test_an_attached_archive_is_refused(content, words):
    with pytest.raises(UserFacingError, match=f"files/1.*{words}.*没有放行"):
        check_package_members([("files/1", content)])


@given(st.lists(st.uuids(), min_size=50, max_size=200), st.lists(st.binary(min_size=32, max_size=32)))
@settings(deadline=None)
def test_identifiers_and_hashes_raise_no_alarm(ids, hashes):
    rows = [{"id": str(number)} for number in ids] + [{"sha256": value.hex()} for value in hashes]
    content = "\n".join(map(json.dumps, rows)).encode()

    assert check_package_members([("entries.jsonl", content)]) == ()


# The gate itself


def test_clean_products_pass():
    assert require_clean((), "公示") is None


def test_the_refusal_names_place_and_masked_number_and_what_to_do():
    findings = check_strings([("标题", f"张三{ID_PLAIN}"), ("正文", MOBILE)])

    with pytest.raises(UserFacingError) as refusal:
        require_clean(findings, "公示")

    assert refusal.value.code == "personal-data"
    assert refusal.value.message == (
        f"公示里有没遮挡的个人信息：标题有身份证号 {'*' * 14}{ID_PLAIN[-4:]}；正文有手机号 138****8000。"
        "公示没有生成，请删去或遮挡后再做。确是本单位公开的办公手机号，请先在单位资料里登记。"
    )


def test_the_way_out_for_office_phones_is_told_only_with_phones():
    with pytest.raises(UserFacingError) as refusal:
        require_clean(check_strings([("正文", ID_PLAIN)]), "公示")

    assert "办公手机号" not in refusal.value.message


def test_many_findings_are_counted_and_no_number_is_repeated():
    numbers = [f"1380013{n:04}" for n in range(8)]

    with pytest.raises(UserFacingError) as refusal:
        require_clean(check_strings([(f"第{n}行", number) for n, number in enumerate(numbers)]), "名单")

    assert "等8处" in refusal.value.message
    assert len(refusal.value.details.splitlines()) == 8
    assert not any(number in refusal.value.message + refusal.value.details for number in numbers)


def test_path_gives_the_name_in_refusals(tmp_path: Path):
    (tmp_path / "坏.xlsx").write_bytes(b"broken")

    with pytest.raises(UserFacingError, match=r"坏\.xlsx 打不开"):
        check_xlsx(tmp_path / "坏.xlsx")
