"""What is wrong with a resource file, said in Chinese with file and item, for the person who edited it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from app.errors import UserFacingError

T = TypeVar("T")
Step = str | int

#: Chinese names of the keys met in resource files, told beside the key.
KEY_LABELS: Mapping[str, str] = {
    "adopted": "通过日期",
    "aliases": "别名",
    "article": "条款",
    "audience": "公开对象",
    "audience_group": "特定群体",
    "basis": "公开依据",
    "body": "正文",
    "canonical": "统一写法",
    "channels": "公开渠道和载体",
    "channels_other": "其他渠道",
    "choices": "可选项",
    "code": "编号",
    "columns": "表格各列",
    "count": "天数",
    "deadline": "公开时限",
    "elements": "要素",
    "event": "起算事件",
    "evidence": "核对程度",
    "example": "示例",
    "field": "领域",
    "guidance": "填写提示",
    "guide": "标准指引",
    "head": "列头",
    "help": "说明",
    "in_force": "施行日期",
    "issuer": "制定机关",
    "items": "事项",
    "key": "代码",
    "kind": "类别",
    "label": "名称",
    "labels": "打勾的选项",
    "laws": "法规",
    "legal_basis": "依据",
    "level1": "一级事项",
    "level2": "二级事项",
    "level3": "三级事项",
    "levels": "公开层级",
    "mask": "遮挡方式",
    "masks": "遮挡方式",
    "means": "正式名称",
    "meta": "说明",
    "ministry": "部门",
    "mode": "公开方式",
    "name": "名称",
    "notes": "说明",
    "notice_days": "公示天数",
    "notice_unit": "公示天数的单位",
    "number": "文号",
    "placeholders": "填空",
    "places": "张贴地点",
    "posted_by": "发布主体",
    "privacy": "隐私提示",
    "publisher": "公开主体",
    "question": "提问",
    "replaced_by": "接替的法规",
    "required": "是否必填",
    "shape": "清单样式",
    "short_titles": "简称",
    "signature": "落款",
    "source": "来源",
    "sources": "出处",
    "state": "效力",
    "table": "表格",
    "text": "文字",
    "title": "标题",
    "title_pattern": "标题",
    "unit": "单位",
    "used_by": "使用单位",
    "version": "版本",
    "width": "列宽",
}

TYPE_NAMES: Mapping[str, str] = {
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "是非值（true 或 false）",
    "array": "列表",
    "object": "“名称: 内容”的形式",
    "null": "空",
}

#: What names a member of a list, most telling first.
NAMING_KEYS = ("code", "key", "head", "title", "part", "text", "name", "label", "item", "fact")

ALL_OF_MESSAGE = re.compile(r"(?P<what>.*?)(?: - at (?:`key` in )?`\$(?P<path>.*)`)?", re.DOTALL)
PATH_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]+)`(?P<limit> [^,]+)?(?:, got `(?P<got>[^`]+)`)?", re.DOTALL)


def bad_resource(file: str, what: str, remedy: str = "请改好后再试", details: str = "") -> UserFacingError:
    """The error for a resource file whose content is wrong: `what` is a clause without a full stop."""
    return UserFacingError("resource-invalid", f"{file}：{what}。{remedy}。", details)


def read_as(kind: type[T], data: Any, file: str, owner: str) -> T:
    """`data` as that type, strictly. `owner` says in Chinese what `data` is: it begins the clause of a message, so
    after Latin letters or digits it ends in a space.

    Raises UserFacingError that names file, item, key and what is wrong with it.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        what, missing = _explained(str(error), kind, data, owner)
        remedy = "请补上后再试" if missing else "请改好后再试"
        raise bad_resource(file, what, remedy, str(error)) from error


def first_repeated(texts: Iterable[str]) -> str | None:
    """Return the first text that stood before already; None where each stands once."""
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            return text
        seen.add(text)
    return None


def key_name(key: str) -> str:
    """A key in quotation marks, with its Chinese name where it has one."""
    return f"“{key}”（{KEY_LABELS[key]}）" if key in KEY_LABELS else f"“{key}”"


def _explained(message: str, kind: Any, data: Any, owner: str) -> tuple[str, bool]:
    """What a message of msgspec means, and whether something is missing."""
    match = ALL_OF_MESSAGE.fullmatch(message)
    steps = [name or (int(index) if index else "…") for name, index in PATH_STEP.findall(match["path"] or "")]
    place = _place(owner, steps, data)
    what = match["what"]
    if "missing required field" in what:
        return f"{place}缺少{key_name(_quoted(what))}", True
    if "unknown field" in what:
        return f"{place}里的“{_quoted(what)}”不认识，可能是写错了名称", False
    if what.startswith("Invalid enum value"):
        allowed = "、".join(str(value) for value in _allowed(kind, steps))
        written = what.removeprefix("Invalid enum value ").strip("'")
        return f"{place}写成了“{written}”，只能是 {allowed}", False
    if expected := EXPECTED.fullmatch(what):
        return f"{place}{_expectation(expected)}", False
    return f"{place}写得不对", False


def _quoted(what: str) -> str:
    return what.split("`")[1]


def _place(owner: str, steps: Sequence[Step], data: Any) -> str:
    """The way from the item down to the faulty value, in words."""
    place = owner
    for step in steps:
        data = _member(data, step)
        place += _step_in_words(step, data)
    return place


def _step_in_words(step: Step, member: Any) -> str:
    if isinstance(step, str):
        return f"的{key_name(step)}" if step != "…" else "中的一项"
    if isinstance(member, dict):
        for key in NAMING_KEYS:
            if isinstance(member.get(key), str):
                return f"中的“{member[key]}”"
    return f"第{step + 1}项"


def _member(data: Any, step: Step) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int):
        return data[step]
    return None


def _expectation(expected: re.Match[str]) -> str:
    wanted = "或".join(TYPE_NAMES.get(name, name) for name in expected["wanted"].split(" | "))
    limit = expected["limit"] or ""
    if "of length >=" in limit:
        return "不能为空"
    if limit.strip().startswith(">="):
        return f"应为不小于{limit.split()[-1]}的{wanted}"
    if limit:
        return "格式不对"
    got = TYPE_NAMES.get(expected["got"], expected["got"]) if expected["got"] else "别的内容"
    if wanted == TYPE_NAMES["str"] and expected["got"] in ("int", "float", "bool"):
        return f"应为{wanted}，现在是{got}（当文字用要加引号）"
    return f"应为{wanted}，现在是{got}"


def _allowed(kind: Any, steps: Sequence[Step]) -> tuple[Any, ...]:
    """The values a Literal allows at that path of a type."""
    for step in steps:
        kind = _member_type(kind, step)
    for alternative in _alternatives(kind):
        if get_origin(alternative) is Literal:
            return get_args(alternative)
    return ()


def _member_type(kind: Any, step: Step) -> Any:
    for alternative in _alternatives(kind):
        if isinstance(alternative, type) and issubclass(alternative, msgspec.Struct):
            return get_type_hints(alternative)[str(step)]
        if get_origin(alternative) in (tuple, list):
            return get_args(alternative)[0]
        if get_origin(alternative) is dict:
            return get_args(alternative)[1]
    return Any


def _alternatives(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        return tuple(alternative for alternative in get_args(kind) if alternative is not NoneType)
    return (kind,)
