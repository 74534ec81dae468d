"""The printed catalogue, read back from the file as its readers will see it."""

import re
from collections import Counter
from ctypes import c_float
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.printing.catalogue import PrintCancelled, draw_catalogue, print_catalogue
from app.printing.catalogue_job import missing_in_catalogue
from app.printing.fonts import missing_characters
from app.printing.paper import MM
from app.tables.official import Box, BoxesCell, OfficialColumn, OfficialRow, OfficialTable, TextCell, TickCell

from .catalogue_jobs import CHANNELS, COLUMNS, catalogue_job, official_row, plain_table, text
from .pdf_reading import bookmarks, font_names, page_texts, without_spaces

HEADS = ["公开事项", "一级事项", "公开内容（要素）", "公开渠道和载体", "公开对象", "乡级", "村级"]


def official_table(count=18, groups=5):
    rows = [
        official_row(n, f"第{n // groups}类事项", f"二级事项{n}", f"要素{n}甲；要素{n}乙䶮𬭎𨱏")
        for n in range(1, count + 1)
    ]
    return OfficialTable(COLUMNS, tuple(rows))


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_every_row_is_printed_once_and_the_head_on_every_page(tmp_path, paper):
    path = tmp_path / "目录.pdf"
    print_catalogue(catalogue_job(official_table(), paper=paper), path)
    pages = [without_spaces(page) for page in page_texts(path)]
    assert len(pages) > 2
    for page in pages:
        assert all(page.count(head) == 1 for head in HEADS)
    whole = "".join(pages)
    for number in range(1, 19):
        assert len(re.findall(rf"要素{number}甲；要素{number}乙䶮𬭎𨱏", whole)) == 1
    assert whole.count("信息形成之日起20个工作日内") == 18
    assert whole.count("■政府网站") == 18 and whole.count("□政府公报") == 18
    assert whole.count("√") == 18 * 3 + 9


def test_title_unit_date_edition_and_page_numbers(tmp_path):
    path = tmp_path / "目录.pdf"
    print_catalogue(catalogue_job(official_table()), path)
    pages = [without_spaces(page) for page in page_texts(path)]
    assert "兴隆镇第1领域基层政务公开标准目录" in pages[0] and "标准目录" not in pages[1]
    assert "编制单位：兴隆镇人民政府" in pages[0] and "2026年版2026年11月22日" in pages[0]
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in page and "第1领域兴隆镇人民政府" in page


def test_a_merged_cell_is_written_once_and_goes_on_over_the_page_with_a_mark():
    paper = draw_catalogue(catalogue_job(official_table(12, groups=100)))
    merged = [(page, words) for page, words in paper.texts() if words.startswith("第0类事项")]
    assert merged == [(1, "第0类事项"), *((page, "第0类事项（续）") for page in range(2, paper.page_count + 1))]
    assert paper.page_count >= 2


def test_a_row_higher_than_a_page_is_split_and_loses_nothing(tmp_path):
    content = "".join(f"第{n}句要素说明。" for n in range(1, 900))
    rows = (
        official_row(1, "综合业务", "甲", "短"),
        official_row(2, "综合业务", "乙", content),
        official_row(3, "另一类", "丙", "尾"),
    )
    path = tmp_path / "目录.pdf"
    paper = print_catalogue(catalogue_job(OfficialTable(COLUMNS, rows), paper="A4"), path)
    whole = without_spaces("".join(page_texts(path)))
    assert Counter(whole) == Counter(without_spaces("".join(words for _, words in paper.texts())))
    assert paper.page_count > 3
    assert (3, "2\n续") in list(paper.texts()) and (3, "综合业务（续）") in list(paper.texts())
    assert content in [words for _, words in paper.texts()]
    assert whole.count("信息形成之日起20个工作日内") == 3


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_nothing_stands_outside_its_cell_or_the_page(tmp_path, paper):
    rows = [
        official_row(n, "很长的一级事项名称甲乙丙丁", "x" * 60, "y" * 3000 if n == 4 else "要素" * n * 9)
        for n in range(1, 8)
    ]
    path = tmp_path / "目录.pdf"
    printed = print_catalogue(catalogue_job(OfficialTable(COLUMNS, tuple(rows)), paper=paper), path)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            upright, level = rules(page)
            assert len({x for x, _, _ in upright}) == len(COLUMNS) + 1 and len(level) > 4
    assert outside_their_cells(printed, path) == []


