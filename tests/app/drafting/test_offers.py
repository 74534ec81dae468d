from types import SimpleNamespace

from app.drafting.offers import offered_texts
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE
from tests.support import TOWNSHIP, VILLAGE

DEFINITION = load_library().definitions[STANDARD_CATALOGUE]


def entries(*publishers: str):
    return [SimpleNamespace(values={"publisher": text, "level2": "办事指南"}) for text in publishers]


def test_the_units_own_name_comes_first_then_what_was_written_most():
    written = ["兴隆镇民政办", "兴隆镇民政办", "兴隆镇人民政府、兴隆镇财政所", "长" * 60]
    offered = offered_texts(DEFINITION, TOWNSHIP, entries(*written))
    assert offered["publisher"][:2] == ("兴隆镇人民政府", "兴隆镇民政办")
    assert {"兴隆镇财政所", "兴隆镇人民政府、兴隆镇财政所"} <= set(offered["publisher"])
    assert "长" * 60 not in offered["publisher"]
    assert "level2" not in offered


def test_a_unit_that_wrote_nothing_is_offered_its_name():
    assert offered_texts(DEFINITION, VILLAGE, [])["publisher"] == ("白马村村民委员会",)
