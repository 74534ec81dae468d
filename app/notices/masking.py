"""Hides personal data before it is shown: numbers to their last digits, names to surname and last character.

Whatever is not recognised as the kind it should be is refused, never passed through: the clerk sees the row and why.
No national rule fixes which digits to hide; `resources/masking/floor.yaml` is a strict default, which profiles may only
make stricter (个人信息保护法 Art 6: least effect).
"""

import re
from collections.abc import Callable, Collection

from msgspec import Struct

from app.checks.digit_groups import plain_digits
from app.checks.personal_data import KIND_LABELS, find_personal_data, is_bank_card, is_id_number, is_mobile
from app.notices.masking_table import MaskingTable, Medium, Rule, built_in_table, name_rules

STAR = "*"

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U000323af"
_NAME = re.compile(rf"[{_HAN}]{{2,12}}|[{_HAN}]+(?:·[{_HAN}]+)+")
_MASKED_NAME = re.compile(rf"[{_HAN}]{{1,2}}[*某]+[{_HAN}]?|[{_HAN}]\**(?:·\**)+[{_HAN}]?")
_CHILD = re.compile(r"(.+?)之(?:子（女）|子|女)")
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\-\u2010-\u2015\u2212\uff0d'‘’.]")
_MASK_MARKS = str.maketrans(dict.fromkeys("＊✱●■○•×", STAR))
_LANDLINE = re.compile(r"(?P<area>0(?:10|2\d|[3-9]\d\d))?(?P<number>\d{7,8})")
_SERVICE_NUMBER = re.compile(r"1\d{2}|12\d{3}|9[56]\d{3,4}|400\d{7}|800\d{7}")
_TOWNSHIP = re.compile(
    r"(?:.{1,15}?(?:省|自治区|自治州|州|盟|市))*(?:.{1,15}?(?:县|区|旗))?"
    r".{1,15}?(?:镇(?!江?市)|乡(?!市)|街道办事处|街道|苏木)"
)
_GROUP = re.compile(
    r".*?(?:村民委员会|村委会|社区居委会|村|社区|居委会)(?:第?[一二三四五六七八九十百\d]+(?:村民小组|居民小组|小组|组|社|队))?"
)


class MaskResult(Struct, frozen=True):
    """`text` to show, and whether anything was `changed`; or, with an empty text, why the value was refused."""

    text: str
    changed: bool = False
    refused_reason: str = ""


def mask(
    kind: str,
    value: str,
    medium: Medium,
    *,
    table: MaskingTable | None = None,
    parent: str = "",
    allowed: Collection[str] = (),
) -> MaskResult:
    """`value` as it may be shown on `medium`.

    Values that hide enough already stay as they are. `table`: the floor made stricter by the county's profile;
    none: the floor itself. `parent`: for a minor, the name of the parent by whom the child is named. `allowed`: numbers
    that the office itself made public.
    """
    value = value.strip()
    if kind == "minor":
        return _mask_minor(value, parent.strip(), medium, table or built_in_table())
    if not value:
        return MaskResult("")
    if kind == "none":
        return _pass(value, allowed)
    if kind in {"name", "name_partial"}:
        return _mask_name(value, (table or built_in_table()).rule(kind, medium))
    if kind == "phone":
        return _mask_phone(value, medium, table or built_in_table(), allowed)
    return _MASKS[kind](value, (table or built_in_table()).rule(kind, medium))


def _pass(value: str, allowed: Collection[str]) -> MaskResult:
    hits = find_personal_data(value, allowed)
    if hits:
        return _refused(f"内容里有{KIND_LABELS[hits[0].kind]} {hits[0].text_masked}，这一栏不该有，请删去")
    return MaskResult(value)


# Numbers


def _mask_id(value: str, rule: Rule) -> MaskResult:
    number = _compact(value)
    if re.fullmatch(r"\d{3}[\dX]", number):
        return _kept_tail(number, rule)
    if STAR in number:
        return _mask_again(value, number, rule, (15, 18), "身份证号")
    if not is_id_number(number):
        return _refused("认不出是身份证号（位数、出生日期或校验码不对），请对照原件核对")
    return MaskResult(_starred(number, rule), changed=True)


def _mask_card(value: str, rule: Rule) -> MaskResult:
    number = _compact(value)
    if re.fullmatch(r"\d{4}", number):
        return _kept_tail(number, rule)
    if STAR in number:
        return _mask_again(value, number, rule, (16, 17, 18, 19), "银行卡号")
    if not is_bank_card(number):
        return _refused("认不出是银行卡号（16至19位，校验位不对）；存折账号请只填后四位")
    return MaskResult(_starred(number, rule), changed=True)


def _mask_phone(value: str, medium: Medium, table: MaskingTable, allowed: Collection[str]) -> MaskResult:
    number = re.sub(r"^(?:\+?86|0086)(?=1[\d*]{10}$)", "", _compact(value))
    if number in {_compact(own) for own in allowed} or _SERVICE_NUMBER.fullmatch(number):
        return MaskResult(value)
    rule = table.rule("phone", medium)
    if STAR in number:
        return _mask_again(value, number, rule, (11,), "手机号")
    if is_mobile(number):
        return MaskResult(_starred(number, rule), changed=True)
    landline = _LANDLINE.fullmatch(number)
    if not landline:
        return _refused("认不出是电话号码，一格请只写一个号码")
    area = f"{landline['area']}-" if landline["area"] else ""
    return MaskResult(area + _starred(landline["number"], table.rule("landline", medium)), changed=True)


