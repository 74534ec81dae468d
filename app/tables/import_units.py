"""Whose table it is: another unit of our level names itself as the publisher, and another county's organs stand in it.

Catalogues are copied from neighbours. What they say in their own name is said in ours; their county's organs are none
of ours, so these publishers are not taken over.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.drafting.bringing import renaming
from app.organisations import Organisation

_PUBLISHERS = re.compile(r"[、，,；;/\s]+")
_ANY = "乡镇县区市旗街道社村各本该此所在级辖内地有关相"
_OWN_NAMES = {
    "township": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:镇|乡|街道))(?:人民政府|政府|办事处|党工委|党委)?"),
    "village": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:村|社区))(?:村民委员会|居民委员会|村委会|居委会)?"),
    "county": re.compile(r"([\u4e00-\u9fff]{1,5}?(?:县|区|市|旗))(?:人民政府|政府)"),
}
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


class OtherUnits:
    """The names of other units in a file, by what it has as publishers. `other`: the unit of our level whose table it
    is, "" where it is ours or names nobody."""

    def __init__(self, ours: Organisation, publishers: Iterable[str]):
        self._ours = ours
        self._county = ours.name if ours.facts.level == "county" else ours.parent_name
        counts = Counter(name for said in publishers for name in _own_names(ours, said))
        is_ours = not counts or any(ours.name in name or name in ours.name for name in counts)
        self.other = "" if is_ours else counts.most_common(1)[0][0]
        self.in_our_name: Callable[[Any], Any] = lambda value: value
        if self.other:
            self.in_our_name = renaming(Organisation("", _kind(self.other, ours), self.other, ""), ours)

    def named(self, publisher: str) -> str:
        """Return publishers with our name where they only say what we are: 镇人民政府."""
        ourselves = _OURSELVES.get(self._ours.facts.level)
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


def _own_names(ours: Organisation, publishers: str) -> Iterator[str]:
    """Yield the names of units of our level among publishers."""
    for part in _PUBLISHERS.split(publishers):
        named = _OWN_NAMES[ours.facts.level].fullmatch(part) if ours.facts.level in _OWN_NAMES else None
        if named and not all(letter in _ANY for letter in named[1]) and not any(c in _ANY for c in named[1][:1]):
            yield named[1]


def _kind(name: str, ours: Organisation) -> str:
    """Return the kind of organisation that a name of our level is."""
    endings = {"街道": "subdistrict", "社区": "community", "村": "village", "镇": "township", "乡": "township"}
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), ours.kind)
