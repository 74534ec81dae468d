"""Every form of the catalogue, for every kind of checklist: all of each entry is on the paper, once, in its place."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.printing.catalogue import draw_catalogue, print_catalogue
from app.printing.catalogue_job import Annex, Chapter, missing_in_catalogue
from app.printing.catalogue_sheet import sheet_for
from app.printing.paper import page_size
from app.standards.library import load_library
from app.tables.cards import Card, CardPart, cards_of
from app.tables.official import Box, BoxesCell, OfficialTable, TableEntry, TextCell, official_table, only_ticked

from .catalogue_jobs import CHANNELS, catalogue_job
from .page_checks import fonts_are_embedded, outside, overlapping
from .pdf_reading import bookmarks, page_texts, without_spaces

DEFINITIONS = {code: each for code, each in load_library().definitions.items() if each.shape == "catalogue"}
ENTRIES = 9
#: A word of an entry; the title of a card that goes on is said again, with （续）.
TOKEN = re.compile(r"词\d+之\d+第\d+止(?!（续）)")
NO_TABLE = OfficialTable((), ())
SIZES = {"table": page_size("A3", landscape=True), "cards": page_size("A4"), "large": page_size("A4")}


def entries_of(definition) -> list[TableEntry]:
    """Entries with a word of its own in every element that can hold one."""

    def value(element, number, place):
        words = [f"词{number}之{place}第{n}止" for n in range(3)]
        match element.kind:
            case "list":
                return words
            case "citations":
                return [{"title": word, "number": None, "kind": None, "article": None} for word in words]
            case "deadline":
                return {"text": words[0]}
            case "choice":
                return element.choice_labels[-1]
            case "choices":
                return list(element.choice_labels[number % 2 :: 2])
            case "text" | "long_text" | "phone":
                return words[0]
            case _:
                return None

    return [
        TableEntry(
            f"{number}", {each.key: value(each, number, place) for place, each in enumerate(definition.elements)}
        )
        for number in range(ENTRIES)
    ]


def job_of(definition, form, *, channels="all"):
    entries = entries_of(definition)
    table = official_table(definition, entries, ("county", "township", "village"))
    chapter = Chapter(
        f"兴隆镇{definition.name}",
        definition.name,
        only_ticked(table) if channels == "ticked" else table,
        cards=cards_of(definition, entries),
    )
    return catalogue_job(form=form, paper="A3" if form == "table" else "A4", chapters=(chapter,)), entries


def wanted_tokens(definition, entries, form):
    """The words that the form must show: a table those of its columns, cards all but the running number."""
    columns = {key for column in definition.columns for key in (column.element, column.other) if key}
    keys = columns if form == "table" and columns else {each.key for each in definition.elements}
    shown = [each.key for each in definition.elements if each.key in keys and each.label != "序号"]
    return Counter(TOKEN.findall(str([[entry.values[key] for key in shown] for entry in entries])))


@pytest.mark.parametrize("form", ["table", "cards", "large"])
@pytest.mark.parametrize("code", DEFINITIONS)
def test_every_element_of_every_entry_is_there_once(tmp_path, code, form):
    definition = DEFINITIONS[code]
    job, entries = job_of(definition, form)
    path = tmp_path / "目录.pdf"
    paper = print_catalogue(job, path)
    pages = [without_spaces(page) for page in page_texts(path)]
    assert Counter(TOKEN.findall("".join(pages))) == wanted_tokens(definition, entries, form)
    runs = list(paper.runs())
    assert outside(runs, SIZES[form]) == [] and overlapping(runs) == []
    assert Counter("".join(pages)) == Counter(without_spaces("".join(words for _, words in paper.texts())))
    assert fonts_are_embedded(path)
    assert all(f"第{n}页，共{len(pages)}页" in page for n, page in enumerate(pages, start=1))


def test_the_table_may_show_only_the_ticked_channels():
    definition = DEFINITIONS["standard-catalogue"]
    shown = {}
    for channels in ("all", "ticked"):
        job, _ = job_of(definition, "table", channels=channels)
        shown[channels] = "".join(text for _, text in draw_catalogue(job).texts())
    assert shown["all"].count("■") == shown["ticked"].count("■") > 6 * ENTRIES
    assert shown["all"].count("□") > 0 and "□" not in shown["ticked"]


def one_card(*parts: CardPart, **values) -> Card:
    usual = {"number": 1, "above": "最低生活保障", "title": "审核信息", "parts": parts, "entry_id": "1"}
    return Card(**(usual | values))


def printed_cards(tmp_path, *cards: Card, form="cards", **values):
    chapter = Chapter("兴隆镇社会救助目录", "社会救助", NO_TABLE, cards=cards)
    path = tmp_path / "目录.pdf"
    return print_catalogue(catalogue_job(form=form, paper="A4", chapters=(chapter,), **values), path), path


@pytest.mark.parametrize("form", ["cards", "large"])
def test_a_card_longer_than_a_page_goes_on_with_its_head(tmp_path, form):
    text = "".join(f"第{n}句要素说明。" for n in range(1, 700))
    short = CardPart("mode", "公开方式", TextCell(("主动公开",)))
    paper, path = printed_cards(
        tmp_path, one_card(CardPart("elements", "公开内容", TextCell((text,)), is_long=True), short), form=form
    )
    pages = [without_spaces(page) for page in page_texts(path)]
    assert len(pages) > 2 and text in [words for _, words in paper.texts()]
    assert "审核信息（续）" not in pages[0] and all(page.count("审核信息（续）") == 1 for page in pages[1:])
    assert "".join(pages).count("公开方式") == 1
    assert overlapping(paper.runs()) == []


def test_short_elements_stand_side_by_side_and_short_lists_are_run_in(tmp_path):
    texts = {"公开对象": "全社会", "公开方式": "主动公开", "公开层级": "乡级", "公开主体": "兴隆镇人民政府"}
    parts = [CardPart(label, label, TextCell((text,))) for label, text in texts.items()]
    members = TextCell(("办理条件；", "申请材料；", "联系方式"))
    listed = CardPart("list", "公开内容", members, is_long=True, is_list=True)
    paper, _ = printed_cards(tmp_path, one_card(listed, *parts))
    tops = {run.text: run.y for run in paper.runs()}
    assert tops["全社会"] == tops["主动公开"] == tops["乡级"] < tops["兴隆镇人民政府"]
    assert "办理条件；申请材料；联系方式" in tops
    large, _ = printed_cards(tmp_path, one_card(listed, *parts), form="large")
    tops = {run.text: run.y for run in large.runs()}
    assert tops["全社会"] < tops["主动公开"] < tops["乡级"] and "办理条件；" in tops


def test_large_print_has_no_small_type(tmp_path):
    channels = CardPart(
        "channels", "公开渠道和载体", BoxesCell(tuple(Box(each, True) for each in CHANNELS)), is_long=True
    )
    paper, path = printed_cards(tmp_path, one_card(channels), form="large")
    assert min(run.height for run in paper.runs()) >= 18 / 72 * 25.4 - 0.01
    assert without_spaces(page_texts(path)[0]).count("■") == len(CHANNELS)


@pytest.mark.parametrize("form", ["cards", "large"])
def test_what_stood_there_before_stands_beneath(tmp_path, form):
    deadline = CardPart("deadline", "公开时限", TextCell(("5个工作日内",)), before=TextCell(("10个工作日内",)))
    publisher = CardPart("publisher", "公开主体", TextCell(("兴隆镇人民政府",)))
    paper, _ = printed_cards(tmp_path, one_card(deadline, publisher, mark="修改"), form=form, compared_with="2025年版")
    order = [words for _, words in paper.texts()]
    places = [
        order.index(words) for words in ("修改", "公开时限", "5个工作日内", "2025年版", "10个工作日内", "公开主体")
    ]
    assert all(before < after for before, after in pairwise(places))


@pytest.mark.parametrize("form", ["table", "cards", "large"])
def test_the_annex_is_in_contents_and_bookmarks_and_signed(tmp_path, form):
    job, _ = job_of(DEFINITIONS["standard-catalogue"], form)
    annex = Annex(
        "兴隆镇不涉及领域说明", "不涉及领域说明", ("不涉及以下 1 个领域：", "一、扶贫领域。" + "由县里办。" * 300)
    )
    path = tmp_path / "目录.pdf"
    paper = print_catalogue(replace(job, annex=annex), path)
    pages = [without_spaces(page) for page in page_texts(path)]
    *_, (_, name, index) = bookmarks(path)
    assert name == "不涉及领域说明" and "兴隆镇不涉及领域说明" in pages[index]
    assert f"附不涉及领域说明{index + 1}" in pages[1] or f"{index + 1}" in page_texts(path)[1].split()
    assert "".join(words for _, words in paper.texts()).count("由县里办。") == 300
    assert "兴隆镇人民政府2026年11月22日" in pages[-1]
    assert outside(paper.runs(), SIZES[form]) == [] and overlapping(paper.runs()) == []


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["<b>粗</b>", "a&b", "\x00\x07", "שלום", "👨‍👩‍👧", "。" * 90, "（" * 90, "9" * 300, "李𬭎䶮"]),
    st.builds(lambda part, times: part * times, st.sampled_from(["长", "x", "公开，", "𬭎"]), st.integers(1, 2500)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, st.booleans()), min_size=1, max_size=3),
    st.sampled_from(["cards", "large"]),
)
def test_any_text_is_printed_on_cards_or_named_as_missing(tmp_path, rows, form):
    cards = [
        one_card(
            CardPart("a", "公开内容", TextCell(tuple(two.splitlines())), is_long=is_list, is_list=is_list),
            CardPart("b", "公开渠道", BoxesCell((Box("政府网站", True), Box("其他", True, three))), is_long=True),
            number=number,
            title=one,
        )
        for number, (one, two, three, is_list) in enumerate(rows, start=1)
    ]
    paper, path = printed_cards(tmp_path, *cards, form=form)
    drawn = Counter(without_spaces("".join(words for _, words in paper.texts())))
    chapter = Chapter("", "社会救助", NO_TABLE, cards=tuple(cards))
    missing = set(missing_in_catalogue(catalogue_job(form=form, chapters=(chapter,))))
    wanted = Counter(without_spaces("".join(one + two + three for one, two, three, _ in rows)))
    assert all(character in missing or drawn[character] >= count for character, count in wanted.items())
    assert len(page_texts(path)) == paper.page_count
    assert outside(paper.runs(), SIZES[form]) == [] and outside_the_frame(paper, form) == []


def outside_the_frame(paper, form):
    """Texts of cards that reach into the foot of a page."""
    foot = sheet_for(form, "A4").foot
    feet = re.compile(r"第 \d+ 页|社会救助　")
    return [run for run in paper.runs() if run.y + run.height > foot and not feet.match(run.text)]
