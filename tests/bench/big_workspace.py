"""A township's workspace with very many entries: every field adopted, half of the rest in one field, half in all; a
kept notice, and requests for information.

Beside it as many villages of it as asked for.
"""

from datetime import timedelta
from itertools import cycle
from pathlib import Path

from app.drafting.adopting import adopt
from app.drafting.entry import EntryContent, as_builtins, local_entry_id
from app.drafting.lookup import standard_items
from app.drafting.operations import operation
from app.notices.keeping import make_notice
from app.opening import create_workspace
from app.registers.requests import register_request
from app.standards.models import STANDARD_CATALOGUE
from app.villages.units import add_files
from app.workspace import Workspace
from tests.support import EDITION, FULL_VALUES, TOWNSHIP, unit

CROWDED_FIELD = "05"
_REQUESTS = 40
_BLANKS = {"start_date": "2026-11-24", "phone": "0990-6120118", "supervision_phone": "0990-6120012"}


def make_big_workspace(path: Path, entries: int) -> None:
    """Write a workspace file with `entries` entries, fewer only if the standard itself has more."""
    with create_workspace(path, TOWNSHIP, EDITION, person="陈静") as workspace:
        fields = [field for field in workspace.library.fields if _adopts(workspace, field)]
        missing = entries - sum(1 for _ in workspace.store.entries.listed(edition=EDITION))
        places = [CROWDED_FIELD if number % 2 else field for number, field in zip(range(missing), cycle(fields))]
        with operation(workspace, "local", "新增很多条") as act:
            for number, field in enumerate(places):
                act.write("entry", local_entry_id(), as_builtins(_entry(workspace, field, number)))
        make_notice(workspace, "NT-34", _BLANKS)
        for number in range(_REQUESTS):
            _ask(workspace, number)


def _ask(workspace: Workspace, number: int) -> None:
    submitted = workspace.today() - timedelta(number)
    register_request(
        workspace,
        way="当面提交",
        submitted=submitted,
        applicant_kind="自然人",
        asked=f"第{number}号文件",
        name="赵建国",
        contact="0990-6120118",
    )


def make_villages(folder: Path, villages: int) -> None:
    """Write a workspace for so many villages of the township, and put them on the list of units of this computer."""
    paths = [folder / f"第{number}村.qd" for number in range(1, villages + 1)]
    for number, path in enumerate(paths, start=1):
        with create_workspace(path, unit(100 + number, "village", path.stem, parent=TOWNSHIP), EDITION, person="陈静"):
            pass
    add_files(paths)


def _adopts(workspace: Workspace, field: str) -> bool:
    """Adopt a field; False where it has nothing for a township."""
    if not any("township" in item.levels for item in standard_items(workspace, STANDARD_CATALOGUE, field)):
        return False
    adopt(workspace, field=field)
    return True


def _entry(workspace: Workspace, field: str, number: int) -> EntryContent:
    return EntryContent(
        organisation=workspace.organisation.id,
        checklist=STANDARD_CATALOGUE,
        edition=workspace.edition,
        field=field,
        item=None,
        local=True,
        position=1000 + number,
        values=FULL_VALUES | {"level2": f"临时救助第{number + 1}类"},
    )
