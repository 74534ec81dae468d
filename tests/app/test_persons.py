"""Choosing who works at the desk."""

import pytest

from app.errors import UserFacingError
from app.opening import open_workspace
from app.persons import choose_person
from tests.support import Computer


def test_the_chosen_person_works_here_from_now_on(township: Computer):
    with township.working() as workspace:
        assert choose_person(workspace, " 周  丽 ") == "周 丽"
        assert workspace.person == "周 丽"
    with township.keys(), open_workspace(township.path, now=township.clock) as workspace:
        assert workspace.person == "周 丽"


@pytest.mark.parametrize("name", ["", "  ", "周" * 41, "周\x00丽"])
def test_what_is_no_name_is_refused(township: Computer, name: str):
    with township.working() as workspace:
        with pytest.raises(UserFacingError, match="没有记下"):
            choose_person(workspace, name)
        assert workspace.person == township.person
