"""The ledger as files: a workbook to look through, and due days for a calendar program (.ics)."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from app.calendar import WorkCalendar
from app.checks.privacy_gate import check_strings, require_clean
from app.county.plain_workbook import PlainSheet, Value, write_plain_workbook
from app.registers.deadlines import KIND_WORDS, Deadline, open_deadlines
from app.registers.ledger import STANDING_WORDS, TO_REVIEW_AGAIN, LedgerLine, ledger
from app.registers.ledger_records import Outlet, correction_words
from app.workspace import Workspace
from db.filesystem import written_whole

_HEADS = (
    "编号",
    "事项",
    "名称",
    "形成日期",
    "应公开日期",
    "怎么算的",
    "公开日期",
    "在哪里",
    "网址",
    "撤下日期",
    "撤下原因",
    "情况",
    "还差哪里",
    "凭证",
    "更正",
)
_WIDTHS = (12, 10, 40, 12, 12, 50, 12, 24, 40, 12, 24, 10, 24, 10, 40)
_WARN_BEFORE = timedelta(days=3)
# Ids of events stay the same from one file to the next, so that a calendar renews them instead of doubling them.
_EVENTS = uuid.UUID("6f1e1f5c-8f2b-4f0e-9f4e-3f7a6f0f5c11")


def write_ledger_workbook(
    workspace: Workspace, calendar: WorkCalendar, path: Path, *, field: str | None = None, force: bool = False
) -> int:
    """Write the ledger as an xlsx file, a row for each place where a line came out and one for a line that did not;
    returns the number of lines. Raises `UserFacingError` when personal data stands in it, the file exists, or the disk
    refuses."""
    lines = ledger(workspace, calendar, field=field)
    own = workspace.organisation
    sheet = PlainSheet("公开台账", _HEADS, [row for line in lines for row in _rows(line)], _WIDTHS, kept_columns=3)
    title = f"{own.name}{workspace.edition}年公开台账"
    write_plain_workbook(path, title, own.full_name, [sheet], phones=own.public_phones, force=force)
    return len(lines)


def write_due_days(workspace: Workspace, calendar: WorkCalendar, path: Path, *, force: bool = False) -> int:
    """Write what is due as an .ics file with a reminder three days before; returns the number of days.

    Raises `UserFacingError` when personal data stands in it, the file exists, or the disk refuses.
    """
    found = open_deadlines(workspace, calendar)
    content = _calendar(found, workspace.now()).to_ical()
    texts = [("", text) for each in found for text in (each.title, *each.explanation)]
    with written_whole(path, force=force) as part:
        require_clean(check_strings(texts, workspace.organisation.public_phones), path.name)
        part.write_bytes(content)
    return len(found)


def _rows(line: LedgerLine) -> Iterator[list[Value]]:
    kept = line.kept.line
    first = [line.kept.id[:8], line.item, kept.title, _day(kept.formed), _day(line.due.due)]
    again = f"，{TO_REVIEW_AGAIN}" if line.is_to_review_again else ""
    last = [f"{STANDING_WORDS[line.standing]}{again}", "、".join(line.missing)]
    for outlet in line.kept.outlets or (None,):
        place = _place(outlet) if outlet else [None] * 5
        proof = f"{len(outlet.evidence)} 个附件" if outlet and outlet.evidence else None
        reached = "\n".join(line.due.explanation)
        yield [*first, reached, *place, *last, proof, "\n".join(map(correction_words, kept.corrected))]


def _place(outlet: Outlet) -> list[Value]:
    return [_day(outlet.published), outlet.place, outlet.link, _day(outlet.taken_down), outlet.reason]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _calendar(found: Sequence[Deadline], now: datetime) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//公开清单助手//zh-CN")
    calendar.add("version", "2.0")
    for each in found:
        event = Event()
        event.add("uid", f"{uuid.uuid5(_EVENTS, f'{each.kind}:{each.id}')}")
        event.add("dtstamp", now)
        event.add("dtstart", each.due)
        event.add("summary", f"{KIND_WORDS[each.kind]}：{each.title}{'（推算）' if each.inferred else ''}")
        event.add("description", "\n".join(each.explanation))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.title)
        alarm.add("trigger", -_WARN_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar
