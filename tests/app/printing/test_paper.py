"""The drawing surface: what is drawn is where it should be, recorded, and in the file."""

import errno
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.errors import UserFacingError
from app.printing.paper import MM, PageSize, Paper, page_size
from app.printing.text import break_lines, fit_line, text_style

from .pdf_reading import bookmarks, page_texts, without_spaces

BODY = text_style("song", 12, 18)


def new_paper(**options):
    paper = Paper("公示", "兴隆镇人民政府", date(2026, 11, 22), **options)
    paper.new_page(page_size("A4"))
    return paper


def pixels(path, dots_per_mm=4):
    """The first page as rows of grey values."""
    with pypdfium2.PdfDocument(path) as document:
        image = document[0].render(scale=dots_per_mm / MM, grayscale=True).to_pil()
        return lambda x, y: image.getpixel((round(x * dots_per_mm), round(y * dots_per_mm)))


def test_recorded_runs_are_what_the_file_shows(tmp_path):
    paper = new_paper(watermark="草案")
    paper.block(20, 30, 60, break_lines("公示期为7日，自2026年11月24日起至2026年11月30日止。", BODY, 60 * MM), BODY)
    paper.text(20, 100, "特此公示。", BODY, width=170, align="right")
    paper.save(tmp_path / "a.pdf")
    assert "\n".join(run.text for run in paper.runs()) == page_texts(tmp_path / "a.pdf")[0]


