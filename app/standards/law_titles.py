"""Titles of laws as people write them: what two spellings of one title have in common, and what else a law is called.

Only what leaves no doubt is taken away: marks, width, 中华人民共和国, a document number, the year of a revision. A word
that may make another document of it (试行, 暂行, 实施条例, 第三版, 2023年版) always stays.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.standards.models import Law

_MARKS = re.compile(r"[\s《》〈〉<>“”\"‘’'「」『』、,，·•]")
_BRACKETS = str.maketrans("〔【[〕】]—–―", "((()))---")
_CHINESE = re.compile("[\u4e00-\u9fff]*")
_COUNTRY = "中华人民共和国"
_DIGITS = r"[\d〇零一二三四五六七八九十百]"
_SERIAL = rf"(?:\(\d{{4}}\)第?\d{{1,5}}号|令(?:\d{{4}}年)?第?{_DIGITS}{{1,7}}号|公告\d{{4}}年第\d{{1,5}}号)"
_BEFORE = re.compile(rf"^(?:(?!关于)[\u4e00-\u9fff]){{2,16}}?{_SERIAL}(?=.)")
_BRACKETED = re.compile(rf"\((?:[^()]|\(\d{{4}}\)){{0,60}}?(?:{_SERIAL}|第{_DIGITS}{{1,7}}号)[^()]{{0,40}}\)$")
_STATE_ORDER = re.compile(rf"(?:{_COUNTRY})?(?:国务院|主席)令第?{_DIGITS}{{1,7}}号$")
_REVISED = re.compile(
    r"\((?:根据)?\d{4}年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:第[一二三四五六七八九十]次)?修[正订改](?:版|本)?\)$"
)
_TRIAL = re.compile(r"(?<!\()(?<=[法定则程案南知见范])试行$")
_ARTICLE = re.compile(
    r"第[\d〇零一二三四五六七八九十百千]{1,8}条(?:之[一二三四五六七八九十])?(?:第[\d一二三四五六七八九十]{1,3}[款项])*$"
)
_ISSUED = re.compile(r"^(?:关于)?(?:印发|发布|公布)(.{6,})的通知$")
_YEAR_AND_SERIAL = re.compile(r"[〔\[【(（](\d{4})[〕\]】)）]\s*第?\s*(\d{1,5})\s*号")
_SHORTER = (
    ("住房和城乡建设部", "住房城乡建设部"),
    ("人力资源和社会保障部", "人力资源社会保障部"),
    ("国家发展和改革委员会", "国家发展改革委"),
    ("国家发改委", "国家发展改革委"),
    ("国家卫生和计划生育委员会", "国家卫生计生委"),
    ("国家卫生健康委员会", "国家卫生健康委"),
    ("中国残疾人联合会", "中国残联"),
    ("中央办公厅国务院办公厅", "中办国办"),
    ("中共中办国办", "中办国办"),
)
_LONGER = re.compile("|".join(long for long, _ in _SHORTER))
_DOCUMENTS = ("部门规章", "党内法规和文件", "规范性文件")


@lru_cache(maxsize=50_000)
def comparable_title(title: str) -> str:
    """A title in the form in which two spellings of it are the same.

    Half width; without marks, blanks, 中华人民共和国 in front, a document number before or behind it, the year of a
    revision in brackets behind it.

    《土地管理法》 and 中华人民共和国土地管理法（2019年修正） become the same; （试行） stays, however it is written.
    """
    bare = title
    if not _CHINESE.fullmatch(title):
        bare = _MARKS.sub("", unicodedata.normalize("NFKC", title)).translate(_BRACKETS)
        bare = _without_numbers(bare)
    for long, short in _SHORTER if _LONGER.search(bare) else ():
        bare = bare.replace(long, short)
    # What a pattern ends with is asked first: few titles have any of it.
    if bare.endswith("号"):
        bare = _STATE_ORDER.sub("", bare) or bare
    bare = bare.removeprefix(_COUNTRY)
    return _TRIAL.sub("(试行)", bare) if bare.endswith("试行") else bare


def without_article(title: str) -> str:
    """A title without the article that somebody wrote behind it: 土地管理法第二十条."""
    bare = re.sub(r"[\s》]+$", "", title)
    found = _ARTICLE.search(bare)
    return bare[: found.start()] if found and found.start() else title


def sure_names(law: Law) -> tuple[str, ...]:
    """The comparable forms of its title and of what the register says it is called for short."""
    return tuple(dict.fromkeys(comparable_title(title) for title in (law.title, *law.short_titles)))


def further_names(law: Law) -> tuple[str, ...]:
    """The comparable forms of what else it may be called: with or without the issuer in front, the notice that brought
    it, its number behind it without brackets. They mean this law only where no other law has the same."""
    names: dict[str, None] = {}
    for name in sure_names(law):
        names.update(dict.fromkeys(_variants(law, name)))
    return tuple(name for name in names if name not in sure_names(law))


def names_another_document(number: str | None, other: str | None) -> bool:
    """Whether two document numbers, both with a year in brackets, are not the same one; other numbers tell nothing: a
    law that was revised has a new one."""
    one, two = (_YEAR_AND_SERIAL.search(text or "") for text in (number, other))
    return one is not None and two is not None and one.groups() != two.groups()


def _without_numbers(bare: str) -> str:
    if not bare.endswith((")", "号")) and "号" not in bare:
        return bare
    before = None
    while before != bare:
        before = bare
        for pattern in (_BRACKETED, _REVISED, _STATE_ORDER, _BEFORE):
            bare = pattern.sub("", bare) or bare
    return bare


def _variants(law: Law, name: str) -> Iterator[str]:
    issuer = _issuer(law)
    core = name.removeprefix(issuer) if issuer else name
    is_document = law.kind in _DOCUMENTS
    if is_document and core != name and core.startswith(("关于", "印发", "对")):
        yield core
    if issuer and core == name and law.kind != "法律":
        yield f"{issuer}{core}"
    if law.number:
        number = _MARKS.sub("", unicodedata.normalize("NFKC", law.number)).translate(_BRACKETS)
        yield f"{name}{number}"
    if not is_document:
        return
    if issuer:
        yield f"{issuer}印发{core}"
    brought = _ISSUED.match(core)
    text = brought[1] if brought else core
    if brought is not None:
        yield from (text, f"{issuer}{text}")
    if issuer and not text.startswith("关于") and not text.endswith("的通知"):
        yield from (f"{front}{word}{text}的通知" for front in ("", issuer) for word in ("关于印发", "印发"))


def _issuer(law: Law) -> str:
    """The issuer as a title would begin with it; "" for several that are not all named."""
    if not law.issuer or law.issuer.endswith("等") or re.search("等.{0,3}部门$", law.issuer):
        return ""
    return comparable_title(law.issuer)
