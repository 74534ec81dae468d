"""The sheet by which a printer is measured: the 100 mm square alone on A4."""

from datetime import date

from app.printing.fonts import TypefaceName
from app.printing.paper import Paper, page_size
from app.printing.text import text_style
from app.printing.tiles import draw_check_square

_EDGE = 55.0  # mm: the square stands in the middle of A4
_TOP = 60.0
_TITLE: tuple[TypefaceName, float] = ("sans-bold", 18.0)
_TEXT: tuple[TypefaceName, float] = ("sans", 12.0)


def draw_check_sheet(printer: str, day: date) -> bytes:
    """Return a PDF of one sheet with the square, which is to be printed without any correction."""
    size = page_size("A4")
    paper = Paper("检验方框", "", day)
    paper.new_page(size)
    title, text = text_style(*_TITLE), text_style(*_TEXT)
    width = size.width - 30
    paper.text(15, 20, "打印机检验方框", title, width=width, align="center")
    paper.text(
        15, 34, "用尺子量方框：左边线到右边线是宽，上边线到下边线是高，量到半毫米。", text, width=width, align="center"
    )
    name = text.typeface.printable(printer)[:40]
    paper.text(15, 43, f"这一张没有校正　{name}　{day:%Y-%m-%d}", text, width=width, align="center")
    draw_check_square(paper, _EDGE, _TOP)
    return paper.content()
