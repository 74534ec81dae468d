"""Files of words and of laws: what they must say before the program goes by them."""

import re

from msgspec import structs

from app.standards.laws import comparable_title
from app.standards.matching import plain
from app.standards.models import OWN_UNIT, Alias, Law, LawRegister, ReadyComment, ReadyReason, UsualOffice
from app.standards.place_words import Places
from app.standards.problems import bad_resource, first_repeated, read_as
from app.standards.source import Source, require_sections
from app.standards.spelling import pinyin_spellings
from app.standards.vocabulary import HeadHint, TableWords, Vocabulary
from app.standards.wildcards import is_wildcard_word
from app.standards.wording import WordingLists

_LONGEST_HEAD = 40
_BRACED = re.compile(r"\{[^}]*\}")


def vocabulary_in(source: Source) -> Vocabulary:
    """Return the words of real tables. Raises `UserFacingError` for the first fault."""
    head = source.data.get("vocabulary")
    if not isinstance(head, dict):
        raise bad_resource(source.name, "文件缺少“vocabulary”部分", "请补上后再试")
    lists = {key: value for key, value in source.data.items() if key != "vocabulary"}
    vocabulary = read_as(Vocabulary, head | lists, source.name, "词表")
    patterns = [*(each.regex for each in vocabulary.deadline_patterns), *(each.regex for each in vocabulary.noise)]
    for pattern in filter(None, patterns):
        _check_pattern(pattern, source.name)
    for hint in vocabulary.head_hints:
        _check_hint(hint, vocabulary, source.name)
    return vocabulary


def _check_hint(hint: HeadHint, vocabulary: Vocabulary, file: str) -> None:
    known = {*vocabulary.header_keys, "basis_number", "extra"}
    for key in (hint.means.partition(":")[0], *filter(None, hint.under)):
        if key not in known:
            raise bad_resource(file, f"表头的词里的“{key}”不是哪一栏的名称")
    for word in hint.words:
        if not is_wildcard_word(word):
            raise bad_resource(
                file, f"表头的词“{word}”写得不对", "只写字，* 写在开头或者末尾，几选一写成 {公开,发布}，改好后再试"
            )


