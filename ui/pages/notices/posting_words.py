"""How the posting of a notice is said: chips of the list, lines of the panel."""

from collections.abc import Iterator, Sequence

from app.calendar.wording import full_date
from app.registers.copies import Copy
from app.registers.corrections import COPIES, CORRECTED, LEDGER, PERSONAL, Step, copy_code
from app.registers.objections import dealt_words
from app.registers.postings import PostingRecord, early_down
from ui.pages.notices.posting_reading import PostingFacts
from ui.widgets.chips import Chip
from ui.widgets.rows import Row, RowAction

STANDING_CHIPS = {
    "begun": Chip("hourglass", "送审中", colour="info", soft="info-soft"),
    "sent-back": Chip("undo-2", "审查没有通过", colour="danger", soft="danger-soft"),
    "withheld": Chip("eye-off", "不予公开", colour="warn", soft="warn-soft"),
    "on-request": Chip("user-round-check", "依申请公开", colour="warn", soft="warn-soft"),
    "signed": Chip("stamp", "已签发", colour="success", soft="success-soft"),
    "running": Chip("map-pin", "公示中", colour="accent-ink", soft="accent-soft"),
    "over": Chip("calendar-clock", "还没办完", colour="warn", soft="warn-soft"),
    "done": Chip("circle-check", "已结束", colour="success", soft="success-soft"),
    "withdrawn": Chip("archive", "撤下更正", colour="difference", soft="difference-soft"),
}
ANSWER, DONE, UNDONE, TAKE_OUT, IN_LEDGER, CORRECT = "answer", "done", "undone", "take-out", "in-ledger", "correct"
NOT_POSTED = Chip("circle-dashed", "还没有贴")
_REVIEW_FIRST = "张贴以前要初审、保密审查、签发，三步都记下；还没记全，打印出来印着“送审稿”。"
_SIGNED = "已经签发，现在打印的不再印“送审稿”。贴出去以后在这里记下哪天贴在哪里。"
_WITHHELD = "审查的结论是不予公开，不能张贴。"
_ON_REQUEST = "签发的是依申请公开，只能提供给申请人，不能张贴。"


def told_lines(facts: PostingFacts) -> str:
    """What the panel says of a notice, a line for each thing."""
    if facts.record is None:
        return {"signed": _SIGNED, "withheld": _WITHHELD, "on-request": _ON_REQUEST}.get(facts.standing, _REVIEW_FIRST)
    return "\n".join(_record_lines(facts, facts.record))


def _record_lines(facts: PostingFacts, record: PostingRecord) -> Iterator[str]:
    photos = f"，照片 {len(record.photos)} 张" if record.photos else "，没有照片"
    yield f"{full_date(record.posted)}贴在{'、'.join(record.places)}{photos}。"
    if not record.reason:
        yield f"{facts.words}。"
    if record.taken_down and not record.reason:
        down = f"，照片 {len(record.photos_down)} 张" if record.photos_down else "，没有照片"
        yield f"{full_date(record.taken_down)}撤下{down}。"
    if record.reason:
        left = sum(not step.is_done for step in facts.steps)
        yield f"撤下更正还有 {left} 步没有做完。" if left else "撤下更正的每一步都做完了。"
    if record.result:
        yield f"结果：{ended(record.result)}"


def objection_rows(record: PostingRecord) -> list[Row]:
    """Return a row for each objection; its key is its number from 0."""
    return [
        Row(
            str(number),
            f"异议 {number + 1}：{objection.text}",
            ended(dealt_words(objection)),
            "message-square",
            "text-muted" if objection.dealt_with else "warn",
            right=f"{objection.on.month}月{objection.on.day}日收到",
            actions=(RowAction(ANSWER, "改" if objection.dealt_with else "写处理"),),
        )
        for number, objection in enumerate(record.objections)
    ]


def step_rows(facts: PostingFacts) -> list[Row]:
    """Return a row for each step of taking a notice back, with what can be done about it, and for each copy."""
    return [row for step in facts.steps for row in (_step_row(step, facts), *_copy_rows(step, facts))]


def _step_row(step: Step, facts: PostingFacts) -> Row:
    icon, role = ("circle-check", "success") if step.is_done else ("circle-dashed", "warn")
    return Row(
        step.code,
        step.words,
        step.told,
        icon,
        role,
        icon_text="做好了" if step.is_done else "还没做",
        actions=tuple(_step_actions(step, facts)),
    )


def _step_actions(step: Step, facts: PostingFacts) -> Iterator[RowAction]:
    said = step.code in (facts.record.seen_to or ())
    if step.is_done:
        if said:
            yield RowAction(UNDONE, "还没做好")
        return
    if step.code == COPIES:
        yield RowAction(DONE, "都收回了")
    elif step.code == PERSONAL:
        yield RowAction(TAKE_OUT, "去删")
        yield RowAction(DONE, "没有要删的")
    elif step.code == CORRECTED:
        yield RowAction(CORRECT, "做一份")
        yield RowAction(DONE, "不再公示")
    elif step.code == LEDGER:
        yield RowAction(IN_LEDGER, f"记下（{facts.lines} 行）") if facts.lines else RowAction(DONE, "台账里没有")


def _copy_rows(step: Step, facts: PostingFacts) -> Iterator[Row]:
    for copy in facts.copies if step.code == COPIES else ():
        is_done = copy_code(copy) in (facts.record.seen_to or ())
        yield Row(
            copy_code(copy),
            f"{copy.medium_words}：{copy.label}",
            "收回、换下了" if is_done else "还在外面",
            "check" if is_done else "circle",
            "success" if is_done else "text-muted",
            icon_text="做好了" if is_done else "还没做",
            right=f"{copy.day.month}月{copy.day.day}日",
            actions=(RowAction(UNDONE, "还没有") if is_done else RowAction(DONE, "收回了"),),
        )


def copies_text(copies: Sequence[Copy]) -> str:
    """Where a notice went, a line for each time; said plainly where it never left."""
    if not copies:
        return "程序里没有打印、存成文件、上报过的记录。贴出去的纸请从墙上揭下来。"
    lines = [f"{full_date(copy.day)}　{copy.medium_words}：{copy.label}" for copy in copies]
    return "\n".join(("这一份出去过，每一处都要收回、换下或者通知对方：", *lines))


def usual_result(record: PostingRecord) -> str:
    """What is to be said of most notices that are over: whether it hung to the end, and what was said against it."""
    early = record.taken_down is not None and early_down(record, record.taken_down)
    many, left = len(record.objections), sum(not each.dealt_with for each in record.objections)
    if not many:
        said = "没有收到异议"
    elif not left:
        said = f"收到异议 {many} 件，已经处理"
    else:
        said = f"收到异议 {many} 件，{'' if left == many else f'其中 {left} 件'}还没有处理"
    return f"{'提前撤下' if early else '公示期满'}，{said}。"


def ended(text: str) -> str:
    """Return a sentence with its end."""
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
