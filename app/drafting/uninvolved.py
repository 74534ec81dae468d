"""The statement on fields that do not concern our unit (不涉及领域说明): which they are, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.drafting.concern import not_concerned
from app.drafting.lookup import entry_content
from app.drafting.tables import own_items
from app.standards.models import STANDARD_CATALOGUE, Field
from app.workspace import Workspace

_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class UninvolvedField:
    """A field that does not concern us. `is_said`: said of the whole field; else each of its items was declined."""

    code: str
    name: str
    reason: str
    is_said: bool


@dataclass(frozen=True)
class Statement:
    """The statement: title, paragraphs, and below them the unit and the day. `undecided`: names of the fields with
    items of our level of which nothing is said yet, or only that some of their items do not concern us."""

    title: str
    paragraphs: tuple[str, ...]
    fields: tuple[UninvolvedField, ...]
    unit: str
    date: date
    undecided: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the whole statement as plain text, a paragraph a line, indented by two characters."""
        day = f"{self.date.year}年{self.date.month}月{self.date.day}日"
        return "\n".join((self.title, "", *(f"　　{each}" for each in self.paragraphs), "", self.unit, day, ""))

    @property
    def caution(self) -> str | None:
        """A sentence that names every field nothing is said of, which the statement is silent about too."""
        if not self.undecided:
            return None
        return (
            f"还有 {len(self.undecided)} 个领域没有定下来涉不涉及，说明里没有写到它们："
            f"{'、'.join(self.undecided)}。请采用这些领域，或者说明不涉及，再写一次。"
        )


def uninvolved_statement(workspace: Workspace) -> Statement:
    """Return the statement as it follows from what was said of fields and entries of the current edition."""
    fields = [field for _, field in sorted(workspace.library.fields.items())]
    reasons = not_concerned(workspace)
    entries = _reasons_by_field(workspace)
    of_level = [field for field in fields if own_items(workspace, STANDARD_CATALOGUE, field.code)]
    found = [each for field in fields if (each := _uninvolved(field, reasons, entries)) is not None]
    drafted = {code for code, declined in entries.items() if None in declined}
    silent = {field.code for field in of_level} - {each.code for each in found} - drafted
    return Statement(
        f"{workspace.organisation.name}基层政务公开不涉及领域说明",
        tuple(_paragraphs(workspace, len(fields), len(of_level), found)),
        tuple(found),
        workspace.organisation.full_name,
        workspace.today(),
        tuple(field.name for field in fields if field.code in silent),
    )


def _uninvolved(field: Field, reasons: dict[str, str], entries: dict[str, list[str | None]]) -> UninvolvedField | None:
    said, declined = reasons.get(field.code), entries.get(field.code, [])
    if said is not None and not declined:
        return UninvolvedField(field.code, field.name, said, is_said=True)
    given = [reason for reason in declined if reason is not None]
    if given and len(given) == len(declined):
        listed = said or "；".join(dict.fromkeys(reason.rstrip("。；;") for reason in given))
        return UninvolvedField(field.code, field.name, listed, is_said=False)
    return None


def _reasons_by_field(workspace: Workspace) -> dict[str, list[Any]]:
    """Return by field the reason for 不涉及 of each entry, None of those that do concern us.

    A field is left out in which all entries were declined, but not all of the items: nothing is said of it as a whole.
    """
    found: dict[str, list[Any]] = {}
    items: dict[str, set[str | None]] = {}
    for row in workspace.store.entries.listed(
        organisation=workspace.organisation.id, edition=workspace.edition, checklist=STANDARD_CATALOGUE
    ):
        content = entry_content(row)
        found.setdefault(content.field or "", []).append(content.not_applicable)
        items.setdefault(content.field or "", set()).add(content.item)
    return {
        field: reasons for field, reasons in found.items() if None in reasons or _all(workspace, field, items[field])
    }


def _all(workspace: Workspace, field: str, items: set[str | None]) -> bool:
    return {item.code for item in own_items(workspace, STANDARD_CATALOGUE, field)} <= items


def _paragraphs(workspace: Workspace, total: int, of_level: int, found: list[UninvolvedField]) -> list[str]:
    unit = workspace.organisation
    scope = f"其中 {of_level} 个领域有{unit.facts.label}一级的公开事项"
    begin = f"基层政务公开标准目录共 {total} 个领域，{scope}。{workspace.edition} 年版目录中，{unit.full_name}"
    if not found:
        return [f"{begin}没有不涉及的领域。"]
    listed = [
        f"{chinese_number(number)}、{each.name}领域。{each.reason.rstrip('。')}。"
        for number, each in enumerate(found, start=1)
    ]
    end = "上述领域今后产生应当公开的信息时，将及时编入目录并公开。"
    return [f"{begin}不涉及以下 {len(found)} 个领域，现说明如下：", *listed, end]


def chinese_number(number: int) -> str:
    """Return a number from 1 to 99 as it counts paragraphs: 一, 十, 二十三."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + (_NUMERALS[ones] if ones else "")
