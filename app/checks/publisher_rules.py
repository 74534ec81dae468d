"""Publishers that should be the unit itself and are not."""

import re
from collections.abc import Iterator

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent

_TO_US = "换成本单位"
_NAME = r"[^、，；。（）()及和与\s]+?"
_UNIT_NAMES = {
    "county": re.compile(rf"{_NAME}[县市区旗]人民政府(?![^、，；]*部门)"),
    "township": re.compile(rf"{_NAME}(?:[乡镇](?:人民)?政府|街道(?:办事处|办))"),
    "village": re.compile(rf"{_NAME}(?:村(?:民委员会|委会)|社区居(?:民委员会|委会)|村居民委员会)"),
}


def _publisher_elsewhere(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """The standard means us, and the entry names another unit or nobody in particular."""
    publisher, unit = content.values.get("publisher"), yardstick.unit
    standard = yardstick.standard(content).get("publisher")
    if not isinstance(publisher, str) or not standard or not yardstick.means_unit(content) or unit.name in publisher:
        return
    source = yardstick.definition.name
    if publisher == yardstick.wording(content).get("publisher"):
        told = f"的公开主体写的还是“{publisher}”，没有写成本单位。"
        yield Doubt("publisher", told, _TO_US, standard, source)
        return
    other = _UNIT_NAMES[unit.facts.level].search(publisher) if unit.facts.level else None
    if other and unit.full_name in standard:
        told = f"的公开主体写的是{other[0]}，按标准是本单位。"
        fixed = publisher.replace(other[0], unit.full_name)
        yield Doubt("publisher", told, _TO_US, fixed, source)


RULES = (
    Rule(
        "publisher-elsewhere",
        "warn",
        "标准里由本级公开的，公开主体写本单位",
        "各领域标准目录的公开主体",
        _publisher_elsewhere,
    ),
)
