"""Fills a workspace of the newest schema with one of everything: `python -m tests.data.workspaces.fill FOLDER`.

Run once for each released schema; the database it makes is kept and never made again, because later programs could
no longer make the old one. Beside it lies what must be found in it.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from app.backups import back_up, restore
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, finalise_field, remove_entry, reorder, set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.drafting.typing_drafts import keep_draft
from app.exchange.handing_in import export_entries
from app.exchange.keys import fingerprint
from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, admit
from app.exchange.taking_in import import_file
from app.notices.keeping import make_notice
from app.opening import create_workspace, open_workspace
from app.products.catalogue import print_catalogue_of
from app.user_folder import DATA_HOME_VARIABLE
from app.workspace import Workspace
from db.migrations import SCHEMA_VERSION
from tests.data.workspaces.contents import contents
from tests.support import EDITION, FULL_VALUES, TOWNSHIP, VILLAGE, Clock

CATALOGUE = "standard-catalogue"
IDENTITY_NUMBER = "11010519491231002X"


def fill(folder: Path) -> Path:
    """Make schema-N.qd and schema-N.json in the folder; returns the database."""
    target = folder / f"schema-{SCHEMA_VERSION}.qd"
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[DATA_HOME_VARIABLE] = str(Path(scratch) / "keys")
        packages = _village_packages(Path(scratch))
        with create_workspace(target, TOWNSHIP, EDITION, person="李梅", now=Clock()) as workspace:
            _edit(workspace)
            _print_and_post(workspace, Path(scratch))
            _take_in(workspace, packages)
            export_entries(workspace, Path(scratch) / "上报.zwgk")
            set_entry(workspace, find_entry(workspace, "05-009"), {"publisher": "兴隆镇"})
            undo(workspace)
            keep_draft(workspace, find_entry(workspace, "05-010").id, "audience", "全社")
    with open_workspace(target, read_only=True) as workspace:
        found = json.dumps(contents(workspace), ensure_ascii=False, indent=1, sort_keys=True)
    target.with_suffix(".json").write_text(found + "\n", encoding="utf-8")
    return target


def _edit(workspace: Workspace) -> None:
    adopt(workspace, field="05")
    adopt(workspace, field="23", answer="as-written")
    adopt(workspace, checklist="exemption-list")
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办"})
    set_entry(workspace, find_entry(workspace, "05-003"), {"level3": "䶮山片区"})
    set_entry(workspace, find_entry(workspace, "05-004"), {"elements": None})
    set_entry(workspace, find_entry(workspace, "05-011"), not_applicable="由县救助管理站办理")
    set_entry(workspace, find_entry(workspace, "05-005"), state="ready")
    add_local(workspace, FULL_VALUES, field="05")
    remove_entry(workspace, find_entry(workspace, "05-006"))
    confirm(workspace, [find_entry(workspace, "05-010")])
    rows = list(workspace.store.entries.listed(checklist=CATALOGUE, fields=["23"]))
    reorder(workspace, rows[::-1])
    adopt(workspace, field="19")
    set_entry(workspace, find_entry(workspace, "19-002"), state="ready")
    finalise_field(workspace, "19", checklist=CATALOGUE)
    change_unit(workspace, {"contact": "0990-6120118"})


def _print_and_post(workspace: Workspace, scratch: Path) -> None:
    print_catalogue_of(workspace, scratch / "目录.pdf", fields=["05"])
    with xlsxwriter.Workbook(scratch / "名单.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["村民小组", "申请人姓名", "家庭人口数", "拟保障人数", "身份证号（重名时加）"])
        sheet.write_row(1, 0, ["一组", "赵德全", "3", "2", IDENTITY_NUMBER])
        sheet.write_row(2, 0, ["二组", "赵德全", "1", "1", "110105195203120017"])
    make_notice(workspace, "NT-01", {"village": "青石村", "start_date": "2026-11-24"}, scratch / "名单.xlsx")


def _village_packages(scratch: Path) -> list[Path]:
    """Two packages of a village whose computers went on from the same backup: the second is a fork of the first."""
    with create_workspace(scratch / "村.qd", VILLAGE, EDITION, person="吴学军", now=Clock()) as village:
        adopt(village, field="05")
        back_up(village, scratch / "村.qdbak")
        set_entry(village, find_entry(village, "05-002"), {"publisher": "村委会"})
        export_entries(village, scratch / "村1.zwgk")
    restore(scratch / "村.qdbak", scratch / "村2.qd")
    with open_workspace(scratch / "村2.qd", now=Clock()) as other:
        set_entry(other, find_entry(other, "05-002"), {"publisher": "村监会"})
        export_entries(other, scratch / "村2.zwgk")
    return [scratch / "村1.zwgk", scratch / "村2.zwgk"]


def _take_in(workspace: Workspace, packages: list[Path]) -> None:
    add_unit(workspace, VILLAGE.name, VILLAGE.code)
    with open_package(packages[0]) as package:
        admit(workspace, package, fingerprint(package.signer), VILLAGE.name)
    for package in packages:
        outcome = import_file(workspace, package)
        if outcome.result == "refused":
            raise AssertionError(outcome.reason)


if __name__ == "__main__":
    print(fill(Path(sys.argv[1])))
