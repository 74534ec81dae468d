"""Pictures of PDF pages."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserFacingError
from app.printing.raster import open_pages, page_sizes, render_page

A4 = (595, 842)


@pytest.fixture
def pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 421, 595, 421, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_sizes_of_pages_in_points(pdf):
    assert page_sizes(pdf) == [pytest.approx(A4, abs=0.5), pytest.approx((842, 595), abs=0.5)]


def test_a_page_is_drawn_in_colour_on_white(pdf):
    width, height, pixels = render_page(pdf, 0, 0.5)
    assert (width, height, len(pixels)) == (298, 421, 298 * 421 * 4)
    assert pixels[:3] == b"\x00\x00\xff" and pixels[-4:-1] == b"\xff\xff\xff"


def test_bands_are_the_page(pdf):
    whole = render_page(pdf, 0, 0.5)
    with open_pages(pdf) as pages:
        bands = [pages.draw(0, whole.width, whole.height, top, 100) for top in range(0, whole.height, 100)]
    assert [band.height for band in bands] == [100, 100, 100, 100, 21]
    assert b"".join(band.pixels for band in bands) == whole.pixels


def test_a_damaged_pdf_says_so():
    with pytest.raises(UserFacingError, match="打不开"):
        page_sizes(b"%PDF-1.7 nothing")
