"""Blocks of cells from Excel and WPS."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from tests.support import Computer
from tests.ui.pages.drafting.grid.conftest import GridSitting

_Key = Qt.Key


def test_a_block_that_fits_is_pasted_at_once(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "deadline")
    above = "形成之日起20个工作日内\t兴隆镇民政办\t☑政府网站 ☑其他"
    below = '"即时\r\n公开"\t兴隆镇人民政府\t■政府公报□政府网站'
    at.paste(f"{above}\r\n{below}\r\n")
    first, second = at.values("05-004"), at.values("05-005")
    assert first["deadline"]["count"] == 20 and first["publisher"] == "兴隆镇民政办"
    assert first["channels"] == ["政府网站", "其他"] and second["channels"] == ["政府公报"]
    assert at.messages.toasts[-1] == "粘贴，改了 5 格。"
    assert [at.view.table.model.row_at(row).code for row in at.view.table.selection.rows()] == ["05-004", "05-005"]
    assert at.view.cells.block().elements == ("deadline", "publisher", "channels")
    at.undo()
    assert at.values("05-004")["deadline"]["count"] == 10 and at.values("05-005")["channels"] != ["政府公报"]


def test_columns_are_matched_by_their_headings(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "elements")
    at.paste("公开主体\t公开时限\r\n兴隆镇民政办\t形成之日起5个工作日内\r\n兴隆镇党政办\t形成之日起6个工作日内\r\n")
    preview = at.acts.preview
    assert at.view.panels.open is preview
    assert at.values("05-004")["publisher"] != "兴隆镇民政办"
    at.click(preview.accept)
    assert at.values("05-004")["publisher"] == "兴隆镇民政办" and at.values("05-005")["deadline"]["count"] == 6
    assert at.values("05-004")["elements"][0] == "办理事项"


def test_lines_that_would_get_another_name_are_told_before(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "elements")
    at.paste("二级事项\t公开主体\r\n审核信息\t兴隆镇民政办\r\n审批信息\t兴隆镇党政办\r\n")
    notes = " ".join(note.accessibleName() for note in at.acts.preview.notes())
    assert "有 2 条的事项名称会跟着变" in notes and at.values("05-004")["level2"] == "办事指南"
    at.press(_Key.Key_Escape)
    at.paste("二级事项\t公开主体\r\n办事指南\t兴隆镇民政办\r\n审核信息\t兴隆镇党政办\r\n")
    assert "事项名称" not in " ".join(note.accessibleName() for note in at.acts.preview.notes())


def test_what_finds_no_place_is_said_and_the_rest_can_be_pasted(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-013", at.view.cells.shown_elements()[-1])
    at.paste("写法\t多一列\r\n又一条\r\n")
    preview = at.acts.preview
    notes = " ".join(note.accessibleName() for note in preview.notes())
    assert "多出来的 1 行" in notes and "多出来 1 列" in notes
    at.press(_Key.Key_Escape)
    assert at.view.panels.open is None and at.view.table.main.hasFocus()


def test_esc_at_the_cells_closes_the_panel(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.click(at.tools.replace)
    at.view.take_keyboard()
    at.press(_Key.Key_Escape)
    assert at.view.panels.open is None and at.view.table.main.hasFocus()


def test_cells_that_cannot_be_read_are_refused_with_reasons(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "mode")
    at.paste("不公开\r\n主动公开\r\n依申请公开\r\n")
    preview = at.acts.preview
    row = preview.list.rows.rows()[0]
    assert row.title.startswith("05-004") and "没有“不公开”这一项" in row.note and row.detail == "不公开"
    at.click(preview.accept)
    assert at.values("05-004")["mode"] == "主动公开" and at.values("05-006")["mode"] == "依申请公开"


def test_one_cell_fills_all_that_are_chosen(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.reach("05-008", "publisher")
    at.paste("兴隆镇民政办\r\n")
    assert [at.values(f"05-00{n}")["publisher"] for n in range(4, 9)] == ["兴隆镇民政办"] * 5
    assert at.values("05-009")["publisher"] != "兴隆镇民政办"


def test_odd_texts_are_answered_at_the_place(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.paste("字" * 100_000)
    assert "最多写 20000 个字" in at.acts.preview.list.rows.rows()[0].note
    at.press(_Key.Key_Escape)
    at.paste("兴隆\x07镇")
    assert "控制字符" in at.acts.preview.list.rows.rows()[0].note
    at.press(_Key.Key_Escape)
    at.go("05-004", "publisher")
    at.paste("䶮镇𬭎村😀１２３")
    assert at.values("05-004")["publisher"] == "䶮镇𬭎村😀１２３"
    at.go("05-004", "deadline")
    at.paste("尽快")
    assert at.values("05-004")["deadline"]["text"] == "尽快"


def test_an_empty_clipboard_is_said(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.paste("")
    assert "剪贴板里没有文字" in at.messages.toasts[-1]


def test_a_table_of_a_word_processor_is_pasted_cell_by_cell(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "elements")
    data = QMimeData()
    data.setText("办事指南\n审批结果\t社会救助暂行办法（国务院令第649号）")
    row = "<td><p>办事指南</p><p>审批结果</p></td><td><p>《社会救助暂行办法》（国务院令第649号）</p></td>"
    data.setHtml(f"<table><tr>{row}</tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    at.click(at.tools.paste)
    assert at.values("05-004")["elements"] == ["办事指南", "审批结果"]
    assert at.values("05-004")["basis"][0]["number"] == "国务院令第649号" and len(at.values("05-004")["basis"]) == 1
