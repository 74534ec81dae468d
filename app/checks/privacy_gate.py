"""The last look before something leaves the house: no identity, bank or mobile number may stand unmasked in it.

It reads the finished product itself, not the form it came from, and whatever the product hides as well as what it shows
(个人信息保护法 Art 6, 25, 28). Findings never carry the number, only its masked form.
"""

import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import groupby, pairwise, zip_longest
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from app.checks.digit_groups import CELL_BORDER, TOLD, is_heading_of_numbers
from app.checks.document_text import DocumentText
from app.checks.office_parts import Cell, LooseText, part_names
from app.checks.personal_data import KIND_LABELS, Kind, find_in_number, find_personal_data
from app.checks.placed_text import PlacedText, pages_of, reading_texts
from app.checks.plain_text import PageText, SeparatedText, decoded_text
from app.checks.split_columns import SplitColumns
from app.checks.split_runs import split_on_page
from app.checks.workbook_text import WorkbookText
from app.errors import UserFacingError

_NAMED_AT_MOST = 5
_NAMES = "文件的名称"
_UNSURE: tuple[Kind, ...] = ("phone", "bank_card")
_LETTING: ContextVar[Callable[["Findings", str, bytes | None], object] | None] = ContextVar("letting", default=None)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PAGE_STARTS = (b"<!doctype html", b"<html")


class PrivacyFinding(NamedTuple):
    """A personal number: its kind, where it stands (in Chinese), and how it would look masked."""

    kind: Kind
    where: str
    masked: str

    def __str__(self) -> str:
        return f"{self.where}有{KIND_LABELS[self.kind]} {self.masked}"


Findings = tuple[PrivacyFinding, ...]


class PersonalDataFound(UserFacingError):
    """The gate stopped a product (`personal-data`): its name, and what stands in it."""

    def __init__(self, findings: Findings, product: str) -> None:
        named = "；".join(map(str, findings[:_NAMED_AT_MOST]))
        rest = f"；等{len(findings)}处" if len(findings) > _NAMED_AT_MOST else ""
        phones = any(finding.kind == "phone" for finding in findings)
        own_phone = "确是本单位公开的办公手机号，请先在单位资料里登记。" if phones else ""
        super().__init__(
            "personal-data",
            f"{product}里有没遮挡的个人信息：{named}{rest}。{product}没有生成，请删去或遮挡后再做。{own_phone}",
            "\n".join(map(str, findings)),
        )
        self.findings, self.product = findings, product


class _TableText(Protocol):
    """A file with tables, open: rows of cells, then all other text."""

    def rows(self) -> Iterator[list[Cell]]: ...
    def loose_texts(self) -> Iterator[LooseText]: ...


def check_strings(texts: Iterable[tuple[str, str]], allowed: Collection[str] = ()) -> Findings:
    """Findings in texts, each given with where it stands."""
    return _unique(
        PrivacyFinding(hit.kind, where, hit.text_masked)
        for where, text in texts
        for hit in find_personal_data(text, allowed)
    )


def check_text(runs: Iterable[PlacedText], allowed: Collection[str] = ()) -> Findings:
    """Findings in runs of text as a writer drew them, numbers over several cells or lines included."""
    return _unique(finding for page, on_page in pages_of(runs) for finding in _page_findings(page, on_page, allowed))


