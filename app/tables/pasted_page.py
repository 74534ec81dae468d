"""Cells of a table copied from a word processor or a browser, which put it on the clipboard as a page."""

from app.tables.sources.blocks import TableBlock, table_cells
from app.tables.sources.bounds import Reading
from app.tables.sources.page import page_blocks

_FROM_SPREADSHEET = ("office:excel", "mso-number-format")


def page_cells(page: str) -> list[list[str]]:
    """Return the rows of cells of the first table on a page; [] without one.

    Also [] for pages of spreadsheets, whose text on the clipboard says more exactly what the cells hold. The places
    that a merged cell spans are empty but for its first one. Raises UserFacingError when the page is too large.
    """
    if any(sign in page for sign in _FROM_SPREADSHEET):
        return []
    reading = Reading("粘贴的内容")
    tables = (block for block in page_blocks(page, reading) if isinstance(block, TableBlock))
    first = next(tables, None)
    return table_cells(first, reading) if first is not None else []
