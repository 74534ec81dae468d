"""What was written a year before is found by its item."""

from app.drafting.adopting import adopt
from app.drafting.editions import start_edition
from app.drafting.last_answers import last_answers
from app.standards.models import STANDARD_CATALOGUE
from tests.support import Computer


def test_the_answers_of_the_edition_before_are_found(township: Computer):
    township.set("05-005", publisher="兴隆镇民政办")
    with township.working() as workspace:
        assert last_answers(workspace, STANDARD_CATALOGUE, "05-005") is None
        start_edition(workspace, "2027", from_edition=None)
        adopt(workspace, field="05")
        found = last_answers(workspace, STANDARD_CATALOGUE, "05-005")
        assert found.edition == "2026" and found.values["publisher"] == "兴隆镇民政办"
        assert last_answers(workspace, STANDARD_CATALOGUE, "06-001") is None