def check_pdf(
    source: Path | bytes,
    allowed: Collection[str] = (),
    name: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Findings:
    """Findings in a PDF: every page as the eye reads it and in the order of the file, notes and filled-in fields on the
    pages, properties, bookmarks.

    `progress(done, total)` counts pages and may raise to end the reading.
    Raises UserFacingError when the file cannot be read or holds other files.
    """
    return _unique(_pdf_findings(source, allowed, name or _name_of(source), progress))


def check_drawn(
    runs: Iterable[PlacedText],
    texts: Iterable[tuple[int, str]],
    outside: Iterable[tuple[str, str]],
    allowed: Collection[str] = (),
    page_done: Callable[[int], object] | None = None,
) -> Findings:
    """Findings in a document by what its writer recorded of it: runs as they stand on the pages, page by page; texts
    with their first page, broken lines joined; what stands outside the pages, with its place. Pages count from 1;
    page -1 is the first board that is shown on several pages, -2 the next.

    It takes a fifth of the time of reading the file. Only for writers of whose record tests prove that it is all the
    file shows. `page_done(page)` may raise to end the reading.
    """
    return _unique(_drawn_findings(runs, texts, outside, allowed, page_done or (lambda _: None)))


def check_xlsx(source: Path | bytes, allowed: Collection[str] = (), name: str = "") -> Findings:
    """Findings in an xlsx file: all cells of all sheets, hidden rows, columns and sheets included, numbers stored as
    numbers, comments, headers and footers, properties, names, text boxes.

    Raises UserFacingError when the file cannot be read or is made to exhaust the reader.
    """
    return _unique(_workbook_findings(source, allowed, name or _name_of(source)))


def check_docx(source: Path | bytes, allowed: Collection[str] = (), name: str = "") -> Findings:
    """Findings in a .docx file: tables, paragraphs, hidden and deleted text, headers and footers, comments, properties.

    Raises UserFacingError when the file cannot be read or is made to exhaust the reader.
    """
    with DocumentText(_opened(source), name or _name_of(source)) as document:
        return _unique(_table_findings(document, allowed))


def check_csv(source: Path, allowed: Collection[str] = ()) -> Findings:
    """Findings in a text file in UTF-8 whose cells commas part."""
    return _unique(_table_findings(SeparatedText(source.read_bytes()), allowed))


def check_html(source: Path, allowed: Collection[str] = ()) -> Findings:
    """Findings in a web page in UTF-8: what it shows and hides, comments and attributes."""
    return _unique(_table_findings(PageText(source.read_bytes()), allowed))


def check_package_members(
    members: Iterable[tuple[str, bytes]], allowed: Collection[str] = (), labels: Mapping[str, str] | None = None
) -> Findings:
    """Findings in the members of a package: JSON and JSON lines value by value, attached PDF, xlsx and .docx files,
    web pages and .csv files by their content, other text as it is. Pictures cannot be read. `labels` says what a JSON
    key is called in Chinese, such as 公开内容 for elements; keys without a label are not named.

    Raises UserFacingError when an attached PDF or Office file cannot be read or holds other files, and for archives.
    """
    return _unique(
        finding for name, content in members for finding in _member_findings(name, content, allowed, labels or {})
    )


@contextmanager
def passing(let: Callable[[Findings, str, bytes | None], object]) -> Iterator[None]:
    """Within, `require_clean` hands what was found, the product and its bytes where they are known to `let` and refuses
    nothing: see `overriding`."""
    token = _LETTING.set(let)
    try:
        yield
    finally:
        _LETTING.reset(token)


def require_clean(findings: Findings, product: str, content: bytes | None = None) -> None:
    """Raises `PersonalDataFound` naming the places if there are findings. `product` names what was about to leave, such
    as 公示 or 上报包; `content` is what leaves where it becomes no file, such as what is printed or copied."""
    if not findings:
        return
    if (let := _LETTING.get()) is None:
        raise PersonalDataFound(findings, product)
    let(findings, product, content)


def _pdf_findings(
    source: Path | bytes, allowed: Collection[str], name: str, progress: Callable[[int, int], None] | None
) -> Iterator[PrivacyFinding]:
    # What reads PDF files takes long to load, which who checks none must not pay for.
    from app.checks.pdf_text import open_pdf, outside_text, page_text

    with open_pdf(source, name) as document:
        for index in range(len(document)):
            text, runs = page_text(document, index)
            # In the file's order everything that a blank parts may be two cells; this pass is for turned text. Wide
            # blanks were typed: PDFium only puts narrow ones between two cells.
            in_order = _BLANKS.sub(CELL_BORDER, text)
            yield from check_strings([(_page_name(index + 1), in_order)], allowed)
            yield from check_text(runs, allowed)
            if progress is not None:
                progress(index + 1, len(document))
        yield from check_strings(outside_text(document, name), allowed)


def _drawn_findings(
    runs: Iterable[PlacedText],
    texts: Iterable[tuple[int, str]],
    outside: Iterable[tuple[str, str]],
    allowed: Collection[str],
    page_done: Callable[[int], object],
) -> Iterator[PrivacyFinding]:
    for page, on_page in groupby(runs, key=attrgetter("page")):
        yield from check_text(on_page, allowed)
        page_done(page)
    yield from check_strings(((_page_name(page), text) for page, text in texts), allowed)
    yield from check_strings(outside, allowed)


def _page_findings(page: int, runs: list[PlacedText], allowed: Collection[str]) -> Iterator[PrivacyFinding]:
    where = _page_name(page)
    yield from check_strings(((where, text) for text in reading_texts(runs)), allowed)
    for _, hit in split_on_page(runs, where, partial(find_personal_data, allowed=allowed)):
        yield PrivacyFinding(hit.kind, where, hit.text_masked)


def _workbook_findings(source: Path | bytes, allowed: Collection[str], name: str) -> Iterator[PrivacyFinding]:
    with WorkbookText(_opened(source), name) as workbook:
        yield from _table_findings(workbook, allowed)


def _opened(source: Path | bytes) -> Path | io.BytesIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source


def _table_findings(table: _TableText, allowed: Collection[str]) -> Iterator[PrivacyFinding]:
    above: dict[int, Cell] = {}
    headings: set[int] = set()
    columns = SplitColumns()
    last = 0
    for row in table.rows():
        if row and row[0].row <= last:
            headings.clear()  # another sheet or table begins
            yield from _split_findings(columns, allowed)
        quantities = columns.take(row)
        yield from _over_cells(row, allowed, quantities=quantities)
        for cell, beside in zip_longest(row, row[1:]):
            yield from _cell_findings(cell, allowed)
            told = TOLD if cell.column in headings else ""
            if told and beside:
                yield from _over_cells([cell, beside], allowed, lead=told, quantities=quantities)
            upper = above.get(cell.column)
            if upper and upper.row == cell.row - 1:
                below = [upper, cell._replace(column=cell.column + 1)]
                without = _UNSURE if cell.column in quantities else () if told else ("phone",)
                yield from _over_cells(below, allowed, without, told)
        above = {cell.column: cell for cell in row}
        headings.update(cell.column for cell in row if is_heading_of_numbers(cell.text))
        last = row[0].row if row else last
    yield from _split_findings(columns, allowed)
    for loose in table.loose_texts():
        yield from check_strings([loose], allowed)


def _split_findings(columns: SplitColumns, allowed: Collection[str]) -> Iterator[PrivacyFinding]:
    for where, hit in columns.end(partial(find_personal_data, allowed=allowed)):
        yield PrivacyFinding(hit.kind, _beside(where), hit.text_masked)


def _beside(where: str) -> str:
    return f"{where}和相邻的单元格"


def _cell_findings(cell: Cell, allowed: Collection[str]) -> Iterator[PrivacyFinding]:
    find = find_in_number if cell.numeric else find_personal_data
    for hit in (*find(cell.text, allowed), *find_personal_data(cell.formula, allowed)):
        yield PrivacyFinding(hit.kind, cell.where, hit.text_masked)


def _over_cells(
    cells: list[Cell],
    allowed: Collection[str],
    without: Collection[Kind] = (),
    lead: str = "",
    quantities: Collection[int] = (),
) -> Iterator[PrivacyFinding]:
    """Numbers broken over neighbouring cells; those within one cell are found there. `lead`: what heads them,
    `quantities`: columns that are no part of a number whose check digit does not prove it."""
    if len(cells) < 2:
        return
    text = lead + cells[0].text
    starts = [0]
    for before, after in pairwise(cells):
        text += CELL_BORDER if after.column - before.column == 1 else "\0"
        starts.append(len(text))
        text += after.text
    for hit in find_personal_data(text, allowed):
        first, last = _cell_at(starts, hit.start), _cell_at(starts, hit.end - 1)
        is_quantity = hit.kind in _UNSURE and any(cell.column in quantities for cell in cells[first : last + 1])
        if first != last and hit.kind not in without and not is_quantity:
            yield PrivacyFinding(hit.kind, _beside(cells[first].where), hit.text_masked)


def _cell_at(starts: list[int], position: int) -> int:
    return max(index for index, start in enumerate(starts) if start <= position)


def _member_findings(
    name: str, content: bytes, allowed: Collection[str], labels: Mapping[str, str]
) -> Iterator[PrivacyFinding]:
    yield from check_strings([(_NAMES, name)], allowed)
    if content.startswith(b"%PDF-"):
        yield from _within(name, check_pdf(content, allowed, name))
    elif content.startswith(b"PK\x03\x04"):
        yield from _within(name, _check_archive(content, allowed, name))
    elif name.lower().endswith((".html", ".htm")) or content.lstrip()[:15].lower().startswith(_PAGE_STARTS):
        yield from _within(name, _unique(_table_findings(PageText(content), allowed)))
    elif name.lower().endswith(".csv"):
        yield from _within(name, _unique(_table_findings(SeparatedText(content), allowed)))
    elif name.endswith((".jsonl", ".json")):
        yield from check_strings(_json_texts(name, content, labels), allowed)
    else:
        yield from check_strings([(name, decoded_text(content))], allowed)


def _check_archive(content: bytes, allowed: Collection[str], name: str) -> Findings:
    """Findings in a workbook or document, told apart by the parts they have. Raises UserFacingError for others."""
    kinds = {part.partition("/")[0] for part in part_names(io.BytesIO(content), name)}
    if "word" in kinds:
        return check_docx(content, allowed, name)
    if "xl" in kinds:
        return check_xlsx(content, allowed, name)
    raise UserFacingError(
        "file-unreadable",
        f"{name} 是压缩包，或者是没法检查的文件，不知道里面有没有个人信息，所以没有放行。请解压后一个一个地添加。",
    )


def _within(name: str, findings: Findings) -> Iterator[PrivacyFinding]:
    return (finding._replace(where=f"{name} 的{finding.where}") for finding in findings)


def _json_texts(name: str, content: bytes, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every key, string and number with its place; what is no JSON is read as plain text."""
    lines = content.splitlines() if name.endswith(".jsonl") else [content]
    for number, line in enumerate(lines, start=1):
        where = f"{name} 第{number}行" if name.endswith(".jsonl") else name
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield where, line.decode("utf-8", errors="replace")
        else:
            yield from _values(value, where, labels)


def _values(value: Any, where: str, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield where, key
            yield from _values(inner, f"{where} {labels[key]}" if key in labels else where, labels)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, where, labels)
    elif value is not None:
        yield where, str(value)


def _page_name(page: int) -> str:
    return f"第{page}页" if page > 0 else f"第{-page}块"


def _name_of(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else "文件"


def _unique(findings: Iterable[PrivacyFinding]) -> Findings:
    return tuple(dict.fromkeys(findings))
