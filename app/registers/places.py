"""Whom a place reaches, by the words it is called by: everybody, those who come there, or only those who asked."""

from collections.abc import Iterable

_TO_EVERYBODY = (
    "网站",
    "网页",
    "网上",
    "门户",
    "公报",
    "微博",
    "两微",
    "公众号",
    "客户端",
    "发布会",
    "电视",
    "日报",
    "报纸",
    "媒体",
)
_TO_WHO_ASKED = ("答复", "申请人", "当面", "邮寄", "电子邮件", "邮箱", "短信", "入户", "精准推送")
_EVERYBODY = ("全社会", "社会", "公众", "全民", "所有人")


def is_for_everybody(scope: str) -> bool:
    """Return whether a scope (公开范围) leaves nobody out."""
    return any(word in scope for word in _EVERYBODY)


def public_places(places: Iterable[str]) -> list[str]:
    """Return the places at which also somebody who did not ask gets to see what is there."""
    return [place for place in places if not _has(place, _TO_WHO_ASKED)]


def beyond(scope: str, places: Iterable[str]) -> list[str]:
    """Return the places that reach more people than a scope allows."""
    if is_for_everybody(scope):
        return []
    return [place for place in public_places(places) if _has(place, _TO_EVERYBODY)]


def _has(place: str, words: Iterable[str]) -> bool:
    return any(word in place for word in words)
