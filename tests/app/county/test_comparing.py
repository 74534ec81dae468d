"""同项对比: what stands out among the units is told with its reason, and what is alike is not."""

from pathlib import Path

import pytest

from app.county.comparing import ItemComparison, compare_item, outliers
from app.county.place_names import PlaceNames
from app.drafting.entry import EntryContent
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.organisations import Organisation
from app.workspace import Workspace
from tests.app.county.whole_desk import county_desk, put_entries, with_values
from tests.support import COUNTY, unit

FIELD, ITEM = "05", "05-003"
NAMES = ("兴隆镇", "新兴隆镇", "白云乡", "石桥镇", "柳河镇", "东山乡")
UNITS = [unit(100 + number, "township", name, parent=COUNTY) for number, name in enumerate(NAMES)]
BY_NAME = {each.name: each for each in UNITS}
PASTED = "由白云乡便民服务中心受理后五日内在政务公开栏公布结果并留存照片"


def change(unit: Organisation, item: str, content: EntryContent) -> EntryContent:
    """Make each unit's entry of the one item stand out in a way of its own."""
    if item != ITEM:
        return content
    if unit.name == "兴隆镇":
        return with_values(content, deadline={**content.values["deadline"], "text": "每季度公布一次", "count": None})
    if unit.name == "石桥镇":
        return with_values(content, elements=[*content.values["elements"], PASTED])
    if unit.name == "白云乡":
        return with_values(content, elements=[*content.values["elements"], PASTED])
    if unit.name == "柳河镇":
        return with_values(content, publisher="新兴隆镇人民政府")
    return content


@pytest.fixture
def county(tmp_path: Path):
    with county_desk(tmp_path / "县", UNITS).working() as workspace:
        for each in UNITS[:5]:
            put_entries(workspace, each, FIELD, change)
        yield workspace


def told(compared: ItemComparison, name: str) -> set[tuple[str, str | None]]:
    """Return (code, element) of what stands out in a unit."""
    (found,) = [each for each in compared.units if each.unit.name == name]
    return {(outlier.code, outlier.element) for outlier in found.outliers}


def test_each_unit_stands_beside_the_standard(county: Workspace):
    compared = compare_item(county, ITEM)
    assert {each.unit.name for each in compared.units} == {*NAMES}
    assert compared.present == 5
    assert compared.differing["elements"] == 2
    assert compared.differing["publisher"] == 1
    (plain,) = [each for each in compared.units if each.unit.name == "新兴隆镇"]
    assert (plain.relation, plain.differing, plain.outliers) == ("adopted", (), ())
    with pytest.raises(UserFacingError):
        compare_item(county, "99-999")


def test_what_stands_out_is_told_with_its_reason(county: Workspace):
    compared = compare_item(county, ITEM)
    assert ("differs-from-most", "deadline") in told(compared, "兴隆镇")
    assert {("other-place", "elements"), ("pasted", "elements")} <= told(compared, "石桥镇")
    assert ("pasted", "elements") in told(compared, "白云乡")
    assert ("other-place", "elements") not in told(compared, "白云乡")
    assert {("other-place", "publisher"), ("publisher-elsewhere", "publisher")} <= told(compared, "柳河镇")
    for each in compared.units:
        said = [(outlier.code, outlier.element) for outlier in each.outliers]
        assert len(said) == len(set(said)), "nothing is told twice of an element"
    # Nothing of the field came from it: said once in the table over all units, not for each item.
    assert told(compared, "东山乡") == set()


def test_a_whole_field_tells_what_is_missing_too(county: Workspace):
    put_entries(county, BY_NAME["东山乡"], FIELD)
    gone = county.store.entries.by_item(ITEM, county.edition, BY_NAME["东山乡"].id)[0]
    with operation(county, "remove", "删") as act:
        act.write("entry", gone.id, gone.content | {"removed": True})
    found = outliers(county, FIELD)
    missing = [(each.unit.name, each.item) for each in found if each.outlier.code == "item-missing"]
    assert missing == [("东山乡", ITEM)]
    assert {each.outlier.code for each in found if each.unit.name == "石桥镇"} >= {"pasted", "other-place"}
    with pytest.raises(UserFacingError):
        outliers(county, FIELD, is_cancelled=lambda: True)


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("由兴隆镇人民政府公布", "白云乡", ["兴隆镇"]),
        ("由新兴隆镇公布", "白云乡", ["新兴隆镇"]),
        ("由新兴隆镇公布", "新兴隆镇", []),
        ("由兴隆镇公布", "新兴隆镇", ["兴隆镇"]),
        ("由东兴隆镇公布", "白云乡", []),
        ("白云乡和石桥镇、兴隆镇", "白云乡", ["石桥镇", "兴隆镇"]),
    ],
)
def test_names_of_other_places_are_told_from_longer_ones(text: str, of: str, expected: list[str]):
    assert PlaceNames(UNITS).others_in(text, BY_NAME[of]) == expected
