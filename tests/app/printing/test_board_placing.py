"""Parts that somebody placed by the millimetre: where they stand, how they are judged, what makes way."""

from dataclasses import replace

from app.printing.board_content import BoardColumn, Panel, Place
from app.printing.paper import PageSize

from .board_examples import FINANCE, RELIEF, example_board, print_board, subsidies
from .page_checks import outside, overlapping


def placed(panel, x, y, width, height, key="placed"):
    return replace(panel, place=Place(x, y, width, height), key=key)


def board_of(*columns, **changes):
    titles = ("党务公开", "村务公开", "财务公开")
    return example_board(
        columns=tuple(BoardColumn(title, panels) for title, panels in zip(titles, columns, strict=False)), **changes
    )


def frame_of(report, key="placed"):
    (frame,) = [frame for frame in report.panels if frame.key == key]
    return frame.board, frame.x, frame.y, frame.width, frame.height


def codes(report):
    return [warning.code for warning in report.warnings]


def test_a_placed_part_stands_to_the_millimetre_in_the_largest_type_and_columns_make_way(tmp_path):
    report = print_board(
        board_of((placed(RELIEF, 30, 170, 500, 260),), (FINANCE,), (subsidies(10),)), tmp_path / "栏.pdf"
    )
    assert frame_of(report) == (1, 30, 170, 500, 260) and codes(report) == [] and report.pages == 1
    # Its own column has nothing left in it: the others have the board.
    assert [column.number for column in report.columns] == [1, 2]
    assert overlapping(report.runs) == [] and outside(report.runs, PageSize(1200, 800)) == []
    sizes = {part.name: part.height for part in report.parts}
    small = print_board(board_of((placed(RELIEF, 30, 170, 300, 200),), (FINANCE,), ()), tmp_path / "栏.pdf")
    assert (
        sizes["双桥村新增低保对象公示 · 正文"]
        > {part.name: part.height for part in small.parts}["双桥村新增低保对象公示 · 正文"]
    )
    assert all(part.legible for part in small.parts)


def test_a_place_too_small_for_legible_type_grows_and_is_named(tmp_path):
    report = print_board(board_of((placed(RELIEF, 30, 170, 60, 50),), (FINANCE,)), tmp_path / "栏.pdf")
    _, _, _, width, height = frame_of(report)
    assert width > 60 and height > 50 and all(part.legible for part in report.parts)
    (warning,) = [warning for warning in report.warnings if warning.code == "place_grown"]
    assert (warning.key, "60×50毫米" in warning.message) == ("placed", True)
    assert "改回自动排" in warning.ways_out


def test_overlaps_and_parts_beyond_the_edge_are_named(tmp_path):
    first, second = placed(RELIEF, 900, 160, 400, 300, "a"), placed(FINANCE, 700, 200, 300, 200, "b")
    report = print_board(board_of((first,), (second,)), tmp_path / "栏.pdf")
    assert codes(report) == ["place_over_edge", "place_overlap"]
    edge, overlap = report.warnings
    assert "右边100毫米" in edge.message and edge.key == "a"
    assert overlap.message == "“10月财务收支公布”压住了“双桥村新增低保对象公示”。"
    report = print_board(board_of((placed(RELIEF, 30, 20, 400, 300),)), tmp_path / "栏.pdf")
    assert "压住了抬头" in report.warnings[0].message
    # What only touches does not overlap.
    beside = board_of((placed(RELIEF, 30, 160, 400, 300, "a"), placed(FINANCE, 430, 160, 300, 200, "b")))
    assert codes(print_board(beside, tmp_path / "栏.pdf")) == []


def test_a_wide_table_that_is_placed_is_written_out_and_a_slot_gets_the_width_of_its_sheet(tmp_path):
    report = print_board(board_of((placed(subsidies(4), 30, 170, 110, 300),)), tmp_path / "栏.pdf")
    assert "table_as_lines" in codes(report)
    assert any("4.57" in text for _, text in report.texts)
    board = board_of((placed(Panel("", ("会议通知。",)), 400, 170, 300, 100), FINANCE))
    assert [frame.key for frame in print_board(board, tmp_path / "栏.pdf").panels] == ["", "placed"]
