"""Columns of the tidy data: what each is called, what it may hold, where it comes from, and how it is read.

The dictionary that goes out with the data, the tables, the JSON and its schema are all made from these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.county.merged_rows import OWN_PUBLIC, STANDING_WORDS
from app.county.whole_reading import UnitEntry
from app.drafting.entry import STATE_LABELS
from app.drafting.progress import counted_evidence, shown_evidence
from app.organisations import KINDS, Organisation
from app.standards.models import Definition, Element

Type = Literal["text", "integer", "flag", "date", "code"]

ENTRIES, LIST_VALUES, CITATIONS, UNITS, FIELDS, DICTIONARY = (
    "entries",
    "list_values",
    "citations",
    "units",
    "fields",
    "dictionary",
)
TABLE_LABELS = {
    ENTRIES: "条目，一条一行",
    LIST_VALUES: "多值栏的值，一个值一行",
    CITATIONS: "公开依据，一条依据一行",
    UNITS: "单位",
    FIELDS: "领域",
    DICTIONARY: "数据字典：每张表每一栏是什么",
}
_OURS, _CHECKLIST = "本程序", "清单定义：{name}"
_LISTS = ("list", "choices")
_EVIDENCE = {"confirmed": "有人对照原文核对过", "seen": "已核对", "partly": "部分核对", "recalled": "待核对"}
_DEADLINE_UNITS: Mapping[str, str] = {
    "workday": "工作日",
    "day": "日",
    "hour": "小时",
    "month": "月",
    "quarter": "季度",
    "year": "年",
    "realtime": "实时",
    "ongoing": "长期",
    "other": "另有说明",
}


@dataclass(frozen=True)
class DataColumn:
    """One column. `values` are the codes it may hold with what they mean, empty where it is free; `read` takes what a
    row is made of."""

    table: str
    name: str
    label: str
    type: Type
    source: str
    example: str
    read: Callable[[Any], Any]
    values: Mapping[str, str] | None = None
    required: bool = False

    def as_row(self) -> list[object]:
        """What the dictionary says of it, in the order of its own columns."""
        values = "；".join(f"{code}＝{means}" if code != means else code for code, means in (self.values or {}).items())
        return [self.table, self.name, self.label, self.type, self.required, values or None, self.source, self.example]


@dataclass(frozen=True)
class DataRow:
    """What a row of the entries is made of: the entry, and whether our own unit wrote it."""

    entry: UnitEntry
    is_own: bool

    @property
    def values(self) -> Mapping[str, Any]:
        """What the entry holds, by element."""
        return self.entry.content.values


def entry_columns(definition: Definition) -> list[DataColumn]:
    """Return the columns of the entries: who, where and how they stand, then the elements with one value."""
    return [
        *_identity(),
        *(column for element in definition.elements for column in _element_columns(definition, element)),
    ]


def list_elements(definition: Definition) -> list[Element]:
    """Return the elements with several values, which stand in a table of their own."""
    return [element for element in definition.elements if element.kind in _LISTS]


def citation_elements(definition: Definition) -> list[Element]:
    """Return the elements that cite laws and documents."""
    return [element for element in definition.elements if element.kind == "citations"]


def other_columns(definition: Definition) -> list[DataColumn]:
    """Return the columns of all tables but the entries."""
    keys = {element.key: element.label for element in list_elements(definition)}
    cited = {element.key: element.label for element in citation_elements(definition)}
    source = _CHECKLIST.format(name=definition.name)

    def column(table: str, name: str, label: str, type: Type, example: str, **more: Any) -> DataColumn:
        return DataColumn(table, name, label, type, more.pop("source", _OURS), example, _at(name), **more)

    return [
        column(LIST_VALUES, "entry", "条目编号，同 entries 的 id", "text", "5b0c…", required=True),
        column(LIST_VALUES, "element", "哪一栏", "code", "elements", values=keys, required=True),
        column(LIST_VALUES, "position", "第几个，从 1 起", "integer", "1", required=True),
        column(LIST_VALUES, "value", "值", "text", "政府网站", source=source, required=True),
        column(CITATIONS, "entry", "条目编号，同 entries 的 id", "text", "5b0c…", required=True),
        column(CITATIONS, "element", "哪一栏", "code", "basis", values=cited, required=True),
        column(CITATIONS, "position", "第几条，从 1 起", "integer", "1", required=True),
        column(CITATIONS, "title", "法律或文件名称", "text", "社会救助暂行办法", source=source, required=True),
        column(CITATIONS, "number", "文号", "text", "国务院令第649号", source=source),
        column(CITATIONS, "kind", "种类", "text", "行政法规", source=source),
        column(CITATIONS, "article", "条款；核对过的法律才写", "text", "第十条", source=source),
        column(UNITS, "id", "单位编号，长期不变", "text", "0f3a…", required=True),
        column(UNITS, "name", "单位名称", "text", "兴隆镇", required=True),
        column(UNITS, "full_name", "单位全称", "text", "兴隆镇人民政府", required=True),
        column(
            UNITS, "kind", "单位类别", "code", "township", values={k: v.label for k, v in KINDS.items()}, required=True
        ),
        column(UNITS, "code", "区划代码或信用代码，可能没有", "text", "990124101"),
        column(FIELDS, "code", "领域编号", "text", "05", required=True),
        column(FIELDS, "name", "领域名称", "text", "社会救助", required=True),
        column(DICTIONARY, "table", "哪张表", "code", ENTRIES, values=TABLE_LABELS, required=True),
        column(DICTIONARY, "name", "栏的名称", "text", "deadline_text", required=True),
        column(DICTIONARY, "label", "栏的中文名", "text", "公开时限", required=True),
        column(
            DICTIONARY,
            "type",
            "类型：text 文字、integer 整数、flag 是否、date 日期、code 代码",
            "text",
            "text",
            required=True,
        ),
        column(DICTIONARY, "required", "是不是每行都有", "flag", "true", required=True),
        column(DICTIONARY, "values", "可以是哪些值，空的不限", "text", "public＝已通过"),
        column(DICTIONARY, "source", "哪里来的", "text", _OURS, required=True),
        column(DICTIONARY, "example", "例子", "text", "10个工作日内", required=True),
    ]


def value_rows(definition: Definition) -> list[list[object]]:
    """Return what the dictionary says of the values of each element with several, in the order of its columns."""
    source = _CHECKLIST.format(name=definition.name)
    return [
        [
            LIST_VALUES,
            f"value（{element.key}）",
            element.label,
            "text",
            element.required,
            "；".join(element.choice_labels) or None,
            source,
            element.example or "",
        ]
        for element in list_elements(definition)
    ]


def unit_row(unit: Organisation) -> dict[str, object]:
    """Return a unit by the columns of its table."""
    return {
        "id": unit.id,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind,
        "code": unit.code or None,
    }


def _identity() -> list[DataColumn]:
    def column(
        name: str, label: str, type: Type, example: str, read: Callable[[DataRow], Any], **more: Any
    ) -> DataColumn:
        return DataColumn(ENTRIES, name, label, type, _OURS, example, read, **more)

    standings = {**STANDING_WORDS, "public": f"{STANDING_WORDS['public']}（下级的）或{OWN_PUBLIC}（本单位的）"}
    standings.pop("declined", None)
    return [
        column("id", "条目编号，长期不变", "text", "5b0c…", lambda row: row.entry.id, required=True),
        column("unit", "单位编号，同 units 的 id", "text", "0f3a…", lambda row: row.entry.unit.id, required=True),
        column("unit_name", "单位名称", "text", "兴隆镇", lambda row: row.entry.unit.name, required=True),
        column("is_own", "是不是做这份数据的单位自己的", "flag", "false", lambda row: row.is_own, required=True),
        column("edition", "哪一年版", "text", "2026", lambda row: row.entry.content.edition, required=True),
        column("field", "领域编号", "text", "05", lambda row: row.entry.content.field, required=True),
        column("item", "标准事项编号；单位自己加的没有", "text", "05-003", lambda row: row.entry.content.item),
        column(
            "standing", "审核到哪里", "code", "public", lambda row: row.entry.standing, values=standings, required=True
        ),
        column(
            "state", "单位自己填到哪一步", "code", "final", lambda row: row.entry.content.state,
            values=STATE_LABELS, required=True,
        ),
        column("evidence", "文字核对到什么程度；单位自己加的没有", "code", "seen", _evidence, values=_EVIDENCE),
        column("revision", "内容的指纹，改了就变", "text", "9c1f…", lambda row: row.entry.revision, required=True),
    ]  # fmt: skip


def _evidence(row: DataRow) -> str | None:
    shown = shown_evidence(row.entry.content)
    return counted_evidence(shown) if shown else None


def _element_columns(definition: Definition, element: Element) -> list[DataColumn]:
    source, example = _CHECKLIST.format(name=definition.name), element.example or ""
    if element.kind in (*_LISTS, "citations", "attachment"):
        return []
    if element.kind == "deadline":
        return _deadline_columns(element, source, example)
    types: dict[str, Type] = {"flag": "flag", "date": "date"}
    type = types.get(element.kind, "text")
    values = {label: label for label in element.choice_labels} if element.kind == "choice" else None
    read = _value_of(element.key)
    return [DataColumn(ENTRIES, element.key, element.label, type, source, example, read, values)]


def _deadline_columns(element: Element, source: str, example: str) -> list[DataColumn]:
    key, label = element.key, element.label

    def part(name: str, means: str, type: Type, shown: str, values: Mapping[str, str] | None = None) -> DataColumn:
        read = _part_of(key, name)
        return DataColumn(ENTRIES, f"{key}_{name}", f"{label}：{means}", type, source, shown, read, values)

    return [
        part("text", "原话", "text", example),
        part("count", "多少", "integer", "10"),
        part("unit", "单位", "code", "workday", _DEADLINE_UNITS),
        part("event", "从什么时候算起", "text", "制定或获取信息之日"),
        part("notice_days", "公示几天", "integer", "7"),
        part("notice_unit", "公示天数的单位", "code", "workday", {"day": "日", "workday": "工作日"}),
    ]


def _value_of(key: str) -> Callable[[DataRow], Any]:
    return lambda row: row.values.get(key)


def _part_of(key: str, part: str) -> Callable[[DataRow], Any]:
    def read(row: DataRow) -> Any:
        value = row.values.get(key)
        return value.get(part) if isinstance(value, Mapping) else (value if part == "text" else None)

    return read


def _at(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda row: row.get(name)
