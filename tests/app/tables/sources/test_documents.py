"""Word documents: tables in their order, marks, list numbers, tracked changes, boxes."""

from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Span
from tests.app.tables.sources.examples import W, bare_document, filled, only_sheet


def cell(inside: str) -> str:
    return f"<w:tc>{inside}</w:tc>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(map(cell, cells)) + "</w:tr>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_tables_come_in_their_order_with_the_lines_before_them(tmp_path: Path):
    document = Document()
    document.add_heading("社会救助领域目录", 1)
    table = filled(document, [["序号", "事项", ""], ["1", "低保\n申请", "甲"], ["2", "", "乙"]])
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("户籍管理领域目录")
    document.add_paragraph("单位：某某镇")
    filled(document, [["序号", "事项"], ["1", "落户"]])
    document.save(tmp_path / "目录.docx")

    first, second = read_source(tmp_path / "目录.docx").sheets
    assert first.cells[0] == ("序号", "事项", "") and first.cells[1] == ("1", "低保\n申请", "甲")
    assert set(first.merged) == {Span(0, 1, 0, 2), Span(1, 1, 2, 1)}
    assert first.before == ("社会救助领域目录",)
    assert second.before == ("户籍管理领域目录", "单位：某某镇")
    assert second.address((1, 1)) == "第2行第2格"


def test_marks_of_picture_fonts_and_tick_boxes(tmp_path: Path):
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr>'
    control = (
        '<w:p><w:sdt><w:sdtPr><w14:checkbox xmlns:w14="x"><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>X</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>网站</w:t></w:r></w:p>"
    )
    body = "<w:tbl>" + row(
        f"<w:p><w:r>{fonts}<w:t>R</w:t></w:r><w:r><w:t>R网站</w:t></w:r></w:p>",
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>',
        control.format(1) + control.format(0),
        "<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData></w:fldChar>"
        "<w:t>公报</w:t></w:r></w:p>",
    )
    path = bare_document(tmp_path / "符号.docx", body + "</w:tbl>")
    assert only_sheet(path).cells == (("☑R网站", "☑☐", "☑网站\n☐网站", "☑公报"),)


def test_numbers_and_bullets_that_word_adds_are_read(tmp_path: Path):
    def level(number: int, form: str, text: str) -> str:
        how = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{number}">{how}</w:lvl>'

    numbering = (
        f"<w:numbering {W}>"
        f'<w:abstractNum w:abstractNumId="7">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="9">{level(0, "chineseCounting", "（%1）")}</w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n + 6}"/></w:num>' for n in (1, 2, 3))
        + "</w:numbering>"
    )
    relations = '<Relationships><Relationship Id="a" Type="x/numbering" Target="numbering.xml"/></Relationships>'

    def member(text: str, number: int, deep: int = 0) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>')

    body = row(
        member("办事指南", 1) + member("申请", 1, 1) + member("结果", 1),
        member("甲", 2) + member("乙", 2),
        member("一级", 3) + member("", 3) + member("二级", 3),
        paragraph("无"),
    )
    path = bare_document(
        tmp_path / "编号.docx",
        f"<w:tbl>{body}</w:tbl>",
        word__numbering_xml=numbering,
        **{"word___rels__document_xml.rels": relations},
    )
    assert only_sheet(path).cells == (("1.办事指南\n1.1申请\n2.结果", "●甲\n●乙", "（一）一级\n（二）二级", "无"),)


def test_insertions_count_and_deletions_do_not(tmp_path: Path):
    document = Document()
    table = filled(document, [["甲", "乙"], ["丙", "丁"]])
    run = "<w:r><w:t>{0}</w:t></w:r>"
    for tag, text in (("ins", "新"), ("del", "旧")):
        change = f'<w:{tag} {W} w:id="1" w:author="x">{run.format(text)}</w:{tag}>'
        table.cell(0, 0).paragraphs[0]._p.append(parse_xml(change))
    inner = table.cell(1, 1).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text, inner.cell(1, 0).text = "√", "网站", "□"
    document.save(tmp_path / "修订.docx")
    assert only_sheet(tmp_path / "修订.docx").cells == (("甲新", "乙"), ("丙", "丁\n√ 网站\n□"))


def test_text_boxes_are_read_once_and_hidden_text_is_not(tmp_path: Path):
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent><w:p><w:r><w:t>县级</w:t></w:r></w:p>'
        "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>县级</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>√</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    path = bare_document(tmp_path / "框.docx", "<w:tbl>" + row(box, paragraph("乙")) + "</w:tbl>")
    source = read_source(path)
    assert source.sheets[0].cells == (("县级\n√", "乙"),)
    assert source.notes == ("文档里有1个字设成了隐藏，没有读。要用的话，请取消隐藏，另存一次再选。",)


def test_rows_whose_deletion_is_marked_are_gone(tmp_path: Path):
    gone = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + cell(
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    last = row(paragraph("1"), paragraph("低保"))
    body = f"<w:tbl>{row(paragraph('序号'))}{gone}{cell(paragraph(''))}</w:tr>{last}</w:tbl>"
    assert only_sheet(bare_document(tmp_path / "修订.docx", body)).cells == (("序号", ""), ("1", "低保"))


def test_cells_merged_across_as_older_programs_write_it(tmp_path: Path):
    first = "<w:tcPr><w:hMerge w:val='restart'/></w:tcPr>" + paragraph("依据")
    second = "<w:tcPr><w:hMerge/></w:tcPr><w:p/>"
    body = f"<w:tbl>{row(first, second, paragraph('时限'))}{row(*map(paragraph, '甲乙丙'))}</w:tbl>"
    sheet = only_sheet(bare_document(tmp_path / "旧式.docx", body))
    assert sheet.cells == (("依据", "", "时限"), ("甲", "乙", "丙"))
    assert sheet.merged == (Span(0, 0, 0, 1),)


def test_what_cells_were_before_a_marked_change_moves_no_column(tmp_path: Path):
    was = "<w:tcPr><w:tcPrChange w:id='1'><w:tcPr>{}</w:tcPr></w:tcPrChange></w:tcPr>"
    wide, covered = (was.format(old) + paragraph("1") for old in ("<w:gridSpan w:val='2'/>", "<w:vMerge/>"))
    body = f"<w:tbl>{row(*map(paragraph, '甲乙丙'))}{row(wide, covered, paragraph('丁'))}</w:tbl>"
    assert only_sheet(bare_document(tmp_path / "修订.docx", body)).cells == (("甲", "乙", "丙"), ("1", "1", "丁"))
