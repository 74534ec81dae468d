"""Codes on boards are read off what is printed: sharp as printed, and blurred and askew as a telephone sees them."""

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.printing.board_content import Code, Panel, with_coded_list
from app.printing.paper import MM

from .board_examples import one_panel, print_board, subsidies

ADDRESS = "http://www.example.gov.cn/xxgk/shuangqiao/2026/gengdi"


def seen(path, frame, dots: int, *, photographed: bool) -> set[str]:
    """What a reader finds in the part of the first board where `frame` is, at so many dots per inch."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        width, height = page.get_size()
        edges = (frame.x, height / MM - frame.y - frame.height, width / MM - frame.x - frame.width, frame.y)
        crop = tuple(max(0.0, edge * MM) for edge in edges)
        image = page.render(scale=dots / 72, crop=crop, grayscale=True).to_pil()
    if photographed:
        image = image.rotate(3, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(1.2))
    return {found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)}


@pytest.mark.parametrize(("dots", "photographed"), [(300, False), (150, True)])
@pytest.mark.parametrize(
    "panel", [with_coded_list(subsidies(40)), with_coded_list(subsidies(40), ADDRESS)], ids=["rows", "address"]
)
def test_codes_are_read_off_the_printed_board(tmp_path, panel, dots, photographed):
    report = print_board(one_panel(panel, width_mm=600, height_mm=800, qr=""), tmp_path / "栏.pdf")
    (frame,) = report.panels
    held = {code.data for code in panel.codes}
    assert seen(tmp_path / "栏.pdf", frame, dots, photographed=photographed) == held


def test_codes_grow_with_the_distance_that_people_read_from(tmp_path):
    panel = Panel("扫码", codes=(Code(ADDRESS, "扫码看内容"),))
    heights = []
    for distance in (2, 5, 10):
        board = one_panel(panel, width_mm=2400, height_mm=1200, distance_m=distance)
        report = print_board(board, tmp_path / "栏.pdf")
        (run,) = [run for run in report.runs if run.text == "扫码看内容"]
        (head,) = [run for run in report.runs if run.text == "扫码"]
        heights.append(run.y - head.y - head.height)
        assert report.pages == 1 and report.warnings == ()
    assert heights == sorted(heights) and heights[0] > 50 and heights[-1] > 200
