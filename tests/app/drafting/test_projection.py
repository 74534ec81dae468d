"""A standard item as adopting writes it for a unit: own name, levels cut, and what counts as the same."""

import pytest
from msgspec.structs import replace

from app.drafting.entry import EntryContent
from app.drafting.projection import differing_elements, project, relation
from app.organisations import KINDS, Organisation
from app.standards.library import load_library
from app.standards.models import Item
from tests.support import (
    COMMUNITY,
    COUNTY,
    DEPARTMENT,
    INSTITUTION,
    OTHER_TOWNSHIP,
    SUBDISTRICT,
    TOWNSHIP,
    VILLAGE,
    renamed,
)

LIBRARY = load_library()
CATALOGUE = LIBRARY.definitions["standard-catalogue"]
ITEM = LIBRARY.item("standard-catalogue", "05-003")
UNITS = (COUNTY, DEPARTMENT, TOWNSHIP, OTHER_TOWNSHIP, SUBDISTRICT, VILLAGE, COMMUNITY, INSTITUTION)


def published_by(publisher: str, levels: tuple[str, ...] = ("county", "township", "village")) -> Item:
    return replace(ITEM, values=ITEM.values | {"publisher": publisher}, levels=levels)


@pytest.mark.parametrize(
    ("unit", "publisher", "written"),
    [
        (TOWNSHIP, "乡镇人民政府（街道办事处）", "兴隆镇人民政府"),
        (TOWNSHIP, "县级人民政府民政部门、乡镇人民政府（街道办事处）", "县级人民政府民政部门、兴隆镇人民政府"),
        (TOWNSHIP, "县级扶贫部门、乡镇人民政府、村民委员会", "县级扶贫部门、兴隆镇人民政府、村民委员会"),
        (OTHER_TOWNSHIP, "乡（镇）人民政府", "白云乡人民政府"),
        (OTHER_TOWNSHIP, "乡、镇人民政府", "白云乡人民政府"),
        (SUBDISTRICT, "县级人民政府民政部门、乡镇人民政府（街道办事处）", "县级人民政府民政部门、城关街道办事处"),
        (SUBDISTRICT, "乡镇人民政府、街道办事处", "城关街道办事处"),
        (SUBDISTRICT, "乡镇（街道）", "城关街道办事处"),
        (VILLAGE, "县级扶贫部门、乡镇人民政府、村民委员会", "县级扶贫部门、乡镇人民政府、白马村村民委员会"),
        (VILLAGE, "村（居）民委员会", "白马村村民委员会"),
        (COMMUNITY, "应急管理部门、村（居）委会", "应急管理部门、东门社区居民委员会"),
        (COUNTY, "县（区、市）人民政府", "青山县人民政府"),
        (COUNTY, "县级以上地方人民政府、自然资源主管部门", "青山县人民政府、自然资源主管部门"),
    ],
)
def test_the_own_name_stands_where_the_publisher_lists_the_level(unit: Organisation, publisher: str, written: str):
    projection = project(CATALOGUE, published_by(publisher), unit)
    assert projection.values["publisher"] == written
    assert projection.names_unit


@pytest.mark.parametrize(
    ("unit", "publisher"),
    [
        (TOWNSHIP, "县级人民政府教育行政部门"),
        (TOWNSHIP, "村民委员会"),
        (VILLAGE, "乡镇人民政府"),
        (COUNTY, "县级人民政府民政部门"),
        (COUNTY, "县（市、区）卫生健康行政部门"),
        (DEPARTMENT, "县级人民政府、县级扶贫部门"),
        (DEPARTMENT, "县级人民政府民政部门"),
    ],
)
@pytest.mark.parametrize("answer", ["as-written", "own", "not-applicable"])
def test_other_publishers_are_kept_unless_the_unit_says_it_publishes(unit: Organisation, publisher: str, answer: str):
    projection = project(CATALOGUE, published_by(publisher), unit, answer)
    assert not projection.names_unit
    assert projection.values["publisher"] == (unit.full_name if answer == "own" else publisher)


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        (COUNTY, ["县级", "乡级"]),
        (DEPARTMENT, ["县级", "乡级"]),
        (TOWNSHIP, ["乡级", "村级"]),
        (SUBDISTRICT, ["乡级", "村级"]),
        (VILLAGE, ["村级"]),
        (COMMUNITY, ["村级"]),
        (INSTITUTION, ["县级", "乡级", "村级"]),
    ],
)
def test_levels_are_cut_to_what_the_table_shows(unit: Organisation, shown: list[str]):
    assert project(CATALOGUE, published_by("税务主管部门"), unit).values["levels"] == shown
    assert project(CATALOGUE, published_by("税务主管部门", ("county",)), VILLAGE).values["levels"] is None


