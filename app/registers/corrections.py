"""Taking back a posted notice that was wrong (撤下更正): one act of five steps, each done or not, to be gone on with
later.

Down with its reason; every copy that went out taken back; personal data in it taken out; the corrected notice made;
the ledger told. What the store does not know by itself a person says (`see_to`); it stands in the posting record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from app.calendar.wording import full_date, plain_date
from app.drafting.redaction_marks import marks
from app.errors import UsageError, UserFacingError
from app.notices.keeping import find_notice, kept_notices
from app.registers.copies import Copy, copies_of
from app.registers.postings import (
    PostingRecord,
    find_posting,
    keep_posting,
    postings,
    require_clean_words,
    require_hung,
    stored_posting,
    stored_record,
)
from app.registers.publications import require_past
from app.workspace import Workspace

DOWN, COPIES, PERSONAL, CORRECTED, LEDGER = "down", "copies", "personal", "corrected", "ledger"
STEPS = (DOWN, COPIES, PERSONAL, CORRECTED, LEDGER)
STEP_WORDS = {
    DOWN: "撤下，写明原因",
    COPIES: "收回出去过的每一份",
    PERSONAL: "删去这份里的个人信息",
    CORRECTED: "做更正的一份",
    LEDGER: "在公开台账里记下",
}
_COPY = "copy:"


@dataclass(frozen=True)
class Step:
    """One step: `told` is what was done, or what is to be done."""

    code: str
    is_done: bool
    told: str

    @property
    def words(self) -> str:
        """What the step is called."""
        return STEP_WORDS[self.code]


@dataclass(frozen=True)
class OpenCorrection:
    """A notice taken back with steps left: how many are done and how many are not, and the next one."""

    notice: str
    title: str
    done: int
    left: int
    next: Step


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
    require_clean_words(workspace, [said])
    record = find_posting(workspace, notice)
    require_past(workspace, on, "撤下日期")
    down = on if record.taken_down is None else record.taken_down
    require_hung(record, down)
    after = _correction(workspace, record, corrected_by) if corrected_by else record.corrected_by
    changed = structs.replace(record, taken_down=down, reason=said, corrected_by=after)
    return keep_posting(workspace, changed, f"撤下更正：{plain_date(down)}")


def link_correction(workspace: Workspace, notice: str, corrected_by: str) -> bool:
    """Write down which notice takes the place of one that was withdrawn; False where it is not withdrawn, or not any
    more, or that was written down before."""
    record, after = stored_posting(workspace, notice), find_notice(workspace, corrected_by).id
    if record is None or not record.reason or after in (record.corrected_by, record.notice):
        return False
    keep_posting(workspace, structs.replace(record, corrected_by=after), "记更正后的公示")
    return True


def correction_steps(workspace: Workspace, record: PostingRecord) -> tuple[Step, ...]:
    """Return the steps of a withdrawn notice in their order; none for one that is not withdrawn."""
    return tuple(_steps(workspace, record)) if record.reason else ()


def open_corrections(workspace: Workspace) -> list[OpenCorrection]:
    """Return our notices that were taken back and have steps left, the one posted last in front."""
    own, found = workspace.organisation.id, []
    for record in postings(workspace):
        steps = correction_steps(workspace, record) if record.organisation == own else ()
        left = [step for step in steps if not step.is_done]
        if left:
            found.append(OpenCorrection(record.notice, record.title, len(steps) - len(left), len(left), left[0]))
    return found


def see_to(workspace: Workspace, notice: str, code: str, *, done: bool = True) -> PostingRecord:
    """Write down that a step is done, or is not: "copies" for all copies, or one by `copy_code`; "personal": there is
    nothing to be taken out; "corrected": none takes its place; "ledger": it is told, or does not stand there.

    Raises `UserFacingError` for a notice that is not withdrawn, `UsageError` for a step that is not said but done.
    """
    words = "撤下更正：做好一步" if done else "撤下更正：还没有做好"
    return keep_posting(workspace, seen_to(workspace, withdrawn_record(workspace, notice), code, done=done), words)


def seen_to(workspace: Workspace, record: PostingRecord, code: str, *, done: bool = True) -> PostingRecord:
    """Return the posting record of a withdrawn notice as it says that a step is done, or is not. Raises `UsageError`
    for a step that is not said but done."""
    if code not in (COPIES, PERSONAL, CORRECTED, LEDGER) and not code.startswith(_COPY):
        raise UsageError("step-unknown", f"没有“{code}”这一步，没有记下。")
    copies = copies_of(workspace, record.notice)
    named = [copy_code(copy) for copy in copies] or [COPIES] if code == COPIES else [code]
    before = record.seen_to or ()
    after = dict.fromkeys((*before, *named)) if done else [each for each in before if each not in named]
    return structs.replace(record, seen_to=tuple(after))


def copy_code(copy: Copy) -> str:
    """Return by what a copy is named in `see_to`."""
    return f"{_COPY}{copy.at}"


def withdrawn_record(workspace: Workspace, notice: str) -> PostingRecord:
    """Return the posting record of a withdrawn notice. Raises `UserFacingError` where it is not."""
    record = stored_record(workspace, notice)
    if not record.reason:
        raise UserFacingError("not-withdrawn", "这份公示没有撤下更正，没有记下。请先写明哪里错了，记下撤下。")
    return record


def _correction(workspace: Workspace, record: PostingRecord, name: str) -> str:
    after = find_notice(workspace, name).id
    if after == record.notice:
        raise UserFacingError("correction-itself", "更正的一份不能就是撤下的这一份，没有记下。请写新做的那一份。")
    return after


def _steps(workspace: Workspace, record: PostingRecord) -> Iterator[Step]:
    seen = record.seen_to or ()
    yield Step(DOWN, True, f"{full_date(record.taken_down)}撤下：{record.reason}")
    yield _copies(copies_of(workspace, record.notice), seen)
    yield _personal(workspace, record, seen)
    after = record.corrected_by and _title(workspace, record.corrected_by)
    unneeded = "不再公示，不做更正的一份。" if CORRECTED in seen else "还没有做。"
    yield Step(CORRECTED, bool(after) or CORRECTED in seen, f"更正的一份：{after}" if after else unneeded)
    yield Step(LEDGER, LEDGER in seen, "已经记下，或者台账里没有这一份。" if LEDGER in seen else "还没有记。")


def _copies(copies: list[Copy], seen: tuple[str, ...]) -> Step:
    left = [copy for copy in copies if copy_code(copy) not in seen]
    if not copies:
        words = "墙上的纸揭下来了，别处没有。" if COPIES in seen else "程序里没有出去过的记录，墙上的纸请揭下来。"
        return Step(COPIES, COPIES in seen, words)
    words = (
        f"还有 {len(left)} 处没有收回、换下，一共 {len(copies)} 处。" if left else f"{len(copies)} 处都收回、换下了。"
    )
    return Step(COPIES, not left, words)


def _personal(workspace: Workspace, record: PostingRecord, seen: tuple[str, ...]) -> Step:
    taken_out = any(("notice", record.notice) in mark.subjects for mark in marks(workspace))
    if taken_out:
        return Step(PERSONAL, True, "已经删去。")
    return Step(PERSONAL, PERSONAL in seen, "里面没有要删去的。" if PERSONAL in seen else "看一遍，有不该写的就删去。")


def _title(workspace: Workspace, notice: str) -> str:
    return next((row.content["title"] for row in kept_notices(workspace) if row.id == notice), "")
