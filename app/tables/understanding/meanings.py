"""What a column of a catalogue can mean: element keys, and those with an answer that the column's ticks stand for."""

from functools import lru_cache

from app.tables.understanding.levels import ABOVE, ORDER

EXTRA = "extra"
"""A column that the catalogue has no place for; kept beside the item under its head."""

NAMES = ("level1", "level2", "level3")
LABELS = {
    "seq": "序号",
    "field": "领域",
    "item": "公开事项",
    "level1": "一级事项",
    "level2": "二级事项",
    "level3": "三级事项",
    "elements": "公开内容（要素）",
    "basis": "公开依据",
    "basis_number": "依据的文号",
    "deadline": "公开时限",
    "publisher": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "audience:public": "公开对象：全社会",
    "audience:group": "公开对象：特定群体",
    "mode": "公开方式",
    "mode:proactive": "公开方式：主动公开",
    "mode:on_request": "公开方式：依申请公开",
    "levels": "公开层级",
    "levels:county": "公开层级：县级",
    "levels:township": "公开层级：乡级",
    "levels:village": "公开层级：村级",
    "levels:township+village": "公开层级：乡级、村级",
    EXTRA: "表里另有的栏目",
}
"""The meanings a clerk can choose for a column, with how they are called."""


def label_of(meaning: str | None) -> str:
    """Return how a meaning is called; "" for a column without one."""
    if meaning is None:
        return ""
    if meaning in LABELS:
        return LABELS[meaning]
    key, _, answer = meaning.partition(":")
    return f"{LABELS[key]}：{answer}"


def key_of(meaning: str | None) -> str:
    """Return the element key of a meaning."""
    return (meaning or "").partition(":")[0]


@lru_cache(maxsize=1_000)
def answers_of(meaning: str) -> tuple[str, ...]:
    """Return the answers that ticks in a column of that meaning stand for."""
    return tuple(each for each in meaning.partition(":")[2].split("+") if each)


def is_ticked(meaning: str | None) -> bool:
    """Whether the column holds ticks for an answer."""
    return meaning is not None and ":" in meaning


def of_levels(levels: tuple[str, ...]) -> str:
    """Return the meaning of a column of ticks for these levels."""
    return "levels:" + "+".join(level for level in (*ORDER, ABOVE) if level in levels)
