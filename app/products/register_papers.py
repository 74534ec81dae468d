"""Papers of the registers: the form of a review, the proof of a posting, the ledger of a month on a page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.checks.privacy_gate import check_drawn
from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.notices.keeping import find_notice
from app.printing.notice import draw_notice
from app.products.outgoing import Outgoing
from app.products.posting_photos import LOOK_YOURSELF, PostingPhoto, for_proof, photos_of, read_for_proof
from app.registers.copies import copies_of
from app.registers.deadlines import (
    ANNUAL,
    APPLICANT_WAIT,
    COLUMN,
    INTERPRET,
    KIND_WORDS,
    REASSESS,
    REQUEST,
    Deadline,
    open_deadlines,
)
from app.registers.ledger import STANDING_WORDS, LedgerLine, ledger
from app.registers.objections import dealt_words
from app.registers.postings import Ending, PostingRecord, ending_of, stored_record
from app.registers.review_lists import exemptions
from app.registers.reviews import (
    STAGE_WORDS,
    STAGES,
    Review,
    condition_of,
    review_of,
    review_record_id,
    standing_of,
    told,
)
from app.registers.subjects import Subject
from app.standards.disclosure_modes import MODE_WORDS
from app.tables.rows import written_date
from app.workspace import Workspace

_PAIRS = (FilledColumn("what", "项目", "center"), FilledColumn("told", "内容", "left"))
_CONCLUSIONS = {"none": "审查中", "begun": "审查中", "sent-back": "退回修改"}
_SIGNED_FOR: dict[Any, str] = {**MODE_WORDS, "proactive": "可以公开", "partial": "可以部分公开"}
_MOST_DUE, _MOST_PLACES, _LONGEST_NAME = (14, 10, 6, 3), 5, 40
"""What of a month is told on a page: rows, as many of them as fit; places; characters of a name."""
_SOON_DAYS = 30
_PUBLISH_LATE = "已经逾期 {} 件，请尽快公开。"
_LATE = {
    REASSESS: "到期没有重新评估 {} 件，请尽快评估。",
    REQUEST: "申请逾期没有答复 {} 件，请尽快答复。",
    APPLICANT_WAIT: "等申请人的期限已经过了 {} 件，请联系申请人，或者办结。",
    INTERPRET: "文件超期没有解读 {} 件，请尽快解读。",
    COLUMN: "网站栏目超期没有更新 {} 个，请尽快更新。",
    ANNUAL: "年度报告逾期没有报送 {} 份，请尽快报送、公布。",
}
"""What is said of deadlines of a kind that are past."""


@dataclass(frozen=True)
class PreparedPaper:
    """All that drawing needs; `shown` are (kind, id, revision) of what it rests on, `photos` those it bears.
    `shorter`: what is drawn instead where it takes more than a page, the longest first."""

    notice: FilledNotice
    unit: str
    today: date
    phones: tuple[str, ...]
    label: str
    shown: tuple[tuple[str, str, str], ...]
    watermark: str = ""
    photos: tuple[PostingPhoto, ...] = ()
    shorter: tuple[FilledNotice, ...] = ()


def draw_paper(prepared: PreparedPaper) -> Outgoing:
    """Set a paper. Needs no store and may run on another thread."""
    photos, told = read_for_proof(prepared.photos)
    frame: dict[str, Any] = {
        "issuer": prepared.unit,
        "created": prepared.today,
        "watermark": prepared.watermark,
        "photos": photos,
    }
    pdf, printed = draw_notice(prepared.notice, **frame)
    for notice in prepared.shorter:
        if printed.pages > 1:
            pdf, printed = draw_notice(notice, **frame)
    found = check_drawn(printed.runs, printed.texts, printed.outside, prepared.phones)
    look = (*told, *((LOOK_YOURSELF,) if photos else ()))
    return Outgoing(
        pdf, printed.pages, found, prepared.label, prepared.shown, stand_ins=printed.stand_ins, to_look_at=look
    )


def review_form(workspace: Workspace, subject: Subject) -> PreparedPaper:
    """Read the form of a review as it stands (政府信息公开审查表). Raises `UserFacingError` where there is none."""
    stands = review_of(workspace, subject)
    if stands is None:
        raise UserFacingError("review-not-begun", f"“{subject.title}”还没有送审，没有表可以打印。请先做初审。")
    id = review_record_id(subject._replace(about=stands.about))
    revision = workspace.store.records.get("review", id).revision
    grounds = {code: f"{code}（{category}）{item}" for code, category, item in exemptions(workspace)}
    rows = _pairs(_review_facts(stands, grounds))
    notice = _page("政府信息公开审查表", (), FilledTable("", _PAIRS, rows), workspace)
    return _prepared(workspace, notice, "打印审查表", [("review", id, revision)])


def posting_proof(workspace: Workspace, name: str) -> PreparedPaper:
    """Read the proof of a posting on one page (公示情况证明). Raises `UserFacingError` where it was never hung up."""
    record, row = stored_record(workspace, name), find_notice(workspace, name)
    kept = workspace.store.records.get("posting", row.id)
    photos, ending = photos_of(workspace, record), ending_of(workspace, record)
    rows = _pairs((*_posting_facts(record, ending), *_photo_facts(photos), *_copies(workspace, row.id)))
    text = f"{workspace.organisation.full_name}就“{record.title}”公示的情况如下。"
    notice = _page("公示情况证明", (text,), FilledTable("", _PAIRS, rows), workspace)
    # Not the notice itself: that does not go out by its proof.
    prepared = _prepared(workspace, notice, "打印公示情况证明", [("posting", row.id, kept.revision)])
    return replace(prepared, photos=for_proof(photos))


def month_page(workspace: Workspace, month: date) -> PreparedPaper:
    """Read what a leader wants to know of a month on a page (政务公开工作月报): what came out, what is late, what is
    due in the thirty days ahead. `month`: any day of it."""
    calendar = office_calendar(workspace)
    lines = [line for line in ledger(workspace, calendar) if _is_of(line, month)]
    ahead = [each for each in open_deadlines(workspace, calendar) if (each.due - workspace.today()).days <= _SOON_DAYS]
    paragraphs = tuple(_month_told(month, lines, ahead, workspace.today()))
    title = f"{month.year}年{month.month}月政务公开工作月报"
    tables = [_due_table(ahead, workspace.today(), most) if ahead else None for most in _MOST_DUE]
    whole, *shorter = (_page(title, paragraphs, table, workspace) for table in tables)
    return replace(_prepared(workspace, whole, f"打印月报 {month:%Y-%m}", []), shorter=tuple(shorter))


def _prepared(
    workspace: Workspace, notice: FilledNotice, label: str, shown: Iterable[tuple[str, str, str]]
) -> PreparedPaper:
    own = workspace.organisation
    return PreparedPaper(notice, own.full_name, workspace.today(), own.public_phones, label, tuple(shown))


def _page(title: str, paragraphs: Sequence[str], table: FilledTable | None, workspace: Workspace) -> FilledNotice:
    return FilledNotice(
        template="",
        medium="paper",
        title=title,
        paragraphs=tuple(Paragraph("", text) for text in paragraphs),
        table=table,
        signature=(workspace.organisation.full_name, written_date(workspace.today())),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )


def _pairs(facts: Iterable[tuple[str, str]]) -> tuple[FilledRow, ...]:
    return tuple(FilledRow(number, pair) for number, pair in enumerate(facts, start=1))


def _review_facts(stands: Review, grounds: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "信息名称", stands.title
    yield "内容概要", stands.summary or "（没有写）"
    yield "公开方式", MODE_WORDS[stands.mode]
    if stands.mode != "withheld":
        yield "公开范围", stands.scope
    if stands.reason:
        yield "不公开的理由", stands.reason
    if stands.basis:
        yield "不公开的依据", grounds.get(stands.basis, stands.basis)
    if stands.kept_back:
        yield "不公开的部分", stands.kept_back
    done = {each.stage: each for each in stands.stages}
    for stage in STAGES:
        yield STAGE_WORDS[stage], told(done[stage]).removeprefix(STAGE_WORDS[stage]).strip() if stage in done else "　"
    yield "结论", _CONCLUSIONS.get(standing_of(stands)) or _SIGNED_FOR[stands.mode]
    if condition_of(stands):
        yield "公开时注意", condition_of(stands)


def _posting_facts(record: PostingRecord, ending: Ending | None) -> Iterator[tuple[str, str]]:
    yield "张贴日期", full_date(record.posted)
    yield "张贴地点", "、".join(record.places)
    yield "公示期", _period_told(ending)
    if not record.objections:
        yield "异议", "没有收到"
    for number, objection in enumerate(record.objections, start=1):
        said = objection.text.removesuffix("。")
        yield f"异议{number}", f"{full_date(objection.on)}：{said}。{dealt_words(objection)}"
    yield "撤下日期", full_date(record.taken_down) if record.taken_down else "还没有撤下"
    if record.reason:
        yield "撤下更正", record.reason
    yield "结果", record.result or "还没有记"


def _period_told(ending: Ending | None) -> str:
    if ending is None:
        return "没有写公示期"
    recounted = f"（张贴时算到{full_date(ending.recorded)}，放假安排变了，重新算的）"
    return f"到{full_date(ending.until)}为止{recounted if ending.is_moved and ending.recorded else ''}"


def _photo_facts(photos: Sequence[PostingPhoto]) -> Iterator[tuple[str, str]]:
    down = sum(each.is_down for each in photos)
    shown = len(for_proof(photos))
    rest = f"，下面印出 {shown} 张，其余存在本机" if shown < len(photos) else "，印在下面" if photos else ""
    yield "照片", f"张贴时 {len(photos) - down} 张，撤下时 {down} 张{rest}"


def _copies(workspace: Workspace, notice: str) -> Iterator[tuple[str, str]]:
    for copy in copies_of(workspace, notice):
        yield copy.medium_words, f"{full_date(copy.day)}　{copy.label}"


def _is_of(line: LedgerLine, month: date) -> bool:
    days = (line.kept.line.formed, line.due.due, *(each.published for each in line.kept.outlets))
    return any(_same_month(day, month) for day in days)


def _month_told(month: date, lines: Sequence[LedgerLine], ahead: Sequence[Deadline], today: date) -> Iterator[str]:
    if lines:
        formed = sum(_same_month(line.kept.line.formed, month) for line in lines)
        yield f"{month.month}月形成信息 {formed} 条；台账上和本月有关的共 {len(lines)} 条：{_counted(lines)}。"
    else:
        yield f"{month.month}月台账上没有记录。"
    yield from _places_told(month, lines)
    overdue = Counter(_LATE.get(each.kind, _PUBLISH_LATE) for each in ahead if each.due < today)
    yield from (words.format(count) for words, count in overdue.items())
    yield f"到{full_date(date.fromordinal(today.toordinal() + _SOON_DAYS))}为止要做的共 {len(ahead)} 件。"


def _places_told(month: date, lines: Sequence[LedgerLine]) -> Iterator[str]:
    outlets = [each for line in lines for each in line.kept.outlets]
    out = Counter(each.place for each in outlets if _same_month(each.published, month))
    down = sum(_same_month(each.taken_down, month) for each in outlets)
    if out:
        named = "，".join(f"{_short(place)} {count} 条" for place, count in out.most_common(_MOST_PLACES))
        yield f"{month.month}月公开的：{named}{'等' if len(out) > _MOST_PLACES else ''}。"
    if down:
        yield f"{month.month}月从 {down} 处撤下。"
    missing = sum(bool(line.missing) for line in lines)
    if missing:
        yield f"已公开的里有 {missing} 条，目录上写的渠道还没有都公开。"


def _counted(lines: Sequence[LedgerLine]) -> str:
    counts = Counter(line.standing for line in lines)
    return "，".join(f"{words} {counts[code]} 条" for code, words in STANDING_WORDS.items() if counts[code])


def _same_month(day: date | None, month: date) -> bool:
    return day is not None and (day.year, day.month) == (month.year, month.month)


def _due_table(ahead: Sequence[Deadline], today: date, most: int) -> FilledTable:
    columns = (
        FilledColumn("due", "到期日", "center"),
        FilledColumn("kind", "要做什么", "center"),
        FilledColumn("title", "名称", "left"),
        FilledColumn("mark", "说明", "center"),
    )
    rows = []
    for number, each in enumerate(ahead[:most], start=1):
        mark = "已逾期" if each.due < today else "推算" if each.inferred else ""
        rows.append(FilledRow(number, (written_date(each.due), KIND_WORDS[each.kind], _short(each.title), mark)))
    more = f"，另有 {len(ahead) - most} 件没有列出" if len(ahead) > most else ""
    return FilledTable(f"到期的事项{more}", columns, tuple(rows))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
