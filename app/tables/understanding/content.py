"""What a column holds, whatever its head says: how many of its cells read as ticks, laws, deadlines and so on."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from app.standards.library import load_library
from app.tables.understanding.levels import levels_named
from app.tables.understanding.words import (
    after_mark,
    comparable,
    is_known_element,
    is_same_as_above,
    joined,
    mark,
    says_itself,
    says_nothing,
)

_MODE = re.compile(r"(主动|依?申请)(公?开)?([、/及和与,，;；]*(主动|依?申请)(公?开)?)*")
# A pattern whose members all begin with a letter of their own is looked for several times as fast as any other.
_PUBLIC, _ONLY_PUBLIC = re.compile("全社会|社会公众|全体公[民众]|面向社会"), frozenset({"公众", "社会"})
_GROUP = re.compile(
    r"特定|申请人|当事人|相对人|利害关系人|对象$|人员$|群[体众]$|村民|居民|农[户民]|业主|职工|学生|家长|家庭|单位$|家属$"
)
_LAW = re.compile(r"《|〔\d{4}〕|\[\d{4}\]|第\d+号")
_ENDS_AS_LAW = ("条例", "办法", "规定", "意见", "通知", "法", "规程", "方案", "细则")
_DEADLINE = re.compile(
    r"工作日|及时|实时|即时|随时|长期|常年|每(年|季|月|周|半年)|季度|年度|日内|之日起|定期|动态|适时"
)
_DURATION = re.compile(r"\d(?:日|天|个月|小时)")
_PUBLISHER = re.compile(
    r"(局|部门?|政府|办公?室?|中心|委员会|委|所|站|院|厅|街道|单位|机构|机关|公司|学校|队|行政村|社区|村|股|科|室|处|会|主体|人|银行)"
    r"([(（].*[)）])?$"
)
_ENDS_AS_PUBLISHER = tuple("局部门府办公室心会委所站院厅道位构关司校队村区股科处体人行)）")
_PLACE = re.compile(
    r"网|公示栏|公开栏|宣传栏|电子屏|公报|媒体|平台|微信|微博|客户端|服务中心|大厅|入户|现场|查阅点|广播|电视|报纸|两微"
)
_ONLY_PLACE = re.compile(r"网站|公示栏|公开栏|两微|微信|平台|公报|媒体|查阅点|入户")
_LISTING = re.compile(r"[、；;\n●·]|\d[.．、]")
_NUMBERED = re.compile(r"[(（]?\d{1,4}([.．-]\d{1,3})*[)）]?[.、]?")
_MARKED = re.compile(r"^[■□☑☐√✓●○口]")
_BOXES = re.compile(r"[■□☑☐√✓✔●○口]")
_MOST = 80
LONGEST = 8_000
"""Longer cells say nothing of a catalogue: they are told as not understood."""


class Content:
    """The filled cells of a column: their texts on one line with how often they stand there."""

    def __init__(self, texts: Iterable[str]):
        counts = Counter(texts)
        for text in [each for each in counts if len(each) > LONGEST or _says_nothing_new(each)]:
            del counts[text]
        self.texts: Mapping[str, int] = dict(counts.most_common(_MOST))
        self._bare = [(text, joined(text), count) for text, count in self.texts.items()]
        self.total = sum(self.texts.values())
        self._found: dict[str, float] = {}

    def __bool__(self) -> bool:
        return self.total > 0

    def share(self, kind: str) -> float:
        """Return the share (0 to 1) of filled cells that read as a kind of `KINDS`; 0 for an empty column."""
        if kind not in self._found:
            fits = KINDS[kind]
            hits = sum([count for text, bare, count in self._bare if fits(text, bare)])
            self._found[kind] = hits / self.total if self.total else 0.0
        return self._found[kind]

    @property
    def mean_length(self) -> float:
        """How many characters a filled cell has in the mean."""
        return sum(len(text) * count for text, count in self.texts.items()) / self.total if self.total else 0.0


def _says_nothing_new(text: str) -> bool:
    return not says_itself(text.lstrip()) and (says_nothing(text) or is_same_as_above(text))


def fit(content: Content, meaning: str) -> float | None:
    """Return how well what a column holds suits a meaning, 0 to 1; None where that cannot be told."""
    if not content:
        return None
    if meaning in ("audience:group", "channels:其他"):
        return max(content.share("ticks"), 0.9)
    if ":" in meaning:
        return content.share("ticks")
    measure = _FITS.get(meaning)
    return measure(content) if measure else None


def _has_tick(text: str) -> bool:
    return mark(text) is not None or (len(text) < 30 and after_mark(text)[0] is not None and "\n" not in text)


def _is_list(text: str) -> bool:
    return len(_LISTING.findall(text)) >= 2


@lru_cache(maxsize=1)
def _known_names() -> Mapping[str, frozenset[str]]:
    items = [item for field in load_library().fields.values() for item in field.items]
    known = {
        key: frozenset(comparable(str(item.values[key])) for item in items if item.values.get(key))
        for key in ("level1", "level2", "level3")
    }
    fields = load_library().fields.values()
    names = frozenset(comparable(name) for field in fields for name in (field.name, *field.aliases))
    return known | {"field": names}


def _is_known(kind: str) -> Callable[[str, str], bool]:
    return lambda text, _: comparable(text) in _known_names()[kind]


def _is_field(text: str) -> bool:
    bare = re.sub(r"^[(（]?[一二三四五六七八九十\d]+[)）.、]?", "", comparable(text))
    return bare.removesuffix("领域") in _known_names()["field"]


KINDS: Mapping[str, Callable[[str, str], bool]] = {
    "ticks": lambda text, _: _has_tick(text),
    "bare ticks": lambda text, _: mark(text) is not None,
    "mode": lambda text, bare: bool(_MODE.fullmatch(bare.strip("。"))) or _boxed_mode(text),
    "public": lambda _, bare: bare in _ONLY_PUBLIC or bool(_PUBLIC.search(bare)),
    "group": lambda _, bare: bool(_GROUP.search(bare)),
    "levels": lambda text, _: bool(levels_named(_BOXES.sub("", text))) and mark(text) is None,
    "channels": lambda _, bare: bool(_PLACE.search(bare)),
    "boxes": lambda text, _: bool(_MARKED.match(text)),
    "laws": lambda _, bare: bare.endswith(_ENDS_AS_LAW) or bool(_LAW.search(bare)),
    "deadline": lambda _, bare: bool(_DEADLINE.search(bare) or _DURATION.search(bare)),
    "numbers": lambda _, bare: bool(_NUMBERED.fullmatch(bare)),
    "digits": lambda text, _: bool(re.search(r"\d", text)),
    "publisher": lambda text, bare: (
        len(text) <= 60 and _ends_as_publisher(bare.strip("。")) and not _ONLY_PLACE.search(text)
    ),
    "list": lambda text, _: _is_list(text),
    "level1": _is_known("level1"),
    "level2": _is_known("level2"),
    "level3": _is_known("level3"),
    "element": lambda text, _: is_known_element(text),
    "field": lambda text, _: _is_field(text),
    "document": lambda text, bare: (
        bool(re.search(r"〔\d{4}〕|\[\d{4}\]|令第?\d+号|第\d+号", bare)) and "《" not in text
    ),
}
"""What a cell can read as, each with its test of the text and of the same on one line."""


def reads_as(kind: str, text: str) -> bool:
    """Whether a text reads as a kind of `KINDS`."""
    return KINDS[kind](text, joined(text))


def _ends_as_publisher(bare: str) -> bool:
    return bare.endswith(_ENDS_AS_PUBLISHER) and bool(_PUBLISHER.search(bare))


def _boxed_mode(text: str) -> bool:
    return bool(_MARKED.match(text)) and bool(re.search("主动|申请", text)) and len(text) < 30


_FITS: Mapping[str, Callable[[Content], float]] = {
    "seq": lambda content: content.share("numbers"),
    "field": lambda content: content.share("field"),
    "elements": lambda content: min(
        1.0, max(content.share("list"), content.share("element"), content.mean_length / 40)
    ),
    "basis": lambda content: content.share("laws") * (1 - content.share("boxes")),
    "basis_number": lambda content: content.share("document"),
    "deadline": lambda content: content.share("deadline") * (1 - content.share("boxes")),
    "publisher": lambda content: content.share("publisher"),
    "channels": lambda content: content.share("channels"),
    "audience": lambda content: min(1.0, content.share("public") + content.share("group")),
    "mode": lambda content: content.share("mode"),
    "levels": lambda content: content.share("levels"),
    "level1": lambda content: max(content.share("level1"), 0.5 if content.mean_length < 30 else 0.2),
    "level2": lambda content: max(content.share("level2"), 0.5 if content.mean_length < 40 else 0.2),
    "level3": lambda content: max(content.share("level3"), 0.5 if content.mean_length < 40 else 0.2),
    "item": lambda content: 0.5 if content.mean_length < 40 else 0.2,
}
