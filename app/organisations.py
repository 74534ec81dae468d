"""Kinds of organisation: which level of the catalogue is theirs and how their full name is written."""

import re
from dataclasses import dataclass, replace
from typing import Any

from msgspec import ValidationError, convert

from app.errors import UsageError
from app.exchange.manifest import UnitCode, UnitName
from app.standards.models import Level, Role


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
    def public_phones(self) -> tuple[str, ...]:
        """The telephone numbers in the unit's contact: public by its own choice, so not hidden in its products."""
        digits = (re.sub(r"[\s-]", "", found) for found in re.findall(r"[\d][\d\s-]{5,}\d", self.contact))
        return tuple(digits)

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


def checked_unit(unit: Organisation) -> Organisation:
    """Return the unit with its name and code trimmed.

    Raises `UsageError` where the name is empty, or where a package could not carry the name or the code.
    """
    unit = replace(unit, name=unit.name.strip(), code=unit.code.strip())
    if not unit.name:
        raise UsageError("name-missing", "单位名称不能空，什么也没有改。")
    for value, kind, limit, what in ((unit.name, UnitName, 200, "名称"), (unit.code, UnitCode, 40, "代码")):
        try:
            convert(value, kind)
        except ValidationError as error:
            shown = value if len(value) <= 20 else f"{value[:20]}……"
            raise UsageError(
                "name-wrong",
                f"单位{what}“{shown}”用不了：最多 {limit} 个字，也不能夹着看不见的字符。什么也没有改，请重新打一遍。",
                str(error),
            ) from error
    return unit
