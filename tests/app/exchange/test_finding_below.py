"""Which unit's entry a reviewer means by an item's code."""

from pathlib import Path

from app.drafting.adopting import adopt
from app.drafting.editing import remove_entry
from app.drafting.lookup import find_entry
from app.exchange.verdicts import find_entry_below
from tests.app.exchange.desks import admit_sender
from tests.support import OTHER_TOWNSHIP, TOWNSHIP, Computer, computer


def test_an_item_that_one_unit_removed_is_meant_of_the_other(county: Computer, tmp_path: Path):
    for unit in (TOWNSHIP, OTHER_TOWNSHIP):
        desk = computer(tmp_path / unit.name, unit)
        with desk.working() as workspace:
            adopt(workspace, field="05")
            if unit is TOWNSHIP:
                remove_entry(workspace, find_entry(workspace, "05-001"))
        path = desk.export("第一轮.zwgk").path
        admit_sender(county, path, unit.name)
        county.take_in(path)
    with county.working() as workspace:
        assert find_entry_below(workspace, "05-001").content["organisation"] == OTHER_TOWNSHIP.id
