"""From the resources folder to one checked `Content`. Every fault names the file and the item."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import structs

from app.standards.definitions import read_definition, with_choices_spelled_out
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.items import read_checklist_items, read_pack_items
from app.standards.laws import comparable_title
from app.standards.layout import ALIASES, CHECKLISTS, LAWS, NOTICE_RULES, NOTICES, STANDARDS, VOCABULARY
from app.standards.models import (
    STANDARD_CATALOGUE,
    Alias,
    Content,
    Definition,
    Field,
    Item,
    LawRegister,
    NoticeRules,
    NoticeTemplate,
    Vocabulary,
)
from app.standards.problems import bad_resource, read_as
from app.standards.source import Source, read_source

FIELD_CODE = re.compile(r"\d{2}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def load_content(root: Path) -> Content:
    """Reads and checks all packs, checklists, notices, words and laws below `root` (about two seconds).

    Raises UserFacingError for the first fault, naming file and item.
    """
    definitions, items = _load_checklists(root)
    fields = _load_fields(root, definitions)
    rules = _load_notice_rules(root)
    content = Content(
        fields=fields,
        definitions=tuple(definitions.values()),
        items=items,
        notice_rules=rules,
        notice_templates=_load_templates(root, rules),
        vocabulary=_load_vocabulary(root),
        aliases=_load_aliases(root),
        laws=_load_laws(root),
    )
    _check_references(content)
    return content


def _folder(root: Path, name: str) -> Iterable[Source]:
    return (read_source(path, root) for path in sorted((root / name).glob("*.yaml")))


def _sections(source: Source, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    for key in needed:
        if key not in source.data:
            raise bad_resource(source.name, f"文件缺少“{key}”部分", "请补上后再试")
    for key in source.data:
        if key not in needed + optional:
            raise bad_resource(source.name, f"文件里的“{key}”部分不认识，可能是写错了名称")


# --- checklists and packs --------------------------------------------------------------------------------------


def _load_checklists(root: Path) -> tuple[dict[str, Definition], dict[str, tuple[Item, ...]]]:
    definitions: dict[str, Definition] = {}
    items: dict[str, tuple[Item, ...]] = {}
    for source in _folder(root, CHECKLISTS):
        _sections(source, ("checklist",), ("items",))
        definition = read_definition(source.data["checklist"], source.name)
        if definition.code in definitions:
            raise bad_resource(source.name, f"清单编号“{definition.code}”在别的文件里已经有了")
        definitions[definition.code] = definition
        if definition.code == STANDARD_CATALOGUE:
            _check_standard_catalogue(definition, source)
        else:
            items[definition.code] = read_checklist_items(definition, source.data.get("items", []), source.name)
    return definitions, items


def _check_standard_catalogue(definition: Definition, source: Source) -> None:
    keys = {element.key for element in definition.elements}
    for key in STANDARD_ITEM_KEYS:
        if key not in keys:
            raise bad_resource(source.name, f"清单 {definition.code} 缺少要素“{key}”", "请补上后再试")
    if "items" in source.data:
        raise bad_resource(source.name, "标准目录的事项在各领域标准包里，这里不能有“items”（事项）")


def _load_fields(root: Path, definitions: dict[str, Definition]) -> tuple[Field, ...]:
    if STANDARD_CATALOGUE not in definitions:
        name = f"{root.name}/{CHECKLISTS}"
        raise bad_resource(name, f"没有编号为“{STANDARD_CATALOGUE}”的清单", "请补上这个文件后再试")
    fields: dict[str, Field] = {}
    for source in _folder(root, STANDARDS):
        field = _load_field(source, definitions[STANDARD_CATALOGUE])
        if field.code in fields:
            raise bad_resource(source.name, f"领域编号“{field.code}”在别的文件里已经有了")
        fields[field.code] = field
    return tuple(fields[code] for code in sorted(fields))


def _load_field(source: Source, definition: Definition) -> Field:
    _sections(source, ("field", "items"))
    described = source.data["field"]
    if isinstance(described, dict) and "items" in described:
        raise bad_resource(source.name, "领域里的“items”（事项）应与“field”并列")
    field = read_as(Field, described | {"items": ()} if isinstance(described, dict) else described, source.name, "领域")
    if not FIELD_CODE.fullmatch(field.code):
        raise bad_resource(source.name, f"领域编号“{field.code}”应为两位数字")
    items = read_pack_items(field, definition, source.data["items"], source.name)
    return structs.replace(field, items=items)


# --- notices ---------------------------------------------------------------------------------------------------


def _load_notice_rules(root: Path) -> NoticeRules:
    source = read_source(root / NOTICE_RULES, root)
    _sections(source, ("rules",))
    rules = source.data["rules"]
    if isinstance(rules, dict):
        rules = rules | {"elements": with_choices_spelled_out(rules.get("elements"))}
    return read_as(NoticeRules, rules, source.name, "公示公告规则")


def _load_templates(root: Path, rules: NoticeRules) -> tuple[NoticeTemplate, ...]:
    templates: dict[str, NoticeTemplate] = {}
    for source in _folder(root, NOTICES):
        if source.name.endswith(NOTICE_RULES):
            continue
        _sections(source, ("templates",))
        for data in read_as(list[dict[str, Any]], source.data["templates"], source.name, "文件的“templates”"):
            code = data.get("code")
            owner = f"模板 {code} " if isinstance(code, str) else "有一个模板"
            template = read_as(NoticeTemplate, data, source.name, owner)
            if template.code in templates:
                raise bad_resource(source.name, f"模板 {template.code} 重复了", "请改成不同的编号后再试")
            _check_template(template, rules, source.name)
            templates[template.code] = template
    return tuple(templates[code] for code in sorted(templates))


def _check_template(template: NoticeTemplate, rules: NoticeRules, file: str) -> None:
    masks = {mask.key for mask in rules.masks}
    columns = template.table.columns if template.table else ()
    _refuse_unknown(template, file, "类别", {template.group}, _choices(rules, "group"))
    _refuse_unknown(template, file, "期限方式", {template.notice_mode}, set(rules.notice_modes))
    _refuse_unknown(template, file, "遮挡方式", {column.mask for column in columns}, masks)
    _refuse_unknown(template, file, "上网遮挡方式", {column.mask_web for column in columns} - {None}, masks)
    texts = (template.title_pattern, template.supervision_phone, *template.signature)
    used = {key for text in (*texts, *(part.text for part in template.body)) for key in PLACEHOLDER.findall(text)}
    _refuse_unknown(template, file, "填空", used, {placeholder.key for placeholder in rules.placeholders})


def _choices(rules: NoticeRules, key: str) -> set[str]:
    return {label for element in rules.elements if element.key == key for label in element.choice_labels}


def _refuse_unknown(template: NoticeTemplate, file: str, what: str, used: set[str], known: set[str]) -> None:
    for word in sorted(used - known):
        raise bad_resource(file, f"模板 {template.code} 的{what}“{word}”在 {NOTICE_RULES} 里没有")


# --- words and laws --------------------------------------------------------------------------------------------


def _load_vocabulary(root: Path) -> Vocabulary:
    source = read_source(root / VOCABULARY, root)
    head = source.data.get("vocabulary")
    if not isinstance(head, dict):
        raise bad_resource(source.name, "文件缺少“vocabulary”部分", "请补上后再试")
    lists = {key: value for key, value in source.data.items() if key != "vocabulary"}
    vocabulary = read_as(Vocabulary, head | lists, source.name, "词表")
    for rule in (*vocabulary.deadline_patterns, *vocabulary.noise):
        if rule.regex is not None:
            _check_pattern(rule.regex, source.name)
    return vocabulary


def _check_pattern(pattern: str, file: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise bad_resource(file, f"句式“{pattern}”写得不对", details=str(error)) from error


def _load_aliases(root: Path) -> tuple[Alias, ...]:
    source = read_source(root / ALIASES, root)
    _sections(source, ("as_of", "aliases"), ("what_for",))
    return read_as(tuple[Alias, ...], source.data["aliases"], source.name, "文件的“aliases”（别名）")


def _load_laws(root: Path) -> LawRegister:
    source = read_source(root / LAWS, root)
    register = read_as(LawRegister, source.data, source.name, "法规表")
    titles = [comparable_title(law.title) for law in register.laws]
    for law, title in zip(register.laws, titles, strict=True):
        if titles.count(title) > 1:
            raise bad_resource(source.name, f"《{law.title}》重复了", "请删去一处后再试")
        if law.replaced_by and comparable_title(law.replaced_by) not in titles:
            raise bad_resource(source.name, f"接替《{law.title}》的《{law.replaced_by}》不在表里", "请补上后再试")
    return register


# --- references between files ----------------------------------------------------------------------------------


def _check_references(content: Content) -> None:
    """Fields and standard items named elsewhere must exist, or a link in the program would lead nowhere."""
    fields = {field.code for field in content.fields}
    standard_items = {item.code for field in content.fields for item in field.items}
    for checklist, items in content.items.items():
        for item in items:
            owner = f"清单 {checklist} 的事项 {item.code}"
            _check_reference(owner, "领域", {item.field}, fields)
            _check_reference(owner, "标准事项", {item.standard_item}, standard_items)
    for template in content.notice_templates:
        _check_reference(f"模板 {template.code}", "领域", {template.field}, fields)
        _check_reference(f"模板 {template.code}", "标准事项", set(template.standard_items), standard_items)


def _check_reference(owner: str, what: str, used: set[str | None], known: set[str]) -> None:
    for code in sorted(used - known - {None}):
        raise bad_resource("resources", f"{owner}所指的{what}“{code}”没有标准包")
