"""Answers that disagree with one another about who may see an item, and where."""

from collections.abc import Iterator

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent

ON_REQUEST, PUBLIC, OTHERS = "依申请公开", "全社会", "其他"
VILLAGE = "村级"
# Places that everybody passes, whoever asked.
_OPEN_CHANNELS = ("政府网站", "政府公报", "两微一端", "广播电视", "纸质媒体", "社区/企事业单位/村公示栏（电子屏）")
_VILLAGE_CHANNELS = ("社区/企事业单位/村公示栏（电子屏）", "入户/现场", "便民服务站", OTHERS)


def _on_request_in_public(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    values = content.values
    if values.get("mode") != ON_REQUEST or _is_standard(yardstick, content, "mode", "audience", "channels"):
        return
    if values.get("audience") == PUBLIC:
        yield Doubt("mode", "写的是依申请公开，公开对象却是全社会。请核对：谁申请给谁，或者改为主动公开。")
        return
    channels = values.get("channels")
    shown = [each for each in channels if each in _OPEN_CHANNELS] if isinstance(channels, list) else []
    if shown:
        yield Doubt("mode", f"写的是依申请公开，公开渠道里却有“{shown[0]}”，那里谁都看得到。请核对公开方式和渠道。")


def _village_without_a_place(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    levels, channels = content.values.get("levels"), content.values.get("channels")
    if not isinstance(levels, list) or not isinstance(channels, list) or not channels or VILLAGE not in levels:
        return
    if _is_standard(yardstick, content, "levels", "channels"):
        return
    if not any(each in _VILLAGE_CHANNELS for each in channels):
        told = "要公开到村，公开渠道里却没有村里看得到的地方。请加上村公示栏等，或者核对公开层级。"
        yield Doubt("channels", told)


def _is_standard(yardstick: Yardstick, content: EntryContent, *elements: str) -> bool:
    """Say whether all these stand as the standard has them: then it is not the unit's to explain."""
    standard = yardstick.standard(content)
    return bool(standard) and all(content.values.get(each) == standard.get(each) for each in elements)


RULES = (
    Rule(
        "on-request-in-public",
        "warn",
        "依申请公开的事项，不写面向全社会，也不放在谁都看得到的地方",
        "政府信息公开条例第二十七条",
        _on_request_in_public,
        ("audience", "channels"),
    ),
    Rule(
        "village-without-a-place",
        "warn",
        "公开到村的事项，有村里看得到的渠道",
        "国办发〔2019〕54号：村（社区）公开载体",
        _village_without_a_place,
        ("levels",),
    ),
)
