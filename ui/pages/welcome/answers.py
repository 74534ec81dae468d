"""What the first run has been told so far, and what follows from it. Nothing here touches the disk."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.errors import UserFacingError
from app.file_names import file_name
from app.founding import Founding, FoundingFile, OfferedField
from app.opening import new_organisation_id
from app.organisations import KINDS, Organisation, checked_unit
from app.persons import checked_person
from app.standards.models import Level, Role

GROUPS: dict[str, tuple[Role, ...]] = {
    "town": ("township", "subdistrict"),
    "village": ("village", "community"),
    "county": ("county",),
    "department": ("department",),
    "institution": ("institution",),
}
"""The kinds of unit behind each answer to the first question."""
GROUP_WORDS = {
    "town": "乡镇、街道",
    "village": "村、社区",
    "county": "县（市、区）",
    "department": "县级部门",
    "institution": "公共企事业单位",
}
LEVEL_WORDS: dict[Level | None, str] = {"county": "县级", "township": "乡级", "village": "村级", None: "本级"}
_DIGITS: dict[tuple[Role, ...], str] = {
    ("county",): "县（市、区）是 6 位；",
    ("township", "subdistrict"): "乡镇、街道是 9 位；",
    ("village", "community"): "村、社区是 12 位；",
    ("department", "institution"): "也可以写 18 位的统一社会信用代码；",
}
NOT_WANTED = "上级的开始文件没有要求填这个领域"
OTHER_DEPARTMENT = "由其他县级部门办理并公开"
_ENDING = ".qd"
_SPACES = re.compile(r"\s+")


@dataclass
class Answers:
    """Answers of the four steps. `reasons`: fields that do not concern the unit, by code; "" still lacks a reason.

    `has_chosen`: the fields were shown to be chosen from.
    """

    group: str = "town"
    kind: Role = "township"
    name: str = ""
    code: str = ""
    parent: str = ""
    edition: str = field(default_factory=lambda: str(date.today().year))
    person: str = ""
    path: str = ""
    file: FoundingFile | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    has_chosen: bool = False

    @property
    def begins_without_fields(self) -> bool:
        """Whether the few fields that concern the unit are picked: a department has work in one or two of them."""
        return self.unit.kind == "department" and (self.file is None or self.file.fields is None)

    @property
    def usual_reason(self) -> str:
        """Why a field that is left out does not concern the unit; "" where each has a reason of its own."""
        return OTHER_DEPARTMENT if self.unit.kind == "department" else ""

    @property
    def level(self) -> Level | None:
        """Whose items are theirs."""
        return KINDS[self.unit.kind].level

    @property
    def unit(self) -> Organisation:
        """The unit as answered so far; its name and code are not checked."""
        if self.file is not None:
            return self.file.unit
        return Organisation("", self.kind, self.name.strip(), plain_code(self.code), parent_name=self.parent.strip())

    def items_of(self, offered: OfferedField) -> int:
        """How many items of a field are those of the unit's level."""
        return offered.items.get(self.level, 0)

    def concerning(self, offered: Sequence[OfferedField]) -> list[OfferedField]:
        """The fields with items of the unit's level."""
        return [each for each in offered if self.items_of(each)]

    def chosen(self, offered: Sequence[OfferedField]) -> tuple[int, int]:
        """How many fields are ticked, and how many items they have together."""
        chosen = [each for each in self.concerning(offered) if each.code not in self.reasons]
        return len(chosen), sum(self.items_of(each) for each in chosen)

    def is_wanted(self, code: str) -> bool:
        """Whether the parent asked for this field by name."""
        return self.file is not None and self.file.fields is not None and code in self.file.fields

    def founding(self, concerning: set[str]) -> Founding:
        """Everything together. `concerning`: the codes of fields in which the unit has items at all."""
        unit = self.file.unit if self.file else checked_unit(self.unit)
        edition = self.file.edition if self.file else plain_year(self.edition)
        reasons = {code: reason for code, reason in self.reasons.items() if code in concerning}
        named = unit if self.file else Organisation(**{**vars(unit), "id": new_organisation_id()})
        return Founding(Path(self.path.strip()), self.person, named, edition, self.file, reasons)


