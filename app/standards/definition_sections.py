"""Which sections of a definition are edited in forms, kind by kind: each a record or a table of records."""

from dataclasses import dataclass, field
from typing import Any

from app.standards.definition_elements import HELP, OF_PART, PART_LABELS, WORDS, elements_of
from app.standards.library import Library
from app.standards.models import (
    STANDARD_CATALOGUE,
    Alias,
    BodyPart,
    Choice,
    Column,
    Definition,
    Element,
    Field,
    NoticeColumn,
    NoticeTemplate,
    ReadyComment,
    ReadyReason,
    UsualOffice,
)
from app.standards.vocabulary import ChannelWord, HeadWord, LevelWord
from app.standards.wording import FormerName, WrongWord

Data = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A part of a definition that is edited at once: `path` leads to a record in its data or to a list of
    them, of which `heads` are shown in the table. `form` asks for one record; `fresh` is what a new one begins with."""

    key: str
    label: str
    path: tuple[str | int, ...]
    form: Definition
    heads: tuple[str, ...] = ()
    fresh: Row = field(default_factory=dict)
    is_fixed: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a list of records."""
        return bool(self.heads)


def sections_of(library: Library, kind: str, data: Data) -> tuple[Section, ...]:
    """Return the sections of a definition with such data."""
    if kind == "words":
        return tuple(section for section in _WORDS if section.path[0] in data)
    if kind == "checklist":
        return _checklist(data)
    if kind == CALENDAR:
        return _YEAR
    if kind == "field":
        return (_FIELD, _items(library.definitions[STANDARD_CATALOGUE], "level1", "level2"))
    return _NOTICE if kind == "notice" else (_MASKS,)


def _form(label: str, *elements: Element) -> Definition:
    return Definition(label, label, "catalogue", "", (), elements, (elements[0].key,))


def _checklist(data: Data) -> tuple[Section, ...]:
    about = elements_of(Definition, ("name", "what_for", "used_by", "title_elements"))
    asked = elements_of(Element, ("label", "key", "kind", "required", "question", "example", "help"))
    options = Element("choices", "可选项", "list", help=HELP["choices"])
    shown = elements_of(Column, ("head", "element", "group", "width", "draw", "labels", "merge", "align", "other"))
    found = [
        Section("about", "基本情况", ("checklist",), _form("基本情况", *about)),
        Section(
            "elements",
            "要素",
            ("checklist", "elements"),
            _form("要素", *asked, options),
            ("label", "kind", "required"),
            {"key": "", "label": "", "kind": "text", "question": "", "example": ""},
        ),
        Section(
            "columns",
            "表格的列",
            ("checklist", "columns"),
            _form("表格的列", *shown),
            ("head", "element", "draw"),
            {"head": "", "element": "", "width": 30},
        ),
    ]
    checklist = data.get("checklist", {})
    if checklist.get("shape") == "catalogue" and checklist.get("code") != STANDARD_CATALOGUE:
        # Rows are asked by what stands here now: a broken definition has no form yet.
        elements = [each for each in map(_known_element, checklist.get("elements", ())) if each is not None]
        titles = [key for key in checklist.get("title_elements", ()) if any(each.key == key for each in elements)]
        if elements:
            form = Definition("items", "事项", "catalogue", "", (), tuple(elements))
            found.append(_items(form, *(titles or [elements[0].key])))
    return tuple(found)


def _known_element(data: Any) -> Element | None:
    if not isinstance(data, dict) or data.get("kind") not in WORDS or not data.get("key"):
        return None
    choices = tuple(_choice(each) for each in data.get("choices", ()) if each)
    if (data["kind"] in ("choice", "choices")) != bool(choices):
        return None
    return Element(str(data["key"]), str(data.get("label", "")), data["kind"], choices=choices, help=data.get("help"))


def _choice(data: Any) -> Choice:
    return Choice(data.get("code"), str(data.get("label"))) if isinstance(data, dict) else Choice(None, str(data))


ABOUT_ITEMS = ("code", "evidence", "field", "guidance", "sources", "standard_item", "mirror", "pii_risk")
_EVIDENCE = tuple(Choice(word, WORDS[word]) for word in ("seen", "partly", "recalled"))


def _items(definition: Definition, *titles: str) -> Section:
    """The items of a checklist or a field, asked by its own elements."""
    elements = (
        Element("code", "编号", "text"),
        *(each for each in definition.elements if not each.computed and each.kind != "attachment"),
        Element("evidence", "核对程度", "choice", choices=_EVIDENCE),
        Element("guidance", "填写提示", "long_text"),
    )
    fresh = {"code": "", "evidence": "recalled"}
    return Section("items", "事项", ("items",), _form("事项", *elements), ("code", *titles), fresh)


