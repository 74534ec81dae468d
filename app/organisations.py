"""Kinds of organisation: which level of the catalogue is theirs and how their full name is written."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from msgspec import ValidationError, convert

from app.errors import UsageError
from app.exchange.manifest import UnitName
from app.standards.models import Level, Role

# GB/T 2260 has 6 digits for a county, GB/T 10114 adds 3 for a township and 3 for a village; GB 32100 is for whoever
# has no division.
_CODE = re.compile("[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9A-Z]{18}")
# A mobile, a fixed line with its area, a company's line, a line without area, a service number.
_PHONE = re.compile(
    r"""(?<!\d)(?:
    1[3-9]\d[ -]?\d{4}[ -]?\d{4}
    | \(?0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}
    | [48]00[ -]?\d{3,4}[ -]?\d{3,4}
    | \d{3,4}[ -]?\d{4}
    | \d{3,5}
    )(?!\d)""",
    re.VERBOSE,
)
_LEAST_PHONE = 7
_ENDINGS: dict[Role, tuple[str, ...]] = {
    "county": ("县", "市", "区", "旗"),
    "township": ("乡", "镇", "苏木"),
    "subdistrict": ("街道",),
    "village": ("村", "嘎查"),
    "community": ("社区",),
}
"""How names of a kind of unit end, without 人民政府 and the like."""
_SELVES = ("街道", "社区", "镇", "乡", "村", "县", "区", "市")


@dataclass(frozen=True)
class KindFacts:
    """`level`: whose items are adopted; `shown`: levels with a column in the unit's table.

    `suffix` ends the full name; `short` is how people write it: 村委会 is 村 and then 委会 for 村民委员会.
    """

    label: str
    level: Level | None
    shown: tuple[Level, ...]
    suffix: str
    short: str = ""


KINDS: dict[Role, KindFacts] = {
    "county": KindFacts("县（市、区）", "county", ("county", "township"), "人民政府", "政府"),
    "department": KindFacts("县级部门", "county", ("county", "township"), ""),
    "township": KindFacts("乡镇", "township", ("township", "village"), "人民政府", "政府"),
    "subdistrict": KindFacts("街道", "township", ("township", "village"), "办事处", "办"),
    "village": KindFacts("村", "village", ("village",), "村民委员会", "委会"),
    "community": KindFacts("社区", "village", ("village",), "居民委员会", "居委会"),
    "institution": KindFacts("公共企事业单位", None, ("county", "township", "village"), ""),
}


@dataclass(frozen=True)
class Organisation:
    """A unit: itself, its parent or one on its roster. `code` is a hint, never a key."""

    id: str
    kind: Role
    name: str
    code: str = ""
    parent_id: str | None = None
    parent_name: str = ""
    contact: str = ""

    @property
    def facts(self) -> KindFacts:
        return KINDS[self.kind]

    @property
    def full_name(self) -> str:
        """The name as a publisher: 兴隆镇人民政府, 城关街道办事处, 白马村村民委员会."""
        suffix, short = self.facts.suffix, self.facts.short
        return self.name if self.name.endswith(suffix) else self.name.removesuffix(short) + suffix

    @property
    def plain_name(self) -> str:
        """The name without 人民政府 and the like: what people write within a text."""
        return self.full_name.removesuffix(self.facts.suffix) or self.name

    @property
    def public_phones(self) -> tuple[str, ...]:
        """The telephone numbers in the unit's contact: public by its own choice, so not hidden in its products."""
        digits = (re.sub(r"\D", "", found) for found in _PHONE.findall(_plain(self.contact)))
        return tuple(number for number in digits if len(number) >= _LEAST_PHONE)

    def as_content(self, **more: Any) -> dict[str, Any]:
        """The organisation as the content of its record."""
        return {
            "kind": self.kind,
            "name": self.name,
            "code": self.code,
            "parent_id": self.parent_id,
            "parent_name": self.parent_name,
            "contact": self.contact,
            "removed": False,
        } | more

    @classmethod
    def from_content(cls, id: str, content: dict[str, Any]) -> "Organisation":
        """Read an organisation from the content of its record."""
        return cls(
            id=id,
            kind=content["kind"],
            name=content["name"],
            code=content["code"],
            parent_id=content["parent_id"],
            parent_name=content["parent_name"],
            contact=content["contact"],
        )


def self_name(name: str) -> str:
    """Return how a unit of that name speaks of itself: 本镇, 本街道, 本单位."""
    return next((f"本{kind}" for kind in _SELVES if name.endswith(kind)), "本单位")


def name_doubt(unit: Organisation) -> str:
    """Say what looks wrong where a unit's name does not end as names of its kind do; "" where nothing does."""
    endings, facts = _ENDINGS.get(unit.kind, ()), unit.facts
    plain = unit.full_name.removesuffix(facts.suffix)
    if not endings or plain.endswith(endings):
        return ""
    return f"“{_shown(unit.name)}”不像{facts.label}的名称，看看单位类别选对没有"


def checked_unit(unit: Organisation, facts: Collection[str] = ("name", "code", "contact")) -> Organisation:
    """Return the unit with these facts as they are stored: trimmed, the code in plain digits and capitals.

    Raises `UsageError` where the name is empty or no package could carry it, where the code is none, or where a number
    among the telephones is none.
    """
    checks = {"name": _checked_name, "code": _checked_code, "contact": _checked_contact}
    checked: dict[str, Any] = {fact: check(getattr(unit, fact)) for fact, check in checks.items() if fact in facts}
    return replace(unit, **checked)


def _checked_name(text: str) -> str:
    name = text.strip()
    if not name:
        raise UsageError("name-missing", "单位名称不能空，什么也没有改。")
    try:
        return convert(name, UnitName)
    except ValidationError as error:
        raise UsageError(
            "name-wrong",
            f"单位名称“{_shown(name)}”用不了：最多 200 个字，也不能夹着看不见的字符。什么也没有改，请重新打一遍。",
            str(error),
        ) from error


def _checked_code(text: str) -> str:
    code = re.sub(r"\s", "", _plain(text)).upper()
    if code and not _CODE.fullmatch(code):
        raise UsageError(
            "code-wrong",
            f"“{_shown(code)}”不是区划代码：区划代码是 6 位、9 位或 12 位数字，"
            "统一社会信用代码是 18 位。什么也没有改。",
        )
    return code


def _checked_contact(text: str) -> str:
    contact = text.strip()
    wrong = re.findall(r"\d{3,}", _PHONE.sub(" ", _plain(contact)))
    if wrong:
        raise UsageError(
            "contact-wrong",
            f"“{_shown(wrong[0])}”不是电话号码：手机 11 位，固定电话写区号和 7 位或 8 位号码，"
            "几个号码用顿号隔开。什么也没有改。",
        )
    return contact


def _plain(text: str) -> str:
    """Full-width digits, brackets and letters as the plain ones."""
    return unicodedata.normalize("NFKC", text)


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}……"