def begin_with(file: FoundingFile, offered: tuple[OfferedField, ...]) -> Answers:
    """Return the answers that a file gives."""
    answers = Answers(file=file, kind=file.unit.kind, edition=file.edition)
    answers.group = next(group for group, kinds in GROUPS.items() if file.unit.kind in kinds)
    if file.fields is not None:
        others = [each for each in offered if each.code not in file.fields and answers.items_of(each)]
        answers.reasons = {each.code: NOT_WANTED for each in others}
    return answers


def name_fault(text: str) -> str:
    """Say what is wrong with a unit's name, "" when it can be used."""
    return _fault(lambda: checked_unit(Organisation("", "township", text)))


def code_fault(text: str) -> str:
    """Say what is wrong with a unit's code, "" when it can be used."""
    return _fault(lambda: checked_unit(Organisation("", "township", "某", plain_code(text))))


def person_fault(text: str) -> str:
    """Say what is wrong with a person's name, "" when it can be used."""
    return _fault(lambda: checked_person(text))


def year_fault(text: str) -> str:
    """Say what is wrong with a year, "" when it can be used."""
    return "" if re.fullmatch("20[0-9]{2}", plain_year(text)) else "要写成 2026 这样的年份"


def contact_fault(text: str) -> str:
    """Say what is wrong with a unit's telephones, "" when they can be used."""
    return _fault(lambda: checked_unit(Organisation("", "township", "某", contact=text)))


def code_hint(kind: Role) -> str:
    """Say how many digits the code of a kind of unit has."""
    digits = next((words for kinds, words in _DIGITS.items() if kind in kinds), "")
    return f"{digits}不知道可以空着"


def plain_code(text: str) -> str:
    """Return a code without spaces and full-width digits."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def plain_year(text: str) -> str:
    """Return a year without 年 and full-width digits."""
    return unicodedata.normalize("NFKC", text).strip().removesuffix("版").removesuffix("年").strip()


def suggested_path(documents: str, name: str, edition: str) -> str:
    """Return where a new file lies unless somebody wants it elsewhere."""
    stem = _SPACES.sub("_", file_name(f"{name.strip() or '本单位'}_{plain_year(edition)}"))
    return str(Path(documents) / "公开清单" / f"{stem}{_ENDING}")


def with_ending(path: str) -> str:
    """Return where a new file lies of which `path` was written; dialogs look for workspaces by their ending alone."""
    return path if path.lower().endswith(_ENDING) else f"{path}{_ENDING}"


def reasons_for(unit: Organisation) -> list[str]:
    """Return reasons to choose from why a field does not concern a unit."""
    here = our_word(unit)
    if unit.kind == "department":
        return [OTHER_DEPARTMENT, f"{here}没有这类情况", "由乡镇、街道办理并公开", NOT_WANTED]
    return [
        f"{here}没有这类情况",
        f"{here}不承担这项工作，由上级部门直接办理",
        f"{here}没有设立这类机构",
        NOT_WANTED,
    ]


def our_word(unit: Organisation) -> str:
    """Return how people at a unit speak of it: 本镇, 本村."""
    plain = unit.name.removesuffix("人民政府").removesuffix("办事处")
    if unit.kind == "township":
        return "本乡" if plain.endswith("乡") else "本镇"
    words = {"subdistrict": "本街道", "village": "本村", "community": "本社区", "county": "本县"}
    return words.get(unit.kind, "本单位")


def _fault(check) -> str:
    try:
        check()
    except UserFacingError as error:
        words = error.message.split("，什么也没有改")[0].split("，没有记下")[0].split("。什么也没有改")[0]
        return words.removesuffix("。") + "。"
    return ""
