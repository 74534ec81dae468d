"""Checklist definitions: what a file must say before a form, a grid and a printed table can be made from it."""

import re
from typing import Any, get_args

from app.standards.models import Column, Definition, Element, Level
from app.standards.problems import bad_resource, first_repeated, read_as

ELEMENT_KEY = re.compile(r"[a-z][a-z0-9_]*")
CHOICE_KINDS = ("choice", "choices")
#: Keys that say something about an item itself and so cannot name an element of a catalogue.
RESERVED_KEYS = ("code", "evidence", "guidance", "mirror", "pii_risk", "sources", "standard_item")


def read_definition(data: Any, file: str) -> Definition:
    """The definition that a file's `checklist` section describes. Raises UserFacingError for the first fault."""
    code = data.get("code") if isinstance(data, dict) else None
    owner = f"清单 {code} " if isinstance(code, str) else "清单"
    if isinstance(data, dict):
        data = data | {"elements": with_choices_spelled_out(data.get("elements"))}
    definition = read_as(Definition, data, file, owner)
    if definition.retired:
        raise bad_resource(file, f"{owner}的“retired”由程序自己记，不用写", "请删去后再试")
    for element in definition.elements:
        _check_element(element, definition, file)
    _check_keys(definition, file)
    for column in definition.columns:
        _check_column(column, definition, file)
    return definition


def with_choices_spelled_out(elements: Any) -> Any:
    """Elements whose choices are records: a choice written as a plain word is its label, without a code."""
    if not isinstance(elements, list):
        return elements
    return [_spelled_out(element) if isinstance(element, dict) else element for element in elements]


def _spelled_out(element: dict[str, Any]) -> dict[str, Any]:
    choices = element.get("choices")
    if not isinstance(choices, list):
        return element
    return element | {
        "choices": [{"code": None, "label": choice} if isinstance(choice, str) else choice for choice in choices]
    }


def _check_element(element: Element, definition: Definition, file: str) -> None:
    owner = f"清单 {definition.code} 的要素“{element.key}”（{element.label}）"
    if definition.shape == "catalogue":
        if not ELEMENT_KEY.fullmatch(element.key):
            raise bad_resource(file, f"{owner}的代码只能用小写字母、数字和下划线，以字母开头")
        if element.key in RESERVED_KEYS:
            raise bad_resource(file, f"{owner}的代码留作他用，不能作要素")
        for key, name in (("question", "提问"), ("example", "示例")):
            if not getattr(element, key):
                raise bad_resource(file, f"{owner}缺少“{key}”（{name}）", "请补上后再试")
    if (element.kind in CHOICE_KINDS) != bool(element.choices):
        fault = "缺少“choices”（可选项）" if element.kind in CHOICE_KINDS else "不是选择题，不能有“choices”（可选项）"
        raise bad_resource(file, f"{owner}{fault}")
    if repeated := first_repeated(element.choice_labels):
        raise bad_resource(file, f"{owner}的可选项“{repeated}”重复了")
    if element.key == "levels" and any(choice.code not in (None, *get_args(Level)) for choice in element.choices):
        raise bad_resource(file, f"{owner}的可选项代码只能是 {'、'.join(get_args(Level))}")


def _check_keys(definition: Definition, file: str) -> None:
    keys = [element.key for element in definition.elements]
    if repeated := first_repeated(keys):
        raise bad_resource(file, f"清单 {definition.code} 的要素“{repeated}”重复了", "请删去一处后再试")
    for element in definition.elements:
        _check_condition(element, definition, file)
    for key in definition.title_elements:
        if key not in keys:
            raise bad_resource(file, f"清单 {definition.code} 的“title_elements”（名称要素）里的“{key}”不是它的要素")
    if definition.shape == "catalogue" and not definition.title_elements:
        raise bad_resource(file, f"清单 {definition.code} 缺少“title_elements”（名称要素）", "请补上后再试")


def _check_condition(element: Element, definition: Definition, file: str) -> None:
    condition = element.required_when
    if condition is None:
        return
    labels = next((e.choice_labels for e in definition.elements if e.key == condition.element), ())
    if not condition.labels or not set(condition.labels) <= set(labels):
        raise bad_resource(
            file,
            f"清单 {definition.code} 的要素“{element.key}”的“required_when”（何时必填）要指一个选择题和它的选项",
        )


def _check_column(column: Column, definition: Definition, file: str) -> None:
    owner = f"清单 {definition.code} 的列“{column.head}”"
    elements = {element.key: element for element in definition.elements}
    if column.draw == "seq":
        return
    if column.element is None:
        raise bad_resource(file, f"{owner}缺少“element”（要素）", "请补上后再试")
    for key in (column.element, column.other):
        if key is not None and key not in elements:
            raise bad_resource(file, f"{owner}所指的要素“{key}”不存在")
    labels = elements[column.element].choice_labels
    if column.draw != "text" and not labels:
        raise bad_resource(file, f"{owner}要画方框或打勾，但要素“{column.element}”没有可选项")
    if column.draw == "tick" and not column.labels:
        raise bad_resource(file, f"{owner}缺少“labels”（打勾的选项）", "请补上后再试")
    for label in column.labels:
        if label not in labels:
            raise bad_resource(file, f"{owner}的“{label}”不是要素“{column.element}”的可选项")
