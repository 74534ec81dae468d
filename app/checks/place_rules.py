"""Another place's name in what a unit wrote: catalogues are copied from neighbours, and their names stay behind."""

import re
from collections.abc import Iterator

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent

_WRITTEN = ("text", "long_text", "list")
# The publisher has a rule of its own.
_PUBLISHER = "publisher"
_MOST_NAMED = 3
_HEAD = "([\u4e00-\u9fff]{2,8})"
_TOWN = re.compile(
    f"{_HEAD}(乡|镇|街道|苏木)(?=人民政府|政府|办事处|党委|党工委|人大|便民服务|政务服务|综合|民政|财政|司法所|派出所|辖区|"
    "[\u4e00-\u9fff]{1,4}[村社])"
)
_COUNTY = re.compile(f"{_HEAD}(县)(?=人民政府|政府|委|[\u4e00-\u9fff]{{2,10}}局)")
# Words that stand before a name or before 乡镇 in general; what follows the last of them may be a name.
_BEFORE = re.compile("[由向经报和与及到在将以对为各本该所当属从至按照据等级类的或是跨驻赴往给被把含如称个]")
_GENERAL = (
    *("乡", "镇", "县", "市", "区", "城", "小城", "建制", "中心", "重点", "特色", "城关", "试点", "示范", "邻近"),
    *(
        "户籍",
        "居住",
        "常住",
        "户籍地",
        "居住地",
        "常住地",
        "相关",
        "有关",
        "其他",
        "贫困",
        "全部",
        "部分",
        "负责",
        "组织",
    ),
)
"""What stands before 乡镇 without being a name."""


def other_towns(text: str, own: frozenset[str]) -> list[str]:
    """Return townships and subdistricts named in a text that are not among `own` names, each once, in order."""
    return list(dict.fromkeys(_others(_TOWN, text, own)))


def other_counties(text: str, own: frozenset[str]) -> list[str]:
    """Return counties named in a text that are not among `own` names, each once, in order."""
    return list(dict.fromkeys(_others(_COUNTY, text, own)))


def _others(pattern: re.Pattern[str], text: str, own: frozenset[str]) -> Iterator[str]:
    for match in pattern.finditer(text):
        head, kind = match.groups()
        if any(f"{head}{kind}".endswith(name) for name in own):
            continue
        name = _BEFORE.split(head)[-1]
        # Names of townships have two or three characters, rarely four.
        if 2 <= len(name) <= 4 and not name.endswith(_GENERAL):
            yield f"{name}{kind}"


def _other_place(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    own = yardstick.own_places
    standard = yardstick.standard(content)
    for element in yardstick.definition.elements:
        value = content.values.get(element.key)
        if not value or element.kind not in _WRITTEN or element.key == _PUBLISHER or value == standard.get(element.key):
            continue
        texts = [value] if isinstance(value, str) else value
        found = [place for text in texts for place in other_towns(text, own)]
        if any(name.endswith("县") for name in own):
            found += [place for text in texts for place in other_counties(text, own)]
        if found:
            named = "”“".join(list(dict.fromkeys(found))[:_MOST_NAMED])
            yield Doubt(element.key, f"的“{element.label}”里有别处的地名“{named}”，请看是不是抄来的，改成本地的。")


RULES = (Rule("other-place", "warn", "没有别的乡镇、别的县的名称", "各地检查通报中常见的问题", _other_place),)
