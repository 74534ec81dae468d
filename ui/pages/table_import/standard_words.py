"""What a file makes of the standards, in words and rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.standards.models import Definition
from app.tables.completing import FieldText, OfficialText
from ui.widgets.tables import Cell, Head

HEADS = (Head("怎样", 104), Head("编号", 72), Head("事项", 160, stretch=3), Head("改动的栏目", 120, stretch=2))
_SAME = "标准文本已经是这一份"


@dataclass(frozen=True)
class Prospect:
    """What a file makes of the standards as it is shown: what follows, how many items are how, a line for each that is
    not as it was."""

    text: OfficialText
    intent: str
    counts: str
    rows: list[list[Cell]]


def prospect_of(text: OfficialText, definition: Definition, unit: str) -> Prospect:
    """Return how it is shown to somebody of this unit."""
    counts = "\n".join(_count_words(field, definition) for field in text.fields)
    rows = [line for field in text.fields if field.content is not None for line in _lines(field, definition)]
    return Prospect(text, _intent_words(text, unit), counts, rows)


def can_be_taken(text: OfficialText) -> bool:
    """Return whether the file says anything that does not stand here already."""
    return any(field.content is not None for field in text.fields)


def named_fields(text: OfficialText) -> str:
    """Return the names of the fields whose standard changes."""
    return "、".join(f"“{field.name}”" for field in text.fields if field.content is not None)


def _intent_words(text: OfficialText, unit: str) -> str:
    """Return what follows once it is taken, and who takes it."""
    source = next((field.content["source"] for field in text.fields if field.content is not None), None)
    if source is None:
        return f"{_SAME}，没有变化，不用再收。"
    day = date.fromisoformat(source["date"])
    return (
        f"收下以后，{unit}的{named_fields(text)}就以这份表为准；已经写好的条目一个字不改，和表一致的算核对过。"
        f"记下是{source['person']}在{day.year}年{day.month}月{day.day}日收的，随时可以撤销。"
    )


def _count_words(field: FieldText, definition: Definition) -> str:
    """Return how many items of a field are as they were, renamed, changed otherwise, new and gone."""
    renamed = sum(_is_renamed(keys, definition) for keys in field.changed.values())
    same = len(field.items) - len(field.changed) - len(field.added)
    told = (
        f"共 {len(field.items)} 项：一样 {same}，改了名 {renamed}，改了内容 {len(field.changed) - renamed}，"
        f"新增 {len(field.added)}，标准里不再有 {len(field.gone)}"
    )
    return f"{field.field} {field.name}：{told if field.content is not None else _SAME}。"


def _lines(field: FieldText, definition: Definition) -> Iterator[list[Cell]]:
    titles = dict(field.items)
    for code, title in field.gone:
        yield _line("不再有", "circle-minus", "warn", code, title)
    for code, keys in field.changed.items():
        words, icon = ("改了名", "pencil-line") if _is_renamed(keys, definition) else ("改了内容", "file-pen")
        labels = "、".join(definition.element(key).label for key in keys)
        yield _line(words, icon, "difference", code, titles[code], labels)
    for code in field.added:
        yield _line("新增", "circle-plus", "text-muted", code, titles[code])


def _line(words: str, icon: str, role: str, code: str, title: str, changed: str = "") -> list[Cell]:
    return [Cell(words, icon=icon, role=role), Cell(code, role="text-muted"), Cell(title), Cell(changed)]


def _is_renamed(keys: tuple[str, ...], definition: Definition) -> bool:
    return any(key in definition.title_elements for key in keys)
