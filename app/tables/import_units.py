"""Whose table it is: another unit of our level names itself as the publisher, and another county's organs stand in it.

Catalogues are copied from neighbours. What they say in their own name is said in ours; their county's organs are none
of ours, so these publishers are not taken over. Offices alone do not say whose table it is: a hospital serves several
townships. They stay, and are told.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from app.drafting.bringing import renaming
from app.organisations import Organisation
from app.standards.models import Role
from app.tables.sources.sheet import Source

_PUBLISHERS = re.compile(r"[、，,；;/\s]+")
_ANY = "乡镇县区市旗街道社村各本该此所在级辖内地有关相"
_OWN_NAMES = {
    "township": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:镇|乡|街道))(?:人民政府|政府|办事处|党工委|党委)?"),
    "village": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:村|社区))(?:村民委员会|居民委员会|村委会|居委会)?"),
    "county": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:县|区|市|旗))(?:人民政府|政府)"),
}
_OFFICE = re.compile(
    r"([\u4e00-\u9fff]{1,5}?(?:镇(?![化级])|乡(?![村镇亲贤愁])|街道))[\u4e00-\u9fff]{0,12}?"
    r"(?:学校|小学|中学|学|幼儿园|院|办|办公室|所|中心|站|大队|局|委|委员会|社|队)"
)
_ORDINARY = re.compile(
    r"(?:城|村|小|集|乡|建制|重点|中心|特色)镇|[城家返下入回还故]乡|.{2,}(?:城镇|城乡|村镇|乡镇|小镇)"
)
"""What ends as the names of townships do and is none: 城乡, 住房城乡, 返乡, 建制镇."""
_UNNAMED = re.compile(
    "(?:行政|自然|中心|驻|涉农|试点|基层|相应|上述|被征地|征地|拟征收|农)*(?:村|社区)|.*(?:涉及|相关|各|所|有关).*"
)
"""What ends as the names of villages do and is none: 行政村, 被征地村."""
_FILLED_IN = re.compile(
    r"(?:填报|填表|编制|制表|报送|发布)(?:单位|机关|部门)\s*(?:[（(][^（）()]*[）)])?\s*[：:]\s*([\u4e00-\u9fff]+)"
)
_LONGEST_LINE = 200
_WITH_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,3}[县区市旗](?=[\u4e00-\u9fff]{2,})")
_OURSELVES = {
    "township": re.compile(
        r"本?(?:乡镇|乡、镇|乡（镇）|镇|乡|镇街|街道|乡镇（街道）)(?:级)?(?:人民政府|政府|办事处)(?:（街道办事处）)?"
    ),
    "village": re.compile(r"本?(?:村|社区|村（社区）|村、社区|居)(?:村民委员会|居民委员会|村委会|居委会|委会)"),
    "county": re.compile(r"本?(?:县|区|市)(?:人民政府|政府)"),
}
"""How a catalogue speaks of the unit of its level without a name: 镇人民政府, 本村村委会."""
_COUNTY = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,3}?(?:县|(?<![社小园辖地片景城市县新发])区|旗))"
    r"(?=[\u4e00-\u9fff（）]*(?:局|委|办|办公室|中心|院|所|站|大队|政府|部门)$)"
)


class Signature(Struct, frozen=True):
    """A line in which a table says who filled it in: the name, and the place and text of its cell."""

    name: str
    sheet: int
    place: tuple[int, int]
    text: str


class OtherUnits:
    """The names of other units in a file, by what it has as publishers and who it says filled it in. `other`: the unit
    of our level whose table it is, "" where it is ours or names nobody; `signature`: the line that says so, if any."""

    def __init__(self, ours: Organisation, publishers: Iterable[str], signatures: Iterable[Signature] = ()):
        self._ours = ours
        self._county = ours.name if ours.facts.level == "county" else ours.parent_name
        counts = Counter(name for said in publishers for name in _own_names(ours, said))
        signed = {name: each for each in signatures for name in _own_names(ours, _without_county(each.name))}
        names = [*signed, *(name for name, _ in counts.most_common())]
        self.other = "" if any(map(self._is_ours, names)) else next(iter(names), "")
        self.signature = signed.get(self.other)
        self.in_our_name: Callable[[Any], Any] = lambda value: value
        if self.other:
            self.in_our_name = renaming(Organisation("", _kind(self.other, ours), self.other, ""), ours)

    def is_neighbours(self, publisher: str) -> bool:
        """Whether a publisher names another township, or an office of one; never but for a township's table."""
        if self._ours.facts.level != "township":
            return False
        parts = [_without_county(part) for part in _PUBLISHERS.split(publisher)]
        offices = (found[1] for part in parts if (found := _OFFICE.fullmatch(part)) and not _is_ordinary(found[1]))
        named = (name for part in parts for name in _own_names(self._ours, part))
        return not all(map(self._is_ours, chain(offices, named)))

    def _is_ours(self, name: str) -> bool:
        return self._ours.name in name or name in self._ours.name

    def named(self, publisher: str) -> str:
        """Return publishers with our name where they only say what we are: 镇人民政府."""
        level = self._ours.facts.level
        ourselves = _OURSELVES.get(level) if level is not None else None
        if ourselves is None or self._ours.kind == "department":
            return publisher
        parts = [self._ours.full_name if ourselves.fullmatch(part) else part for part in publisher.split("、")]
        return "、".join(dict.fromkeys(parts))

    def is_elsewhere(self, publisher: str) -> bool:
        """Whether a publisher names an organ of another county; never where nobody knows which one is ours."""
        return bool(self._county) and any(
            (found := _COUNTY.match(part)) is not None
            and not any(letter in _ANY for letter in found["place"][:-1])
            and found["place"] not in self._county
            for part in _PUBLISHERS.split(publisher)
        )