PARTS = [
    "综合业务",
    "2026年11月22日",
    "1,234,567.89",
    "0731-55502816",
    "x" * 30,
    "〔2012〕45号",
    "公开内容，" * 30,
    "",
    "𬭎",
]
HEADS_OF_ANY = st.text(st.sampled_from("公开内容要素序号特定群体"), min_size=1, max_size=10)
CELLS_OF_ANY = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=4).map(lambda parts: TextCell(tuple(filter(None, parts)))),
    st.sets(st.integers(0, 12), max_size=13).map(
        lambda checked: BoxesCell(tuple(Box(label, place in checked) for place, label in enumerate(CHANNELS)))
    ),
    st.builds(TickCell, st.booleans(), st.sampled_from(PARTS)),
)


@st.composite
def any_table(draw):
    """A table of any width, with any columns, some of them merged or in groups."""
    count = draw(st.integers(1, 30))
    columns = tuple(
        OfficialColumn(
            draw(HEADS_OF_ANY),
            draw(st.sampled_from([None, None, "公开事项", "公开对象和方式"])),
            draw(st.sampled_from([5.0, 9.0, 18.0, 40.0, 80.0])),
            draw(st.booleans()),
            draw(st.sampled_from(["left", "center", "right"])),
        )
        for _ in range(count)
    )
    choices = [draw(st.lists(CELLS_OF_ANY, min_size=1, max_size=3)) for _ in range(count)]
    rows = draw(st.lists(st.tuples(*map(st.sampled_from, choices)), max_size=12))
    return OfficialTable(columns, tuple(OfficialRow(cells, str(place), False) for place, cells in enumerate(rows)))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_table(), st.sampled_from(["A3", "A4"]))
def test_any_table_stays_within_its_cells(tmp_path, table, paper):
    path = tmp_path / "目录.pdf"
    assert outside_their_cells(print_catalogue(catalogue_job(table, paper=paper), path), path) == []


def outside_their_cells(printed, path):
    """The texts that a line of the table crosses or that leave the page."""
    runs = list(printed.runs())
    outside = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            upright, level = rules(page)
            width, height = (side / MM for side in page.get_size())
            for run in (run for run in runs if run.page == number):
                left, right, top, bottom = run.x, run.x + run.width, run.y, run.y + run.height
                middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
                if (
                    not (left > 0 and right < width and top > 0 and bottom < height)
                    or any(y1 < middle_y < y2 and left + 0.05 < x < right - 0.05 for x, y1, y2 in upright)
                    or any(x1 < middle_x < x2 and top + 0.05 < y < bottom - 0.05 for y, x1, x2 in level)
                ):
                    outside.append(run)
    return outside


def test_what_differs_has_a_bar_at_the_edge_of_its_cell(tmp_path):
    job = catalogue_job(official_table(6), compared_with="2025年版")
    marks = {"entry-2": frozenset({3, 5}), "entry-4": frozenset({1})}
    listed = plain_table(("2", "要素2甲", "改过"), heads=("序号", "2025年版", "2026年版"))
    chapter = replace(job.chapters[0], marks=marks, changes=listed, changes_line="修改2项（第2、4项）。")
    path = tmp_path / "目录.pdf"
    print_catalogue(replace(job, chapters=(chapter,)), path)
    with pypdfium2.PdfDocument(path) as document:
        assert sum(len(rules(page, thicker_than=0.5)[0]) for page in document) == 3
    text = without_spaces("".join(page_texts(path)))
    assert "与2025年版相比：修改2项（第2、4项）。左边有粗竖线的是改过的内容。" in text
    assert "与2025年版的不同序号2025年版2026年版2要素2甲改过" in text


