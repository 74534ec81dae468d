import pytest

from app.standards.law_choices import choice_named, law_choices, matching_choices
from app.standards.library import load_library


@pytest.fixture(scope="module")
def choices():
    return law_choices(load_library().laws)


@pytest.mark.parametrize(
    "typed",
    [
        "社会救助暂行",
        "《社会救助暂行办法",
        "shjz",
        "shehuijiuzhuzanxing",
        "SHJZZXBF",
        "649",
        "社救暂行",
        "国务院令第649号",
    ],
)
def test_a_law_is_found_by_words_number_pinyin_and_initials(choices, typed):
    assert "社会救助暂行办法" in [choice.title for choice in matching_choices(choices, typed)[:6]]


def test_an_exact_short_title_comes_first(choices):
    assert matching_choices(choices, "土地管理法")[0].title == "中华人民共和国土地管理法"


def test_laws_no_longer_in_force_come_last_and_name_what_holds_now(choices):
    found = matching_choices(choices, "最低生活保障审核")
    states = [choice.state == "repealed" for choice in found]
    assert states == sorted(states)
    old = choice_named(choices, "最低生活保障审核审批办法（试行）")
    assert old.state == "repealed"
    assert (old.successor.title, old.successor.number) == ("最低生活保障审核确认办法", "民发〔2021〕57号")


def test_nothing_is_found_for_nothing_and_for_strange_words(choices):
    assert matching_choices(choices, " 《》") == []
    assert matching_choices(choices, "䶮𬭎🙂") == []
    assert choice_named(choices, "青山县公开办法") is None
    assert choice_named(choices, "") is None


def test_a_law_as_a_member_of_a_basis(choices):
    assert choice_named(choices, "《政府信息公开条例》").as_citation() == {
        "title": "中华人民共和国政府信息公开条例",
        "number": "国务院令第711号",
        "kind": "行政法规",
        "article": None,
    }
