"""What a definition looks like to those who work by it: the form a clerk fills in, or lines of text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from app.calendar.wording import full_date
from app.calendar.year_table import YearTable
from app.notices.masking import mask
from app.notices.masking_table import MEDIA, MaskingTable, built_in_table
from app.standards.definition_elements import OF_PART, WORDS
from app.standards.definition_sections import CALENDAR
from app.standards.models import STANDARD_CATALOGUE, Definition, Field, NoticeTemplate
from app.standards.vocabulary import TableWords
from app.standards.wording import WordingLists
from app.tables.official import standard_text
from app.workspace import Workspace

_BRACED = re.compile(r"\{(\w+)\}")
_MOST = 30
_MOST_ELEMENTS, _BEFORE = 14, 4
"""So many elements of a long checklist are shown at once, so many before the one that is edited."""
_SAMPLES = {
    "name": "欧阳建国",
    "name_partial": "王建国",
    "minor": "王小明",
    "address": "兴隆镇白马村三组12号",
    "phone": "13800001111",
    "landline": "0990-1234567",
    "bank_card": "6222020200112233445",
}


@dataclass(frozen=True)
class Preview:
    """A form to fill in, or lines (style, words)."""

    form: Definition | None = None
    lines: tuple[tuple[str, str], ...] = ()


def preview_of(workspace: Workspace, kind: str, what: Any, row: int) -> Preview:
    """Return what a checked definition looks like; `row`: the item that is shown of a field, or the
    element around which a long checklist is shown."""
    if kind == "checklist":
        return Preview(_around(what, row))
    if kind == "notice":
        labels = {each.key: each.label for each in workspace.library.notice_rules.placeholders}
        return Preview(lines=tuple(_notice(what, labels)))
    if kind == "field":
        return Preview(lines=tuple(_item(workspace.library.definitions[STANDARD_CATALOGUE], what, row)))
    if kind == "masking":
        return Preview(lines=tuple(_masks(what)))
    return Preview(lines=tuple(_year(what) if kind == CALENDAR else _words(what)))


def _around(definition: Definition, row: int) -> Definition:
    """Return a long checklist with the elements around one alone."""
    first = max(0, min(row - _BEFORE, len(definition.elements) - _MOST_ELEMENTS))
    return structs.replace(definition, elements=definition.elements[first : first + _MOST_ELEMENTS], retired=())


def _notice(template: NoticeTemplate, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    def filled(text: str) -> str:
        return _BRACED.sub(lambda found: f"〔{labels.get(found[1], found[1])}〕", text)

    yield "section", filled(template.title_pattern)
    for part in template.body:
        yield "table", filled(part.text)
    if template.table is not None:
        yield "section", filled(template.table.caption)
        yield "table", "｜".join(column.label for column in template.table.columns)
    for line in template.signature:
        yield "table", filled(line)


def _item(definition: Definition, field: Field, row: int) -> Iterator[tuple[str, str]]:
    item = field.items[row if row < len(field.items) else 0]
    yield "section", f"{item.code} {item.values.get('level2') or item.values.get('level1') or ''}"
    for element in definition.elements:
        if text := standard_text(element, item.values.get(element.key)):
            yield "caption", element.label
            yield "table", text
    if item.guidance:
        yield "caption", "填写提示"
        yield "table", item.guidance


def _masks(table: MaskingTable) -> Iterator[tuple[str, str]]:
    shown = built_in_table().combined_with(table)
    for kind, sample in _SAMPLES.items():
        rules = "phone" if kind == "landline" else kind
        yield "section", shown.kinds[kind].label
        for medium in MEDIA:
            masked = mask(rules, sample, medium, table=shown)
            yield "table", f"{WORDS[medium]}：{masked.text or masked.refused_reason}"


def _year(table: YearTable) -> Iterator[tuple[str, str]]:
    yield "section", f"{table.year}年"
    for holiday in table.holidays:
        worked = "、".join(full_date(day) for day in holiday.workdays)
        words = f"{full_date(holiday.rest_from)}至{full_date(holiday.rest_to)}放假"
        yield "table", f"{holiday.name}：{words}{f'，{worked}上班' if worked else ''}"


def _words(read: Any) -> Iterator[tuple[str, str]]:
    said = list(_lines(read))
    for line in said[:_MOST]:
        yield "table", line
    if len(said) > _MOST:
        yield "caption", f"另外还有 {len(said) - _MOST} 条"


def _lines(read: Any) -> Iterable[str]:
    if isinstance(read, WordingLists):
        return _wording(read)
    return _table_words(read) if isinstance(read, TableWords) else map(_word, read)


def _table_words(words: TableWords) -> Iterable[str]:
    for head in words.table_heads:
        yield f"表头“{head.text}” → {OF_PART['column', head.column]}"
    for channel in words.table_channels:
        yield f"渠道“{channel.text}” → {channel.channel}"
    for level in words.table_levels:
        meant = "、".join(OF_PART["levels", each] for each in level.levels)
        yield f"层级“{level.text}” → {meant or '县以上'}"


def _wording(lists: WordingLists) -> Iterable[str]:
    for name in lists.former_names:
        yield f"{'、'.join(name.texts)} → {name.now}"
    for word in lists.wrong_words:
        yield f"{word.wrong} → {word.right}"


def _word(each: Any) -> str:
    if hasattr(each, "means"):
        return f"{each.text} → {'、'.join(each.means)}"
    if not hasattr(each, "name"):
        return each.text
    return f"{each.name}：管 {'、'.join(each.fields)}" if each.fields else each.name
