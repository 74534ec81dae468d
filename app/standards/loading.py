"""From the resources folder to one checked `Content`. Every fault names the file and the item."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

from app.standards.annual_rules import ANNUAL_REPORT, read_annual_rules
from app.standards.definitions import read_definition, with_choices_spelled_out
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.items import read_checklist_items, read_pack_items
from app.standards.laws import comparable_title
from app.standards.layout import (
    ALIASES,
    CHECKLISTS,
    COMMENTS,
    LAWS,
    NOTICE_RULES,
    NOTICES,
    OFFICES,
    PLACES,
    REASONS,
    STANDARDS,
    VOCABULARY,
    WORDING,
)
from app.standards.models import (
    OWN_UNIT,
    STANDARD_CATALOGUE,
    Alias,
    Content,
    Definition,
    Field,
    HeadHint,
    Item,
    Law,
    LawRegister,
    NoticeRules,
    NoticeTemplate,
    ReadyComment,
    ReadyReason,
    UsualOffice,
    Vocabulary,
)
from app.standards.place_words import Places
from app.standards.problems import bad_resource, read_as
from app.standards.request_rules import DISCLOSURE_REQUESTS, read_request_rules
from app.standards.source import Source, read_source
from app.standards.spelling import pinyin_spellings
from app.standards.sums import TABLE, read_sum
from app.standards.wildcards import is_wildcard_word
from app.standards.wording import WordingLists

FIELD_CODE = re.compile(r"\d{2}")
_BRACED = re.compile(r"\{[^}]*\}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Targets(NamedTuple):
    """What items and templates may point to."""

    fields: frozenset[str]
    standard_items: frozenset[str]


def load_content(root: Path) -> Content:
    """Reads and checks all packs, checklists, notices, words and laws below `root` (about half a second).

    Raises UserFacingError for the first fault, naming file and item.
    """
    checklists = _load_definitions(root)
    definitions = tuple(definition for _, definition in checklists)
    fields = _load_fields(root, definitions)
    targets = Targets(
        frozenset(field.code for field in fields), frozenset(item.code for field in fields for item in field.items)
    )
    rules = _load_notice_rules(root)
    return Content(
        fields=fields,
        definitions=definitions,
        items=_load_items(checklists, targets),
        notice_rules=rules,
        notice_templates=_load_templates(root, rules, targets),
        vocabulary=_load_vocabulary(root),
        aliases=_load_aliases(root),
        laws=_load_laws(root),
        reasons=_load_reasons(root),
        comments=_load_comments(root),
        offices=_load_offices(root),
        wording=_load_wording(root),
        places=_load_places(root),
    )


def read_field(path: Path, definition: Definition) -> Field:
    """Return the field of a pack in a file of its own, whose items are of the standard catalogue. Raises
    `UserFacingError` naming the file and what is wrong in it."""
    return _load_field(read_source(path, path.parent), definition)


def _folder(root: Path, name: str) -> Iterable[Source]:
    return (read_source(path, root) for path in sorted((root / name).glob("*.yaml")))


def _sections(source: Source, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    for key in needed:
        if key not in source.data:
            raise bad_resource(source.name, f"文件缺少“{key}”部分", "请补上后再试")
    for key in source.data:
        if key not in needed + optional:
            raise bad_resource(source.name, f"文件里的“{key}”部分不认识，可能是写错了名称")


def _check_targets(owner: str, fields: set[str], standard_items: set[str], targets: Targets, file: str) -> None:
    """Fields and standard items that are pointed to must exist, or a link in the program would lead nowhere."""
    for what, unknown in (("领域", fields - targets.fields), ("标准事项", standard_items - targets.standard_items)):
        for code in sorted(unknown):
            raise bad_resource(file, f"{owner}所指的{what}“{code}”在标准包里没有")


# --- checklists and packs --------------------------------------------------------------------------------------


def _load_definitions(root: Path) -> list[tuple[Source, Definition]]:
    checklists: list[tuple[Source, Definition]] = []
    for source in _folder(root, CHECKLISTS):
        _sections(source, ("checklist",), ("items",))
        definition = read_definition(source.data["checklist"], source.name)
        if any(definition.code == other.code for _, other in checklists):
            raise bad_resource(source.name, f"清单编号“{definition.code}”在别的文件里已经有了")
        if definition.code == STANDARD_CATALOGUE:
            _check_standard_catalogue(definition, source)
        if definition.code == DISCLOSURE_REQUESTS:
            read_request_rules(definition, source.name)
        checklists.append((source, definition))
    return checklists


def _load_items(checklists: list[tuple[Source, Definition]], targets: Targets) -> dict[str, tuple[Item, ...]]:
    items: dict[str, tuple[Item, ...]] = {}
    for source, definition in checklists:
        if definition.code == STANDARD_CATALOGUE:
            continue
        items[definition.code] = read_checklist_items(definition, source.data.get("items", []), source.name)
        if definition.code == ANNUAL_REPORT:
            read_annual_rules(definition, items[definition.code], source.name)
        for item in items[definition.code]:
            named = {item.standard_item} if item.standard_item else set()
            _check_targets(f"事项 {item.code} ", {item.field} if item.field else set(), named, targets, source.name)
    return items


def _check_standard_catalogue(definition: Definition, source: Source) -> None:
    keys = {element.key for element in definition.elements}
    for key in STANDARD_ITEM_KEYS:
        if key not in keys:
            raise bad_resource(source.name, f"清单 {definition.code} 缺少要素“{key}”", "请补上后再试")
    if "items" in source.data:
        raise bad_resource(source.name, "标准目录的事项在各领域标准包里，这里不能有“items”（事项）")


def _load_fields(root: Path, definitions: tuple[Definition, ...]) -> tuple[Field, ...]:
    catalogue = next((each for each in definitions if each.code == STANDARD_CATALOGUE), None)
    if catalogue is None:
        name = f"{root.name}/{CHECKLISTS}"
        raise bad_resource(name, f"没有编号为“{STANDARD_CATALOGUE}”的清单", "请补上这个文件后再试")
    fields: dict[str, Field] = {}
    for source in _folder(root, STANDARDS):
        field = _load_field(source, catalogue)
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


def _load_templates(root: Path, rules: NoticeRules, targets: Targets) -> tuple[NoticeTemplate, ...]:
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
            fields = {template.field} if template.field else set()
            _check_targets(owner, fields, set(template.standard_items), targets, source.name)
            templates[template.code] = template
    return tuple(templates[code] for code in sorted(templates))


def _check_template(template: NoticeTemplate, rules: NoticeRules, file: str) -> None:
    masks = {mask.key for mask in rules.masks}
    columns = template.table.columns if template.table else ()
    _refuse_unknown(template, file, "类别", {template.group}, _choices(rules, "group"))
    _refuse_unknown(template, file, "期限方式", {template.notice_mode}, set(rules.notice_modes))
    _refuse_unknown(template, file, "遮挡方式", {column.mask for column in columns}, masks)
    _refuse_unknown(template, file, "上网遮挡方式", {column.mask_web for column in columns} - {None}, masks)
    texts = (template.title_pattern, template.supervision_phone, template.issuer or "", *template.signature)
    used = {key for text in (*texts, *(part.text for part in template.body)) for key in PLACEHOLDER.findall(text)}
    _refuse_unknown(template, file, "填空", used, {placeholder.key for placeholder in rules.placeholders})
    _check_sums(template, used, file)


def _check_sums(template: NoticeTemplate, asked: set[str], file: str) -> None:
    """Sums speak of nothing but the blanks a template asks and the columns of its list."""
    table = template.table
    columns = {column.key for column in table.columns} if table else set()
    row_sums = table.row_sums if table else ()
    try:
        sums, of_rows = [read_sum(each) for each in template.sums], [read_sum(each) for each in row_sums]
    except ValueError as error:
        raise bad_resource(file, f"模板 {template.code} 的算式看不懂", "请写成 甲 + 乙 - 丙 = 丁 的样子") from error
    _refuse_unknown(template, file, "算式", {name for each in of_rows for name in each.names}, columns)
    used = {name for each in sums for name in each.names} | {*template.carried, *template.carried.values()}
    _refuse_unknown(template, file, "算式", used, asked | {f"{TABLE}{key}" for key in columns})
    _refuse_unknown(template, file, "余额栏", {table.running} - {None} if table else set(), columns)


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
    for hint in vocabulary.head_hints:
        _check_hint(hint, vocabulary, source.name)
    return vocabulary


def _check_hint(hint: HeadHint, vocabulary: Vocabulary, file: str) -> None:
    known = {*vocabulary.header_keys, "basis_number", "extra"}
    for key in (hint.means.partition(":")[0], *filter(None, hint.under)):
        if key not in known:
            raise bad_resource(file, f"表头的词里的“{key}”不是哪一栏的名称")
    for word in hint.words:
        if not is_wildcard_word(word):
            raise bad_resource(
                file, f"表头的词“{word}”写得不对", "只写字，* 写在开头或者末尾，几选一写成 {公开,发布}，改好后再试"
            )


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
            raise bad_resource(source.name, f"法规“{law.title}”重复了", "请删去一处后再试")
        if law.replaced_by and comparable_title(law.replaced_by) not in titles:
            raise bad_resource(source.name, f"接替“{law.title}”的“{law.replaced_by}”不在表里", "请补上后再试")
    laws = tuple(structs.replace(law, letters=_letters(law)) for law in register.laws)
    return structs.replace(register, laws=laws)


def _letters(law: Law) -> tuple[str, ...]:
    names = dict.fromkeys(comparable_title(title) for title in (law.title, *law.short_titles))
    return tuple(word for name in names for word in pinyin_spellings(name).split())


def _load_reasons(root: Path) -> tuple[ReadyReason, ...]:
    source = read_source(root / REASONS, root)
    _sections(source, ("as_of", "reasons"), ("what_for",))
    reasons = read_as(tuple[ReadyReason, ...], source.data["reasons"], source.name, "文件的“reasons”（理由）")
    _check_sayings(source, "理由", reasons)
    for reason in reasons:
        for word in _BRACED.findall(reason.text):
            if word != OWN_UNIT:
                raise bad_resource(source.name, f"理由“{reason.code}”里的“{word}”不认识，只能写{OWN_UNIT}")
    return reasons


def _load_comments(root: Path) -> tuple[ReadyComment, ...]:
    source = read_source(root / COMMENTS, root)
    _sections(source, ("as_of", "comments"), ("what_for",))
    comments = read_as(tuple[ReadyComment, ...], source.data["comments"], source.name, "文件的“comments”（意见）")
    _check_sayings(source, "意见", comments)
    return comments


def _check_sayings(source: Source, what: str, sayings: tuple[ReadyReason, ...] | tuple[ReadyComment, ...]) -> None:
    """Codes and words must be there, and each but once: people choose by them."""
    for kind, said in (("编号", [saying.code for saying in sayings]), (what, [saying.text for saying in sayings])):
        for text in said:
            if not text.strip():
                raise bad_resource(source.name, f"有一条{kind}是空的", "请补上后再试")
            if said.count(text) > 1:
                raise bad_resource(source.name, f"{kind}“{text}”重复了", "请删去一处后再试")


def _load_offices(root: Path) -> tuple[UsualOffice, ...]:
    """Each field has one office at most. A unit's own resources may lack some of the fields."""
    source = read_source(root / OFFICES, root)
    _sections(source, ("as_of", "offices"), ("what_for",))
    offices = read_as(tuple[UsualOffice, ...], source.data["offices"], source.name, "文件的“offices”（科室）")
    given = [code for office in offices for code in office.fields]
    told = (
        ("编号", [office.code for office in offices]),
        ("名称", [office.name for office in offices]),
        ("领域", given),
    )
    for kind, texts in told:
        for text in texts:
            if texts.count(text) > 1:
                raise bad_resource(source.name, f"{kind}“{text}”重复了", "请删去一处后再试")
    return offices


def _load_wording(root: Path) -> WordingLists:
    source = read_source(root / WORDING, root)
    lists = {key: value for key, value in source.data.items() if key not in ("as_of", "what_for")}
    wording = read_as(WordingLists, lists, source.name, "文件")
    wrong = [text for name in wording.former_names for text in name.texts] + [
        word.wrong for word in wording.wrong_words
    ]
    for text in wrong:
        if len(text) < 2 or wrong.count(text) > 1:
            raise bad_resource(source.name, f"“{text}”太短，或者写了两次", "请改好后再试")
    for word in wording.wrong_words:
        if word.wrong in word.right:
            raise bad_resource(source.name, f"“{word.wrong}”要换成的“{word.right}”里还有它自己", "请改好后再试")
    return wording


def _load_places(root: Path) -> Places:
    source = read_source(root / PLACES, root)
    lists = {key: value for key, value in source.data.items() if key not in ("as_of", "what_for")}
    return read_as(Places, lists, source.name, "文件")
