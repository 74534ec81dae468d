"""The Type0 fonts: embedded, one subset each, and text that copies right."""

import re
from datetime import date

import pytest
import reportlab

from app.printing.paper import Paper, page_size
from app.printing.text import text_style

from .pdf_reading import font_names, page_texts

NAMES = "李𬭎、䶮先生、𨱏村、𠀀𪚥、⼀一、ABC 123"


@pytest.fixture
def printed(tmp_path):
    paper = Paper("名单", "兴隆镇人民政府", date(2026, 11, 22))
    paper.new_page(page_size("A4"))
    for place, name in enumerate(["song", "sans-bold", "kai"]):
        paper.text(20, 30 + 20 * place, NAMES, text_style(name, 14))
    path = tmp_path / "名单.pdf"
    paper.save(path)
    return path


def test_rare_characters_copy_as_themselves(printed):
    assert page_texts(printed) == ["\n".join([NAMES] * 3)]


def test_each_file_is_one_embedded_font_with_its_own_tag(printed):
    names = font_names(printed)
    assert len(names) == 4 and all(re.fullmatch(r"[A-Z]{6}\+\S+", name) for name in names)
    assert not any("Helvetica" in name for name in names)
    assert printed.read_bytes().count(b"/FontFile2") == 4


def test_the_reportlab_whose_internals_are_used_is_the_one_installed():
    assert reportlab.Version == "5.1.0"
