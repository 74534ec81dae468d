"""Answers of a record whose form is a checklist's definition: read as that stands now, and nothing lost that it asked
for once."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from msgspec import Meta

from app.calendar.wording import require_supported
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.entry import checked_values, full_values
from app.errors import UserFacingError
from app.registers.ledger_records import LONGEST_TITLE
from app.standards.models import Definition, Element
from app.standards.values import check_value, is_required
from app.tables.official import shaped_text

Values = Annotated[dict[Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=60)], Any], Meta(max_length=200)]
"""Values by the keys of elements, as a record keeps them."""
_LONGER: Mapping[str, int] = {"address": 1000, "remark": 500}
"""How many characters one line may have that is no title, by the keys of elements: an address of the web, a remark."""
_WHOLE_NUMBERS = ("id_number", "bank_card")
_NO_TEXT = ("attachment", "date")


class Answers(NamedTuple):
    """`known`: the value of every element, None where it is empty. `hidden`: what stands in the record and has no
    place in the form: elements that the definition has no more, and values that no longer fit theirs."""

    known: Mapping[str, Any]
    hidden: Mapping[str, Any]


def read_answers(definition: Definition, values: Mapping[str, Any]) -> Answers:
    """Return the values of a record by the definition as it stands now."""
    known: dict[str, Any] = {element.key: None for element in definition.elements}
    hidden = {key: value for key, value in values.items() if key not in known and value is not None}
    for element in definition.elements:
        try:
            known[element.key] = check_value(element, values.get(element.key))
        except UserFacingError:
            hidden[element.key] = values[element.key]
    return Answers(known, hidden)


def changed_values(definition: Definition, before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record after changes; what the definition has no place for stays as it is. Raises
    `UserFacingError` for an element that there is not and for a value that does not fit or is too long, naming it."""
    given = checked_values(definition, dict(changes))
    for element in definition.elements:
        # What came from elsewhere as it is stands in the way of nothing.
        if element.key in given and given[element.key] != before.get(element.key):
            require_short(element, given[element.key])
    return full_values(definition, dict(before) | given)


def require_short(element: Element, value: Any) -> None:
    """Raise `UserFacingError` (`answer-too-long`) for a name or another line that is longer than titles may be."""
    longest = _LONGER.get(element.key, LONGEST_TITLE)
    if element.kind == "text" and isinstance(value, str) and len(value) > longest:
        raise UserFacingError(
            "answer-too-long",
            f"“{element.label}”最多写 {longest} 个字，现在有 {len(value)} 个，没有记下。请写短一些。",
        )


def missing_labels(definition: Definition, known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the elements that must be filled in and are not."""
    values = dict(known)
    return tuple(
        element.label
        for element in definition.elements
        if is_required(element, values) and values.get(element.key) in (None, "", [])
    )


def hidden_words(definition: Definition, hidden: Mapping[str, Any]) -> str:
    """Return a sentence on what is kept and has no place in the form, "" where there is nothing."""
    if not hidden:
        return ""
    labels = {element.key: element.label for element in definition.known}
    named = "、".join(labels.get(key, key) for key in sorted(hidden))
    return f"有 {len(hidden)} 栏现在的表里没有了（{named}），原来填的内容还留着，没有显示。"


def require_days(definition: Definition, known: Mapping[str, Any]) -> None:
    """Raise `UsageError` for a day outside the years that the calendar knows."""
    for element in definition.elements:
        if element.kind == "date" and known.get(element.key):
            require_supported(date.fromisoformat(known[element.key]))


def require_unpersonal(definition: Definition, known: Mapping[str, Any], phones: tuple[str, ...], what: str) -> None:
    """Raise `UserFacingError` (`personal-number`) for a personal number in a record (`what` names it) that goes along
    in packages; a telephone number may stand where one is asked for."""
    for element in definition.elements:
        if element.kind in _NO_TEXT:
            continue
        asked = element.kind == "phone"
        for text in _texts(known.get(element.key)):
            for hit in find_personal_data(text, phones):
                if not asked or hit.kind in _WHOLE_NUMBERS:
                    raise UserFacingError(
                        "personal-number",
                        f"“{element.label}”里有{KIND_LABELS[hit.kind]}，没有记下。{what}不写个人的号码，请删掉再记。",
                    )


def shown_answer(element: Element, value: Any) -> str:
    """Return a value in words of one line."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if element.kind == "attachment":
        return f"{len(value)} 个文件"
    return "；".join(line.strip() for line in shaped_text(element, value).splitlines() if line.strip())


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case bool() | None:
            return
        case int() | float():
            yield str(value)
        case {"text": str(text)}:
            yield text
        case dict():
            yield " ".join(str(part) for part in value.values() if part)
        case list():
            for member in value:
                yield from _texts(member)
