"""Choosing who works at the desk."""

import pytest

from app.errors import UserFacingError
from app.opening import open_workspace
from app.persons import choose_person, known_persons
from tests.support import Computer


def test_the_chosen_person_works_here_from_now_on(township: Computer):
    with township.working() as workspace:
        assert choose_person(workspace, " 周  丽 ") == "周 丽"
        assert workspace.person == "周 丽"
    with township.keys(), open_workspace(township.path, now=township.clock) as workspace:
        assert workspace.person == "周 丽"


def test_everybody_who_worked_here_is_known_the_latest_first(township: Computer):
    with township.working() as workspace:
        choose_person(workspace, "周丽")
        choose_person(workspace, "王强")
        assert known_persons(workspace)[:2] == ["王强", "周丽"]


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_asked_for(township: Computer, name: str):
    with township.working() as workspace:
        with pytest.raises(UserFacingError, match=r"^请写您的姓名"):
            choose_person(workspace, name)
        assert workspace.person == township.person


@pytest.mark.parametrize("name", ["周" * 41, "周\x00丽"])
def test_what_is_no_name_is_refused(township: Computer, name: str):
    with township.working() as workspace:
        with pytest.raises(UserFacingError, match="没有记下"):
            choose_person(workspace, name)
        assert workspace.person == township.person
