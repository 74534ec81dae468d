"""How the posting of a notice is said: chips of the list, lines of the panel."""

from collections.abc import Iterator, Sequence

from app.calendar.wording import full_date
from app.registers.copies import Copy
from app.registers.postings import PostingRecord
from ui.pages.notices.posting_reading import PostingFacts
from ui.widgets.chips import Chip

STANDING_CHIPS = {
    "begun": Chip("hourglass", "送审中", colour="info", soft="info-soft"),
    "sent-back": Chip("undo-2", "审查没有通过", colour="danger", soft="danger-soft"),
    "withheld": Chip("eye-off", "不予公开", colour="warn", soft="warn-soft"),
    "signed": Chip("stamp", "已签发", colour="success", soft="success-soft"),
    "running": Chip("map-pin", "公示中", colour="accent-ink", soft="accent-soft"),
    "over": Chip("calendar-clock", "期满", colour="warn", soft="warn-soft"),
    "done": Chip("circle-check", "已结束", colour="success", soft="success-soft"),
    "withdrawn": Chip("archive", "撤下更正", colour="difference", soft="difference-soft"),
}
NOT_POSTED = Chip("circle-dashed", "还没有贴")
_REVIEW_FIRST = "张贴以前要初审、保密审查、签发，三步都记下。"
_SIGNED = "已经签发，贴出去以后在这里记下哪天贴在哪里。"
_WITHHELD = "审查的结论是不予公开，不能张贴。"


def told_lines(facts: PostingFacts) -> str:
    """What the panel says of a notice, a line for each thing."""
    if facts.record is None:
        return {"signed": _SIGNED, "withheld": _WITHHELD}.get(facts.standing, _REVIEW_FIRST)
    return "\n".join(_record_lines(facts, facts.record))


def _record_lines(facts: PostingFacts, record: PostingRecord) -> Iterator[str]:
    photos = f"，照片 {len(record.photos)} 张" if record.photos else "，没有照片"
    yield f"{full_date(record.posted)}贴在{'、'.join(record.places)}{photos}。"
    if not record.reason:
        yield f"{facts.words}。"
    for objection in record.objections:
        dealt = objection.dealt_with or "还没有写怎样处理"
        yield f"{full_date(objection.on)}收到异议：{_ended(objection.text)}处理：{_ended(dealt)}"
    if record.taken_down and not record.reason:
        down = f"，照片 {len(record.photos_down)} 张" if record.photos_down else "，没有照片"
        yield f"{full_date(record.taken_down)}撤下{down}。"
    if record.reason:
        yield f"{full_date(record.taken_down)}撤下更正：{_ended(record.reason)}"
        yield f"更正的一份：{facts.correction}。" if facts.correction else "还没有做更正的一份。"
    if record.result:
        yield f"结果：{_ended(record.result)}"


def copies_text(copies: Sequence[Copy]) -> str:
    """Where a notice went, a line for each time; said plainly where it never left."""
    if not copies:
        return "程序里没有打印、存成文件、上报过的记录。贴出去的纸请从墙上揭下来。"
    lines = [f"{full_date(copy.day)}　{copy.medium_words}：{copy.label}" for copy in copies]
    return "\n".join(("这一份出去过，每一处都要收回、换下或者通知对方：", *lines))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
