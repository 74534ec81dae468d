"""Finding entries and items by what a clerk types."""

import pytest

from app.drafting.adopting import add_local
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.search import FIELD, HELP, KINDS, pinyin_words, search
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import FULL_VALUES, Computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def entries(workspace: Workspace, text: str) -> set[str]:
    return {hit["item"] or hit["id"] for hit in search(workspace, text, kinds=("entry",), limit=500)}


def items(workspace: Workspace, text: str) -> set[str]:
    return {hit["item"] for hit in search(workspace, text, kinds=("item",), limit=1000)}


def mentions(workspace: Workspace, *words: str) -> set[str]:
    """The entries in whose title, item code or values all the words stand."""
    return {
        row.content["item"]
        for row in workspace.store.entries.listed()
        if all(word in f"{row.content['item']} {row.content['values']}" for word in words)
    }


@pytest.mark.parametrize("text", ["最低生活保障", "低生", "临时救助", "05-003", "供养", "国务院令"])
def test_any_part_of_a_text_finds_what_holds_it(workspace: Workspace, text: str):
    assert entries(workspace, text) == mentions(workspace, text) != set()


def test_several_words_must_all_be_there(workspace: Workspace):
    assert entries(workspace, "临时救助 办事指南") == mentions(workspace, "临时救助", "办事指南")
    assert entries(workspace, "临时救助 没有这个词") == set()


def test_one_character_is_enough(workspace: Workspace):
    assert entries(workspace, "救") == mentions(workspace, "救")
    assert entries(workspace, "龘") == set()


@pytest.mark.parametrize("typed", ["linshijiuzhu", "LinShi", "lsjz", "ｌｓｊｚ"])
def test_pinyin_and_initials_of_the_title_find_it(workspace: Workspace, typed: str):
    titles = {
        row.content["item"] for row in workspace.store.entries.listed() if "临时救助" in str(row.content["values"])
    }
    assert entries(workspace, typed) & titles


@pytest.mark.parametrize("typed", ["涉农补贴", "snbt", "shenongbutie"])
def test_the_name_of_a_field_finds_its_items(workspace: Workspace, typed: str):
    assert items(workspace, typed) >= {
        item.code for item in workspace.library.items(STANDARD_CATALOGUE) if item.field == "19"
    }


@pytest.mark.parametrize("typed", ["低保", "dibao", "db", "DB"])
def test_the_word_people_use_finds_the_official_term(workspace: Workspace, typed: str):
    official = entries(workspace, "最低生活保障")
    assert official
    assert official <= entries(workspace, typed)
    assert items(workspace, "最低生活保障") <= items(workspace, typed)


def test_what_an_alias_means_comes_first(workspace: Workspace):
    first = search(workspace, "低保", kinds=("entry",))[0]
    assert "最低生活保障" in first["title"]


def test_names_with_rare_characters_are_found(workspace: Workspace):
    id = add_local(workspace, FULL_VALUES | {"level2": "𬭎岭村㐂氏𠮷祥"}, field="05")
    for typed in ("𬭎", "𬭎岭", "岭村", "㐂氏", "𠮷", "氏𠮷祥"):
        assert id in entries(workspace, typed), typed
    assert id not in entries(workspace, "𬭎村")


def test_width_and_case_do_not_matter(workspace: Workspace):
    id = add_local(workspace, FULL_VALUES | {"level2": "ＡＰＰ专区"}, field="05")
    assert {id} == entries(workspace, "app专区") == entries(workspace, "APP")


def test_an_edited_entry_is_found_by_its_new_words_only(workspace: Workspace):
    row = find_entry(workspace, "05-003")
    set_entry(workspace, row, {"publisher": "瑶池办事组"})
    assert entries(workspace, "瑶池") == {"05-003"}
    set_entry(workspace, row, {"publisher": "党政办"})
    assert entries(workspace, "瑶池") == set()


def test_a_removed_entry_is_not_found_until_it_is_back(workspace: Workspace):
    row = find_entry(workspace, "05-003")
    set_entry(workspace, row, {"publisher": "瑶池办事组"})
    remove_entry(workspace, row)
    assert entries(workspace, "瑶池") == set()
    undo(workspace)
    assert entries(workspace, "瑶池") == {"05-003"}
    undo(workspace)
    assert entries(workspace, "瑶池") == set()


@pytest.mark.parametrize("text", ["", "   ", "，。", '"', "'", "*", "\x00", "NEAR(救助 05, 3)", "title:救助"])
def test_signs_are_no_queries(workspace: Workspace, text: str):
    assert search(workspace, text) == []


def test_signs_between_words_only_part_them(workspace: Workspace):
    assert search(workspace, "临时\"救助* 'OR' ^政策") == search(workspace, "临时 救助 OR 政策")
    assert entries(workspace, "\ue000entry") == entries(workspace, "entry") == set()


def test_entries_come_before_items_and_laws(workspace: Workspace):
    kinds = [hit["kind"] for hit in search(workspace, "救助")]
    assert kinds[0] == "entry"
    assert kinds == sorted(kinds, key=["entry", "item", "notice", "law"].index)


def test_laws_are_found_by_title_and_short_title(workspace: Workspace):
    assert any("政府信息公开条例" in hit["title"] for hit in search(workspace, "信息公开条例", kinds=("law",)))


def test_no_more_than_the_limit(workspace: Workspace):
    assert len(search(workspace, "公开", limit=7)) == 7


def test_pinyin_is_spelt_for_each_stretch_of_characters():
    assert pinyin_words("低保（政策）A") == "dibao db zhengce zc"
    assert pinyin_words("A1") == ""


@pytest.mark.parametrize("typed", ["社会救助", "shehuijiuzhu", "shjz"])
def test_a_field_is_found_as_a_whole_before_what_is_in_it(workspace: Workspace, typed: str):
    first, second, *_ = search(workspace, typed, kinds=(FIELD, *KINDS))
    assert (first["kind"], first["id"], first["title"]) == (FIELD, "05", "社会救助")
    assert second["kind"] != FIELD and second["field"] == "05"


def test_a_page_of_the_help_that_is_called_so_comes_first(workspace: Workspace):
    found = search(workspace, "练习", kinds=(HELP,))
    assert found[0]["title"] == "先练习" and len(found) > 1
