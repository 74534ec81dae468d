"""The posting record of a notice (公示情况): hung where and when, objections, taken down, result.

It belongs to the notice as it hung (`revision`) and is a record of its own (`posting`, under the notice's id); every
step is an operation with history and undo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert, structs, to_builtins

from app.calendar import WorkCalendar
from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.notices.filled_notice import FilledNotice, NoticePeriod, Unit
from app.notices.keeping import filled_of, find_notice, find_template
from app.notices.least_periods import least_periods_of
from app.notices.periods import UNIT_WORDS, notice_period, recounted
from app.registers.publications import require_past
from app.registers.reviews import notice_subject, require_signed
from app.workspace import Workspace

POSTING = "posting"

_Place = Annotated[str, Meta(min_length=1, max_length=100)]
_Text = Annotated[str, Meta(max_length=2000)]
_Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
_Photos = Annotated[tuple[_Sha256, ...], Meta(max_length=50)]


class Objection(Struct, frozen=True):
    """What somebody had to say against a notice: when it came, what, and how it was dealt with. No names: they do not
    belong on a proof that anybody may see."""

    on: date
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    dealt_with: _Text = ""


class PostingRecord(Struct, frozen=True):
    """One notice on the wall. `until`: last day of its period as counted when it was posted; `photos` and
    `photos_down` are attachments; `result`: what came of it; `corrected_by`: the notice that took its place after it
    was taken down for a mistake, `reason` says which."""

    organisation: str
    edition: str
    notice: str
    revision: str
    title: str
    posted: date
    places: Annotated[tuple[_Place, ...], Meta(min_length=1, max_length=50)]
    person: str | None
    until: date | None = None
    photos: _Photos = ()
    objections: Annotated[tuple[Objection, ...], Meta(max_length=500)] = ()
    taken_down: date | None = None
    photos_down: _Photos = ()
    result: _Text = ""
    reason: _Text = ""
    corrected_by: str | None = None
    removed: bool = False


@dataclass(frozen=True)
class Standing:
    """How a posting stands: `code` running, over (to be taken down or its result written), done, withdrawn; `words`
    say so."""

    code: str
    words: str


def record_posted(
    workspace: Workspace, notice: str, on: date, places: Sequence[str], photos: Sequence[str] = ()
) -> PostingRecord:
    """Write down that a notice was hung up; what was written about it before, of an earlier form of it, stays in the
    history.

    Raises `UserFacingError` (`review-missing`) until the notice was signed as it stands, for a day in the future, or
    where it hangs already or was withdrawn as it stands; `UsageError` without a place.
    """
    row = find_notice(workspace, notice)
    require_signed(workspace, notice_subject(workspace, row.id))
    require_past(workspace, on, "张贴日期")
    named = tuple(" ".join(place.split()) for place in places if place.strip())
    if not named:
        raise UsageError("place-missing", "没有写贴在哪里，没有记下。请写上地点，例如 村务公开栏。")
    _require_clean(workspace, named)
    before = posting_of(workspace, row.id)
    if before is not None and before.revision == row.revision and before.taken_down is None:
        raise UserFacingError("posted-already", f"这份公示记过{full_date(before.posted)}张贴，没有再记。")
    if before is not None and before.revision == row.revision and before.reason:
        raise UserFacingError(
            "posting-withdrawn", "这份公示有错，已经撤下更正，不能照原样再贴，没有记下。请贴更正的那一份。"
        )
    record = PostingRecord(
        workspace.organisation.id,
        workspace.edition,
        row.id,
        row.revision,
        row.content["title"],
        on,
        named,
        workspace.person,
        until=_until(workspace, filled_of(row), on),
        photos=tuple(photos),
    )
    return _keep(workspace, record, f"记公示张贴 {on.isoformat()}")


def posting_warnings(workspace: Workspace, notice: str, on: date) -> list[str]:
    """Return what to look at before a notice is hung up on a day: a period that ends before the days of the template,
    or those that this place asks for, are over, or that begins before it hangs."""
    row = find_notice(workspace, notice)
    period, template = filled_of(row).period, find_template(workspace, row.content["template"])
    rules = [(rule.days, rule.unit, rule.basis) for rule in least_periods_of(workspace, template.code)]
    if template.notice_days is not None and template.notice_unit is not None:
        rules.append((template.notice_days, template.notice_unit, "模板"))
    if period is None:
        return ["公示里没有写公示期，请核对起止日期。"] if rules else []
    told = []
    if period.start <= on:
        told.append(f"公示写的是从{full_date(period.start)}起，那天以前就要贴出来；{full_date(on)}才贴，天数不够。")
    longest = max((_least(workspace, on, rule) for rule in rules), default=None)
    if longest is not None and period.end < longest[0]:
        told.append(
            f"公示期太短：{full_date(on)}贴出，应当有{longest[1]}，到{full_date(longest[0])}为止；"
            f"纸上写的是到{full_date(period.end)}。"
        )
    return told


def _least(workspace: Workspace, on: date, rule: tuple[int, Unit, str]) -> tuple[date, str]:
    days, unit, basis = rule
    least = notice_period(office_calendar(workspace), days, unit, posted_on=on, start=None)
    return least.end, f"{days}{UNIT_WORDS[unit]}（{basis}）"


def record_objection(workspace: Workspace, notice: str, on: date, text: str, dealt_with: str = "") -> PostingRecord:
    """Write down an objection, or how one of that day in the same words was dealt with.

    Raises `UserFacingError` where the notice was never hung up or a number stands in it.
    """
    record = find_posting(workspace, notice)
    require_past(workspace, on, "收到日期")
    if on < record.posted:
        raise UserFacingError("objection-too-early", f"收到日期在张贴日期 {record.posted} 以前，没有记下。")
    said = [" ".join(each.split()) for each in (text, dealt_with)]
    if not said[0]:
        raise UsageError("objection-missing", "没有写异议的内容，没有记下。")
    _require_clean(workspace, said)
    objections = _with(record.objections, Objection(on, *said))
    return _keep(workspace, structs.replace(record, objections=objections), "记一条异议")


def _with(objections: tuple[Objection, ...], said: Objection) -> tuple[Objection, ...]:
    """Return the objections with one more; one that waited for an answer in the same words gets that of `said`."""
    waiting = structs.replace(said, dealt_with="")
    if not said.dealt_with or waiting not in objections:
        return (*objections, said)
    at = objections.index(waiting)
    return (*objections[:at], said, *objections[at + 1 :])


def record_down(workspace: Workspace, notice: str, on: date, photos: Sequence[str] = ()) -> PostingRecord:
    """Write down that a notice was taken down. Raises `UserFacingError` where it does not hang or for a wrong day."""
    record = find_posting(workspace, notice)
    require_past(workspace, on, "撤下日期")
    _require_hung(record, on)
    changed = structs.replace(record, taken_down=on, photos_down=(*record.photos_down, *photos))
    return _keep(workspace, changed, f"记公示撤下 {on.isoformat()}")


def record_result(workspace: Workspace, notice: str, result: str) -> PostingRecord:
    """Write down what came of a notice. Raises `UserFacingError` while its period runs, `UsageError` without words."""
    record = find_posting(workspace, notice)
    said = " ".join(result.split())
    if not said:
        raise UsageError("result-missing", "没有写结果，没有记下。例如：公示期满，没有收到异议。")
    if record.until is not None and workspace.today() <= record.until and record.reason == "":
        raise UserFacingError(
            "period-running", f"公示期到{full_date(record.until)}才满，没有记下结果。请期满以后再记。"
        )
    _require_clean(workspace, [said])
    return _keep(workspace, structs.replace(record, result=said), "记公示结果")


def record_withdrawn(
    workspace: Workspace, notice: str, on: date, reason: str, corrected_by: str | None = None
) -> PostingRecord:
    """Write down that a posted notice was taken down for a mistake (撤下更正), why, and which notice takes its place.

    One that was down already keeps the day it came down. Raises `UserFacingError` where it was never hung up, for a
    wrong day, or where it is to take its own place; `UsageError` without a reason.
    """
    said = " ".join(reason.split())
    if not said:
        raise UsageError("reason-needed", "没有写为什么撤下，没有记下。请写明哪里错了。")
    _require_clean(workspace, [said])
    record = find_posting(workspace, notice)
    require_past(workspace, on, "撤下日期")
    down = on if record.taken_down is None else record.taken_down
    _require_hung(record, down)
    after = _correction(workspace, record, corrected_by) if corrected_by else record.corrected_by
    changed = structs.replace(record, taken_down=down, reason=said, corrected_by=after)
    return _keep(workspace, changed, f"撤下更正 {down.isoformat()}")


def _correction(workspace: Workspace, record: PostingRecord, name: str) -> str:
    after = find_notice(workspace, name).id
    if after == record.notice:
        raise UserFacingError("correction-itself", "更正的一份不能就是撤下的这一份，没有记下。请写新做的那一份。")
    return after


def link_correction(workspace: Workspace, notice: str, corrected_by: str) -> bool:
    """Write down which notice takes the place of one that was withdrawn; False where it is not withdrawn, or not any
    more, or that was written down before."""
    record, after = posting_of(workspace, notice), find_notice(workspace, corrected_by).id
    if record is None or not record.reason or after in (record.corrected_by, record.notice):
        return False
    _keep(workspace, structs.replace(record, corrected_by=after), "记更正后的公示")
    return True


def posting_of(workspace: Workspace, notice: str) -> PostingRecord | None:
    """Return the posting record of a notice by its id, None where it was never hung up."""
    record = workspace.store.records.get(POSTING, notice)
    return convert(record.content, PostingRecord) if record is not None and not record.content["removed"] else None


def find_posting(workspace: Workspace, notice: str) -> PostingRecord:
    """Return the posting record of a notice. Raises `UserFacingError` where it was never hung up."""
    record = posting_of(workspace, find_notice(workspace, notice).id)
    if record is None:
        raise UserFacingError("not-posted", "这份公示还没有记过张贴，没有改动。请先记下哪天贴在哪里。")
    return record


def postings(workspace: Workspace) -> list[PostingRecord]:
    """Return all posting records, the one posted last in front."""
    found = [convert(row.content, PostingRecord) for row in workspace.store.records.of_kind(POSTING)]
    return sorted(found, key=lambda record: (record.posted, record.title), reverse=True)


def standing_of(record: PostingRecord, today: date) -> Standing:
    """Return how a posting stands on a day."""
    if record.reason:
        return Standing("withdrawn", f"{record.taken_down} 撤下更正" if record.taken_down else "撤下更正")
    if record.until is not None and today <= record.until:
        return Standing("running", f"公示到{full_date(record.until)}")
    if record.taken_down is not None and record.result:
        return Standing("done", "已结束")
    missing = [word for word, has in (("撤下", record.taken_down is not None), ("结果", record.result)) if not has]
    return Standing("over", f"期满，还没有记{'和'.join(missing)}" if record.until else f"还没有记{'和'.join(missing)}")


def period_hung(period: NoticePeriod, on: date, calendar: WorkCalendar) -> NoticePeriod:
    """Return the period of a notice hung up on a day: what the paper says, and no shorter than its days counted from
    that day."""
    counted = notice_period(calendar, period.days, period.unit, posted_on=on, start=None)
    said = recounted(period, calendar)
    return counted if counted is not None and counted.end > said.end else said


def _until(workspace: Workspace, filled: FilledNotice, on: date) -> date | None:
    period = filled.period
    return period_hung(period, on, office_calendar(workspace)).end if period is not None else None


def _require_hung(record: PostingRecord, on: date) -> None:
    if on < record.posted:
        raise UserFacingError("taken-down-too-early", f"撤下日期在张贴日期 {record.posted} 以前，没有记下。请核对。")


def _require_clean(workspace: Workspace, texts: Iterable[str]) -> None:
    for text in texts:
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError(
                "posting-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。公示证明谁都能看，请删掉号码再写。"
            )


def _keep(workspace: Workspace, record: PostingRecord, label: str) -> PostingRecord:
    content = to_builtins(record)
    try:
        convert(content, PostingRecord)
    except ValidationError as error:
        raise UserFacingError(
            "posting-wrong", "写的内容太长，或者照片太多，没有记下。请写短一些。", str(error)
        ) from error
    with operation(workspace, "posting", label) as act:
        act.write(POSTING, record.notice, content)
    return record
