"""A village's workspace made at the township's desk: from its row on the roster, as a start file would make it."""

import tempfile
from pathlib import Path

from app.exchange.handing_in import export_start
from app.exchange.roster import roster
from app.exchange.starting import new_from_start
from app.organisations import Organisation
from app.villages.units import Added, MyUnits, add_files
from app.workspace import Workspace


def villages_to_found(township: Workspace, mine: MyUnits) -> list[Organisation]:
    """Return the villages and communities on the roster that are not on the list of units yet."""
    known = {unit.id for unit in mine.units}
    return [unit for unit in roster(township) if unit.facts.level == "village" and unit.id not in known]


def found_village(township: Workspace, unit: Organisation, path: Path) -> Added:
    """Make the workspace of a village of the roster and put it on the list; the start file is not kept.

    The village has its id, edition and the township's key from it, so that what it hands in is known there. Raises
    `UserFacingError` when the file exists or the disk refuses; nothing is left then.
    """
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder) / "start.zwgk"
        export_start(township, unit, start)
        new_from_start(path, start, person=township.person).close()
    return add_files([path])
