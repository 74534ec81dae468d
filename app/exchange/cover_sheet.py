"""报送单: the sheet that goes with a stick: which unit and round, how much, the file's number, who signs and receives.

It tells of the round as it was handed over, not of what was typed since.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.checks.privacy_gate import check_drawn
from app.errors import UserFacingError
from app.exchange.keys import fingerprint
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.printing.notice import draw_notice
from app.products.outgoing import Outgoing
from app.standards.models import STANDARD_CATALOGUE
from app.tables.rows import written_date
from app.workspace import Workspace

_TITLE = "政务公开目录报送单"
_COLUMNS = (
    FilledColumn("list", "目录", "left"),
    FilledColumn("entries", "条目", "center"),
    FilledColumn("ready", "已填好", "center"),
    FilledColumn("draft", "填报中", "center"),
    FilledColumn("declined", "不涉及", "center"),
)


@dataclass(frozen=True)
class CoverSheet:
    """All that drawing needs. `lists`: name and counts by state; `since`: counts against the rounds before."""

    unit: str
    recipient: str
    edition: str
    round: int
    written: date
    person: str
    device: str
    hash: str
    lists: tuple[tuple[str, Counter[str]], ...]
    since: Counter[str]
    contact: str
    today: date
    public_phones: tuple[str, ...]


def read_cover_sheet(workspace: Workspace, hash: str | None = None) -> CoverSheet:
    """Read the facts of a round of ours by its hash, of the last one that was handed over when none is named.

    Raises `UserFacingError` (nothing-handed-over) when there is none.
    """
    rounds = [row for row in workspace.store.packages.all() if _is_ours(workspace, row)]
    row = next((each for each in rounds if hash in (None, each["hash"])), None)
    if row is None:
        raise UserFacingError("nothing-handed-over", "还没有写过上报文件，没有报送单可以打印。请先在上报那里写好文件。")
    act = workspace.store.operations.by_number(row["operation"])
    sent = workspace.store.operations.released(row["operation"], "entry")
    earlier: dict[str, str] = {}
    for before in reversed(rounds[rounds.index(row) + 1 :]):
        earlier |= workspace.store.operations.released(before["operation"], "entry")
    contents = workspace.store.revisions.contents(sent.values())
    unit = workspace.organisation
    return CoverSheet(
        unit.full_name,
        unit.parent_name,
        row["edition"],
        row["round"],
        datetime.fromisoformat(act["at"]).astimezone().date(),
        act["person"] or "",
        act["device"] or "",
        row["hash"],
        _lists(workspace, contents),
        _since(sent, earlier, contents),
        unit.contact,
        workspace.today(),
        tuple(unit.public_phones),
    )


def draw_cover_sheet(sheet: CoverSheet) -> Outgoing:
    """Set the sheet on A4. Needs no store and may run on another thread."""
    pdf, printed = draw_notice(_as_notice(sheet), issuer=sheet.unit, created=sheet.today)
    found = check_drawn(printed.runs, printed.texts, printed.outside, sheet.public_phones)
    return Outgoing(pdf, printed.pages, found, f"打印第 {sheet.round} 轮报送单", (), stand_ins=printed.stand_ins)


def file_number(hash: str) -> str:
    """Return the number by which two people tell on the telephone whether they mean one file: six groups of five."""
    return fingerprint(bytes.fromhex(hash))


def _is_ours(workspace: Workspace, row: dict[str, Any]) -> bool:
    own = (workspace.organisation.id, "out", "submission", "handed_over")
    return tuple(row[name] for name in ("organisation", "direction", "kind", "standing")) == own


def _lists(workspace: Workspace, contents: dict[str, dict[str, Any]]) -> tuple[tuple[str, Counter[str]], ...]:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for content in contents.values():
        if not content["removed"]:
            counted = counts.setdefault((content["checklist"], content["field"] or ""), Counter())
            counted[_state(content)] += 1
    # The standard catalogue's fields come first, in order of their codes.
    places = sorted(counts, key=lambda place: (place[0] != STANDARD_CATALOGUE, place))
    return tuple((_name(workspace, *place), counts[place]) for place in places)


def _state(content: dict[str, Any]) -> str:
    if content["not_applicable"] is not None:
        return "declined"
    return "draft" if content["state"] == "draft" else "ready"


def _name(workspace: Workspace, checklist: str, field: str) -> str:
    if checklist == STANDARD_CATALOGUE:
        return f"{field} {workspace.library.fields[field].name}"
    return workspace.library.definitions[checklist].name


def _since(sent: dict[str, str], earlier: dict[str, str], contents: dict[str, dict[str, Any]]) -> Counter[str]:
    since: Counter[str] = Counter()
    for id, revision in sent.items():
        is_removed = contents[revision]["removed"]
        if earlier.get(id) == revision:
            since["unchanged"] += not is_removed
        elif is_removed:
            since["removed"] += id in earlier
        else:
            since["changed" if id in earlier else "new"] += 1
    return since


def _as_notice(sheet: CoverSheet) -> FilledNotice:
    total = sum((counts for _, counts in sheet.lists), Counter())
    rows = [FilledRow(number, _cells(name, counts)) for number, (name, counts) in enumerate(sheet.lists, start=1)]
    return FilledNotice(
        template="",
        medium="paper",
        title=_TITLE,
        paragraphs=tuple(Paragraph("", text) for text in _paragraphs(sheet, total)),
        table=FilledTable(f"共 {total.total()} 条", _COLUMNS, tuple(rows), _cells("合计", total)),
        signature=("填报人（签字）：", "负责人（签字）：", "收件人（签字）：", sheet.unit, written_date(sheet.written)),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
        full_list=f"{sheet.unit} {sheet.edition} 第{sheet.round}轮 {sheet.hash}",
        code_words="扫码对文件编号",
    )


def _cells(name: str, counts: Counter[str]) -> tuple[str, ...]:
    return (name, *(f"{number}" for number in (counts.total(), counts["ready"], counts["draft"], counts["declined"])))


def _paragraphs(sheet: CoverSheet, total: Counter[str]) -> list[str]:
    to = sheet.recipient or "上级单位"
    written = f"{to}：现报送{sheet.unit}{sheet.edition}年政务公开目录第 {sheet.round} 轮，共 {total.total()} 条"
    by = f"，由{sheet.person}写成文件" if sheet.person else ""
    since = sheet.since
    changes = (
        f"新增 {since['new']} 条，改动 {since['changed']} 条，删除 {since['removed']} 条，没变 {since['unchanged']} 条"
    )
    lines = [f"{written}{by}。", f"和以前交过的比：{changes}。" if sheet.round > 1 else "这是第一次报送。"]
    lines.append(f"文件编号：{file_number(sheet.hash)}")
    if sheet.device:
        lines.append(f"这台电脑的指纹：{fingerprint(bytes.fromhex(sheet.device))}")
    if sheet.contact:
        lines.append(f"联系方式：{sheet.contact}")
    return lines
