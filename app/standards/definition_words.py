"""Lists of words that a place words for itself: which one a file is, and what of a library it stands for."""

from collections.abc import Callable, Mapping
from typing import Any

from app.standards.library import WORD_LISTS, Library
from app.standards.matching import plain
from app.standards.problems import bad_resource
from app.standards.source import Source
from app.standards.table_words import with_table_words
from app.standards.vocabulary import TableWords
from app.standards.word_lists import aliases_in, comments_in, offices_in, reasons_in, table_words_in, wording_in
from app.standards.wording import Wording

_READERS: Mapping[str, Callable[[Source], Any]] = {
    "aliases": aliases_in,
    "reasons": reasons_in,
    "comments": comments_in,
    "offices": offices_in,
    "wording": wording_in,
    "tables": table_words_in,
}
WORD_LABELS = {
    "aliases": "搜索的别名",
    "reasons": "不涉及的常用理由",
    "comments": "审核的常用意见",
    "offices": "常见科室",
    "wording": "旧名称和错别字",
    "tables": "导入表格认的词",
}
"""What each list is called."""


def words_code(data: Mapping[str, Any]) -> str | None:
    """Return which list of words a mapping is; None for none."""
    if "former_names" in data or "wrong_words" in data:
        return "wording"
    if any(key.startswith("table_") for key in data if isinstance(key, str)):
        return "tables"
    return next((code for code in WORD_LISTS if code in data), None)


def read_words(library: Library, source: Source) -> tuple[str, Any]:
    """Return which list of words a file is, and what it says. Raises `UserFacingError` for the first fault."""
    code = words_code(source.data)
    if code is None:
        raise bad_resource(source.name, f"看不出是哪一份词表，要有 {'、'.join(_READERS)} 中的一个")
    source = source._replace(name=f"词表“{WORD_LABELS[code]}”")
    read = _READERS[code](source)
    if code == "offices":
        unknown = sorted({field for office in read for field in office.fields} - set(library.fields))
        if unknown:
            raise bad_resource(source.name, f"没有编号为“{unknown[0]}”的领域")
    if code == "tables":
        _require_channels(library, read, source.name)
    return code, read


def parts_of_words(library: Library, code: str, words: Any) -> dict[str, Any]:
    """Return what of a library goes by a list of words."""
    if code == "aliases":
        return {"aliases": {alias.text: alias.means for alias in words}}
    if code == "wording":
        return {"wording": Wording(words)}
    return {"vocabulary": with_table_words(library.vocabulary, words)} if code == "tables" else {code: words}


def _require_channels(library: Library, words: TableWords, file: str) -> None:
    """A word of a place's own means a channel that there is, and is no official name itself."""
    official = library.vocabulary.channels_canonical
    for word in words.table_channels:
        if word.channel not in official:
            raise bad_resource(
                file, f"没有“{word.channel}”这种渠道（词“{word.text}”）", f"可以写：{'、'.join(official)}"
            )
        if plain(word.text) in map(plain, official):
            raise bad_resource(file, f"“{word.text}”本身就是正式的渠道名称，不用写", "请删去这一行")
