"""A county with three units below it that adopted the same field, one of them with something of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from app.drafting.entry import EntryContent
from app.exchange.verdicts import judge
from app.organisations import Organisation
from app.workspace import Workspace
from tests.app.county.whole_desk import UNITS, county_desk, put_entries, with_values
from tests.support import COUNTY

FIELD = "05"


def with_differences(unit: Organisation, item: str, content: EntryContent) -> EntryContent:
    """白云乡 gives itself longer; 城关街道 says that an item does not concern it."""
    if (unit.name, item) == ("白云乡", "05-003"):
        return with_values(content, deadline={"text": "30个工作日内", "count": 30, "unit": "workday"})
    if (unit.name, item) == ("城关街道", "05-004"):
        return structs.replace(content, not_applicable="街道没有这一项")
    return content


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    """The county's open workspace: its own entries final, two units accepted, of the third one entry returned and one
    still waiting."""
    with county_desk(tmp_path / "county").working() as workspace:
        put_entries(workspace, COUNTY, FIELD, state="final")
        for unit in UNITS:
            ids = put_entries(workspace, unit, FIELD, with_differences)
            accepted = ids[:-2] if unit is UNITS[-1] else ids
            judge(workspace, [id for id in accepted if not _declined(workspace, id)], "accepted")
        judge(workspace, ids[-1:], "returned", "请写清楚")
        yield workspace


def _declined(workspace: Workspace, id: str) -> bool:
    return workspace.store.entries.get(id).content["not_applicable"] is not None
