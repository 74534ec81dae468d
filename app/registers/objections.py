"""What was said against a notice on the wall, and how it was dealt with; both can be written down and mended later."""

from collections.abc import Sequence

from msgspec import structs

from app.calendar.wording import plain_date
from app.errors import UsageError, UserFacingError
from app.registers.postings import Objection, PostingRecord, keep_posting, require_clean_words, stored_record
from app.registers.publications import require_past
from app.tables.rows import written_date
from app.workspace import Workspace


def record_objection(workspace: Workspace, notice: str, said: Objection) -> PostingRecord:
    """Write down an objection, or how one of that day in the same words was dealt with.

    Raises `UserFacingError` where the notice was never hung up, a number stands in it or a day is wrong.
    """
    record = stored_record(workspace, notice)
    said = _checked(workspace, record, said)
    waiting = structs.replace(said, dealt_with="", by="", dealt_on=None, outcome="")
    before = list(record.objections)
    if said != waiting and waiting in before:
        before[before.index(waiting)] = said
    else:
        before.append(said)
    return _keep(workspace, record, before, "记一条异议")


def change_objection(workspace: Workspace, notice: str, before: Objection, after: Objection) -> PostingRecord:
    """Write an objection anew: what was said, how, by whom and when it was dealt with, and what came of it.

    Raises `UserFacingError` where it is not there as it was `before`, a number stands in it or a day is wrong.
    """
    record = stored_record(workspace, notice)
    after = _checked(workspace, record, after)
    if before not in record.objections:
        raise UserFacingError("objection-gone", "这条异议刚才又改过，没有记下。请看一遍新的，再写。")
    changed = [after if each == before else each for each in record.objections]
    return _keep(workspace, record, changed, "改异议的处理")


def objection_at(record: PostingRecord, number: int) -> Objection:
    """Return an objection by its number from 1. Raises `UsageError` where there are fewer."""
    if not 1 <= number <= len(record.objections):
        raise UsageError("objection-unknown", f"没有第 {number} 条异议，一共记了 {len(record.objections)} 条。")
    return record.objections[number - 1]


def dealt_words(objection: Objection) -> str:
    """Return how an objection was dealt with, without a full stop: how, by whom and when, and its outcome."""
    if not (objection.dealt_with or objection.outcome):
        return "还没有写怎样处理"
    by = "，".join(filter(None, (objection.by, written_date(objection.dealt_on) if objection.dealt_on else "")))
    dealt = (
        f"处理：{objection.dealt_with.removesuffix('。')}{f'（{by}）' if by else ''}" if objection.dealt_with else ""
    )
    outcome = f"结论：{objection.outcome.removesuffix('。')}" if objection.outcome else ""
    return "；".join(filter(None, (dealt, outcome)))


def _checked(workspace: Workspace, record: PostingRecord, said: Objection) -> Objection:
    """Return an objection with its spaces tidied."""
    require_past(workspace, said.on, "收到日期")
    if said.on < record.posted:
        raise UserFacingError(
            "objection-too-early", f"收到日期在张贴日期{plain_date(record.posted)}以前，没有记下。请核对。"
        )
    if said.dealt_on is not None:
        require_past(workspace, said.dealt_on, "处理日期")
        if said.dealt_on < said.on:
            raise UserFacingError("dealt-too-early", f"处理日期在收到日期{plain_date(said.on)}以前，没有记下。请核对。")
    names = ("text", "dealt_with", "by", "outcome")
    texts = {name: " ".join(getattr(said, name).split()) for name in names}
    if not texts["text"]:
        raise UsageError("objection-missing", "没有写异议的内容，没有记下。")
    require_clean_words(workspace, texts.values())
    return structs.replace(said, **texts)


def _keep(workspace: Workspace, record: PostingRecord, objections: Sequence[Objection], label: str) -> PostingRecord:
    return keep_posting(workspace, structs.replace(record, objections=tuple(objections)), label)
