"""Whom a place reaches is told by its name, in whatever words the place calls it."""

import pytest

from app.registers.ledger_records import placed_links
from app.registers.places import beyond, public_places


@pytest.mark.parametrize("place", ["青山县政府网", "青山互联网", "村务公开平台", "微信公众平台", "广播电视"])
def test_what_everybody_sees_is_beyond_the_scope_of_a_village(place):
    assert beyond("白马村村民", [place]) == [place] and beyond("全社会", [place]) == []


@pytest.mark.parametrize("place", ["村务公开栏", "村民微信群", "网格群", "信用社网点", "村广播", "入户/现场"])
def test_what_the_village_sees_is_not(place):
    assert beyond("白马村村民", [place]) == []


def test_only_who_asked_gets_an_answer():
    assert public_places(["当面答复", "申请人的邮箱", "网格员入户", "网格群"]) == ["网格群"]


def test_an_address_belongs_to_what_is_on_the_web():
    places = ["网格群", "村民微信群", "青山县政府网"]
    assert placed_links(places, "https://a.b") == [
        ("网格群", ""),
        ("村民微信群", "https://a.b"),
        ("青山县政府网", "https://a.b"),
    ]