def _mask_again(value: str, number: str, rule: Rule, lengths: tuple[int, ...], label: str) -> MaskResult:
    """A number that is masked already: as it is if it shows no more than the rule allows, else masked further."""
    if not re.fullmatch(r"[\d*]*[\dX*]", number):
        return _refused(f"认不出是遮挡过的{label}")
    if len(number) not in lengths:
        shown = number.lstrip(STAR)
        if STAR in shown or len(shown) > rule.keep_tail:
            return _refused(f"认不出是遮挡过的{label}（位数不对）")
        return MaskResult(value)
    text = _starred(number, rule)
    return MaskResult(value) if text == number else MaskResult(text, changed=True)


def _kept_tail(tail: str, rule: Rule) -> MaskResult:
    """Only the last digits were written."""
    shown = _starred(tail, rule)
    return MaskResult(shown, changed=shown != tail)


def _starred(number: str, rule: Rule) -> str:
    hidden = max(0, len(number) - rule.keep_head - rule.keep_tail)
    return number[: rule.keep_head] + STAR * hidden + number[rule.keep_head + hidden :]


def _compact(value: str) -> str:
    """The digits and stars of a number, however it was written; an X within it hides a digit, at the end it is one."""
    compact = _BETWEEN.sub("", plain_digits(value).translate(_MASK_MARKS)).upper()
    return compact[:-1].replace("X", STAR) + compact[-1:]


# Names


def _mask_name(value: str, rule: Rule) -> MaskResult:
    name = _plain_name(value)
    if _is_organisation(name):
        return _pass(value, ())
    if rule.level == "hidden":
        return MaskResult(STAR * 3, changed=True)
    if _MASKED_NAME.fullmatch(name):
        return MaskResult(value)
    if not _NAME.fullmatch(name):
        return _refused("认不出是姓名，这一栏请只写一个人的姓名")
    if rule.level == "full":
        return MaskResult(value)
    return MaskResult(_partial_name(name), changed=True)


def _mask_minor(value: str, parent: str, medium: Medium, table: MaskingTable) -> MaskResult:
    """某某之子（女）, or 王某某 where no parent is given: a minor is never named, by no table."""
    if table.rule("minor", medium).level == "hidden":
        return MaskResult(STAR * 3 if value or parent else "", changed=bool(value or parent))
    child = _CHILD.fullmatch(value)
    if child and not parent:
        parent = child[1]
    if parent:
        shown = _mask_name(parent, table.rule("name", medium))
        text = f"{shown.text}之子（女）"
        return shown if shown.refused_reason else MaskResult(text, changed=text != value)
    name = _plain_name(value)
    if not name:
        return MaskResult("")
    if re.fullmatch(rf"[{_HAN}]{{1,2}}某+", name):
        return MaskResult(value)
    if not _NAME.fullmatch(name):
        return _refused("认不出是姓名，这一栏请只写一个孩子的姓名")
    return MaskResult(f"{_surname(name)}某某", changed=True)


def _partial_name(name: str) -> str:
    if "·" in name:
        inner = "".join(character if character == "·" else STAR for character in name[1:-1])
        return f"{name[0]}{inner}{name[-1]}"
    surname = _surname(name)
    given = name[len(surname) :]
    return surname + STAR if len(given) == 1 else f"{surname}{STAR * (len(given) - 1)}{given[-1]}"


def _surname(name: str) -> str:
    return name[:2] if len(name) > 2 and name[:2] in name_rules().compound_surnames else name[0]


def _plain_name(value: str) -> str:
    without_spaces = re.sub(r"[\s\u200b-\u200f\u2060\ufeff]", "", value)
    return re.sub(r"[•・．‧∙⋅]", "·", without_spaces).translate(str.maketrans("＊×", "**"))


def _is_organisation(name: str) -> bool:
    return len(name) >= 5 and name.endswith(name_rules().organisation_endings)


# Addresses


def _mask_address(value: str, rule: Rule) -> MaskResult:
    address = re.sub(r"\s", "", plain_digits(value))
    if rule.level == "hidden":
        return MaskResult(STAR * 3, changed=True)
    township = _TOWNSHIP.match(address)
    group = _GROUP.match(address, township.end() if township else 0) if rule.level == "group" else None
    end = group.end() if group else township.end() if township else 0
    if not end:
        wanted = "村、社区" if rule.level == "group" else "乡镇、街道"
        return _refused(f"住址里认不出{wanted}，请写明，门牌号不用写")
    shown = _pass(address[:end], ())
    if shown.refused_reason:
        return shown
    return MaskResult(value) if shown.text == address else MaskResult(shown.text, changed=True)


def _refused(reason: str) -> MaskResult:
    return MaskResult("", refused_reason=reason)


_MASKS: dict[str, Callable[[str, Rule], MaskResult]] = {
    "id_number": _mask_id,
    "bank_card": _mask_card,
    "address": _mask_address,
}
