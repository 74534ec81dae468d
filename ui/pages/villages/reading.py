"""What the page asks of the units' workspaces, on the store's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import UserFacingError
from app.exchange.roster import roster
from app.file_names import file_name
from app.organisations import Organisation
from app.standards.library import load_library
from app.standards.models import NoticeTemplate
from app.tables.pasted import pasted_cells
from app.villages.founding import found_village, villages_to_found
from app.villages.overview import Overview, overview, usual_sheets
from app.villages.splitting import VillageTable, read_village_table, split_template, village_table
from app.villages.units import ExpectedSheet, MyUnits, load_units, renew_units
from app.workspace import Workspace
from ui.jobs import Watch


@dataclass(frozen=True)
class Standing:
    """The list as it is on the disk, which files of it are gone, the villages that have no file yet, how all stand in
    the month, every template, and the sheets that templates themselves say come again and again."""

    mine: MyUnits
    missing: frozenset[Path]
    to_found: tuple[Organisation, ...]
    overview: Overview
    templates: tuple[NoticeTemplate, ...]
    usual: tuple[ExpectedSheet, ...]


@dataclass(frozen=True)
class Founded:
    """The list after villages were founded: how many were, and what stood in the way of the others."""

    mine: MyUnits
    count: int
    troubles: tuple[UserFacingError, ...]


def read_standing(workspace: Workspace, month: date) -> Standing:
    """Read the list anew, look after its files, and see how every village stands in a month."""
    mine = load_units()
    seen = overview(mine, month, open_now=workspace)
    mine = renew_units(village.unit for village in seen.villages)
    missing = frozenset(unit.path for unit in mine.units if not unit.path.is_file())
    library = load_library()
    templates = library.notice_templates
    return Standing(
        mine,
        missing,
        tuple(villages_to_found(workspace, mine)),
        seen,
        tuple(templates[code] for code in sorted(templates)),
        usual_sheets(library),
    )


def read_pasted(text: str, template: str) -> VillageTable:
    """Read pasted cells. Raises UserFacingError when there are none or they cannot be parted."""
    cells = pasted_cells(text)
    if not cells:
        raise UserFacingError("nothing-pasted", "剪贴板里没有表格。请先在 Excel 或 WPS 里选中名单，按 Ctrl+C。")
    return village_table(cells, split_template(template))


def read_file(path: Path, template: str) -> VillageTable:
    """Read the list of a workbook."""
    return read_village_table(path, split_template(template))


def found_villages(workspace: Workspace, ids: Sequence[str], folder: Path, watch: Watch) -> Founded:
    """Make the workspaces of units of the roster in a folder, one after the other."""
    units = [unit for unit in roster(workspace) if unit.id in set(ids)]
    count, troubles = 0, []
    for number, unit in enumerate(units):
        if watch.is_cancelled():
            break
        watch.progress(number, len(units), unit.name)
        try:
            added = found_village(workspace, unit, folder / file_name(f"{unit.name}.qd"))
        except UserFacingError as error:
            troubles.append(error)
        else:
            count += len(added.new)
            troubles += [error for _, error in added.refused]
    return Founded(load_units(), count, tuple(troubles))