def rules(page, thicker_than=0.0):
    """The upright (x, y1, y2) and level (y, x1, x2) lines of a page longer than a tick, mm from the top left."""
    upright, level = set(), set()
    width = c_float()
    for line in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        pypdfium2.raw.FPDFPageObj_GetStrokeWidth(line, width)
        if width.value / MM <= thicker_than:
            continue
        points = [point(line, index, page) for index in range(pypdfium2.raw.FPDFPath_CountSegments(line))]
        for (_, x1, y1), (is_line, x2, y2) in pairwise(points):
            if is_line and abs(x1 - x2) < 0.01 and abs(y1 - y2) > 4:
                upright.add((x1, min(y1, y2), max(y1, y2)))
            if is_line and abs(y1 - y2) < 0.01 and abs(x1 - x2) > 4:
                level.add((y1, min(x1, x2), max(x1, x2)))
    return upright, level


def point(line, index, page):
    """Whether a line leads to the point of a path, and its place in mm from the top left."""
    segment = pypdfium2.raw.FPDFPath_GetPathSegment(line, index)
    x, y = c_float(), c_float()
    pypdfium2.raw.FPDFPathSegment_GetPoint(segment, x, y)
    is_line = pypdfium2.raw.FPDFPathSegment_GetType(segment) == pypdfium2.raw.FPDF_SEGMENT_LINETO
    return is_line, x.value / MM, (page.get_height() - y.value) / MM


def test_several_fields_get_a_cover_contents_and_bookmarks(tmp_path):
    path = tmp_path / "目录.pdf"
    job = catalogue_job(*(official_table(count) for count in (3, 14, 1)), statement=("依据国家标准指引编制",))
    print_catalogue(job, path)
    pages = [without_spaces(page) for page in page_texts(path)]
    assert pages[0] == "兴隆镇基层政务公开标准目录（2026年版）依据国家标准指引编制兴隆镇人民政府2026年11月22日"
    marks = bookmarks(path)
    assert [title for _, title, _ in marks] == ["封面", "目　录", "第1领域", "第2领域", "第3领域"]
    for number, count in ((1, 3), (2, 14), (3, 1)):
        page = marks[number + 1][2] + 1
        assert f"{number}.第{number}领域（{count}项）" in pages[1]
        assert f"兴隆镇第{number}领域基层政务公开标准目录" in pages[page - 1]
    listed = [re.findall(r"\d+$", line)[0] for line in page_texts(path)[1].split("\n") if re.fullmatch(r"\d+", line)]
    assert listed == [str(mark[2] + 1) for mark in marks[2:]]


def test_one_field_has_no_cover_and_its_bookmark(tmp_path):
    path = tmp_path / "目录.pdf"
    print_catalogue(catalogue_job(official_table(2)), path)
    assert bookmarks(path) == [(0, "第1领域", 0)] and len(page_texts(path)) == 1


def test_the_draft_mark_is_on_every_page_until_final(tmp_path):
    draft, final = tmp_path / "a.pdf", tmp_path / "b.pdf"
    print_catalogue(catalogue_job(official_table(), official_table(3), watermark="草案"), draft)
    print_catalogue(catalogue_job(official_table(), official_table(3)), final)
    assert all("草案" in page for page in page_texts(draft))
    assert not any("草案" in page for page in page_texts(final))


def test_lines_below_the_table_take_the_last_row_along(tmp_path):
    job = catalogue_job(official_table(6))
    line = "以下1项的文字未与部委文件核对：二级事项3。"
    rooms = []
    for count in range(1, 21):
        notes = ("不涉及的事项1项：殡葬信息（无此项业务）。",) * count
        chapter = replace(job.chapters[0], unconfirmed_line=line, notes=notes)
        path = tmp_path / "目录.pdf"
        paper = print_catalogue(replace(job, chapters=(chapter,)), path)
        last = page_texts(path)[-1]
        assert without_spaces(last).count(line) == 1
        assert "要素6甲" in last and "公开事项" in last
        rooms.append(paper.page_count)
    assert rooms[0] == 1 and rooms[-1] == 2


def test_very_long_notes_run_over_pages(tmp_path):
    chapter = replace(catalogue_job(official_table(2)).chapters[0], notes=("很长的说明" * 3000,))
    path = tmp_path / "目录.pdf"
    print_catalogue(replace(catalogue_job(), chapters=(chapter,)), path)
    assert without_spaces("".join(page_texts(path))).count("很长的说明") >= 2990
    assert len(page_texts(path)) > 2


