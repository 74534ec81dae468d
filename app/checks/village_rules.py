"""A village and its township on one matter: what they tell people ought to agree."""

from collections.abc import Iterator

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.tables.official import standard_text

# Channels, publisher and wording differ by nature: a village posts, a township has a site.
_AGREE = ("deadline", "audience", "mode")


def _village_differs(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    ours = yardstick.township_entries.get(content.item or "")
    if ours is None:
        return
    township = yardstick.workspace.organisation.plain_name
    for key in _AGREE:
        element = next((each for each in yardstick.definition.elements if each.key == key), None)
        if element is None:
            continue
        there, here = content.values.get(key), ours.values.get(key)
        if there and here and there != here:
            said, wanted = (standard_text(element, value) for value in (there, here))
            told = (
                f"的“{element.label}”和{township}的不一样：{yardstick.unit.plain_name}写的是“{said}”，"
                f"{township}写的是“{wanted}”。请核对哪一边对。"
            )
            yield Doubt(key, told, about=(wanted,))


RULES = (
    Rule(
        "village-differs",
        "warn",
        "同一事项，村里和乡镇写的时限、对象、方式一致",
        "国办发〔2019〕54号：政务公开与村（居）务公开衔接",
        _village_differs,
    ),
)
