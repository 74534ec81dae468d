"""Definitions as YAML: read from a file of anybody's, with bounds, and written so that it reads back as the same.

A fault is told with the line of the file in which it stands.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from app.canonical import canonical_json
from app.errors import UserFacingError
from app.standards.definition_sections import CALENDAR
from app.standards.definition_words import words_code
from app.standards.own_definitions import MAX_SIZE, DefinitionKind
from app.standards.problems import bad_resource
from app.standards.source import read_text, yaml_of

_DEEPEST = 20
_OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)
_PATH = re.compile(r"`\$(?P<path>[^`]*)`")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_OWNER = re.compile(r"(?:事项|模板) (?P<code>[^\s，。]+) ")
_NUMBERED = re.compile("第(?P<number>[0-9]+)个事项")
_ELEMENT = re.compile("的要素“(?P<key>[^“”]+)”")
_MISSING = re.compile("缺少“(?P<key>[a-z_]+)”")
_QUOTED = re.compile("“([^“”]+)”")

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class ToldDefinition:
    """One definition that a file holds: its kind and data, the file's name, and its text, for finding lines in it."""

    kind: DefinitionKind | str
    data: dict[str, Any]
    file: str
    text: str
    within: Place = ()

    def with_line(self, error: UserFacingError) -> UserFacingError:
        """Return a fault of this definition with file and line told in front of it."""
        place = place_of(self.data, error)
        line = _line_of(self.text, (*self.within, *_in_file(self, place))) if place else None
        where = f"{self.file} 第 {line} 行" if line else self.file
        return UserFacingError(error.code, f"{where}：{error.message}", error.details)


def read_definitions(path: Path) -> list[ToldDefinition]:
    """Return the definitions in a file, one or, of notice templates, several; their contents are not checked yet.

    Raises `UserFacingError` for a file that cannot be read, is no YAML, is too large, refers to itself, nests too deep,
    or is of no kind of definition.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise bad_resource(path.name, f"文件太大，一份定义最多 {MAX_SIZE // 1_000_000} MB", "请分开写")
    except OSError as error:
        raise bad_resource(path.name, "文件读不出来", "请检查文件是否存在、能否打开", str(error)) from error
    return definitions_in(read_text(path, path.name), path.name)


def definitions_in(text: str, file: str) -> list[ToldDefinition]:
    """Return the definitions in a text, see `read_definitions`."""
    _require_bounded(text, file)
    data = _plain(yaml_of(text, file), file)
    kind = _kind(data)
    if kind is None:
        raise bad_resource(
            file,
            "看不出是哪一种定义，开头要有 checklist（清单）、field（领域标准）、templates（公示模板）、kinds（遮挡）、"
            "year（放假安排）或者词表的名称",
        )
    if kind != "notice" or not isinstance(data["templates"], list) or len(data["templates"]) < 2:
        return [ToldDefinition(kind, data, file, text)]
    one = {key: value for key, value in data.items() if key != "templates"}
    return [
        ToldDefinition(kind, one | {"templates": [each]}, file, text, ("templates", number))
        for number, each in enumerate(data["templates"])
    ]


def definition_text(data: Mapping[str, Any]) -> str:
    """Return a definition as the text of a file."""
    return yaml.dump(dict(data), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)


def place_of(data: Mapping[str, Any], error: UserFacingError) -> Place:
    """Return where in a definition its fault stands, as keys and numbers from the top; () where that cannot be told."""
    root = _root(data, error.message)
    if match := _PATH.search(error.details or ""):
        steps = tuple(name or int(number) for name, number in _STEP.findall(match["path"]))
        for base in (root, *_ROOTS):
            if _reaches(data, (*base, *steps[:-1])) and steps:
                return (*base, *steps)
    if (missing := _MISSING.search(error.message)) and len(root) > 1:
        return (*root, missing["key"])
    for word in reversed(_QUOTED.findall(error.message)):
        if found := _find(_at(data, root), word, root) if _reaches(data, root) else ():
            return found
    return root


_ROOTS: tuple[Place, ...] = (("checklist",), ("field",), ("items",), ("templates",), ("templates", 0), ())


def _root(data: Mapping[str, Any], message: str) -> Place:
    """Return the item, template or element that a message speaks of, or the section."""
    if match := _ELEMENT.search(message):
        elements = (data.get("checklist") or {}).get("elements")
        for number, member in enumerate(elements if isinstance(elements, list) else ()):
            if isinstance(member, dict) and member.get("key") == match["key"]:
                return "checklist", "elements", number
    if match := _OWNER.search(message):
        for section in ("items", "templates"):
            members = data.get(section)
            for number, member in enumerate(members if isinstance(members, list) else ()):
                if isinstance(member, dict) and member.get("code") == match["code"]:
                    return section, number
    if match := _NUMBERED.search(message):
        return "items", int(match["number"]) - 1
    return next(((key,) for key in ("checklist", "field") if key in data), ())


def _find(member: Any, word: str, at: Place) -> Place:
    """Return the first place under one where a text stands as key or value, the nearest to the top."""
    waiting: list[tuple[Place, Any]] = [(at, member)]
    while waiting:
        place, here = waiting.pop(0)
        inside = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        for key, value in inside:
            if key == word or value == word:
                return (*place, key)
            waiting.append(((*place, key), value))
    return ()


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _reaches(data: Any, place: Place) -> bool:
    try:
        _at(data, place)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _in_file(told: ToldDefinition, place: Place) -> Place:
    """Return a place in one template of several as it is counted from that template in the file."""
    return place[2:] if told.within and place[:1] == ("templates",) else place


def _line_of(text: str, place: Place) -> int | None:
    """Return the line, from 1, on which a place stands, or the deepest above it that there is."""
    node = yaml.compose(text, yaml.CSafeLoader)
    line = node.start_mark.line + 1 if node is not None else None
    for step in place:
        found = _inside(node, step)
        if found is None:
            return line
        mark, node = found
        line = mark.line + 1
    return line


def _inside(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None


def _require_bounded(text: str, file: str) -> None:
    """Refuse what would grow or recurse when it is read: it never comes so far."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_SIZE:
        raise bad_resource(file, f"内容太大，一份定义最多 {MAX_SIZE // 1_000_000} MB", "请分开写")
    depth = 0
    try:
        for token in yaml.scan(text, yaml.CSafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                line = token.start_mark.line + 1
                raise bad_resource(file, f"第{line}行用了 YAML 的 &、* 或者 ! 写法，这里不收", "请把内容直接写出来")
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > _DEEPEST:
                raise bad_resource(file, f"第{token.start_mark.line + 1}行嵌套得太深")
    except yaml.YAMLError:
        # Told with its line by whoever reads it.
        return


def _plain(data: dict[str, Any], file: str) -> dict[str, Any]:
    """Return data as JSON would hold it. Raises for what JSON does not know."""
    _require_finite(data, file)
    try:
        return msgspec.json.decode(canonical_json(data))
    except (TypeError, ValueError, RecursionError) as error:
        raise bad_resource(file, "里面有读不懂的内容，名称要写成文字", details=str(error)) from error


def _require_finite(value: Any, file: str) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise bad_resource(file, "里面有不是数的数字")
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _require_finite(member, file)


def _kind(data: Mapping[str, Any]) -> str | None:
    for key, kind in (("checklist", "checklist"), ("field", "field"), ("templates", "notice"), ("kinds", "masking")):
        if key in data:
            return kind
    if "year" in data and "holidays" in data:
        return CALENDAR
    return "words" if words_code(data) else None