def test_boxes_of_runs_are_where_the_reader_finds_the_text(tmp_path):
    paper = new_paper()
    paper.text(40, 60, "国国国", BODY)
    paper.text(40, 80, "国国国", BODY, width=100, align="right")
    paper.save(tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text_page = document[0].get_textpage()
        rectangles = [text_page.get_rect(index) for index in range(text_page.count_rects())]
    for run, (left, bottom, right, top) in zip(paper.runs(), rectangles, strict=True):
        assert run.x <= left / MM and right / MM <= run.x + run.width
        assert run.y <= 297 - top / MM and 297 - bottom / MM <= run.y + run.height


def test_lines_of_a_paragraph_are_joined_for_the_gate_over_breaks_and_pages():
    paper = new_paper()
    lines = break_lines("电话：0731-55502816-0731-55502816-0731\n第二段", BODY, 30 * MM)
    block = paper.block(20, 270, 30, lines[:2], BODY)
    paper.new_page(page_size("A4"))
    paper.block(20, 20, 30, lines[2:], BODY, continues=block)
    paper.text(20, 200, "尾", BODY)
    assert len(lines) > 3
    assert list(paper.texts()) == [(1, "电话：0731-55502816-0731-55502816-0731\n第二段"), (2, "尾")]


def test_bookmarks_and_metadata(tmp_path):
    paper = new_paper()
    paper.bookmark("社会救助", "05")
    paper.link(20, 20, 50, 5, "06")
    paper.new_page(PageSize(1200, 800))
    paper.bookmark("养老服务", "06", level=1)
    path = tmp_path / "目录.pdf"
    paper.save(path)
    assert bookmarks(path) == [(0, "社会救助", 0), (1, "养老服务", 1)]
    with pypdfium2.PdfDocument(path) as document:
        metadata = document.get_metadata_dict()
        assert [round(side / MM) for side in document[1].get_size()] == [1200, 800]
    assert (metadata["Title"], metadata["Author"], metadata["Creator"]) == ("公示", "兴隆镇人民政府", "公开清单助手")
    assert metadata["CreationDate"].startswith("D:20261122")


def test_boxes_and_ticks_are_seen_and_copied(tmp_path):
    paper = new_paper()
    style = text_style("song", 20, 20)
    paper.choice(20, 20, fit_line("政府网站", style), style, True)
    paper.choice(20, 30, fit_line("政府公报", style), style, False)
    paper.tick(20, 40, 20, style)
    paper.save(tmp_path / "a.pdf")
    assert page_texts(tmp_path / "a.pdf") == ["■政府网站\n□政府公报\n√"]
    assert [run.text for run in paper.runs()] == ["■政府网站", "□政府公报", "√"]
    grey = pixels(tmp_path / "a.pdf", 20)
    assert grey(22.5, 23.5) == 0 and grey(22.5, 33.5) == 255 and grey(20.1, 33.5) < 128
    assert grey(29.21, 45.56) < 100 and grey(27.5, 41) == 255


def test_a_finished_page_can_be_reopened(tmp_path):
    paper = new_paper()
    paper.text(20, 20, "第一页", BODY)
    paper.new_page(page_size("A3", landscape=True))
    paper.text(20, 20, "第二页", BODY)
    for number in (1, 2):
        with paper.reopened(number):
            paper.text(20, 280, f"第{number}页，共2页", BODY)
    paper.save(tmp_path / "a.pdf")
    assert page_texts(tmp_path / "a.pdf") == ["第一页\n第1页，共2页", "第二页\n第2页，共2页"]
    assert [run.page for run in paper.runs()] == [1, 2, 1, 2]


def test_a_drawing_is_placed_scaled_and_cut(tmp_path):
    paper = new_paper()
    with paper.drawing(PageSize(100, 50)) as drawing:
        paper.rectangle(0, 0, 100, 50, line=None, fill=(0, 0, 0))
        paper.text(10, 10, "公开栏", BODY)
    paper.place(drawing, 10, 10, scale=0.5, clip=(10, 10, 25, 50))
    paper.place(drawing, -50, 100)
    paper.text(10, 250, "尾", BODY)
    paper.save(tmp_path / "a.pdf")
    grey = pixels(tmp_path / "a.pdf")
    assert [grey(30, 30), grey(40, 30), grey(30, 40)] == [0, 255, 255]
    assert [grey(2, 130), grey(49, 130), grey(51, 130)] == [0, 0, 255]
    assert [(run.page, run.text) for run in paper.runs()] == [(-1, "公开栏"), (1, "尾")]


def test_justified_lines_reach_the_edge_and_copy_without_gaps(tmp_path):
    paper = new_paper()
    text = "经入户调查、邻里访问、信息核对和群众评议（8户），初步意见是将下列各户纳入保障。"
    lines = break_lines(text, BODY, 60 * MM, justify=True)
    paper.block(20, 20, 60, lines, BODY)
    paper.save(tmp_path / "a.pdf")
    assert without_spaces(page_texts(tmp_path / "a.pdf")[0]) == text
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text_page = document[0].get_textpage()
        right_edges = [text_page.get_rect(index)[2] / MM for index in range(text_page.count_rects())]
    assert max(right_edges) > 78 and max(right_edges) <= 80


def test_letter_spaced_and_justified_text_is_copied_without_spaces(tmp_path):
    paper = new_paper()
    for top, text in ((20, "双桥村村务公开栏"), (40, "公示期7日，自11月24日起"), (60, "李𬭎、张䶮")):
        paper.block(20, top, 100, [fit_line(text, BODY)._replace(stretch=0.4 * BODY.size)], BODY)
    paper.save(tmp_path / "a.pdf")
    assert page_texts(tmp_path / "a.pdf")[0].split("\n") == [
        "双桥村村务公开栏",
        # Before a number of several digits the gap is taken for a space; the number itself stays together.
        "公示期7日，自 11月 24日起",
        "李𬭎、张䶮",
    ]


def test_a_qr_code_has_finder_patterns_within_its_square(tmp_path):
    paper = new_paper()
    paper.qr(20, 20, 37, "http://www.example.gov.cn/xxgk")
    paper.save(tmp_path / "a.pdf")
    grey = pixels(tmp_path / "a.pdf", 10)
    corner = 24  # version 3: 29 modules of 1 mm and the white margin of 4 on each side
    assert grey(corner + 0.5, corner + 0.5) == 0
    assert grey(corner + 1.5, corner + 1.5) == 255
    assert grey(corner + 3.5, corner + 3.5) == 0
    assert grey(corner - 0.5, corner + 0.5) == 255


def test_the_same_drawing_gives_the_same_bytes(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        paper = new_paper(watermark="草案")
        paper.text(20, 20, "李𬭎", BODY)
        paper.save(tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    paper = new_paper()
    paper.text(20, 20, "公示", BODY)

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserFacingError, match=r"a\.pdf") as caught:
        paper.save(path)
    assert caught.value.code == "disk-full"
    assert path.read_bytes() == b"old" and [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_titles_are_told_as_they_stand_in_the_file(tmp_path):
    paper = Paper("目录138\x010013\u20638000", "兴隆镇人民政府", date(2026, 11, 22))
    paper.new_page(page_size("A4"))
    paper.bookmark("领域138\x010013\x018000", "a")
    paper.save(tmp_path / "a.pdf")
    told = {text for _, text in paper.outside_texts() if "8000" in text}
    assert told == {"目录13800138000", "领域13800138000"}
    assert "领域13800138000" in str(bookmarks(tmp_path / "a.pdf"))
