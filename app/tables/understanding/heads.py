"""What the words over a column say: the official heads, their synonyms, and words that only hint."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.standards.library import load_library
from app.tables.understanding.channels import channels_in
from app.tables.understanding.levels import levels_named
from app.tables.understanding.meanings import EXTRA, of_levels
from app.tables.understanding.words import comparable, joined, without_notes

HEAD, HINT = 0.8, 0.3
"""From `HEAD` on a word is a head by itself; below `HINT` it says nothing."""

LONGEST = 40
"""Longer texts, notes in brackets aside, are no heads."""

# Words that stand over columns of other contents too: the content decides.
_WEAK: Mapping[str, float] = {"field": 0.7, "office": 0.75, "duration": 0.75, "publish_form": 0.8}
_EXTRAS = frozenset(
    {
        "basis_clause",
        "consult_phone",
        "content_standard",
        "duration",
        "duty",
        "five_open",
        "office",
        "publish_form",
        "remark",
        "site_column",
        "statutory_kind",
        "supervise_phone",
    }
)
_HINTS: tuple[tuple[str, str, float], ...] = (
    ("seq", r"^(序|序列|顺序|项目?编?)号$|^编码$|^no$|^序$", 0.8),
    (
        "level1",
        r"一级|1级|第一级|大类|^主项|类目$|^事项类[别型]$|^项目类[别型]$|^(公开|信息)类[别型]$|^(事项|信息)?分类$|^类[别型]$",
        0.7,
    ),
    ("level2", r"二级|2级|第二级|小类|^子项|具体事项", 0.75),
    ("level3", r"三级|3级|第三级|细项", 0.75),
    (
        "item",
        r"事项(名称)?$|(信息|目录|栏目|项目|公开)名称$|^名称$|公开(项目|目录|事项)$|^(目录|信息|项目|栏目)$",
        0.75,
    ),
    ("elements", r"(公开|信息|事项|主要|具体|目录)?内容|要素", 0.75),
    ("basis_number", r"文号|发文字号|文件编号", 0.7),
    ("basis", r"依据|法律法规|政策文件名称|法规名称", 0.75),
    ("deadline", r"时限|期限|(公开|发布|公布|更新)(的)?(日期|时间|频率|频次)|^时间$", 0.75),
    ("deadline", r"更新周期|周期$", 0.4),
    (
        "publisher",
        r"主体|(公开|发布|公布|责任|负责|承办|实施|主管|牵头|提供|制作)(的)?(单位|机构|部门|机关|股室|科室|处室|站所)",
        0.75,
    ),
    ("publisher", r"单位$|部门$|科室$|机构$|机关$", 0.5),
    ("channels", r"渠道|载体|途径|媒介|公开(平台|场所|位置|地点)|(公开|发布|公布)形式", 0.75),
    ("channels", r"(公开|公布|发布)方式", 0.5),
    ("audience", r"对象|公开范围|受众|面向", 0.75),
    ("mode", r"公开(方式|属性|类型|性质|类别)|是否主动", 0.75),
    ("levels", r"层级|级别|级次|公开级", 0.75),
    ("field", r"领域", 0.75),
)
_HINT_PATTERNS = tuple((key, re.compile(pattern), score) for key, pattern, score in _HINTS)
# How often a page is renewed stands for the time of publishing only where no column tells that.
_RENEWED, _LATER = re.compile(r"更新"), 0.75
_NO_HEAD = re.compile("《|[■□☑☐√●]|[；;、\n].*[；;、\n].*[；;、\n]", re.DOTALL)
_LEVEL_NOTE = re.compile(r"\(第?([一二三])级(?:事项|目录|公开事项)?\)")
_AUDIENCE_GROUP = re.compile(r"特定|部分(群体|人群)|有关(群体|人员)|利害关系")
_AUDIENCE_PUBLIC = re.compile(r"全社会|社会公众|^公众$|^社会$|全体公[民众]")
_MODE_PROACTIVE = re.compile(r"^主动(公?开)?$")
_MODE_ON_REQUEST = re.compile(r"^(依|按)?申请?(公?开)?$|^依申")


class Said(dict[str, float]):
    """The meanings that a head may have, with scores 0 to 1."""

    def add(self, meaning: str, score: float) -> None:
        """Keep the better of two scores."""
        if score > self.get(meaning, 0.0):
            self[meaning] = score

    @property
    def best(self) -> float:
        """The highest score, 0 for a head that says nothing."""
        return max(self.values(), default=0.0)


@lru_cache(maxsize=10_000)
def read_head(own: str, group: str = "") -> Said:
    """Return what a column's head may mean: its own words, read under the merged head above it."""
    said = Said()
    if not own:
        return read_head(group) if group else said
    over = {key for key, score in read_head(group).items() if score >= HEAD * 0.9} if group and group != own else set()
    for meaning, score in _own_meanings(own):
        said.add(meaning, score)
    for meaning in _answers(own, over):
        said.add(meaning, 0.97 if over & {meaning.partition(":")[0]} else 0.85)
    for meaning, score in _under(comparable(own), over):
        said.add(meaning, score)
    for meaning in over - {"item"} if not said else ():
        said.add(meaning, 0.5)
    return said