def _check_pattern(pattern: str, file: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise bad_resource(file, f"句式“{pattern}”写得不对", details=str(error)) from error


def table_words_in(source: Source) -> TableWords:
    """Return a place's own words for reading tables, each but once in its list, so that none means two things. Raises
    `UserFacingError` for the first fault."""
    lists = ("table_heads", "table_channels", "table_levels")
    require_sections(source, lists, ("as_of", "what_for"))
    words = read_as(TableWords, {key: source.data[key] for key in lists}, source.name, "文件")
    for kind, said in (("表头", words.table_heads), ("渠道", words.table_channels), ("层级", words.table_levels)):
        for each in said:
            if not plain(each.text) or len(each.text) > _LONGEST_HEAD:
                raise bad_resource(
                    source.name, f"有一个{kind}的词是空的，或者超过 {_LONGEST_HEAD} 个字", "只写表格里的那几个字"
                )
        known: dict[str, str] = {}
        for each in said:
            if (before := known.setdefault(plain(each.text), each.text)) is not each.text:
                same = before if before == each.text else f"{before}”“{each.text}"
                raise bad_resource(source.name, f"{kind}“{same}”写了两次", "一个词只能有一个意思，请留一个")
    return words


def aliases_in(source: Source) -> tuple[Alias, ...]:
    """Return the words people search by. Raises `UserFacingError` for the first fault."""
    require_sections(source, ("as_of", "aliases"), ("what_for",))
    return read_as(tuple[Alias, ...], source.data["aliases"], source.name, "文件的“aliases”（别名）")


def laws_in(source: Source) -> LawRegister:
    """Return the register of laws. Raises `UserFacingError` for the first fault."""
    register = read_as(LawRegister, source.data, source.name, "法规表")
    titles = [comparable_title(law.title) for law in register.laws]
    for law, title in zip(register.laws, titles, strict=True):
        if titles.count(title) > 1:
            raise bad_resource(source.name, f"法规“{law.title}”重复了", "请删去一处后再试")
        if law.replaced_by and comparable_title(law.replaced_by) not in titles:
            raise bad_resource(source.name, f"接替“{law.title}”的“{law.replaced_by}”不在表里", "请补上后再试")
    laws = tuple(structs.replace(law, letters=_letters(law)) for law in register.laws)
    return structs.replace(register, laws=laws)


def _letters(law: Law) -> tuple[str, ...]:
    names = dict.fromkeys(comparable_title(title) for title in (law.title, *law.short_titles))
    return tuple(word for name in names for word in pinyin_spellings(name).split())


def reasons_in(source: Source) -> tuple[ReadyReason, ...]:
    """Return the ready reasons for 不涉及. Raises `UserFacingError` for the first fault."""
    require_sections(source, ("as_of", "reasons"), ("what_for",))
    reasons = read_as(tuple[ReadyReason, ...], source.data["reasons"], source.name, "文件的“reasons”（理由）")
    _check_sayings(source, "理由", reasons)
    for reason in reasons:
        for word in _BRACED.findall(reason.text):
            if word != OWN_UNIT:
                raise bad_resource(source.name, f"理由“{reason.code}”里的“{word}”不认识，只能写{OWN_UNIT}")
    return reasons


def comments_in(source: Source) -> tuple[ReadyComment, ...]:
    """Return what reviewers often say. Raises `UserFacingError` for the first fault."""
    require_sections(source, ("as_of", "comments"), ("what_for",))
    comments = read_as(tuple[ReadyComment, ...], source.data["comments"], source.name, "文件的“comments”（意见）")
    _check_sayings(source, "意见", comments)
    return comments


def _check_sayings(source: Source, what: str, sayings: tuple[ReadyReason, ...] | tuple[ReadyComment, ...]) -> None:
    """Codes and words must be there, and each but once: people choose by them."""
    for kind, said in (("编号", [saying.code for saying in sayings]), (what, [saying.text for saying in sayings])):
        for text in said:
            if not text.strip():
                raise bad_resource(source.name, f"有一条{kind}是空的", "请补上后再试")
        _require_each_once(source.name, kind, said)


def offices_in(source: Source) -> tuple[UsualOffice, ...]:
    """Return the usual offices, each field with one at most; some fields may be lacking. Raises `UserFacingError`."""
    require_sections(source, ("as_of", "offices"), ("what_for",))
    offices = read_as(tuple[UsualOffice, ...], source.data["offices"], source.name, "文件的“offices”（科室）")
    given = [code for office in offices for code in office.fields]
    told = (
        ("编号", [office.code for office in offices]),
        ("名称", [office.name for office in offices]),
        ("领域", given),
    )
    for kind, texts in told:
        _require_each_once(source.name, kind, texts)
    return offices


def _require_each_once(file: str, kind: str, texts: list[str]) -> None:
    if (repeated := first_repeated(texts)) is not None:
        raise bad_resource(file, f"{kind}“{repeated}”重复了", "请删去一处后再试")


def wording_in(source: Source) -> WordingLists:
    """Return the words that should not stand in what is published. Raises `UserFacingError` for the first fault."""
    lists = {key: value for key, value in source.data.items() if key not in ("as_of", "what_for")}
    wording = read_as(WordingLists, lists, source.name, "文件")
    wrong = [text for name in wording.former_names for text in name.texts] + [
        word.wrong for word in wording.wrong_words
    ]
    faulty = next((text for text in wrong if len(text) < 2), first_repeated(wrong))
    if faulty is not None:
        raise bad_resource(source.name, f"“{faulty}”太短，或者写了两次", "请改好后再试")
    for word in wording.wrong_words:
        if word.wrong in word.right:
            raise bad_resource(source.name, f"“{word.wrong}”要换成的“{word.right}”里还有它自己", "请改好后再试")
    return wording


def places_in(source: Source) -> Places:
    """Return whom places reach. Raises `UserFacingError` for the first fault."""
    lists = {key: value for key, value in source.data.items() if key not in ("as_of", "what_for")}
    return read_as(Places, lists, source.name, "文件")