def signatures_of(source: Source) -> Iterator[Signature]:
    """Yield the lines of a file that say who filled its tables in."""
    for number, sheet in enumerate(source.sheets):
        for line, cells in enumerate(sheet.cells):
            column = next((column for column, text in enumerate(cells) if text), 0)
            said = " ".join(filter(None, cells))
            if len(said) <= _LONGEST_LINE and (found := _FILLED_IN.search(said)):
                yield Signature(found[1], number, (line, column), said)


def _without_county(name: str) -> str:
    found = _WITH_COUNTY.match(name)
    return name[found.end() :] if found else name


def _is_ordinary(name: str) -> bool:
    return name[0] in _ANY or _ORDINARY.fullmatch(name) is not None


def _own_names(ours: Organisation, publishers: str) -> Iterator[str]:
    """Yield the names of units of our level among publishers."""
    for part in _PUBLISHERS.split(publishers):
        named = _OWN_NAMES[ours.facts.level].fullmatch(part) if ours.facts.level in _OWN_NAMES else None
        if named and not _is_ordinary(named[1]):
            yield named[1]


def places_named(publishers: str) -> Iterator[str]:
    """Yield the townships and villages that publishers name, or whose offices they do: 兴隆镇, not 乡镇 or 各村."""
    for part in map(_without_county, _PUBLISHERS.split(publishers)):
        patterns = (_OWN_NAMES["township"], _OWN_NAMES["village"], _OFFICE)
        named = next((found[1] for pattern in patterns if (found := pattern.fullmatch(part))), "")
        if named and not _is_ordinary(named) and not _UNNAMED.fullmatch(named):
            yield named


def _kind(name: str, ours: Organisation) -> Role:
    """Return the kind of organisation that a name of our level is."""
    endings: dict[str, Role] = {
        "街道": "subdistrict",
        "社区": "community",
        "村": "village",
        "镇": "township",
        "乡": "township",
    }
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), ours.kind)
