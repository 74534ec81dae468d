"""Pages of the web folder as text: plain HTML that a screen reader, a keyboard and a small telephone can use.

Whatever comes from an entry is escaped; there is no script in a page but that of the search, and no address outside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from app.county.merged_rows import MergedRow
from app.practice import paper_mark
from app.tables.cards import Card
from app.tables.catalogue_sheet import writable
from app.tables.official import BoxesCell, TextCell, ticked_boxes
from app.tables.rows import written_date

STYLE, SEARCH, DATA, SEARCH_PAGE, FIRST_PAGE = "style.css", "search.js", "data.js", "search.html", "index.html"
UNCONFIRMED = "文字待核对"


@dataclass(frozen=True)
class Site:
    """What every page says: the title of the whole, who made it, which edition, when, and a contact, which may be
    empty."""

    title: str
    unit: str
    edition: str
    made_on: date
    contact: str = ""


@dataclass(frozen=True)
class WebRow:
    """One row of a field's page: its number in the field, the entry as a card, its units in words, line by line."""

    number: int
    row: MergedRow
    card: Card
    units: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called, with the names it stands under."""
        return " / ".join(filter(None, (self.card.above, self.card.title)))


def text(words: str) -> str:
    """Words as they may stand in a page, also within an attribute."""
    return escape(writable(words))


def page(site: Site, title: str, body: Iterable[str], *, scripts: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a page with everything around its body."""
    yield from page_start(site, title)
    yield from body
    yield from page_end(site, scripts)


def page_start(site: Site, title: str) -> Iterator[str]:
    """Yield what stands before the body of a page."""
    shown = site.title if title == site.title else f"{title} - {site.title}"
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="author" content="{text(site.unit)}">\n<meta name="date" content="{site.made_on.isoformat()}">'
    yield f'<title>{text(shown)}</title>\n<link rel="stylesheet" href="{STYLE}">\n</head>\n<body>'
    yield '<a class="skip" href="#main">跳到正文</a>'
    if mark := paper_mark():
        yield f"<p><strong>—— {text(mark)} ——</strong></p>"
    yield f'<header>\n<p><a href="{FIRST_PAGE}">{text(site.title)}</a></p>\n<nav aria-label="整个目录">\n<ul>'
    yield f'<li><a href="{FIRST_PAGE}#fields">按领域查</a></li>\n<li><a href="{FIRST_PAGE}#units">按单位查</a></li>'
    yield f'<li><a href="{SEARCH_PAGE}">搜索</a></li>\n</ul>\n</nav>\n</header>'
    yield f'<main id="main" tabindex="-1">\n<h1>{text(title)}</h1>'
    yield f'<p class="facts">编制单位：{text(site.unit)}　{text(site.edition)}　更新日期：{_day(site.made_on)}</p>'


def page_end(site: Site, scripts: Sequence[str] = ()) -> Iterator[str]:
    """Yield what stands behind the body of a page."""
    contact = f"　联系电话：{text(site.contact)}" if site.contact else ""
    yield f"</main>\n<footer>\n<p>{text(site.unit)}　{text(site.edition)}　更新日期：{_day(site.made_on)}{contact}</p>"
    yield "</footer>"
    yield from (f'<script src="{script}" charset="utf-8"></script>' for script in scripts)
    yield "</body>\n</html>"


def search_form() -> Iterator[str]:
    """Yield the form that leads to the search, which works without a script as far as leading there."""
    yield f'<form id="form" role="search" action="{SEARCH_PAGE}" method="get">'
    yield '<label for="asked">找事项（汉字、全拼、首字母都行，例如：低保、dibao、db）</label>'
    yield '<input id="asked" name="q" type="search" autocomplete="off">\n<button type="submit">搜索</button>\n</form>'


def search_body() -> Iterator[str]:
    """Yield the body of the search page."""
    yield from search_form()
    yield (
        f'<noscript><p>这里的搜索要打开浏览器的脚本。不打开也能查：<a href="{FIRST_PAGE}#fields">按领域查</a>，'
        f'<a href="{FIRST_PAGE}#units">按单位查</a>。</p></noscript>'
    )
    yield '<p id="told" role="status" aria-live="polite"></p>\n<ol id="found" class="found"></ol>'


