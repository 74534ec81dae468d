"""A county in the middle of its rounds: units that handed in, each field of each as far as chance has it."""

import hashlib
import random
from collections.abc import Iterable, Sequence

from msgspec import structs

from app.county.rechecking import recheck
from app.drafting.entry import EntryContent
from app.drafting.operations import operation
from app.exchange.verdicts import judge
from app.organisations import Organisation
from app.workspace import Workspace
from tests.app.county.whole_desk import put_entries, put_units, unchanged, with_values
from tests.support import COUNTY, unit

NAMES = (
    "城关镇",
    "双河镇",
    "石桥镇",
    "柳河镇",
    "龙泉镇",
    "永安镇",
    "新集镇",
    "龙潭乡",
    "云溪乡",
    "桃源乡",
    "大坪乡",
    "青山乡",
)
_LATE = 2
"""So many at the end have handed in nothing."""
_STATES = ("accepted",) * 12 + ("waiting",) * 4 + ("findings",) * 3 + ("missing", "returned")
_SELDOM = {"14", "15", "17"}
"""Fields that most townships say do not concern them."""


def townships(names: Sequence[str] = NAMES) -> list[Organisation]:
    """Return townships of these names."""
    return [
        unit(300 + number, "township", name, f"9901242{number:02}", COUNTY)
        for number, name in enumerate(names, start=1)
    ]


def note_round(workspace: Workspace, sender: Organisation, round: int = 1) -> None:
    """Write down that a unit handed in."""
    with operation(workspace, "import", f"收下{sender.name}") as act:
        number = act.number()
    hash = hashlib.sha256(f"{sender.id} {round}".encode()).hexdigest()
    workspace.store.packages.add(
        direction="in",
        kind="submission",
        organisation=sender.id,
        recipient=None,
        edition=workspace.edition,
        round=round,
        hash=hash,
        parent_hash=None,
        content_hash=hash,
        standing="received",
        summary={"file": f"{sender.name}_第{round}轮.zwgk"},
        operation=number,
    )


def fill_county(workspace: Workspace, fields: Iterable[str], units: Sequence[Organisation] = ()) -> None:
    """Put units and what they handed in into a county's file, judged in part."""
    chance = random.Random(5)
    units = units or townships()
    fields = [*fields]
    put_units(workspace, units)
    accepted: list[str] = []
    returned: list[str] = []
    for each in units[:-_LATE]:
        note_round(workspace, each, chance.choice((1, 1, 2)))
        for field in fields:
            state = "declined" if field in _SELDOM and chance.random() < 0.7 else chance.choice(_STATES)
            ids = put_entries(workspace, each, field, _change(state, chance))
            if state in ("accepted", "declined"):
                accepted += ids
            if state == "missing":
                _drop(workspace, ids[-1:])
            if state == "returned":
                returned += ids[: chance.randint(1, 3)]
    recheck(workspace)
    judge(workspace, accepted, "accepted")
    if returned:
        judge(workspace, returned, "returned", "请写清楚时限")


def _change(state: str, chance: random.Random):
    wrong = chance.randint(1, 6)

    def change(sender: Organisation, item: str, content: EntryContent) -> EntryContent:
        confirmed = structs.replace(content, evidence="seen")
        if state == "declined":
            return structs.replace(confirmed, not_applicable="本镇没有这项业务")
        if state == "findings" and content.position <= wrong:
            return with_values(confirmed, basis=None)
        return unchanged(sender, item, confirmed)

    return change


def _drop(workspace: Workspace, ids: Iterable[str]) -> None:
    with operation(workspace, "remove", "删") as act:
        for id in ids:
            row = workspace.store.entries.get(id)
            act.write("entry", id, row.content | {"removed": True})


def fill_differences(workspace: Workspace) -> None:
    """Put a dozen units with one field into a county's file; in some items some of them differ."""
    units = townships()
    put_units(workspace, units)
    for each in units[:-_LATE]:
        note_round(workspace, each)
        ids = put_entries(workspace, each, "05", _differently)
        if each.name == "新集镇":
            _drop(workspace, ids[2:3])
    recheck(workspace)


_LONGER = {"text": "制定或获取信息之日起30个工作日内", "count": 30, "unit": "workday"}
_PASTED = "由云溪乡便民服务中心受理后五日内在政务公开栏公布结果并留存照片"
_OWN_WORDS = {
    "双河镇": {"deadline": _LONGER},
    "柳河镇": {"deadline": _LONGER},
    "石桥镇": {"publisher": "云溪乡人民政府"},
    "永安镇": {"basis": None},
}


def _differently(sender: Organisation, item: str, content: EntryContent) -> EntryContent:
    if item == "05-003" and sender.name == "龙潭乡":
        return structs.replace(content, not_applicable="本乡没有这项业务")
    if item == "05-003" and sender.name in ("云溪乡", "桃源乡"):
        return with_values(content, elements=[*content.values["elements"], _PASTED])
    if item == "05-003":
        return with_values(content, **_OWN_WORDS.get(sender.name, {}))
    if item == "05-005" and sender.name == "城关镇":
        return with_values(content, publisher="城关镇民政办")
    return content
