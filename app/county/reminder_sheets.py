"""催报 on paper and as a list: a sheet of A4 for each unit, a workbook with all of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.checks.privacy_gate import Findings, check_drawn
from app.county.plain_workbook import PlainSheet, Value, write_plain_workbook
from app.county.reminders import Reminder, reminders
from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.printing.joining import join_pdfs
from app.printing.notice import draw_notice
from app.products.outgoing import Outgoing
from app.tables.rows import written_date
from app.workspace import Workspace

_TITLE = "催报通知"
_MOST_LISTED = 40


@dataclass(frozen=True)
class PreparedReminders:
    """All that drawing needs: who is reminded, by whom, on which day; `shown` is what it rests on."""

    reminders: tuple[Reminder, ...]
    unit: str
    today: date
    phones: tuple[str, ...]
    shown: tuple[tuple[str, str, str], ...]


def prepare_reminder_sheets(workspace: Workspace, names: Collection[str] | None = None) -> PreparedReminders:
    """Read who is to be reminded; of these units (names or ids) alone where some are named.

    Raises `UserFacingError` where nobody is.
    """
    chosen = tuple(each for each in reminders(workspace) if names is None or {each.unit.name, each.unit.id} & {*names})
    if not chosen:
        raise UserFacingError("nobody-to-remind", "没有要催的：该交的都交了，退回的都改过了。")
    own = workspace.organisation
    subjects = [("organisation", each.unit.id) for each in chosen]
    rows = {id: workspace.store.records.get(kind, id) for kind, id in subjects}
    shown = [("organisation", id, row.revision) for id, row in rows.items()]
    returned = [each.entry for reminder in chosen for each in reminder.returned]
    shown += [("entry", id, revision) for id, revision in workspace.store.entries.revisions(returned).items()]
    phones = (*own.public_phones, *(phone for each in chosen for phone in each.unit.public_phones))
    return PreparedReminders(chosen, own.full_name, workspace.today(), phones, tuple(shown))


def draw_reminder_sheets(prepared: PreparedReminders) -> Outgoing:
    """Set a sheet for each unit. Needs no store and may run on another thread."""
    pdfs: list[bytes] = []
    found: list[Findings] = []
    pages = 0
    stand_ins: tuple[str, ...] = ()
    for each in prepared.reminders:
        pdf, printed = draw_notice(_notice(prepared, each), issuer=prepared.unit, created=prepared.today)
        pdfs.append(pdf)
        found.append(check_drawn(printed.runs, printed.texts, printed.outside, prepared.phones))
        pages += printed.pages
        stand_ins = printed.stand_ins
    label = f"打印{_TITLE} {len(pdfs)} 张"
    findings = tuple(finding for each in found for finding in each)
    return Outgoing(join_pdfs(pdfs, _TITLE), pages, findings, label, prepared.shown, stand_ins=stand_ins)


def write_reminder_list(workspace: Workspace, path: Path, *, force: bool = False) -> list[Reminder]:
    """Write an xlsx file with a line for each unit that is to be reminded; returns them."""
    listed = reminders(workspace)
    own = workspace.organisation
    phones = (*own.public_phones, *(phone for each in listed for phone in each.unit.public_phones))
    heads = (
        "单位",
        "代码",
        "联系方式",
        "要催的",
        "第几轮",
        "收到日期",
        "期限",
        "过了几天",
        "退回没改",
        "没有回复",
        "催报的话",
    )
    widths = (16, 14, 20, 20, 8, 12, 12, 9, 9, 9, 80)
    sheet = PlainSheet("催报", heads, [_line(each) for each in listed], widths)
    write_plain_workbook(path, f"{workspace.edition}年催报名单", own.full_name, [sheet], phones=phones, force=force)
    return listed


def _line(each: Reminder) -> list[Value]:
    came = datetime.fromisoformat(each.at).astimezone().date().isoformat() if each.at else None
    due = each.due.isoformat() if each.due else None
    counts = (each.overdue_days or None, len(each.returned) or None, each.unanswered or None)
    return [each.unit.name, each.unit.code, each.phone, each.reason, each.round, came, due, *counts, each.text]


def _notice(prepared: PreparedReminders, each: Reminder) -> FilledNotice:
    return FilledNotice(
        template="",
        medium="paper",
        title=_TITLE,
        paragraphs=tuple(Paragraph("", text) for text in _paragraphs(each)),
        table=_table(each) if each.returned else None,
        signature=(prepared.unit, written_date(prepared.today)),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )


def _paragraphs(each: Reminder) -> Iterator[str]:
    yield f"{each.unit.full_name}："
    yield each.text.removeprefix(f"{each.unit.name}：")
    if len(each.returned) > _MOST_LISTED:
        yield f"退回的只列前 {_MOST_LISTED} 条，另外 {len(each.returned) - _MOST_LISTED} 条见退回文件。"


def _table(each: Reminder) -> FilledTable:
    columns = (
        FilledColumn("item", "事项", "center"),
        FilledColumn("title", "名称", "left"),
        FilledColumn("said", "退回的意见", "left"),
        FilledColumn("answered", "回复", "center"),
    )
    rows = []
    for number, entry in enumerate(each.returned[:_MOST_LISTED], start=1):
        said = entry.verdict.comment or "见建议的内容"
        cells = (entry.item or "新增", entry.title, said, "已回复" if entry.is_answered else "没有")
        rows.append(FilledRow(number, cells))
    return FilledTable(f"退回还没有改的共 {len(each.returned)} 条", columns, tuple(rows))
