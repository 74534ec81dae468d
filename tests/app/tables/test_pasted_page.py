"""Tables that a word processor or a browser put on the clipboard."""

from app.tables.pasted_page import page_cells


def test_cells_of_a_word_table_are_read_with_their_line_breaks():
    page = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p>表一</p><table><tr>
      <td><p class=MsoNormal><span>公开
      主体</span></p></td><td><p>一、办事指南</p><p>二、审批
      结果<br>（名单）</p></td></tr>
      <tr><td>兴隆镇 人民政府</td><td></td></tr></table><table><tr><td>别的表</td></tr></table></body></html>"""
    assert page_cells(page) == [["公开主体", "一、办事指南\n二、审批结果\n（名单）"], ["兴隆镇 人民政府", ""]]


def test_merged_cells_leave_empty_places():
    page = (
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td><td>丙</td></tr>"
        "<tr><td>丁</td><td>戊</td><td>己</td></tr></table>"
    )
    assert page_cells(page) == [["甲", "乙", "", "丙"], ["", "丁", "戊", "己"]]


def test_pages_of_spreadsheets_and_without_a_table_are_left_to_their_text():
    assert page_cells("<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></tr></table>") == []
    assert page_cells("<p>没有表</p>") == page_cells("") == []


def test_empty_cells_at_the_edges_stay_and_lists_keep_their_numbers():
    page = "<table><tr><td></td><td><ol><li>指南<li>结果</ol></td><td></td></tr><tr><td></td></tr></table>"
    assert page_cells(page) == [["", "1.指南\n2.结果", ""], ["", "", ""]]