@lru_cache(maxsize=10_000)
def is_head(text: str) -> bool:
    """Whether a text by itself reads as a head."""
    return len(without_notes(text)) <= LONGEST and read_head(text).best >= HEAD * 0.9


def is_content(text: str) -> bool:
    """Whether a look tells that a text stands below heads: it is long, and cites laws, ticks boxes or lists things."""
    return len(text) > LONGEST and _NO_HEAD.search(text) is not None


def head_text(own: str, group: str) -> str:
    """Return a head as people would say it: its own words, else those of the merged head above."""
    return joined(own) or joined(group)


def _own_meanings(own: str) -> Iterator[tuple[str, float]]:
    for bare, worth in ((comparable(own), 1.0), (without_notes(own), 0.98)):
        for key in _words().get(bare, ()):
            yield (EXTRA if key in _EXTRAS else key), _WEAK.get(key, _LATER if _RENEWED.search(bare) else worth)
            if key == "office":
                yield "publisher", 0.7
            if key == "publish_form":
                yield "channels", 0.7
    told = _LEVEL_NOTE.search(comparable(own))
    if told:
        yield f"level{'一二三'.index(told[1]) + 1}", 0.9
    bare = without_notes(own)
    if len(bare) <= LONGEST:
        for key, pattern, score in _HINT_PATTERNS:
            if pattern.search(bare):
                # The fewer other words stand beside, the surer.
                yield key, score * min(1.0, 0.75 + 2.0 / max(len(bare), 1))


def _answers(own: str, over: set[str]) -> Iterator[str]:
    """Yield the answers that a column under such words ticks."""
    bare = without_notes(own)
    levels = levels_named(own) or levels_named(bare)
    if levels and (bare.endswith("级") or "levels" in over or not over):
        yield of_levels(levels)
    if _AUDIENCE_GROUP.search(bare) and len(bare) <= 12:
        yield "audience:group"
    elif _AUDIENCE_PUBLIC.search(bare) and len(bare) <= 12:
        yield "audience:public"
    if _MODE_PROACTIVE.search(bare):
        yield "mode:proactive"
    elif _MODE_ON_REQUEST.search(bare) and (bare != "申请" or "mode" in over or not over):
        yield "mode:on_request"
    if bare in _channel_words() and (not over or "channels" in over):
        yield f"channels:{_channel_words()[bare]}"
    elif "channels" in over:
        yield from (f"channels:{name}" for name in _local_channels(own))


def _local_channels(own: str) -> tuple[str, ...]:
    """Return the one channel that a head under the channels names in local words; () for 其他 and for several."""
    names = channels_in(own)[0]
    is_one = len(names) == 1 and not re.match("其[他它]", comparable(own)) and not re.search(r"[:+]", names[0])
    return names if is_one else ()


def _under(bare: str, over: set[str]) -> Iterator[tuple[str, float]]:
    """Yield what words mean only under a certain head."""
    if "basis" in over:
        if re.search("名称|文件|法律|法规|标题", bare):
            yield "basis", 0.95
        elif re.search("文号|字号|编号", bare):
            yield "basis_number", 0.97
        elif re.search("条款|条文|内容|位阶|效力", bare):
            yield EXTRA, 0.9
    if over & {"item", "level1", "elements"}:
        if re.search("^(名称|事项名称|事项)$", bare):
            yield "item", 0.85
        elif re.search("^编?[码号]", bare):
            yield EXTRA, 0.85
    if "audience" in over and re.search("群|其他|人员|其它", bare):
        yield "audience:group", 0.85
    if "channels" in over and bare in ("其他", "其它"):
        yield "channels:其他", 0.9


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    """Return the heads of real tables in comparable form, with what each may mean."""
    meant: dict[str, tuple[str, ...]] = {}
    for word in load_library().vocabulary.headers:
        bare = comparable(word.text)
        meant[bare] = (*meant.get(bare, ()), str(word.canonical))
    return meant


@lru_cache(maxsize=1)
def _channel_words() -> dict[str, str]:
    vocabulary = load_library().vocabulary
    known = {comparable(word.text): str(word.canonical) for word in vocabulary.channels if not word.keep_as_other}
    return known | {comparable(name): name for name in vocabulary.channels_canonical}
