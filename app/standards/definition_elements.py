"""Elements that ask for the parts of a definition, made from the records that files are read into."""

from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from app.standards.models import Choice, Element, ElementKind
from app.standards.problems import KEY_LABELS

WORDS: Mapping[str, str] = {
    "text": "一行文字",
    "long_text": "多行文字",
    "phone": "电话",
    "list": "多条文字",
    "choice": "选一个",
    "choices": "选几个",
    "citations": "依据",
    "deadline": "时限",
    "date": "日期",
    "money": "金额",
    "number": "数",
    "flag": "是或者不是",
    "attachment": "附件",
    "county": "县级",
    "department": "县直部门",
    "township": "乡镇",
    "subdistrict": "街道",
    "village": "村",
    "community": "社区",
    "institution": "公共企事业单位",
    "seen": "已核对",
    "partly": "部分核对",
    "recalled": "待核对",
    "left": "靠左",
    "center": "居中",
    "boxes": "画方框",
    "tick": "打勾",
    "seq": "自动编号",
    "day": "天（自然日）",
    "workday": "工作日",
    "high": "常有",
    "medium": "有时有",
    "low": "少有",
    "full": "全写",
    "partial": "隐去中间",
    "group": "写到村组",
    "hidden": "不写",
    "paper": "张贴",
    "web": "上网",
    "package": "报送",
}
"""What the words are called that files write in Latin letters."""
OF_PART = {("draw", "text"): "写文字", ("level", "township"): "写到乡镇", ("levels", "township"): "乡级"}
OF_PART |= {("level", "county"): "县级", ("levels", "county"): "县级", ("levels", "village"): "村级"}
OF_PART |= {
    ("column", "seq"): "序号",
    ("column", "field"): "领域",
    ("column", "item"): "公开事项",
    ("column", "level1"): "一级事项",
    ("column", "level2"): "二级事项",
    ("column", "level3"): "三级事项",
    ("column", "elements"): "公开内容（要素）",
    ("column", "basis"): "公开依据",
    ("column", "basis_number"): "依据的文号",
    ("column", "deadline"): "公开时限",
    ("column", "publisher"): "公开主体",
    ("column", "channels"): "公开渠道和载体",
    ("column", "audience"): "公开对象",
    ("column", "mode"): "公开方式",
    ("column", "levels"): "公开层级",
    ("column", "extra"): "表里另有的栏目",
}
PART_LABELS = {
    "aliases": "别名",
    "also": "别的叫法",
    "align": "对齐",
    "caption": "名单的标题",
    "channel": "是哪种渠道",
    "column": "是哪一栏",
    "canonical": "正式名称",
    "days_hint": "天数的说明",
    "draw": "怎样画",
    "element": "写哪个要素",
    "fields": "管的领域（编号）",
    "group": "分组",
    "head": "列头",
    "hint": "只是提醒",
    "keep": "怎样存档",
    "keep_head": "开头留几位",
    "keep_tail": "末尾留几位",
    "level": "写到哪里",
    "mask": "张贴时遮挡",
    "mask_web": "上网时遮挡",
    "medium": "用在哪里",
    "merge": "相同的合并",
    "note": "说明",
    "notice_mode": "期限方式",
    "now": "现在的名称",
    "optional": "可以不列",
    "other": "旁边写哪个要素",
    "part": "段落",
    "facts": "要写明",
    "posted_by": "由谁发布",
    "replace": "可以一键替换",
    "right": "正确的写法",
    "since": "从何时起",
    "text": "文字",
    "texts": "旧的名称",
    "title_elements": "用哪几个要素作名称",
    "township_relevance": "乡镇有没有",
    "unless": "不算的情况",
    "what_for": "做什么用",
    "width": "列宽（毫米）",
    "wrong": "错的写法",
}


def elements_of(model: type, keys: Sequence[str], **labels: str) -> tuple[Element, ...]:
    """Return elements that ask for these parts of a record; `labels` name some of them otherwise."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        _element(key, hints[key], labels.get(key) or PART_LABELS.get(key) or KEY_LABELS.get(key, key)) for key in keys
    )


def _element(key: str, hint: Any, label: str) -> Element:
    kind, words = _kind(key, hint)
    choices = tuple(Choice(word, OF_PART.get((key, word)) or WORDS.get(word, word)) for word in words)
    return Element(key, label, kind, choices=choices, help=HELP.get(key))


def _kind(key: str, hint: Any) -> tuple[ElementKind, tuple[str, ...]]:
    """Return which kind of element edits values of a type, and between what it chooses."""
    if get_origin(hint) is Annotated:
        return _kind(key, get_args(hint)[0])
    if get_origin(hint) is Literal:
        return "choice", get_args(hint)
    if get_origin(hint) is tuple:
        words = _kind(key, get_args(hint)[0])[1]
        return ("choices", words) if words else ("list", ())
    if members := [each for each in get_args(hint) if each is not NoneType]:
        return _kind(key, members[0])
    simple: dict[type, ElementKind] = {bool: "flag", int: "number", float: "number"}
    return simple.get(hint, "long_text" if key in _LONG else "text"), ()


_LONG = ("text", "help", "example", "what_for", "question", "guidance", "note", "keep")
HELP = {
    "key": "小写字母、数字、下划线，以字母开头；填过内容的不要改，改了就是另一个要素。",
    "kind": "填过内容的不能改成另一种。",
    "choices": "一行一个；写“选一个”“选几个”的才有。",
    "title_elements": "写要素的代码，一行一个，第一个先写。",
    "used_by": "哪些单位填这份清单。",
    "title_pattern": "大括号里的由程序填上，例如 {village}。",
    "channel": "写标准目录里的渠道名称，例如 政府网站；本地另有的渠道写“其他”，原来的叫法会带着。",
    "levels": "一个都不选，就是县以上的层级，不收进来。",
    "element": "写要素的代码；自动编号的不写。",
    "mask_web": "不写就和张贴时一样。",
    "now": "一键替换时换成它。",
}
