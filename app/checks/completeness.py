"""What an entry must not lack and must not hold: it stops 已完成, the public products and handing in."""

from collections.abc import Iterator

from app.checks.finding import Finding, Fix
from app.checks.personal_data import KIND_LABELS, find_personal_data, masked_text
from app.checks.yardstick import Yardstick, yardstick_of
from app.drafting.entry import REASON, EntryContent, title_of
from app.drafting.lookup import find_definition
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.standards.values import is_required
from app.workspace import Workspace

# 国办发〔2019〕54号 names the least elements of an item; the further ones are the definition's own.
LEAST_ELEMENTS = "国办发〔2019〕54号：目录至少写明名称、内容、依据、时限、主体、方式、渠道和对象"
USE_STANDARD = "用标准的"
_PUBLISHER = "publisher"


def entry_findings(
    workspace: Workspace, id: str, content: EntryContent, yardstick: Yardstick | None = None
) -> list[Finding]:
    """Return what is missing or must not stand in one entry; who looks at a whole table hands in its yardstick."""
    if content.removed:
        return []
    definition = find_definition(workspace, content.checklist)
    found = [] if content.not_applicable else list(_missing(workspace, definition, content, id, yardstick))
    return found + list(_personal_data(workspace, definition, content, id))


def shown_title(workspace: Workspace, content: EntryContent) -> str:
    """Return an entry's name for messages, with the digits hidden that it must not have."""
    title = title_of(find_definition(workspace, content.checklist), content.values)
    return masked_text(title, workspace.organisation.public_phones)


def _missing(
    workspace: Workspace, definition: Definition, content: EntryContent, id: str, yardstick: Yardstick | None
) -> Iterator[Finding]:
    for element in definition.elements:
        if is_required(element, content.values) and content.values.get(element.key) in (None, "", []):
            # Made here at the latest: few entries lack anything, and it asks the store.
            yardstick = yardstick or yardstick_of(workspace, content.organisation, content.checklist, content.field)
            yield Finding(
                "element-missing",
                "block",
                f"“{shown_title(workspace, content)}”没有填“{element.label}”。{_sentence(element.help)}",
                content.organisation,
                content.field,
                content.item,
                id,
                element.key,
                LEAST_ELEMENTS if definition.code == STANDARD_CATALOGUE else definition.name,
                _filling(yardstick, content, id, element),
            )


def _sentence(help: str | None) -> str:
    """The help of an element as the end of a message; in the definitions it stands without a full stop."""
    return f"{help.rstrip('。')}。" if help else ""


def _filling(yardstick: Yardstick, content: EntryContent, id: str, element: Element) -> Fix | None:
    """Return what fills an empty element: what the standard has there, else our own name as publisher."""
    value = yardstick.standard(content).get(element.key)
    if not yardstick.is_own or (value in (None, "", []) and element.key != _PUBLISHER):
        return None
    if value in (None, "", []):
        return Fix("填本单位", {id: {element.key: yardstick.unit.full_name}})
    return Fix(USE_STANDARD, {id: {element.key: value}})


def _personal_data(workspace: Workspace, definition: Definition, content: EntryContent, id: str) -> Iterator[Finding]:
    values = content.values | {REASON.key: content.not_applicable}
    for element in (*definition.known, REASON):
        for text in _texts(values.get(element.key)):
            for hit in find_personal_data(text, workspace.organisation.public_phones):
                yield Finding(
                    "personal-data",
                    "block",
                    f"“{shown_title(workspace, content)}”的“{element.label}”里有{KIND_LABELS[hit.kind]}"
                    f"（{hit.text_masked}）。目录是公开的，请删掉它。",
                    content.organisation,
                    content.field,
                    content.item,
                    id,
                    element.key,
                    "个人信息保护法第六条、第二十五条",
                )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
