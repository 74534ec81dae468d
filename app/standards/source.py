"""Reading one YAML resource file so strictly that a slip of the pen is found and not guessed at."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from app.standards.problems import bad_resource


class Source(NamedTuple):
    """A file of the resources folder: its name as told to people (``resources/…``) and what it holds."""

    name: str
    data: dict[str, Any]


class _DuplicateKeyError(yaml.MarkedYAMLError):
    """A key written twice in one mapping; YAML readers would silently keep the last."""


class _StrictLoader(yaml.CSafeLoader):
    """YAML with text left as text: dates stay strings, and yes, no, on, off are no truth values."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise _DuplicateKeyError(problem=key_node.value, problem_mark=key_node.start_mark)
            if isinstance(key_node, yaml.ScalarNode):
                seen.add(key_node.value)
        return super().construct_mapping(node, deep)


_GUESSED_TAGS = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSED_TAGS]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def read_source(path: Path, root: Path) -> Source:
    """The mapping in a YAML file below the resources folder `root`.

    Raises UserFacingError naming the file, and the line where its form is wrong.
    """
    name = path.relative_to(root.parent).as_posix()
    return Source(name, yaml_of(read_text(path, name), name))


def read_text(path: Path, name: str) -> str:
    """Return the text of a file. Raises UserFacingError naming it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_resource(name, "文件不是 UTF-8 编码", "请另存为 UTF-8 后再试", str(error)) from error
    except OSError as error:
        raise bad_resource(name, "文件读不出来", "请检查文件是否存在、能否打开", str(error)) from error


def yaml_of(text: str, name: str) -> dict[str, Any]:
    """Return the mapping that a text is. Raises UserFacingError naming its file, and the line where it is wrong."""
    try:
        data = yaml.load(text, _StrictLoader)
    except _DuplicateKeyError as error:
        line = error.problem_mark.line + 1
        raise bad_resource(name, f"第{line}行的“{error.problem}”重复了", "请删去一处后再试") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行附近的" if mark else ""
        raise bad_resource(name, f"{place}格式读不懂，请看缩进、冒号和引号", details=str(error)) from error
    if not isinstance(data, dict):
        raise bad_resource(name, "文件开头应是“名称: 内容”的形式")
    return data


def require_sections(source: Source, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    """Raise `UserFacingError` where a file lacks a section that it needs, or has one that nobody knows."""
    for key in needed:
        if key not in source.data:
            raise bad_resource(source.name, f"文件缺少“{key}”部分", "请补上后再试")
    for key in source.data:
        if key not in needed + optional:
            raise bad_resource(source.name, f"文件里的“{key}”部分不认识，可能是写错了名称")
