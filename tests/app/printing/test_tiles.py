"""Boards cut into sheets: laid together they are the board again."""

import pypdfium2
import pytest
from PIL import Image, ImageChops

from app.errors import UserFacingError
from app.printing.paper import MM
from app.printing.tiles import tile_grid

from .board_examples import example_board, print_board, print_tiles
from .page_checks import fonts_are_embedded, in_order, page_sizes
from .pdf_reading import bookmarks, page_texts, without_spaces

DOTS = 2  # pixels in a millimetre
#: Cells of exactly 190 × 277 mm: all edges fall on whole pixels.
ALIGNED = {"width_mm": 760, "height_mm": 831}


def raster(path, index):
    with pypdfium2.PdfDocument(path) as document:
        # A hair less than the scale, else PDFium rounds up to one pixel more.
        return document[index].render(scale=DOTS / MM * (1 - 1e-6)).to_pil().convert("RGB")


def box(x, y, width, height):
    return tuple(round(side * DOTS) for side in (x, y, x + width, y + height))


def difference(image, other):
    """The part of pixels that clearly differ."""
    grey = ImageChops.difference(image, other).convert("L")
    return sum(grey.histogram()[48:]) / (grey.width * grey.height)


def laid_together(path, grid, first_page=1):
    """The cells of all sheets in their places, cut along the corner marks."""
    x, y, _, _ = grid.window()
    cell = box(x + grid.strip, y + grid.strip, grid.cell.width, grid.cell.height)
    width, height = cell[2] - cell[0], cell[3] - cell[1]
    whole = Image.new("RGB", (width * grid.columns, height * grid.rows))
    for number in range(grid.sheets):
        row, column = divmod(number, grid.columns)
        whole.paste(raster(path, first_page + number).crop(cell), (column * width, row * height))
    return whole


def test_sheets_laid_together_are_the_board(tmp_path):
    board = example_board(**ALIGNED)
    print_board(board, tmp_path / "整块.pdf")
    report = print_tiles(board, tmp_path / "分块.pdf")
    assert (report.grid.columns, report.grid.rows, report.pages) == (4, 3, 13)
    assert tuple(report.grid.cell) == (190, 277)
    whole = raster(tmp_path / "整块.pdf", 0)
    together = laid_together(tmp_path / "分块.pdf", report.grid)
    assert together.size == whole.size
    assert difference(whole, together) < 0.0005


