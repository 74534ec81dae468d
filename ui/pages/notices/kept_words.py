"""What is shown of a kept notice: masked list, what to look at, where to post it and what to keep."""

from collections.abc import Callable

from app.notices.filled_notice import FilledColumn, FilledNotice
from app.printing.notice import NoticePrint
from app.products.posted import PostedSheet
from app.standards.models import NoticeTemplate
from ui.pages.notices.blanks_form import moved_words
from ui.pages.notices.draft import shown_day, shown_time
from ui.pages.notices.notes import parted, warning_notes
from ui.widgets.note import Note
from ui.widgets.tables import Cell, Head

MOST_ROWS = 40
_GONE = "名单只保存了遮挡后的样子"
LIST_GONE = f"{_GONE}；要改名单，请重新做一份。"


def check_notes(filled: FilledNotice, *, has_rows: bool) -> list[Note]:
    """What to look at before printing; that a list cannot be changed any more is said plainly."""
    notes = warning_notes(filled)
    if filled.reason:
        notes.insert(0, Note("warn", "金额对不上，写了原因", f"{filled.reason}。这句话印在公示上。", compact=True))
    if filled.missing:
        notes.insert(0, Note("warn", f"有 {len(filled.missing)} 处没填", "印成横线，打印后用笔写。", compact=True))
    if not has_rows and filled.table is not None:
        notes.append(Note("info", _GONE, "要改名单，请重新做一份。", compact=True))
    if filled.table is not None and len(filled.table.rows) > MOST_ROWS:
        notes.append(Note("info", f"这里只列出前 {MOST_ROWS} 行", "全部在打印的样子里。", compact=True))
    return notes


def paper_notes(printed: NoticePrint, filled: FilledNotice) -> list[Note]:
    """What only the drawn sheets tell: characters that no font has, smaller type, typefaces this computer lacks."""
    # That blanks were left has a note of its own.
    shown = [text for text in printed.warnings if not (filled.missing and text.startswith("还有"))]
    notes = [Note("warn", *parted(text), compact=True) for text in shown]
    if printed.stand_ins:
        notes.append(Note("info", "有的字体用别的代替", "".join(printed.stand_ins), compact=True))
    return notes


def uneven_note(filled: FilledNotice, ask: Callable[[], object]) -> Note:
    """That the money does not come out, and the way to say why."""
    told = "".join(text.removeprefix("金额对不上：") for text in filled.unbalanced)
    return Note("danger", "金额对不上，还不能打印", told, [("写原因", "pencil-line", ask)], compact=True)


def posted_note(posted: PostedSheet, again: Callable[[], object], save: Callable[[], object]) -> Note:
    """When it went out, and the way to print the very same sheet."""
    ways = [("再打印贴出去的那一份", "printer", again), ("存成 PDF", "file-down", save)]
    text = f"{posted.paper} 纸 {posted.pages} 张，原样存着，再印一个字也不变。"
    return Note("info", f"{shown_time(posted.at)} 打印过或存过 PDF", text, ways, compact=True)


def list_of(filled: FilledNotice, template: NoticeTemplate) -> tuple[list[Head], list[list[Cell]]]:
    """Columns and rows of the list as printed."""
    if filled.table is None:
        return [], []
    columns = filled.table.columns
    labels = {column.key: column.label for column in template.table.columns} if template.table else {}
    masked = {(value.row, value.column) for value in filled.masked}
    rows = [
        [
            _cell(text, (row.number, labels.get(column.key)) in masked)
            for text, column in zip(row.cells, columns, strict=True)
        ]
        for row in filled.table.rows[:MOST_ROWS]
    ]
    if filled.table.total_row:
        rows.append([Cell(text, bold=True) for text in filled.table.total_row])
    return [_head(column, rows, number) for number, column in enumerate(columns)], rows


def reminders_of(filled: FilledNotice) -> str:
    """Where and how long to post it, what to keep, what no notice shows."""
    period = filled.period
    lines = []
    if period is not None:
        days = f"从 {shown_day(period.start)} 到 {shown_day(period.end)}"
        lines.append(f"贴多久：{'，'.join(filter(None, (days, moved_words(period))))}。")
    if filled.places:
        lines.append(f"贴到哪里：{'、'.join(filled.places)}。")
    if filled.keep:
        lines.append(f"留什么：{filled.keep}。")
    return "\n".join(lines)


def _cell(text: str, is_masked: bool) -> Cell:
    return Cell(text, icon="eye-off", icon_text="已遮挡", icon_role="text-muted") if is_masked else Cell(text or "—")


def _room(text: str) -> int:
    """About how many pixels a text takes in a table at 100 %."""
    return sum(14 if ord(character) > 0xFF else 8 for character in text)


def _head(column: FilledColumn, rows: list[list[Cell]], number: int) -> Head:
    longest = max((len(row[number].text) for row in rows), default=0)
    widest = max([column.label, *(row[number].text for row in rows)], key=_room)
    width = min(18 + _room(widest) + (20 if any(row[number].icon for row in rows) else 0), 200)
    return Head(column.label, width, 0 if number == 0 else max(min(longest, 12), 4), column.align)
