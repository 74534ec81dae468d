"""Taking standard items over: what the clerk is told, and what an answer about publishers does."""

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk


def test_adopting_says_how_many_and_leaves_what_stands_alone(township: Desk) -> None:
    assert "采用了 15 项，原来就有的 0 项没有动" in township.do("adopt", TOWNSHIP, "--field", "23").out
    township.do("set", TOWNSHIP, "23-001", "level3=甲")
    before = township.entries(TOWNSHIP)
    assert "采用了 0 项，原来就有的 15 项没有动" in township.do("adopt", TOWNSHIP, "--field", "23").out
    assert township.entries(TOWNSHIP) == before


def test_our_own_name_stands_where_our_level_publishes(township: Desk) -> None:
    entry = township.entries(TOWNSHIP)["05-003"]
    assert "兴隆镇人民政府" in entry["values"]["publisher"]
    assert entry["relation"] == "adopted"
    assert set(entry["values"]["levels"]) <= {"乡级", "村级"}


def test_the_question_about_publishers_can_be_answered_afterwards(township: Desk) -> None:
    asked = township.do("adopt", TOWNSHIP, "--field", "23").out
    assert "23-014" in asked and "--publisher" in asked
    as_written = township.entries(TOWNSHIP)["23-014"]["values"]["publisher"]

    assert "23-014" in township.do("adopt", TOWNSHIP, "--field", "23", "--publisher", "own").out
    entry = township.entries(TOWNSHIP)["23-014"]
    assert (entry["values"]["publisher"], entry["relation"]) == ("兴隆镇人民政府", "adopted")

    township.do("adopt", TOWNSHIP, "--field", "23", "--publisher", "not-applicable")
    assert township.entries(TOWNSHIP)["23-014"]["relation"] == "not_applicable"
    township.do("undo", TOWNSHIP)
    assert township.entries(TOWNSHIP)["23-014"] == entry | {
        "revision": township.entries(TOWNSHIP)["23-014"]["revision"]
    }

    township.do("adopt", TOWNSHIP, "--field", "23", "--publisher", "as-written")
    assert township.entries(TOWNSHIP)["23-014"]["values"]["publisher"] == as_written


def test_an_answer_about_publishers_leaves_alone_what_was_edited(township: Desk) -> None:
    township.do("adopt", TOWNSHIP, "--field", "23")
    township.do("set", TOWNSHIP, "23-014", "publisher=兴隆镇应急办")
    before = township.entries(TOWNSHIP)
    township.do("adopt", TOWNSHIP, "--field", "23", "--publisher", "own")
    assert township.entries(TOWNSHIP) == before


def test_a_field_without_items_of_our_level_names_the_way_out(township: Desk) -> None:
    assert "--all-levels" in township.refused("adopt", TOWNSHIP, "--field", "18")
    assert "采用了" in township.do("adopt", TOWNSHIP, "--field", "18", "--all-levels").out


def test_what_does_not_exist_is_named(township: Desk) -> None:
    assert "“66”" in township.refused("adopt", TOWNSHIP, "--field", "66")
    assert "“05-099”" in township.refused("adopt", TOWNSHIP, "--item", "05-099")
    assert "“采购清单”" in township.refused("adopt", TOWNSHIP, "--checklist", "采购清单")
