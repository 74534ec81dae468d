"""The pages of the help that the program brings along: one for each place, with pictures, laws and words that hold."""

import re
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.help.contents import contents, glossary_page, shown_page
from app.help.markup import Heading, all_words, parse, pictures, plain
from app.resources import resource_root
from app.standards.help_pages import load_help
from app.standards.library import load_library
from ui.shell.places import PLACES

LIBRARY = load_library()
HELP = resource_root() / "help"
ROOT = resource_root().parent
MOST_BYTES = 6_000_000
MOST_LINES = 75
READERS = ("township", "village", "county")
_QUOTED = re.compile("“([^”]+)”")
_KEY = re.compile(
    r"(Ctrl|Alt|Shift|F\d|Esc|Enter|Tab|Delete|PgUp|PgDn|空格|菜单键|[↑↓←→]|方向键|加号|减号|\d|[A-Z.,+]|Insert)+"
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_place_has_its_page_under_its_name(place) -> None:
    assert LIBRARY.help_pages[place.code].title == place.title


def test_the_first_page_and_the_welcome_have_theirs() -> None:
    assert {"start", "welcome", "keys", "trouble", "data"} <= set(LIBRARY.help_pages)


@pytest.mark.parametrize("page", LIBRARY.help_pages.values(), ids=lambda page: page.code)
def test_a_page_is_short_and_says_the_steps(page) -> None:
    assert page.text.count("\n") < MOST_LINES
    headings = [plain(block.words) for block in parse(page.text) if isinstance(block, Heading)]
    assert headings
    if page.code in {place.code for place in PLACES}:
        assert {"一步一步", "先做什么", "常用的几块"} & set(headings)
    for words in all_words(parse(page.text)):
        assert all(_KEY.fullmatch(span.text) for span in words if span.look == "key" and span.text[0] != ".")


def test_each_kind_of_reader_has_a_guide_and_each_page_a_reader() -> None:
    for reader in READERS:
        assert sum(reader in page.readers for page in LIBRARY.help_pages.values()) > 10
    assert all(page.readers for page in LIBRARY.help_pages.values())
    assert [group for group, _ in contents(LIBRARY)] == list(dict.fromkeys(group for group, _ in contents(LIBRARY)))


def test_what_is_said_of_a_law_names_one_that_is_registered_and_the_day_it_was_read() -> None:
    cited = [law for page in LIBRARY.help_pages.values() for law in page.laws]
    assert cited
    registered = {law.title for law in LIBRARY.laws}
    assert {law.title for law in cited} <= registered
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", law.checked) for law in cited)


def test_the_pictures_are_those_that_are_shown_and_few_bytes() -> None:
    shown = {name for page in LIBRARY.help_pages.values() for name in pictures(parse(page.text))}
    kept = {path.relative_to(HELP).as_posix(): path.stat().st_size for path in HELP.glob("pictures/*")}
    assert set(kept) == shown
    assert sum(kept.values()) < MOST_BYTES


def test_the_glossary_explains_each_word_once_in_a_sentence() -> None:
    terms = LIBRARY.glossary
    assert len(terms) >= 60
    assert all(term.means.endswith("。") for term in terms)
    (table,) = glossary_page(terms).blocks
    assert len(table.rows) == len(terms) and shown_page(LIBRARY, "glossary").title == "术语表"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("没有开头", "两行 ---"),
        ("---\ntitle: 甲\n---\n字", "缺少"),
        ("{head}\n\n看[这里](nowhere)", "“nowhere”没有这一页"),
        ("{head}\n\n![图](pictures/none.png)", "没有图片“pictures/none.png”"),
        ("{head}\n\n字\n\n**没有写完", "第11行"),
    ],
)
def test_a_faulty_page_is_named(tmp_path: Path, text: str, told: str) -> None:
    head = "---\ntitle: 甲\nabout: 乙。\ngroup: 丙\norder: 1\nreaders: [county]\n---"
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "page.md").write_text(text.replace("{head}", head), encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        load_help(tmp_path)
    assert "help/page.md" in refused.value.message and told in refused.value.message


def test_the_words_of_buttons_and_marks_are_those_of_the_window() -> None:
    """What a page puts in quotation marks stands somewhere in the window or in the resources, or is made up there."""
    composed = {"都取现在的", "都取对方的", "都取抄来的"}
    written = [
        path
        for top in ("app", "ui")
        for path in (ROOT / top).rglob("*.py")
        if "help" not in path.relative_to(ROOT).parts
    ]
    written += [path for path in (ROOT / "resources").rglob("*.yaml") if path.parent != HELP]
    known = "\n".join(path.read_text(encoding="utf-8") for path in written)
    quoted = {(page.code, words) for page in LIBRARY.help_pages.values() for words in _QUOTED.findall(page.text)}
    assert len(quoted) > 60
    assert {each for each in quoted if each[1] not in composed and each[1].rstrip("…") not in known} == set()