def test_fonts_are_embedded_and_no_other_is_named(tmp_path):
    path = tmp_path / "目录.pdf"
    print_catalogue(catalogue_job(official_table(3), plain_table(("1", "𠀀", "无"))), path)
    bases = {name.partition("+")[2] for name in font_names(path)}
    assert bases == {"NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Bold", "HanaMinB"}


def test_other_checklists_need_no_groups_and_no_rows(tmp_path):
    path = tmp_path / "目录.pdf"
    print_catalogue(catalogue_job(plain_table(("1", "村级财务", "按月公布")), plain_table()), path)
    pages = [without_spaces(page) for page in page_texts(path)]
    assert "序号名称说明1村级财务按月公布" in pages[2]
    assert "序号名称说明" in pages[3]


def test_what_no_font_has_is_named_with_its_place():
    table = plain_table(("1", "李\ue000明", "有"), ("2", "无", "👍👍\u202e"))
    assert missing_in_catalogue(catalogue_job(table)) == {
        "\ue000": ["第1领域第1行"],
        "\u202e": ["第1领域第2行"],
        "👍": ["第1领域第2行"],
    }
    assert missing_in_catalogue(catalogue_job(official_table(3))) == {}


def test_too_many_columns_are_refused_in_plain_words():
    table = plain_table(heads=[f"第{n}栏" for n in range(200)])
    with pytest.raises(UserFacingError, match="200栏"):
        draw_catalogue(catalogue_job(table))


def test_progress_is_told_and_stopping_writes_nothing(tmp_path):
    seen = []
    job = catalogue_job(official_table(5), official_table(4))
    print_catalogue(job, tmp_path / "a.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(n, 9) for n in range(1, 10)]
    with pytest.raises(PrintCancelled):
        print_catalogue(job, tmp_path / "b.pdf", cancelled=lambda: True)
    assert not (tmp_path / "b.pdf").exists()


def test_the_same_job_gives_the_same_bytes(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        print_catalogue(catalogue_job(official_table(), watermark="草案"), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_recorded_texts_are_what_the_file_shows(tmp_path):
    path = tmp_path / "目录.pdf"
    paper = print_catalogue(catalogue_job(official_table(), official_table(2)), path)
    recorded = Counter(without_spaces("".join(words for _, words in paper.texts())))
    shown = Counter(without_spaces("".join(page_texts(path))))
    assert recorded == shown


HOSTILE = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["<b>粗</b>", "a&b", "&lt;", "\x00\x07", "שלום עולם", "👨‍👩‍👧", "\ud800", "。" * 90, "（" * 90, "9" * 300]
    ),
    st.builds(
        lambda part, times: part * times, st.sampled_from(["长", "x", "公开，", "1,", "𬭎"]), st.integers(1, 3000)
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4), st.sampled_from(["A3", "A4"]))
def test_any_text_is_printed_or_named_as_missing(tmp_path, rows, paper):
    table_rows = []
    for number, (one, two, three) in enumerate(rows):
        boxes = BoxesCell((Box("政府网站", True), Box("其他", True, two)))
        cells = (text(str(number)), text(one), TextCell(tuple(three.splitlines())), boxes, TickCell(True, three))
        table_rows.append(OfficialRow(cells, str(number), False))
    table = OfficialTable(tuple(COLUMNS[place] for place in (0, 3, 4, 7, 9)), tuple(table_rows))
    job = catalogue_job(table, paper=paper)
    printed = print_catalogue(job, tmp_path / "目录.pdf")
    drawn = Counter(without_spaces("".join(words for _, words in printed.texts())))
    missing = set(missing_in_catalogue(job))
    wanted = "".join(one + two + three for one, two, three in rows)
    assert missing >= missing_characters(wanted, "song")
    for character, count in Counter(without_spaces(wanted)).items():
        assert character in missing or drawn[character] >= count
    assert len(page_texts(tmp_path / "目录.pdf")) == printed.page_count
