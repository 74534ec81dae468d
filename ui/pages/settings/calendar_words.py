"""How years, holidays and what a new arrangement moves are said."""

from collections.abc import Sequence
from datetime import date

from app.calendar.office_calendar import KnownYear, LocalHoliday
from app.calendar.wording import full_date, weekday_name
from app.calendar.year_table import ArrangedHoliday, YearTable
from app.notices.least_periods import ALL, LeastPeriod
from app.notices.periods import UNIT_WORDS
from app.registers.deadlines import KIND_WORDS, Moved
from ui.widgets.row_spec import Row, RowAction

WITHDRAW, REMOVE = "withdraw", "remove"
ALL_NOTICES = "所有公示"


def year_row(known: KnownYear) -> Row:
    """A year, the notice it rests on, and who took it in."""
    taken = known.taken
    origin = f"{full_date(taken.date)}，{taken.person}从“{taken.file}”收下" if taken else "程序自带"
    return Row(
        str(known.table.year),
        f"{known.table.year}年",
        sources_text(known.table),
        icon="calendar-check",
        icon_role="success" if taken else "text-muted",
        icon_text="收下的" if taken else "程序自带",
        note=origin,
        actions=(RowAction(WITHDRAW, "撤回"),) if taken else (),
    )


def sources_text(table: YearTable) -> str:
    """The notices a table rests on."""
    return "；".join(f"{source.title}（{source.number}）" for source in table.sources)


def holiday_text(holiday: ArrangedHoliday) -> str:
    """春节：2月5日（周五）至2月11日（周四）放假；1月31日（周日）上班."""
    days = _day(holiday.rest_from)
    if holiday.rest_to != holiday.rest_from:
        days += f"至{_day(holiday.rest_to)}"
    worked = "、".join(map(_day, holiday.workdays))
    return f"{holiday.name}：{days}放假" + (f"；{worked}上班" if worked else "")


def moved_rows(moved: Sequence[Moved]) -> list[Row]:
    """What falls on another day, the earliest first; what hangs on a wall says so."""
    return [_moved_row(number, each) for number, each in enumerate(moved)]


def _moved_row(number: int, moved: Moved) -> Row:
    before, after = moved.before, moved.after
    written = f"贴出去的纸上写的是{full_date(after.written)}，请看要不要换。" if after.written else ""
    return Row(
        str(number),
        after.title,
        f"{KIND_WORDS[after.kind]}：{_due(before.due, before.inferred)} → {_due(after.due, after.inferred)}",
        icon="calendar-clock",
        icon_role="warn" if after.written else "text-muted",
        icon_text="期限变了",
        note=written,
    )


def local_row(holiday: LocalHoliday) -> Row:
    """A day off of the place itself."""
    return Row(
        holiday.date.isoformat(),
        f"{full_date(holiday.date)}　{holiday.name}",
        holiday.basis,
        icon="map-pin",
        actions=(RowAction(REMOVE, "去掉"),),
    )


def period_row(rule: LeastPeriod, names: dict[str, str]) -> Row:
    """A longer period that the place asks for."""
    about = ALL_NOTICES if rule.template == ALL else names.get(rule.template, rule.template)
    return Row(
        rule.template,
        f"{about}：至少 {rule.days} {UNIT_WORDS[rule.unit]}",
        rule.basis,
        icon="hourglass",
        actions=(RowAction(REMOVE, "去掉"),),
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{weekday_name(day)}）"


def _due(day: date, is_inferred: bool) -> str:
    return f"{full_date(day)}{'，推算' if is_inferred else ''}"