@pytest.mark.parametrize(
    ("kind", "name", "full_name"),
    [
        ("township", "兴隆镇", "兴隆镇人民政府"),
        ("township", "兴隆镇人民政府", "兴隆镇人民政府"),
        ("township", "兴隆镇政府", "兴隆镇人民政府"),
        ("subdistrict", "城关街道", "城关街道办事处"),
        ("subdistrict", "城关街道办事处", "城关街道办事处"),
        ("subdistrict", "城关街道办", "城关街道办事处"),
        ("village", "白马村", "白马村村民委员会"),
        ("village", "白马村民委员会", "白马村民委员会"),
        ("village", "白马村委会", "白马村村民委员会"),
        ("community", "东门社区", "东门社区居民委员会"),
        ("community", "东门社区居委会", "东门社区居民委员会"),
        ("county", "青山县", "青山县人民政府"),
        ("department", "青山县民政局", "青山县民政局"),
        ("institution", "青山县人民医院", "青山县人民医院"),
    ],
)
def test_the_full_name_ends_as_the_law_has_it(kind: str, name: str, full_name: str):
    assert Organisation("x", kind, name).full_name == full_name


def test_every_item_can_be_projected_for_every_kind_of_unit():
    """No wording in the packs leaves an own name twice, or a bracket open."""
    for definition in LIBRARY.definitions.values():
        if definition.shape != "catalogue":
            continue
        for item in LIBRARY.items(definition.code):
            for unit in UNITS:
                publisher = project(definition, item, unit).values.get("publisher") or ""
                assert publisher.count(unit.full_name) <= 1, (item.code, unit.name, publisher)
                assert publisher.count("（") == publisher.count("）"), (item.code, unit.name, publisher)


def test_every_kind_of_unit_has_its_facts():
    assert {unit.kind for unit in UNITS} == set(KINDS)


def content_of(values: dict, **facts) -> EntryContent:
    return EntryContent(TOWNSHIP.id, CATALOGUE.code, "2026", "05", ITEM.code, False, 1, values, **facts)


def test_relation_is_derived_from_what_adopting_would_write():
    projected = project(CATALOGUE, ITEM, TOWNSHIP).values
    assert relation(CATALOGUE, ITEM, TOWNSHIP, content_of(projected)) == "adopted"
    changed = projected | {"publisher": "兴隆镇民政办"}
    assert relation(CATALOGUE, ITEM, TOWNSHIP, content_of(changed)) == "adapted"
    assert differing_elements(CATALOGUE, ITEM, TOWNSHIP, changed) == ("publisher",)
    assert relation(CATALOGUE, ITEM, TOWNSHIP, content_of(changed | {"publisher": projected["publisher"]})) == "adopted"
    assert relation(CATALOGUE, ITEM, TOWNSHIP, content_of(projected, not_applicable="没有")) == "not_applicable"
    assert relation(CATALOGUE, None, TOWNSHIP, content_of(projected)) == "local"


def test_answering_own_counts_as_adopted_too():
    item = published_by("县级人民政府教育行政部门")
    own = project(CATALOGUE, item, TOWNSHIP, "own").values
    assert relation(CATALOGUE, item, TOWNSHIP, content_of(own)) == "adopted"


def test_the_same_item_is_adapted_for_another_unit():
    mine = project(CATALOGUE, ITEM, TOWNSHIP).values
    assert differing_elements(CATALOGUE, ITEM, renamed(TOWNSHIP, "白云乡"), mine) == ("publisher",)
