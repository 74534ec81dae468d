"""PDFium serves one thread at a time."""

import threading
from datetime import date

from app.checks.privacy_gate import check_pdf
from app.printing.paper import Paper, page_size
from app.printing.raster import open_pages


def test_a_pdf_on_the_screen_keeps_the_gate_waiting_until_it_is_closed():
    paper = Paper("目录", "兴隆镇", date(2026, 11, 23))
    paper.new_page(page_size("A4"))
    pdf, found = paper.content(), []
    gate = threading.Thread(target=lambda: found.append(check_pdf(pdf)))
    with open_pages(pdf) as pages:
        gate.start()
        gate.join(0.2)
        assert gate.is_alive() and len(pages.sizes) == 1
    gate.join(10)
    assert found == [()]