_FIELD = Section(
    "about",
    "基本情况",
    ("field",),
    _form("基本情况", *elements_of(Field, ("name", "ministry", "aliases", "township_relevance", "notes"))),
)
_TEMPLATE = ("templates", 0)
_NOTICE = (
    Section(
        "about",
        "基本情况",
        _TEMPLATE,
        _form(
            "基本情况",
            *elements_of(
                NoticeTemplate,
                (
                    *(
                        "name",
                        "kind",
                        "group",
                        "title_pattern",
                        "notice_days",
                        "notice_unit",
                        "notice_mode",
                        "days_hint",
                    ),
                    *("posted_by", "places", "signature", "supervision_phone", "privacy", "keep", "standard_items"),
                ),
            ),
        ),
    ),
    Section(
        "body",
        "正文",
        (*_TEMPLATE, "body"),
        _form("正文", *elements_of(BodyPart, ("part", "text", "facts"))),
        ("part", "text"),
        {"part": "", "facts": [], "text": ""},
    ),
    Section(
        "columns",
        "名单的列",
        (*_TEMPLATE, "table", "columns"),
        _form("名单的列", *elements_of(NoticeColumn, ("label", "key", "kind", "mask", "mask_web", "optional"))),
        ("label", "mask", "mask_web"),
        {"key": "", "label": "", "kind": "text", "mask": "none"},
    ),
)


def _words(key: str, label: str, model: type, keys: tuple[str, ...], heads: tuple[str, ...], fresh: Row) -> Section:
    return Section(key, label, (key,), _form(label, *elements_of(model, keys)), heads, fresh)


_WORDS = (
    _words(
        "aliases",
        "搜索的别名",
        Alias,
        ("text", "means", "source", "evidence"),
        ("text", "means"),
        {"text": "", "means": [], "evidence": "recalled", "source": "本单位"},
    ),
    _words("reasons", "不涉及的常用理由", ReadyReason, ("text", "code", "kinds"), ("text",), {"code": "", "text": ""}),
    _words("comments", "审核的常用意见", ReadyComment, ("text", "code"), ("text",), {"code": "", "text": ""}),
    _words(
        "offices",
        "常见科室",
        UsualOffice,
        ("name", "code", "fields", "also", "evidence"),
        ("name", "fields"),
        {"code": "", "name": "", "fields": [], "evidence": "recalled"},
    ),
    _words(
        "former_names",
        "旧名称",
        FormerName,
        ("texts", "now", "since", "source", "unless", "replace", "evidence"),
        ("texts", "now"),
        {"texts": [], "now": "", "since": "", "source": "本单位", "evidence": "recalled"},
    ),
    _words(
        "wrong_words",
        "错别字",
        WrongWord,
        ("wrong", "right", "unless", "hint", "note"),
        ("wrong", "right"),
        {"wrong": "", "right": ""},
    ),
    _words(
        "table_heads", "表头的词", HeadWord, ("text", "column"), ("text", "column"), {"text": "", "column": "elements"}
    ),
    _words(
        "table_channels",
        "渠道的词",
        ChannelWord,
        ("text", "channel"),
        ("text", "channel"),
        {"text": "", "channel": "其他"},
    ),
    _words("table_levels", "层级的词", LevelWord, ("text", "levels"), ("text", "levels"), {"text": "", "levels": []}),
)


CALENDAR = "calendar"
"""The arrangement of holidays of a year, which is edited like a definition and kept as what it is."""
_YEAR = (
    Section(
        "holidays",
        "放假",
        ("holidays",),
        _form(
            "放假",
            Element("name", "节日", "text"),
            Element("rest_from", "放假第一天", "date"),
            Element("rest_to", "放假最后一天", "date"),
            Element("workdays", "调休上班", "list", help="一行一天，例如 2027-02-07；都是周末。"),
        ),
        ("name", "rest_from", "rest_to", "workdays"),
        {"name": "", "rest_from": "", "rest_to": "", "workdays": []},
    ),
    Section(
        "sources",
        "依据的通知",
        ("sources",),
        _form(
            "依据的通知",
            Element("title", "标题", "text"),
            Element("number", "文号", "text"),
            Element("date", "印发日期", "date"),
        ),
        ("title", "number"),
        {"title": "", "number": "", "date": ""},
    ),
)
MASKS = "masks"
_SHOWS = tuple(
    Choice(word, OF_PART.get(("level", word)) or WORDS[word])
    for word in ("full", "partial", "group", "township", "hidden")
)
_MASKS = Section(
    MASKS,
    "露出多少",
    (),
    _form(
        "露出多少",
        Element("label", "种类", "text", computed=True),
        Element(
            "medium",
            "用在哪里",
            "choice",
            choices=tuple(Choice(w, WORDS[w]) for w in ("paper", "web", "package")),
            computed=True,
        ),
        Element("keep_head", PART_LABELS["keep_head"], "number", help="号码用。"),
        Element("keep_tail", PART_LABELS["keep_tail"], "number", help="号码用。"),
        Element("level", PART_LABELS["level"], "choice", choices=_SHOWS, help="姓名和住址用。"),
    ),
    ("label", "medium", "keep_head", "keep_tail", "level"),
    is_fixed=True,
)
