"""The posting record of a notice (公示情况): hung where and when, objections, taken down, result.

It belongs to the notice as it hung (`revision`) and is a record of its own (`posting`, under the notice's id); every
step is an operation with history and undo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert, structs, to_builtins

from app.calendar import WorkCalendar
from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date, plain_date
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.operations import Operation, operation
from app.errors import UsageError, UserFacingError
from app.notices.filled_notice import FilledNotice, NoticePeriod, Unit
from app.notices.keeping import filled_of, find_notice, find_template
from app.notices.least_periods import least_periods_of
from app.notices.periods import UNIT_WORDS, last_day_to_hang, notice_period, recounted
from app.registers.publications import require_past
from app.registers.signatures import out_before_signed, require_signed
from app.registers.subjects import notice_subject
from app.workspace import Workspace
from db.repositories.records import RecordRow

POSTING = "posting"

_Place = Annotated[str, Meta(min_length=1, max_length=100)]
_Text = Annotated[str, Meta(max_length=2000)]
_Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
_Photos = Annotated[tuple[_Sha256, ...], Meta(max_length=50)]
_Seen = Annotated[str, Meta(min_length=1, max_length=100)]


class Objection(Struct, frozen=True):
    """What somebody had to say against a notice: when it came, what, how it was dealt with, by whom of the office,
    when, and what came of it. No names of those who objected: they do not belong on a proof that anybody may see."""

    on: date
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    dealt_with: _Text = ""
    by: Annotated[str, Meta(max_length=100)] = ""
    dealt_on: date | None = None
    outcome: _Text = ""


class PostingRecord(Struct, frozen=True):
    """One notice on the wall. `until`: last day of its period as counted when it was posted, or as somebody took it
    since; `photos` and `photos_down` are attachments; `result`: what came of it; `corrected_by`: the notice that took
    its place after it was taken down for a mistake, `reason` says which, `seen_to` what of taking it back somebody
    said is done (`app.registers.corrections`)."""

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
    # Not written where nothing is seen to: records of before have the same shape.
    seen_to: Annotated[tuple[_Seen, ...], Meta(max_length=1000)] | UnsetType = UNSET
    removed: bool = False


@dataclass(frozen=True)
class Ending:
    """The last day of a notice's period: `until` as it is counted now, `recorded` as the posting has it, and how the
    day was reached."""

    until: date
    recorded: date | None
    explanation: tuple[str, ...]
    inferred: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether another day is counted now than the posting has."""
        return self.until != self.recorded

    @property
    def told(self) -> str:
        """How the day was reached, in one line."""
        lines = [line.strip() for line in self.explanation]
        return "".join(line if line.endswith(("。", "：", "；", "，")) else f"{line}；" for line in lines).rstrip("；")


@dataclass(frozen=True)
class Standing:
    """How a posting stands: `code` running, over (to be taken down or its result written), done, withdrawn; `words`
    say so."""

    code: str
    words: str


def record_posted(
    workspace: Workspace, notice: str, on: date, places: Sequence[str], photos: Sequence[str] = ()
) -> PostingRecord:
    """Write down that a notice was hung up; what was written about it before, of an earlier form of it that came down,
    stays in the history.

    Raises `UserFacingError` (`review-missing`) until the notice was signed as it stands, for a day in the future, or
    where it hangs already, in whichever form, or hung as it stands; `UsageError` without a place.
    """
    row = find_notice(workspace, notice)
    named = tuple(" ".join(place.split()) for place in places if place.strip())
    require_signed(workspace, notice_subject(workspace, row.id), named)
    require_past(workspace, on, "张贴日期")
    if not named:
        raise UsageError("place-missing", "没有写贴在哪里，没有记下。请写上地点，例如 村务公开栏。")
    require_clean_words(workspace, named)
    _require_unhung(workspace, row)
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
    return keep_posting(workspace, record, f"记公示张贴：{plain_date(on)}")


def _require_unhung(workspace: Workspace, row: RecordRow) -> None:
    before = stored_posting(workspace, row.id)
    if before is None:
        return
    posted, same = full_date(before.posted), is_of(workspace, before, row.revision)
    if before.taken_down is None and same:
        raise UserFacingError("posted-already", f"这份公示记过{posted}张贴，没有再记。")
    if before.taken_down is None:
        raise UserFacingError(
            "posted-before", f"这份公示改过，{posted}贴的还是以前的样子，没有记下。请先记那一份撤下。"
        )
    if before.reason:
        raise UserFacingError(
            "posting-withdrawn", "这份公示有错，已经撤下更正，不能照原样再贴，没有记下。请贴更正的那一份。"
        )
    if same:
        raise UserFacingError(
            "posted-before",
            f"这份公示{posted}贴过，{full_date(before.taken_down)}撤下了，没有再记。"
            "要再公示一次，请另做一份；撤下是记错的，请撤销那一步。",
        )


