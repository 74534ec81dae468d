"""Web pages, text files and the clipboard."""

from pathlib import Path

import pytest

from app.tables.sources.reading import read_pasted, read_source
from app.tables.sources.sheet import Span
from tests.app.tables.sources.examples import only_sheet, text_file

TABLE = "<table><tr><td>序号<td>事项<td>渠道<td>时限</tr><tr><td>1<td>低保<td>网站<td>即时</tr></table>"


def test_a_data_table_comes_out_of_the_tables_that_place_it(tmp_path: Path):
    page = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>x</title><style>.k {{font-family:
      "Wingdings 2"}} .n {{display:none}}</style></head><body><table><tr><td>首页<td><h1>社会救助
      目录</h1>{TABLE}<p>注：略</table><script>var a="<table>"</script></body>"""
    sheet = only_sheet(text_file(tmp_path, "页.html", page, "gb18030"))
    assert sheet.cells == (("序号", "事项", "渠道", "时限"), ("1", "低保", "网站", "即时"))
    assert sheet.before == ("首页", "社会救助目录")


def test_cells_of_a_page_keep_lines_marks_spans_and_what_is_hidden(tmp_path: Path):
    page = """<style><!-- .k {font-family:"Wingdings 2"} .n {display:none} --></style><p>题</p><table>
      <col><col span=2><col style='display:none'>
      <tr><td rowspan=2>甲<td colspan=2>乙<p>丙<br>丁</p><td>戊</tr>
      <tr style="display:none"><td><span class=k>R</span>网站 <font face='Wingdings'>&uml;</font>公报
        <td><ul><li>一<li>二</ul><td>
      <tr><td><ol><li>指南</li><li>结果</li></ol><td><input type=checkbox checked>有<td class=n>藏</td><td>
        <table><tr><td>√<td>县级</tr></table><td>尾</table>"""
    sheet = only_sheet(text_file(tmp_path, "页.htm", page))
    assert sheet.cells == (
        ("甲", "乙\n丙\n丁", "", "戊"),
        ("", "☑网站 ☐公报", "●一\n●二", ""),
        ("1.指南\n2.结果", "☑有", "√ 县级", "尾"),
    )
    assert set(sheet.merged) == {Span(0, 0, 1, 0), Span(0, 1, 0, 2)}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {3})


def test_picture_letters_as_word_writes_them_into_pages(tmp_path: Path):
    page = """<table><tr><td><span style='font-family:"Wingdings 2";mso-fareast-font-family:宋体;mso-char-type:symbol'>
      <span style='mso-char-type:symbol'>R</span></span>县级<td><span style='font-family:宋体;mso-symbol-font-family:
      Wingdings'>&thorn;</span>乡级<td><span style='font-family:Symbol'>·<span style='font:7pt "Times New Roman"'>&nbsp;
      </span></span>公示<td style='mso-ascii-font-family:Wingdings;font-family:宋体'>R</table>"""
    (cells,) = only_sheet(text_file(tmp_path, "页.html", page)).cells
    assert [cell.replace("\xa0", "").replace(" ", "") for cell in cells] == ["☑县级", "☑乡级", "●公示", "R"]


def test_a_page_saved_as_one_file_and_a_page_with_a_workbook_name(tmp_path: Path):
    saved = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    saved += b"--b\nContent-Type: text/html; charset=gbk\n\n"
    assert only_sheet(text_file(tmp_path, "页.mht", saved + TABLE.encode("gbk") + b"\n--b--")).cells[1][1] == "低保"
    source = read_source(text_file(tmp_path, "目录.xlsx", f"<html>{TABLE}</html>"))
    assert source.sheets[0].cells[1][1] == "低保"
    assert "其实是网页" in source.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_files_in_every_usual_encoding(tmp_path: Path, encoding: str, sign: str):
    text = '序号,事项,内容\r\n1,低保,"一、指南\n二、“结果”"\r\n\r\n2,特困,=1+1\r\n'.replace(",", sign)
    sheet = only_sheet(text_file(tmp_path, "表.csv", text, encoding))
    assert sheet.cells[1] == ("1", "低保", "一、指南\n二、“结果”")
    assert (sheet.cells[3], sheet.address((3, 2))) == (("2", "特困", "=1+1"), "C4")


def test_unreadable_letters_are_replaced_and_their_rows_named(tmp_path: Path):
    lines = ["序号,事项,公开内容"] + [f"{number},社会救助事项,办事指南" for number in range(1, 20)]
    content = "\r\n".join(lines).encode("gb18030").replace("5,社".encode("gb18030"), b"5,\xff\xff", 1)
    source = read_source(text_file(tmp_path, "坏.csv", content))
    assert source.sheets[0].cells[5][1].startswith("\ufffd") and source.sheets[0].cells[6][1] == "社会救助事项"
    assert "第6行" in source.notes[0] and (5, 1) in source.sheets[0].doubts


def test_what_was_copied_elsewhere_is_read_from_its_page_or_its_text():
    merged = read_pasted("甲\t\r\n乙\t丙", "<table><tr><td colspan=2>甲</tr><tr><td>乙<td>丙</tr></table>")
    assert merged.sheets[0].merged == (Span(0, 0, 0, 1),)
    plain = read_pasted('序号\t内容\r\n1\t"一\n二"\r\n', "<p>没有表</p>")
    assert plain.sheets[0].cells == (("序号", "内容"), ("1", "一\n二"))
