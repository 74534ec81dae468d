"""How tables and units are called, and which words of the standard are led to."""

import pytest

from app.drafting.tables import OwnTable
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE
from ui.pages.drafting.standard_panel import standard_words
from ui.pages.drafting.words import self_name, table_choice


@pytest.mark.parametrize(
    ("unit", "self"), [("兴隆镇", "本镇"), ("城关街道", "本街道"), ("白马村", "本村"), ("青山县民政局", "本单位")]
)
def test_a_unit_speaks_of_itself(unit: str, self: str):
    assert self_name(unit) == self


def test_a_table_tells_how_far_it_is():
    assert table_choice(OwnTable(STANDARD_CATALOGUE, "05", "社会救助", 13, 13, 8), "township") == "05 社会救助  8/13"
    assert "没有乡级事项" in table_choice(OwnTable(STANDARD_CATALOGUE, "25", "税收管理", 0, 0, 0), "township")
    assert table_choice(OwnTable(STANDARD_CATALOGUE, "09", "就业", 22, 0, 0, "没有这类事"), None) == "09 就业（不涉及）"
    assert table_choice(OwnTable("village-affairs", None, "村务公开目录", 82, 0, 0), None) == "村务公开目录  0/82"


def test_the_words_that_differ_are_marked_in_the_standard():
    element = load_library().definitions[STANDARD_CATALOGUE].element("deadline")
    text, spans = standard_words(element, "10个工作日内，公示7个工作日", "10个工作日内，公示5个工作日")
    assert [text[span.start : span.start + span.length] for span in spans] == ["7个工作日"]
    assert standard_words(element, None, "十天")[1] == []
