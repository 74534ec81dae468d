"""What a unit with units below it calls the whole of them: 全县, 全镇; and the units themselves: 各乡镇、街道."""

from collections.abc import Iterable

from app.organisations import Organisation
from app.standards.models import Role

_ENDINGS = "县市区旗镇乡"
_EACH: dict[Role, str] = {
    "township": "乡镇",
    "subdistrict": "街道",
    "department": "县级部门",
    "institution": "公共企事业单位",
    "village": "村",
    "community": "社区",
    "county": "县（市、区）",
}
_MIXED = "各单位"


def whole_area(name: str, kind: Role) -> str:
    """Return the word for a unit and all below it: 全县, 全镇, 全街道; 全系统 for a department."""
    plain = name.removesuffix("人民政府").removesuffix("办事处")
    if kind == "subdistrict":
        return "全街道"
    return f"全{plain[-1]}" if kind in ("county", "township") and plain[-1:] in tuple(_ENDINGS) else "全系统"


def each_unit(units: Iterable[Organisation]) -> str:
    """Return the word for all of these units together: 各乡镇、街道; 各单位 where they are of many kinds."""
    kinds = {unit.kind for unit in units}
    named = [word for kind, word in _EACH.items() if kind in kinds]
    return f"各{'、'.join(named)}" if len(named) <= 2 else _MIXED