@pytest.mark.parametrize(("size", "sheet", "options"), [((1200, 800), "A3", {}), ((1143, 707), "A4", {"overlap": 14})])
def test_sheets_of_any_grid_laid_together_are_the_board(tmp_path, size, sheet, options):
    """Cells end between pixels here: each is laid where its millimetres belong, and edges may differ by one."""
    board = example_board(45, width_mm=size[0], height_mm=size[1])
    report = print_board(board, tmp_path / "整块.pdf")
    tiles = print_tiles(board, tmp_path / "分块.pdf", sheet, **options)
    assert report.pages == tiles.board.pages
    grid = tiles.grid
    x, y, _, _ = grid.window()
    for number in range(report.pages):
        whole = raster(tmp_path / "整块.pdf", number)
        together = Image.new("RGB", whole.size)
        for sheet_number in range(grid.sheets):
            row, column = divmod(sheet_number, grid.columns)
            page = raster(tmp_path / "分块.pdf", number * (grid.sheets + 1) + 1 + sheet_number)
            cell = page.crop(box(x + grid.strip, y + grid.strip, grid.cell.width, grid.cell.height))
            left, top = round(column * grid.cell.width * DOTS), round(row * grid.cell.height * DOTS)
            together.paste(cell, (left, top))
        small = (whole.width // 4, whole.height // 4)
        assert difference(whole.resize(small), together.resize(small)) < 0.005  # a millimetre off gives 0.016


def test_neighbours_overlap_and_printers_get_their_margin(tmp_path):
    report = print_tiles(example_board(**ALIGNED), tmp_path / "分块.pdf", margin=5, overlap=10)
    left, right = raster(tmp_path / "分块.pdf", 6), raster(tmp_path / "分块.pdf", 7)
    # The strip that both sheets show, without the corner marks and the label.
    shared = left.crop(box(195, 20, 10, 250)), right.crop(box(5, 20, 10, 250))
    assert difference(*shared) < 0.001 and len(shared[0].getcolors(10**6)) > 1
    printable = box(4.5, 4.5, 201, 288)  # one pixel more than the margin leaves: PDFium fills pixels on the edge
    for page in range(report.pages):
        image = raster(tmp_path / "分块.pdf", page)
        inside = Image.new("RGB", image.size, "white")
        inside.paste(image.crop(printable), printable)
        assert difference(image, inside) == 0


def test_the_fewest_sheets_upright_or_on_their_side():
    upright, lying = tile_grid(1200, 800, "A4"), tile_grid(2400, 1200, "A4")
    assert (upright.sheets, upright.rows, upright.columns, upright.sheet.width) == (21, 3, 7, 210)
    assert (lying.sheets, lying.rows, lying.columns, lying.sheet.width) == (63, 7, 9, 297)
    assert tile_grid(1200, 800, "A3").sheets == 9
    assert tile_grid(1200, 800, "A4", margin=10, overlap=20).sheets > 21


def test_every_sheet_says_where_it_belongs(tmp_path):
    report = print_tiles(example_board(), tmp_path / "分块.pdf")
    assert page_sizes(tmp_path / "分块.pdf") == [pytest.approx((210, 297), abs=0.05)] * 22
    labels = [(run.page, run.text) for run in report.board.runs if run.page > 1]
    assert labels[0] == (2, "第1行　第1列") and labels[-1] == (22, "第3行　第7列") and len(labels) == 21
    texts = page_texts(tmp_path / "分块.pdf")
    assert "第2行　第3列" in texts[10]
    assert fonts_are_embedded(tmp_path / "分块.pdf")
    assert b"/Subtype /Image" not in (tmp_path / "分块.pdf").read_bytes()


def test_the_overview_says_how_to_print_and_has_a_square_to_measure(tmp_path):
    print_tiles(example_board(), tmp_path / "分块.pdf")
    text = without_spaces(page_texts(tmp_path / "分块.pdf")[0])
    assert in_order(["拼装图", "1200×800毫米，A4纸21张（3行、7列），拼接处重叠10毫米。"], text)
    assert "打印时选“实际大小”或者“100%”" in text and "每边应当正好100毫米" in text
    assert all(f"{row}-{column}" in text for row in (1, 2, 3) for column in range(1, 8))
    square = raster(tmp_path / "分块.pdf", 0).convert("L").crop(box(10, 179, 120, 118))
    left, top, right, bottom = square.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert (right - left) / DOTS == pytest.approx(100, abs=1)
    assert (bottom - top) / DOTS == pytest.approx(100, abs=1)


def test_a_long_title_leaves_room_for_the_picture(tmp_path):
    print_tiles(example_board(width_mm=2400, height_mm=1200, title="村务公开" * 60), tmp_path / "分块.pdf")
    assert "村务公开村务…：2400×1200毫米" in without_spaces(page_texts(tmp_path / "分块.pdf")[0])


def test_several_boards_are_cut_one_after_the_other(tmp_path):
    report = print_tiles(example_board(150), tmp_path / "分块.pdf", "A3")
    assert (report.board.pages, report.pages) == (2, 2 * (1 + report.grid.sheets))
    assert [title for _, title, _ in bookmarks(tmp_path / "分块.pdf")] == ["第1块　拼装图", "第2块　拼装图"]
    assert "第2块　第1行　第1列" in [run.text for run in report.board.runs]
    assert {warning.code for warning in report.board.warnings} == {"moved"}


@pytest.mark.parametrize(
    ("sheet", "options", "code"),
    [
        ("A5", {}, "tile-sheet"),
        ("A4", {"margin": -1}, "tile-margins"),
        ("A4", {"margin": 100}, "tile-margins"),
        ("A4", {"overlap": 2}, "tile-margins"),
        ("A4", {"overlap": float("nan")}, "tile-margins"),
    ],
)
def test_sheets_and_margins_that_do_not_do_are_refused(tmp_path, sheet, options, code):
    with pytest.raises(UserFacingError, match="没有打印") as caught:
        print_tiles(example_board(), tmp_path / "分块.pdf", sheet, **options)
    assert caught.value.code == code and list(tmp_path.iterdir()) == []
