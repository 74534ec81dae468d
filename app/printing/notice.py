"""Notices on paper, by the measures of GB/T 9704-2012.

On A4 the numbers of the standard hold: top margin 37 mm, left 28 mm, type area 156 × 225 mm, 22 lines of 28 characters
at 16 pt, title 22 pt. Larger sheets are set anew, not blown up: all measures grow by the one factor that makes the
smallest type readable from where people stand before such a sheet. What does not fit goes onto further sheets.

Title and body are the office's own 小标宋 and 仿宋_GB2312 where its computer has them; what stands in is named.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import UserFacingError
from app.notices.filled_notice import FilledNotice, FilledTable
from app.notices.periods import UNIT_WORDS, NoticePeriod
from app.printing.fonts import TypefaceName, describe_missing_by_place, missing_by_place, stand_ins
from app.printing.full_lines import full_lines
from app.printing.legibility import PrintedPart, character_height, printed_part, readable_distance
from app.printing.list_columns import WHOLE_NAMES, WHOLE_SHORT, WHOLE_TEXTS
from app.printing.list_table import MeasuredTable, measure_table, rows_as_lines
from app.printing.notice_list import notice_list
from app.printing.notice_measures import NoticeMeasures, larger_measures, notice_measures
from app.printing.notice_sheets import NoticeSheets
from app.printing.paper import MM, Paper, TextRun
from app.printing.photo_rows import CaptionedPhoto, photos_least, set_photos
from app.printing.signature_block import ROOM_TO_SIGN, SignatureLines, read_signature, signature_lines
from app.printing.text import Line, TextStyle, block_height, break_lines
from app.printing.title_lines import break_title
from app.tables.rows import written_date

_INDENT = "　　"
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{1,25}")
_SECOND_HEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^，。；]{1,25}")
_GAP = re.compile("＿{2,}")
#: Space between the title and the text, and above the list, in lines.
_TITLE_SPACE, _LIST_SPACE = 0.5, 0.3
#: Space between the list and what stands under it, in lines; words under the code.
_NOTE_SPACE = 0.2
#: A caption of more lines is set like text, once, and not repeated.
_LONGEST_CAPTION = 2
#: So much of the type area is kept free for a signature under text or list, which do not leave a taller one alone.
_TALLEST_SIGNATURE = 0.7
#: On more sheets than the first one less is worth closer lines only where the last is not as full as the third says;
#: on more than the second it is not worth setting it three times.
_FEW_SHEETS, _MANY_SHEETS, _WELL_FILLED = 5, 25, 0.5
#: What a short notice may take of a large sheet when its type grows.
_MOST_OF_A_SHEET = 0.7
#: Taller rows look better in smaller type; and rows with more lines on the whole where fewer texts are kept whole.
_MOST_LINES, _USUAL_LINES = 4, 2.2
#: Empty rows of a list that nobody has filled in yet.
_BLANK_ROWS = 6


@dataclass(frozen=True)
class NoticePrint:
    """What was printed.

    `runs`, `texts` (page and text, broken lines joined) and `outside` (place and text) are all that the file holds, for
    the privacy gate.
    `parts` say how large the characters are and from how far they can be read; `warnings` are Chinese sentences,
    `stand_ins` too: they name the typefaces that this computer lacks and what was printed instead.
    """

    pages: int
    runs: tuple[TextRun, ...]
    texts: tuple[tuple[int, str], ...]
    outside: tuple[tuple[str, str], ...]
    parts: tuple[PrintedPart, ...]
    missing_characters: frozenset[str]
    warnings: tuple[str, ...]
    stand_ins: tuple[str, ...]


def draw_notice(
    notice: FilledNotice,
    paper: str = "A4",
    *,
    issuer: str,
    created: date,
    watermark: str = "",
    distance: float | None = None,
    elder: bool = False,
    photos: Sequence[CaptionedPhoto] = (),
) -> tuple[bytes, NoticePrint]:
    """Draw the notice as a PDF on sheets of A4, A3, A2, A1 or A0; returns the file's bytes and what stands in it.

    `issuer` and `created` go into the file's metadata; further sheets bear `issuer` and title in a line of their own.
    `watermark` (送审稿) stands grey beneath the text.
    `distance` in metres and `elder` ask for larger type than the sheet usually has; `photos` stand above the signature.
    Raises UserFacingError for an empty notice, an unknown paper, and a distance it cannot serve.
    """
    if not (notice.title.strip() or notice.paragraphs or notice.table):
        raise UserFacingError("notice-empty", "这份公示还没有标题、正文和名单，没有打印。请先填写内容。")
    measures = notice_measures(paper, distance, elder)

    def begin() -> Paper:
        return Paper(notice.title, issuer, created, watermark=watermark)

    setting = _best_setting(notice, measures, begin, photos)
    if distance is None and not elder:
        setting = _filling_the_sheet(notice, setting, larger_measures(paper, measures[0]), begin)
    document = setting.sheets.paper
    written = tuple(document.texts())
    pages = setting.sheets.number(issuer, notice.title)
    content = document.content()
    missing = missing_by_place(_placed_texts(notice))
    return content, NoticePrint(
        pages=pages,
        runs=tuple(document.runs()),
        texts=tuple(document.texts()),
        outside=tuple(document.outside_texts()),
        parts=_parts(setting, elder),
        missing_characters=frozenset(missing),
        warnings=tuple(_warnings(notice, setting, paper, written, missing)),
        stand_ins=stand_ins(_faces(notice, setting.sheets.measures)),
    )


@dataclass(frozen=True)
class _Setting:
    """The notice set once; `table` is its list, None if there is none or no sheet is wide enough for it."""

    sheets: NoticeSheets
    table: MeasuredTable | None


def _best_setting(
    notice: FilledNotice,
    measures: Sequence[NoticeMeasures],
    begin: Callable[[], Paper],
    photos: Sequence[CaptionedPhoto],
) -> _Setting:
    """The notice in the usual measures, or in closer ones if those save a sheet of a few or one nearly empty."""
    usual = _set(notice, NoticeSheets(begin(), measures[0]), photos)
    sheets = usual.sheets.paper.page_count
    most = _FEW_SHEETS if _last_filled(usual) > _WELL_FILLED else _MANY_SHEETS
    for closer in measures[1:] if 1 < sheets <= most else ():
        setting = _set(notice, NoticeSheets(begin(), closer), photos)
        if setting.sheets.paper.page_count < sheets:
            return setting
    return usual


def _filling_the_sheet(
    notice: FilledNotice, usual: _Setting, larger: Iterable[NoticeMeasures], begin: Callable[[], Paper]
) -> _Setting:
    """A notice that leaves most of a large sheet empty, in the largest type that leaves some of it free."""
    if not _leaves_room(notice, usual):
        return usual
    candidates = list(larger)
    settings: dict[int, _Setting] = {}

    def fits(number: int) -> bool:
        settings[number] = _set(notice, NoticeSheets(begin(), candidates[number]))
        return _leaves_room(notice, settings[number])

    # The smaller the type the more it fits.
    best = bisect_left(range(len(candidates)), True, key=fits)
    return settings[best] if best < len(candidates) else usual


def _leaves_room(notice: FilledNotice, setting: _Setting) -> bool:
    """Whether part of the sheet stays free, the list in its usual type."""
    has_usual_list = notice.table is None or (
        setting.table is not None and setting.table.style == setting.sheets.measures.list_styles[0]
    )
    return has_usual_list and _filled(setting) <= _MOST_OF_A_SHEET


def _filled(setting: _Setting) -> float:
    """The part of the sheet that is used; 1 where there are more."""
    return _last_filled(setting) if setting.sheets.paper.page_count == 1 else 1.0


def _last_filled(setting: _Setting) -> float:
    """The part of the last sheet that is used."""
    sheets = setting.sheets
    return (sheets.y - sheets.measures.top) / (sheets.measures.bottom - sheets.measures.top)


def _set(notice: FilledNotice, sheets: NoticeSheets, photos: Sequence[CaptionedPhoto] = ()) -> _Setting:
    """Title, paragraphs, list, photos and signature, from top to bottom."""
    measures = sheets.measures
    table = _measured_list(notice.table, measures)
    sheets.lines(break_title(notice.title, measures.title, measures.width), measures.title, align="center")
    sheets.skip(_TITLE_SPACE * measures.line)
    signature = signature_lines(read_signature(notice.signature), measures)
    # The sheet that bears the seal also bears text: a seal on an empty sheet could be put under anything.
    notes = [line for note in notice.notes for line in break_lines(note, measures.note, measures.width * MM)]
    above_signature = _NOTE_SPACE * measures.line if table is not None and signature.paragraphs else 0.0
    foot = above_signature + _foot_height(signature, notice.full_list, measures)
    below = _notes_height(notes, measures) + photos_least(photos, sheets) + foot
    reserve = min(below, _TALLEST_SIGNATURE * (measures.bottom - measures.top))
    paragraphs = list(_paragraphs(notice, table))
    for number, text in enumerate(paragraphs, start=1):
        style = _style_of(text.strip(), measures)
        is_last = number == len(paragraphs) and table is None
        lines = full_lines(_INDENT + text.strip(), style, measures.width * MM)
        sheets.lines(lines, style, reserve=reserve if is_last else 0.0)
    if table is not None and notice.table is not None:
        sheets.skip(_LIST_SPACE * measures.line)
        caption = notice.table.caption
        caption_lines = break_title(caption, measures.caption, measures.width)
        if len(caption_lines) > _LONGEST_CAPTION:
            sheets.lines(caption_lines, measures.caption, align="center")
            caption = ""
        sheets.table(table, caption, reserve=reserve)
    if notes:
        sheets.skip(_NOTE_SPACE * measures.line)
        sheets.lines(notes, measures.note)
    set_photos(photos, sheets, foot)
    sheets.skip(above_signature)
    _sign(signature, notice.full_list, notice.code_words, sheets)
    return _Setting(sheets, table)


def _notes_height(notes: Sequence[Line], measures: NoticeMeasures) -> float:
    return _NOTE_SPACE * measures.line + block_height(notes, measures.note) / MM if notes else 0.0


def _foot_height(signature: SignatureLines, address: str, measures: NoticeMeasures) -> float:
    """Signature and code, which stand side by side where the signature leaves the room."""
    if not address:
        return signature.height
    code = _code_height(measures)
    if _code_stands_beside(signature, measures):
        return signature.height - signature.sealed_height + max(code, signature.sealed_height)
    return signature.height + code


def _code_height(measures: NoticeMeasures) -> float:
    return _LIST_SPACE * measures.line + measures.code + measures.note.leading / MM


def _code_stands_beside(signature: SignatureLines, measures: NoticeMeasures) -> bool:
    return not signature.sealed or signature.inset > measures.code + 2 * measures.em


def _paragraphs(notice: FilledNotice, table: MeasuredTable | None) -> Iterator[str]:
    """The body; the period and the supervision phone too where the body does not name them, and the rows of a list
    that no sheet is wide enough for."""
    texts = [paragraph.text for paragraph in notice.paragraphs if paragraph.text.strip()]
    body = "".join((*texts, *notice.signature))
    yield from texts
    if notice.period is not None and written_date(notice.period.end) not in body:
        yield _period_line(notice.period)
    if notice.supervision_phone.strip() and notice.supervision_phone not in body:
        yield f"监督电话：{notice.supervision_phone}。"
    if notice.table is not None and table is None:
        yield f"{notice.table.caption}："
        yield from rows_as_lines(notice_list(notice.table))


def _period_line(period: NoticePeriod) -> str:
    start, end = written_date(period.start), written_date(period.end)
    return f"公示期：{start}至{end}（{period.days}{UNIT_WORDS[period.unit]}）。"


def _measured_list(table: FilledTable | None, measures: NoticeMeasures) -> MeasuredTable | None:
    """The list in the first style that it fits without most of its rows getting tall, else in that in which it is
    lowest; None when there is no list or even broken words do not fit."""
    if table is None or not table.columns:
        return None
    shown = notice_list(table)
    if not shown.rows:
        shown = replace(shown, rows=(("",) * len(shown.columns),) * _BLANK_ROWS)
    tallest = measures.bottom - measures.top - (_LONGEST_CAPTION + 1) * measures.caption.leading / MM
    fitting: list[MeasuredTable] = []
    for style in measures.list_styles:
        levels = (WHOLE_TEXTS, WHOLE_NAMES, *((WHOLE_SHORT,) if style is measures.list_styles[-1] else ()))
        ways = (measure_table(shown, style, measures.width, tallest, whole) for whole in levels)
        of_style = [measured for measured in ways if measured is not None]
        calm = [measured for measured in of_style if measured.usual_lines <= _MOST_LINES]
        if calm:
            return next((each for each in calm if each.mean_lines <= _USUAL_LINES), min(calm, key=_height))
        fitting += of_style
    if fitting:
        return min(fitting, key=_height)
    return measure_table(shown, measures.list_styles[-1], measures.width, tallest, None)


def _height(table: MeasuredTable) -> float:
    return table.part_height(0, len(table.rows))


def _sign(signature: SignatureLines, address: str, code_words: str, sheets: NoticeSheets) -> None:
    measures = sheets.measures
    body = measures.body
    for lines in signature.paragraphs:
        sheets.lines(lines, body)
    foot = _foot_height(signature, address, measures) - (signature.height - signature.sealed_height)
    if foot > sheets.room:
        sheets.begin_sheet()
    if address:
        sheets.skip(_LIST_SPACE * measures.line)
        sheets.code(address, code_words)
        if not _code_stands_beside(signature, measures):
            sheets.skip(_code_height(measures))
    for space, lines in signature.sealed:
        sheets.skip(space)
        sheets.lines(lines, body, align="center", inset=signature.inset)


def _parts(setting: _Setting, elder: bool) -> tuple[PrintedPart, ...]:
    measures = setting.sheets.measures
    styles = {"标题": measures.title, "正文": measures.body}
    if setting.table is not None:
        styles["名单"] = setting.table.style.body
    return tuple(printed_part(name, style.size, measures.least, elder=elder) for name, style in styles.items())


def _placed_texts(notice: FilledNotice) -> Iterator[tuple[str, str]]:
    """Every text of the notice with the name of its place."""
    yield "标题", notice.title
    for number, paragraph in enumerate(notice.paragraphs, start=1):
        yield f"正文第{number}段", paragraph.text
    yield "落款", "\n".join((*notice.signature, notice.supervision_phone))
    yield "附注", "\n".join(notice.notes)
    if notice.table is not None:
        heads = [column.label for column in notice.table.columns]
        yield "名单的表头", "\n".join((notice.table.caption, *heads, *(notice.table.total_row or ())))
        for number, row in enumerate(notice.table.rows, start=1):
            for head, cell in zip(heads, row.cells, strict=True):
                yield f"名单序号{number}（原表第{row.number}行）的{head}", cell


def _style_of(paragraph: str, measures: NoticeMeasures) -> TextStyle:
    """First headings stand in 黑体, second ones in 楷体 (GB/T 9704-2012 7.3.3)."""
    if _HEADING.fullmatch(paragraph):
        return measures.heading
    return measures.second_heading if _SECOND_HEADING.fullmatch(paragraph) else measures.body


def _faces(notice: FilledNotice, measures: NoticeMeasures) -> Iterator[TypefaceName]:
    """The typefaces of the notice that an office may have of its own."""
    styles = [measures.title, *(_style_of(each.text.strip(), measures) for each in notice.paragraphs)]
    if notice.notes:
        styles.append(measures.note)
    yield from dict.fromkeys(style.typeface.name for style in styles)


def _warnings(
    notice: FilledNotice,
    setting: _Setting,
    paper: str,
    texts: Sequence[tuple[int, str]],
    missing: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    gaps = sum(len(_GAP.findall(text)) for _, text in texts if not text.endswith(ROOM_TO_SIGN))
    if gaps:
        yield f"还有{gaps}处没有填，印成了横线。请补上再打印，或者打印后用笔写。"
    if notice.table is not None:
        usual = setting.sheets.measures.list_styles[0].body.size
        yield from _list_warnings(notice.table, setting.table, paper, usual)
    yield from describe_missing_by_place(missing)


def _list_warnings(table: FilledTable, measured: MeasuredTable | None, paper: str, usual: float) -> Iterator[str]:
    if not table.rows:
        yield f"名单“{table.caption}”还没有内容，印了{_BLANK_ROWS}行空格。"
    if measured is None:
        yield f"名单有{len(table.columns)}列，{paper}纸放不下，改成了一行写一户。请少几列，或者换大一号的纸。"
        return
    size = measured.style.body.size
    if measured.breaks_words:
        yield f"名单有{len(table.columns)}列，{paper}纸放不下，有的姓名或者数字断成了两行。请少几列，或者换大一号的纸。"
    elif size < usual:
        height = character_height(size)
        yield (
            f"名单有{len(table.columns)}列，字号减到{size:.3g}磅（字高{height:.1f}毫米，"
            f"{readable_distance(height):.1f}米内看得清）。想要大字，请少几列，或者换大一号的纸。"
        )