def posting_warnings(workspace: Workspace, notice: str, on: date) -> list[str]:
    """Return what to look at before a notice is hung up on a day: a period that ends before the days of the template,
    or those that this place asks for, are over, or that begins before it hangs; a day before it was signed."""
    row = find_notice(workspace, notice)
    unsigned = out_before_signed(workspace, notice_subject(workspace, row.id), on, "张贴")
    return [*_period_warnings(workspace, row, on), *unsigned]


def _period_warnings(workspace: Workspace, row: RecordRow, on: date) -> list[str]:
    period, template = filled_of(row).period, find_template(workspace, row.content["template"])
    rules = [(rule.days, rule.unit, rule.basis) for rule in least_periods_of(workspace, template.code)]
    if template.notice_days is not None and template.notice_unit is not None:
        rules.append((template.notice_days, template.notice_unit, "模板"))
    if period is None:
        return ["公示里没有写公示期，请核对起止日期。"] if rules else []
    told = []
    latest = last_day_to_hang(period)
    if on > latest:
        told.append(
            f"公示写的是从{full_date(period.start)}起，最迟{full_date(latest)}贴；{full_date(on)}才贴，天数不够。"
        )
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


def record_down(workspace: Workspace, notice: str, on: date, photos: Sequence[str] = ()) -> PostingRecord:
    """Write down that a notice was taken down. Raises `UserFacingError` where it does not hang or for a wrong day."""
    record = find_posting(workspace, notice)
    require_past(workspace, on, "撤下日期")
    require_hung(record, on)
    # From now on no calendar moves its end.
    changed = structs.replace(record, taken_down=on, photos_down=(*record.photos_down, *photos))
    return keep_posting(workspace, changed, f"记公示撤下：{plain_date(on)}")


def early_down(record: PostingRecord, on: date) -> str:
    """Return what to look at before a notice comes down on a day on which its period is not over, else nothing."""
    if record.until is None or on > record.until:
        return ""
    return f"公示期到{full_date(record.until)}为止，那天以后再撤。"


def add_photos(workspace: Workspace, notice: str, photos: Sequence[str], *, down: bool = False) -> PostingRecord:
    """Keep more photos (ids of attachments) of a notice as it hung, or as it was when it came `down`.

    Raises `UserFacingError` where it was never hung up, or is not down yet.
    """
    record = stored_record(workspace, notice)
    if down and record.taken_down is None:
        raise UserFacingError("not-down", "这份公示还没有记撤下，照片没有放进去。请先记哪天撤下的。")
    name = "photos_down" if down else "photos"
    kept = tuple(dict.fromkeys((*getattr(record, name), *photos)))
    return keep_posting(workspace, structs.replace(record, **{name: kept}), "加公示照片")


def take_ending(workspace: Workspace, notice: str) -> PostingRecord:
    """Write down the last day of a hanging notice's period as it is counted now.

    Raises `UserFacingError` where it is no other day than the posting has.
    """
    record = stored_record(workspace, notice)
    ending = ending_of(workspace, record)
    if ending is None or not ending.is_moved:
        raise UserFacingError("ending-same", "公示期的最后一天没有变，没有改动。")
    return keep_posting(workspace, structs.replace(record, until=ending.until), f"公示期改到{plain_date(ending.until)}")


def record_result(workspace: Workspace, notice: str, result: str) -> PostingRecord:
    """Write down what came of a notice.

    Raises `UserFacingError` while it hangs and its period runs, `UsageError` without words.
    """
    record = find_posting(workspace, notice)
    said = " ".join(result.split())
    if not said:
        raise UsageError("result-missing", "没有写结果，没有记下。例如：公示期满，没有收到异议。")
    if still_hangs(record, workspace.today()):
        raise UserFacingError(
            "period-running", f"公示期到{full_date(record.until)}才满，没有记下结果。请期满以后再记。"
        )
    require_clean_words(workspace, [said])
    stored = stored_record(workspace, notice)
    return keep_posting(workspace, structs.replace(stored, result=said), "记公示结果")


def still_hangs(record: PostingRecord, today: date) -> bool:
    """Whether a notice is on the wall and its period runs, so that nothing can have come of it yet."""
    is_up = record.taken_down is None and not record.reason
    return is_up and record.until is not None and today <= record.until


def stored_posting(workspace: Workspace, notice: str) -> PostingRecord | None:
    """Return the posting record of a notice (id) as it is written down, None where it was never hung up."""
    record = workspace.store.records.get(POSTING, notice)
    return convert(record.content, PostingRecord) if record is not None and not record.content["removed"] else None


def stored_record(workspace: Workspace, notice: str) -> PostingRecord:
    """Return the posting record of a notice as it is written down. Raises `UserFacingError` where there is none."""
    record = stored_posting(workspace, find_notice(workspace, notice).id)
    if record is None:
        raise UserFacingError("not-posted", "这份公示还没有记过张贴，没有改动。请先记下哪天贴在哪里。")
    return record


def posting_of(workspace: Workspace, notice: str) -> PostingRecord | None:
    """Return the posting record of a notice by its id, its period ending as it is counted now; None where it was never
    hung up."""
    record = stored_posting(workspace, notice)
    return record and as_counted(workspace, record)


