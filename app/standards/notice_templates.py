"""Files of notice templates: what each may say, held against the rules that all of them share."""

import re
from typing import Any

from app.standards.definitions import with_choices_spelled_out
from app.standards.layout import NOTICE_RULES
from app.standards.models import NoticeRules, NoticeTemplate
from app.standards.problems import bad_resource, read_as
from app.standards.source import Source, require_sections
from app.standards.sums import TABLE, read_sum
from app.standards.targets import Targets, check_targets

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def rules_of(source: Source) -> NoticeRules:
    """Return what all templates share. Raises `UserFacingError` for the first fault."""
    require_sections(source, ("rules",))
    rules = source.data["rules"]
    if isinstance(rules, dict):
        rules = rules | {"elements": with_choices_spelled_out(rules.get("elements"))}
    return read_as(NoticeRules, rules, source.name, "公示公告规则")


def template_of(data: dict[str, Any], rules: NoticeRules, targets: Targets, file: str) -> NoticeTemplate:
    """Return the template that a mapping describes. Raises `UserFacingError` for the first fault."""
    code = data.get("code")
    owner = f"模板 {code} " if isinstance(code, str) else "有一个模板"
    template = read_as(NoticeTemplate, data, file, owner)
    _check_template(template, rules, file)
    check_targets(owner, {template.field} if template.field else set(), set(template.standard_items), targets, file)
    return template


def _check_template(template: NoticeTemplate, rules: NoticeRules, file: str) -> None:
    masks = {mask.key for mask in rules.masks}
    columns = template.table.columns if template.table else ()
    _refuse_unknown(template, file, "类别", {template.group}, _choices(rules, "group"))
    _refuse_unknown(template, file, "期限方式", {template.notice_mode}, set(rules.notice_modes))
    _refuse_unknown(template, file, "遮挡方式", {column.mask for column in columns}, masks)
    _refuse_unknown(
        template, file, "上网遮挡方式", {column.mask_web for column in columns if column.mask_web is not None}, masks
    )
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
    running = {table.running} if table and table.running is not None else set()
    _refuse_unknown(template, file, "余额栏", running, columns)


def _choices(rules: NoticeRules, key: str) -> set[str]:
    return {label for element in rules.elements if element.key == key for label in element.choice_labels}


def _refuse_unknown(template: NoticeTemplate, file: str, what: str, used: set[str], known: set[str]) -> None:
    for word in sorted(used - known):
        raise bad_resource(file, f"模板 {template.code} 的{what}“{word}”在 {NOTICE_RULES} 里没有")
