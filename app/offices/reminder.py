"""催办单: one sheet for each office that has not answered, to be handed over or pinned up."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from app.checks.privacy_gate import Findings, check_drawn
from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.offices.handing import standings
from app.offices.responsible import place_names
from app.offices.rounds import ROUND, OfficeStanding
from app.printing.joining import join_pdfs
from app.printing.notice import draw_notice
from app.products.outgoing import Outgoing
from app.tables.rows import written_date
from app.workspace import Workspace

_TITLE = "催办单"
_LATE = ("waiting", "overdue", "partly")


@dataclass(frozen=True)
class PreparedReminder:
    """All that drawing needs: who has to be reminded, by whom, on which day; `shown` is what it rests on."""

    standings: tuple[OfficeStanding, ...]
    fields: dict[str, str]
    unit: str
    contact: str
    today: date
    edition: str
    public_phones: Collection[str]
    shown: tuple[tuple[str, str, str], ...]


def prepare_reminder(workspace: Workspace, names: Collection[str] | None = None) -> PreparedReminder:
    """Read who has been given a table and has not answered all of it; of these offices alone where some are named.

    Raises `UserFacingError` where nobody has to be reminded.
    """
    late = [each for each in standings(workspace) if each.state in _LATE]
    chosen = tuple(each for each in late if names is None or each.office.name in names or each.office.id in names)
    if not chosen:
        raise UserFacingError("nobody-to-remind", "没有要催的：发出去的都交回了，或者还没有发。")
    unit = workspace.organisation
    fields = place_names(workspace)
    shown = tuple((ROUND, each.round.id, workspace.store.records.get(ROUND, each.round.id).revision) for each in chosen)
    today = workspace.today()
    phones = unit.public_phones
    return PreparedReminder(chosen, fields, unit.full_name, unit.contact, today, workspace.edition, phones, shown)


def draw_reminder(prepared: PreparedReminder) -> Outgoing:
    """Set a sheet of A4 for each office. Needs no store and may run on another thread."""
    pdfs: list[bytes] = []
    found: list[Findings] = []
    pages = 0
    stand_ins: tuple[str, ...] = ()
    for standing in prepared.standings:
        pdf, printed = draw_notice(_notice(prepared, standing), issuer=prepared.unit, created=prepared.today)
        pdfs.append(pdf)
        found.append(check_drawn(printed.runs, printed.texts, printed.outside, prepared.public_phones))
        pages += printed.pages
        stand_ins = printed.stand_ins
    joined = join_pdfs(pdfs, _TITLE)
    label = f"打印{_TITLE} {len(pdfs)} 张"
    return Outgoing(joined, pages, tuple(f for each in found for f in each), label, prepared.shown, stand_ins=stand_ins)


def _notice(prepared: PreparedReminder, standing: OfficeStanding) -> FilledNotice:
    return FilledNotice(
        template="",
        medium="paper",
        title=_TITLE,
        paragraphs=tuple(Paragraph("", text) for text in _paragraphs(prepared, standing)),
        table=_table(prepared, standing),
        signature=(prepared.unit, written_date(prepared.today)),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )


def _paragraphs(prepared: PreparedReminder, standing: OfficeStanding) -> Iterator[str]:
    round = standing.round
    asked = f"{written_date(round.given_on)}发给你们的{prepared.edition}年政务公开目录分办表"
    yield f"{standing.office.name}："
    received = "收到了一部分" if standing.unanswered < standing.given else "还没有收到"
    if standing.overdue_days:
        yield f"{asked}，应当在{written_date(round.until)}以前交回，已经过了 {standing.overdue_days} 天，{received}。"
    else:
        yield f"{asked}，请在{written_date(round.until)}以前交回，现在{received}。"
    yield "没有要改的也请在表里选“没问题”，和你们没有关系的请写一句为什么。表找不到了，可以再要一份。"
    if prepared.contact:
        yield f"联系电话：{prepared.contact}。"


def _table(prepared: PreparedReminder, standing: OfficeStanding) -> FilledTable:
    columns = (
        FilledColumn("field", "领域", "left"),
        FilledColumn("given", "发出日期", "center"),
        FilledColumn("until", "交回期限", "center"),
        FilledColumn("items", "事项", "center"),
    )
    rows = []
    for number, round in enumerate(standing.rounds, start=1):
        names = "、".join(prepared.fields[code] for code in round.fields)
        cells = (names, written_date(round.given_on), written_date(round.until), f"{len(round.rows)} 项")
        rows.append(FilledRow(number, cells))
    return FilledTable(f"还没有填的共 {standing.unanswered} 项", columns, tuple(rows))