def first_body(
    fields: Sequence[tuple[str, str, int]], units: Sequence[tuple[str, str, int]], lines: Sequence[str]
) -> Iterator[str]:
    """Yield the body of the first page: fields and units, each (address, name, number of items)."""
    yield from search_form()
    yield f'<h2 id="fields">按领域查（{len(fields)} 个领域）</h2>\n<ol class="list">'
    yield from (f'<li><a href="{address}">{text(name)}</a>（{number} 项）</li>' for address, name, number in fields)
    yield f'</ol>\n<h2 id="units">按单位查（{len(units)} 个单位）</h2>\n<ul class="units">'
    yield from (f'<li><a href="{address}">{text(name)}</a>（{number} 条）</li>' for address, name, number in units)
    yield "</ul>"
    yield from (f'<p class="notes">{text(line)}</p>' for line in lines)


def field_body(
    name: str, rows: Sequence[WebRow], total: int, addresses: Sequence[str], here: int, lines: Iterable[str]
) -> Iterator[str]:
    """Yield the body of one page of a field: these of its `total` rows as a table, ways to its other pages."""
    yield f'<p class="where"><a href="{FIRST_PAGE}#fields">按领域查</a></p>'
    yield from _other_pages(addresses, here)
    labels = _labels(rows)
    part = f"，这里是第 {rows[0].number}—{rows[-1].number} 项" if len(addresses) > 1 else ""
    yield '<div class="wide" tabindex="0" role="region" aria-label="目录表格">\n<table role="table">'
    yield f"<caption>{text(name)}：共 {total} 项{part}。每行一项，第二栏是事项的名称。</caption>"
    heads = ("序号", "公开事项", "单位", *labels.values())
    row = "".join(f'<th scope="col" role="columnheader">{text(head)}</th>' for head in heads)
    yield f'<thead role="rowgroup"><tr role="row">{row}</tr></thead>\n<tbody role="rowgroup">'
    for each in rows:
        yield _row(each, labels)
    yield "</tbody>\n</table>\n</div>"
    yield from (f'<p class="notes">{text(line)}</p>' for line in lines)
    yield from _other_pages(addresses, here)


def unit_field(name: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a unit's entries of one field, each (address, name)."""
    yield f'<h2>{text(name)}（{len(rows)} 条）</h2>\n<ol class="list">'
    yield from (f'<li><a href="{address}">{text(entry)}</a></li>' for address, entry in rows)
    yield "</ol>"


def unit_start() -> str:
    """Return the way back from a unit's page."""
    return f'<p class="where"><a href="{FIRST_PAGE}#units">按单位查</a></p>'


def _other_pages(addresses: Sequence[str], here: int) -> Iterator[str]:
    if len(addresses) < 2:
        return
    yield '<nav class="pages" aria-label="本领域的各页">\n<ul>'
    for number, address in enumerate(addresses):
        current = ' aria-current="page"' if number == here else ""
        yield f'<li><a href="{address}"{current}>第 {number + 1} 页</a></li>'
    yield "</ul>\n</nav>"


def _labels(rows: Sequence[WebRow]) -> dict[str, str]:
    """The elements that any of the rows shows, by key, in the order of the checklist."""
    longest = max(rows, key=lambda row: len(row.card.parts))
    found = {part.key: part.label for part in longest.card.parts}
    for row in rows:
        found |= {part.key: part.label for part in row.card.parts if part.key not in found}
    return found


def _row(row: WebRow, labels: dict[str, str]) -> str:
    above = f"<small>{text(row.card.above)}</small>" if row.card.above else ""
    mark = f'<span class="mark">{UNCONFIRMED}</span>' if row.row.is_unconfirmed else ""
    parts = {part.key: part for part in row.card.parts}
    cells = [
        _cell("序号", str(row.number)),
        f'<th scope="row" role="rowheader">{above}{text(row.card.title)}{mark}</th>',
        _cell("单位", "<br>".join(map(text, row.units))),
        *(_cell(label, _shown(parts[key].cell) if key in parts else "") for key, label in labels.items()),
    ]
    return f'<tr id="r{row.number}" role="row">{"".join(cells)}</tr>'


def _cell(label: str, shown: str) -> str:
    return f'<td role="cell" data-label="{text(label)}">{shown}</td>'


def _shown(cell: TextCell | BoxesCell) -> str:
    if isinstance(cell, BoxesCell):
        boxes = ticked_boxes(cell).boxes
        lines = [f"{box.label}（{box.text}）" if box.text else box.label for box in boxes]
    else:
        lines = list(cell.lines)
    if len(lines) < 2:
        return "".join(map(text, lines))
    return f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul>"


def _day(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{written_date(day)}</time>'