def find_posting(workspace: Workspace, notice: str) -> PostingRecord:
    """Return the same. Raises `UserFacingError` where it was never hung up."""
    return as_counted(workspace, stored_record(workspace, notice))


def postings(workspace: Workspace) -> list[PostingRecord]:
    """Return all posting records, the one posted last in front, their periods ending as they are counted now."""
    found = [convert(row.content, PostingRecord) for row in workspace.store.records.of_kind(POSTING)]
    calendar = office_calendar(workspace) if any(record.taken_down is None for record in found) else None
    found = [as_counted(workspace, record, calendar) for record in found]
    return sorted(found, key=lambda record: (record.posted, record.title), reverse=True)


def is_of(workspace: Workspace, record: PostingRecord, revision: str) -> bool:
    """Whether a revision of a notice is what hung, or what was left of that once something was taken out of it."""
    held = workspace.store.revisions.get(record.revision) if record.revision != revision else None
    return record.revision == revision or (held is not None and held["redaction"] is not None)


def is_past(workspace: Workspace, record: PostingRecord, revision: str) -> bool:
    """Whether another form of a notice hung and is down: as it stands now (`revision`) it can be hung up. One that was
    withdrawn never can."""
    return record.taken_down is not None and not record.reason and not is_of(workspace, record, revision)


def ending_of(workspace: Workspace, record: PostingRecord, calendar: WorkCalendar | None = None) -> Ending | None:
    """Return when the period of a notice is over, None for one without. While it hangs it is counted afresh by the
    calendar the office goes by (`calendar`, where it is at hand); once it came down it stays as the posting has it."""
    row = workspace.store.records.get("notice", record.notice)
    period = filled_of(row).period if row is not None and record.taken_down is None else None
    if period is None or not is_of(workspace, record, row.revision):
        return Ending(record.until, record.until, ()) if record.until else None
    now = period_hung(period, record.posted, calendar or office_calendar(workspace))
    return Ending(now.end, record.until, now.explanation, now.inferred)


def as_counted(workspace: Workspace, record: PostingRecord, calendar: WorkCalendar | None = None) -> PostingRecord:
    """Return a posting as it stands, its period ending as it is counted now (`ending_of`)."""
    ending = ending_of(workspace, record, calendar)
    return structs.replace(record, until=ending.until) if ending else record


def standing_of(record: PostingRecord, today: date) -> Standing:
    """Return how a posting stands on a day."""
    if record.reason:
        return Standing("withdrawn", f"{full_date(record.taken_down)}撤下更正" if record.taken_down else "撤下更正")
    early = "提前撤下" if record.taken_down is not None and early_down(record, record.taken_down) else ""
    if record.until is not None and today <= record.until and not early:
        return Standing("running", f"公示到{full_date(record.until)}")
    if record.taken_down is not None and record.result:
        return Standing("done", f"已结束（{early}）" if early else "已结束")
    missing = [word for word, has in (("撤下", record.taken_down is not None), ("结果", record.result)) if not has]
    return Standing(
        "over", f"{early or '期满'}，还没有记{'和'.join(missing)}" if record.until else f"还没有记{'和'.join(missing)}"
    )


def period_hung(period: NoticePeriod, on: date, calendar: WorkCalendar) -> NoticePeriod:
    """Return the period of a notice hung up on a day: what the paper says, and no shorter than its days counted from
    that day."""
    counted = notice_period(calendar, period.days, period.unit, posted_on=on, start=None)
    said = recounted(period, calendar)
    return counted if counted is not None and counted.end > said.end else said


def _until(workspace: Workspace, filled: FilledNotice, on: date) -> date | None:
    period = filled.period
    return period_hung(period, on, office_calendar(workspace)).end if period is not None else None


def require_hung(record: PostingRecord, on: date) -> None:
    """Raises `UserFacingError` for a day before the notice was hung up."""
    if on < record.posted:
        raise UserFacingError(
            "taken-down-too-early", f"撤下日期在张贴日期{full_date(record.posted)}以前，没有记下。请核对。"
        )


def require_clean_words(workspace: Workspace, texts: Iterable[str]) -> None:
    """Raises `UserFacingError` where a personal number stands in a text: anybody may see the proof."""
    for text in texts:
        for hit in find_personal_data(text, workspace.organisation.public_phones):
            raise UserFacingError(
                "posting-personal", f"写的内容里有{KIND_LABELS[hit.kind]}，没有记下。公示证明谁都能看，请删掉号码再写。"
            )


def keep_posting(workspace: Workspace, record: PostingRecord, label: str) -> PostingRecord:
    """Write a posting record down as one operation. Raises as `write_posting` does."""
    with operation(workspace, "posting", label) as act:
        write_posting(act, record)
    return record


def write_posting(act: Operation, record: PostingRecord) -> None:
    """Write a posting record down as part of an act. Raises `UserFacingError` for what is too long or too much."""
    content = to_builtins(record)
    try:
        convert(content, PostingRecord)
    except ValidationError as error:
        raise UserFacingError(
            "posting-wrong", "写的内容太长，或者照片太多，没有记下。请写短一些。", str(error)
        ) from error
    act.write(POSTING, record.notice, content)
