"""The chosen cells for Excel and WPS: text between tabs, and the same as a table of a page."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.drafting.grid import GridRow
from app.standards.models import Element
from app.tables.cell_text import cell_text
from app.tables.pasted import copied_text

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView

Cells = Sequence[Sequence[str]]
_AT_ONCE = 500
"""Cells; more of them are made into text beside the window's thread."""


def copy_block(view: "GridView") -> None:
    """Put the chosen cells on the clipboard; whole columns take their titles along."""
    model, chosen = view.table.model, view.table.selection
    lines, columns = view.cells.chosen_rows(), chosen.columns()
    if not lines:
        return
    whole = len(lines) == len(model.shown) > 1
    elements = [model.columns[column].element for column in columns]

    def put(cells: Cells) -> None:
        QGuiApplication.clipboard().setMimeData(mime_data(cells))
        if len(lines) * len(elements) > 1:
            titles = "，带栏名" if whole else ""
            words = f"复制了 {len(lines):,} 条 × {len(elements)} 栏{titles}，可以粘贴到 Excel、WPS。"
            view.desk.messages.toast(words)

    if len(lines) * len(elements) <= _AT_ONCE:
        put(copied_cells(lines, elements, with_titles=whole))
        return
    view.desk.session.ask(lambda workspace: copied_cells(lines, elements, with_titles=whole), put, owner=view)


def copied_cells(rows: Iterable[GridRow], elements: Sequence[Element], *, with_titles: bool) -> Cells:
    """Return the texts of a block, with the titles of its columns above where they are asked for."""
    titles = [[element.label for element in elements]] if with_titles else []
    return titles + [[cell_text(each, row.values.get(each.key)) for each in elements] for row in rows]


def mime_data(cells: Cells) -> QMimeData:
    """Return cells as both kinds of data that spreadsheets take."""
    data = QMimeData()
    data.setText(copied_text(cells))
    data.setHtml(as_html(cells))
    return data


def as_html(cells: Cells) -> str:
    """Return a table whose cells are texts, whatever they look like, and keep their line breaks in one cell."""
    lines = ("<tr>" + "".join(map(_html_cell, line)) + "</tr>" for line in cells)
    style = "<style>td{mso-number-format:'\\@';white-space:normal}br{mso-data-placement:same-cell}</style>"
    return f"<html><head><meta charset='utf-8'>{style}</head><body><table>{''.join(lines)}</table></body></html>"


def _html_cell(text: str) -> str:
    return f"<td>{escape(text).replace(chr(10), '<br>')}</td>"
