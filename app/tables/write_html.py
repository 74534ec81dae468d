"""The official table as a web page without any script, which a county can paste into its site.

A screen reader hears what each table is (caption and summary), and for every cell its heads and its item.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

from app.practice import paper_mark
from app.tables.catalogue_sheet import (
    CHECKED_BOX,
    EMPTY_BOX,
    TICK,
    CatalogueSheet,
    cell_text,
    group_runs,
    require_sheets,
    writable,
)
from app.tables.official import BoxesCell, Cell, TickCell, row_spans
from db.filesystem import written_whole

#: Boxes stand one to a line.
_NARROW = 0.0
_MARKS = {
    mark: f'<span role="img" aria-label="{words}">{mark}</span>'
    for mark, words in ((CHECKED_BOX, "已选"), (EMPTY_BOX, "未选"), (TICK, "是"))
}
_STYLE = """
.gongkai-mulu { font-family: "宋体", SimSun, serif; line-height: 1.5; }
.gongkai-mulu h2 { font-size: 1.4em; text-align: center; }
.gongkai-mulu .wide { overflow-x: auto; }
.gongkai-mulu table { border-collapse: collapse; width: 100%; min-width: 72em; font-size: 0.9em; }
.gongkai-mulu caption { text-align: left; padding: 0.5em 0; }
.gongkai-mulu th, .gongkai-mulu td { border: 1px solid; padding: 0.3em 0.4em; text-align: left; }
.gongkai-mulu thead th { font-family: "黑体", SimHei, sans-serif; text-align: center; }
.gongkai-mulu tbody th { font-weight: normal; }
.gongkai-mulu .center { text-align: center; }
.gongkai-mulu .right { text-align: right; }
.gongkai-mulu .box { display: inline-block; min-width: 11em; }
@media print { @page { size: A3 landscape; } .gongkai-mulu thead { display: table-header-group; } }
"""


def write_catalogue_html(
    sheets: Sequence[CatalogueSheet], path: Path, *, made_on: date, title: str | None = None
) -> None:
    """Write the tables to `path` as one page in UTF-8, replacing a file that is there; several have contents with
    links above them. `title` is the page's own, that of the first table without it.

    Raises UserFacingError when there is nothing to write or the file cannot be written.
    """
    require_sheets(sheets)
    page = "\n".join(_page(sheets, title or sheets[0].title, made_on))
    with written_whole(path, force=True) as part:
        part.write_text(page + "\n", encoding="utf-8", newline="\n")


def _page(sheets: Sequence[CatalogueSheet], title: str, made_on: date) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="date" content="{made_on.isoformat()}">'
    yield f"<title>{_text(title)}</title>"
    yield f"<!-- 贴到网站：这一段 style，和下面从 div 到 /div 的全部 -->\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield '<div class="gongkai-mulu" lang="zh-CN">'
    if mark := paper_mark():
        yield f'<p class="center"><strong>—— {_text(mark)} ——</strong></p>'
    if len(sheets) > 1:
        yield from _contents(sheets)
    for number, sheet in enumerate(sheets, start=1):
        yield from _section(sheet, f"t{number}")
    yield "</div>\n</body>\n</html>"


def _contents(sheets: Sequence[CatalogueSheet]) -> Iterator[str]:
    yield '<nav aria-label="目次">\n<ol>'
    for number, sheet in enumerate(sheets, start=1):
        yield f'<li><a href="#t{number}">{_text(sheet.name)}</a>（{len(sheet.table.rows)} 项）</li>'
    yield "</ol>\n</nav>"


def _section(sheet: CatalogueSheet, id: str) -> Iterator[str]:
    yield f'<section id="{id}" aria-labelledby="{id}h">\n<h2 id="{id}h">{_text(sheet.title)}</h2>'
    yield f"<p>{_text(sheet.unit_line)}　{_text(sheet.edition_line)}</p>"
    yield '<div class="wide" tabindex="0" role="region" aria-labelledby="{id}h">'.replace("{id}", id)
    yield f"<table>\n<caption>{_text(sheet.name)}：{_summary(sheet)}</caption>"
    yield from _Rows(sheet, id).table()
    yield "</table>\n</div>"
    yield from (f"<p>{_text(line)}</p>" for line in sheet.lines_below)
    yield "</section>"


def _summary(sheet: CatalogueSheet) -> str:
    """What to know before going through the table, for those who cannot look over it."""
    columns = sheet.table.columns
    return f"共 {len(sheet.table.rows)} 项，{len(columns)} 栏，每行一项。带方框的栏，■是选了的，□是没选的；√表示是。"


class _Rows:
    """The rows of one table; ids of its heads and items begin with `id`."""

    def __init__(self, sheet: CatalogueSheet, id: str):
        self._table = sheet.table
        self._columns = sheet.table.columns
        self._id = id
        self._two = sheet.head_rows == 2
        self._naming = self._last_name()
        self._heads = [f"{id}c{place}" for place in range(len(self._columns))]
        for first, last, group in group_runs(self._columns):
            for place in range(first, last + 1) if group is not None else ():
                self._heads[place] = f"{id}g{first} {self._heads[place]}"

    def table(self) -> Iterator[str]:
        """Yield widths, head and body, a line for each row."""
        total = sum(column.width_mm for column in self._columns)
        widths = (f'<col style="width: {column.width_mm / total:.1%}">' for column in self._columns)
        yield f"<colgroup>{''.join(widths)}</colgroup>\n<thead>"
        yield from self._head()
        yield "</thead>\n<tbody>"
        yield from self._body()
        yield "</tbody>"

    def _last_name(self) -> int | None:
        """The column whose text names each item: the last of the first columns under one head."""
        groups = [last for _, last, group in group_runs(self._columns) if group is not None]
        return groups[0] if groups else (1 if len(self._columns) > 1 else None)

    def _head(self) -> Iterator[str]:
        upper: list[str] = []
        lower: list[str] = []
        for first, last, group in group_runs(self._columns):
            if group is not None:
                across = last - first + 1
                upper.append(f'<th id="{self._id}g{first}" scope="colgroup" colspan="{across}">{_text(group)}</th>')
            for place in range(first, last + 1):
                down = ' rowspan="2"' if self._two and group is None else ""
                cell = f'<th id="{self._id}c{place}" scope="col"{down}>{_text(self._columns[place].head)}</th>'
                (upper if group is None else lower).append(cell)
        yield f"<tr>{''.join(upper)}</tr>"
        if self._two:
            yield f"<tr>{''.join(lower)}</tr>"

    def _body(self) -> Iterator[str]:
        spans = row_spans(self._table)
        item = ""
        for number, row in enumerate(self._table.rows):
            cells = []
            for place, cell in enumerate(row.cells):
                span = spans[place][number] if place in spans else 1
                if place == self._naming and span:
                    item = f"{self._id}r{number + 1}"
                if span:
                    cells.append(self._cell(place, _shown(cell), span, item))
            yield f"<tr>{''.join(cells)}</tr>"

    def _cell(self, place: int, shown: str, span: int, item: str) -> str:
        align = self._columns[place].align
        look = f' class="{align}"' if align != "left" else ""
        look += f' rowspan="{span}"' if span > 1 else ""
        if place == self._naming:
            scope = "rowgroup" if span > 1 else "row"
            return f'<th id="{item}" scope="{scope}" headers="{self._heads[place]}"{look}>{shown}</th>'
        heads = f"{self._heads[place]} {item}" if item and place > (self._naming or 0) else self._heads[place]
        return f'<td headers="{heads}"{look}>{shown}</td>'


def _shown(cell: Cell) -> str:
    """A cell's text; boxes flow and each stays whole, marks are named for those who cannot see them."""
    text = cell_text(cell, _NARROW)
    if isinstance(cell, BoxesCell):
        return "　".join(f'<span class="box">{_marked(line)}</span>' for line in text.split("\n"))
    lines = _marked(text) if isinstance(cell, TickCell) else _text(text)
    return lines.replace("\n", "<br>")


def _marked(text: str) -> str:
    plain = _text(text)
    named = _MARKS.get(plain[:1])
    return named + plain[1:] if named else plain


def _text(text: str) -> str:
    return escape(writable(text))
