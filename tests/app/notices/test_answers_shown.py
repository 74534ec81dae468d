"""What a kept notice tells of the answers it was made from, and never what it does not show."""

import pytest

from app.notices.answers_shown import answers_shown
from app.notices.blanks import blanks_of
from app.notices.filling import placeholders_of
from app.notices.keeping import filled_notice, filled_of, find_notice, find_template, known_answers, make_notice
from tests.app.registers.test_reviews import BLANKS
from tests.support import Computer


def read_back(workspace, id: str) -> dict[str, str]:
    row = find_notice(workspace, id)
    template = find_template(workspace, row.content["template"])
    return answers_shown(template, filled_of(row), blanks_of(workspace, template))


def test_the_answers_of_a_notice_are_read_back_from_its_text(township: Computer):
    with township.working() as workspace:
        answers = BLANKS | {"office_hours": "8:30—17:30"}
        shown = read_back(workspace, make_notice(workspace, "NT-01", answers).id)
        asked = {key: text for key, text in answers.items() if not key.endswith("_count")}
        assert asked.items() <= shown.items()


def test_what_was_left_empty_or_refused_is_not_read_back(township: Computer):
    with township.working() as workspace:
        id = make_notice(workspace, "NT-01", {"village": "白马村", "accept_unit": "张三 13812345678"}).id
        shown = read_back(workspace, id)
        assert shown["village"] == "白马村" and "accept_unit" not in shown
        assert not any("＿" in text for text in shown.values())


@pytest.mark.parametrize("number", range(1, 13))
def test_filling_again_with_what_was_read_back_changes_no_text_it_tells(township: Computer, number: int):
    with township.working() as workspace:
        template = find_template(workspace, f"NT-{number:02}")
        kinds = {blank.key: blank for blank in blanks_of(workspace, template)}
        typed = {
            key: f"某某{index}组"
            for index, key in enumerate(placeholders_of(template))
            if kinds[key].kind == "text" and not kinds[key].told and not kinds[key].answer
        }
        answers = known_answers(workspace, template) | typed
        notice = filled_notice(workspace, template, answers)
        shown = answers_shown(template, notice, tuple(kinds.values()))
        again = filled_notice(workspace, template, answers | shown)
        assert (again.title, again.paragraphs) == (notice.title, notice.paragraphs)
