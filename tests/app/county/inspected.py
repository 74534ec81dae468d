"""A county in November that asked three units for their catalogues: one handed in late with a ledger behind its time,
one in time and whole, one not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from app.drafting.adopting import adopt
from app.drafting.lookup import find_entry
from app.exchange.handing_in import export_start
from app.exchange.roster import find_unit
from app.exchange.verdicts import judge
from app.registers.publications import record_formed, record_published
from app.workspace import Workspace
from tests.app.county.whole_desk import FIELD, UNITS, county_desk
from tests.app.exchange.desks import fingerprint_of
from tests.app.registers.signing import sign
from tests.support import OTHER_TOWNSHIP, TOWNSHIP, Clock, Computer, computer

DUE = date(2026, 11, 20)


def inspected_county(folder: Path) -> Computer:
    """Return the county's computer on the 23rd of November 2026."""
    county = county_desk(folder / "青山县", UNITS)
    asking = Computer(county.folder, county.person, Clock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC)))
    with asking.working() as workspace:
        for unit in UNITS:
            export_start(workspace, find_unit(workspace, unit.name), county.folder / f"{unit.name}.zwgk", due=DUE)
    other = computer(folder / "白云乡", OTHER_TOWNSHIP)
    with other.working() as workspace:
        adopt(workspace, field=FIELD)
    early = Computer(county.folder, county.person, Clock(datetime(2026, 11, 18, 1, 0, tzinfo=UTC)))
    _take(early, other.export("第一轮.zwgk").path)
    township = computer(folder / "兴隆镇", TOWNSHIP)
    with township.working() as workspace:
        adopt(workspace, field=FIELD)
        write_ledger(workspace)
    _take(county, township.export("第一轮.zwgk").path)
    with county.working() as workspace:
        rows = list(workspace.store.entries.listed(organisation=TOWNSHIP.id))
        judge(workspace, [rows[0].id], "returned", "请写清楚")
    return county


def write_ledger(workspace: Workspace) -> None:
    """Three lines of November: one in time, one late, one that is overdue; and one overdue of October."""
    entry = find_entry(workspace, "05-001").id
    for formed, published, title in (
        (date(2026, 10, 19), date(2026, 11, 1), "10月名单"),
        (date(2026, 10, 20), date(2026, 11, 10), "10月补充名单"),
        (date(2026, 10, 26), None, "10月增发名单"),
        (date(2026, 9, 28), None, "9月名单"),
    ):
        line = record_formed(workspace, entry, formed, title)
        if published is not None:
            sign(workspace, line)
            record_published(workspace, line, published, ["政府网站"])


def _take(county: Computer, path: Path) -> None:
    from app.exchange.package_reading import open_package
    from app.exchange.roster import admit

    with county.working() as workspace, open_package(path) as package:
        admit(workspace, package, fingerprint_of(path))
    assert county.take_in(path).result == "applied"


@contextmanager
def inspecting(folder: Path) -> Iterator[Workspace]:
    """Open the same county's workspace."""
    with inspected_county(folder).working() as workspace:
        yield workspace
