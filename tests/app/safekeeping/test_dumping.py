"""Everything written out for the day when nothing else opens a file: whatever its checklists are called, or where their
definitions are gone."""

import copy
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.drafting.adopting import add_local
from app.drafting.definition_recording import set_definitions
from app.errors import UserFacingError
from app.safekeeping.dumping import dump_everything
from tests.support import Computer, small_disk

WELLS: dict[str, Any] = {
    "checklist": {
        "code": "well-list",
        "name": "机井公示清单",
        "shape": "catalogue",
        "what_for": "列明村里的机井由谁管、怎样收费",
        "used_by": ["township"],
        "title_elements": ["well"],
        "elements": [
            {
                "key": "well",
                "label": "机井",
                "kind": "text",
                "required": True,
                "question": "哪一口井？",
                "example": "1号",
            }
        ],
    }
}


def checklist(code: str, name: str) -> tuple[str, dict[str, Any]]:
    data = copy.deepcopy(WELLS)
    data["checklist"] |= {"code": code, "name": name}
    return "checklist", data


def test_checklists_of_our_own_have_a_sheet_whatever_they_are_called(township: Computer, tmp_path: Path):
    long = "村级公益事业建设一事一议财政奖补项目申报审批实施验收管护公开" + "清单"
    named = {"a": "登记", "b": f"{long}甲", "c": f"{long}乙", "d": "收费/减免'", "gone": "去掉的清单"}
    with township.working() as workspace:
        set_definitions(workspace, [checklist(code, name) for code, name in named.items()])
        for code in named:
            add_local(workspace, {"well": f"{code}号"}, checklist=code)
    with closing(sqlite3.connect(township.path)) as database:
        # As where the rows of a damaged file were lost.
        database.execute("DELETE FROM record WHERE kind = 'definition' AND id = 'checklist/gone'")
        database.commit()
    with township.working() as workspace:
        table, data = dump_everything(workspace, tmp_path / "应急")
    # Whoever sees the name alone knows that it must not leave the house.
    assert "没有遮挡_不外发" in table.name and "没有遮挡_不外发" in data.name
    sheets = {sheet.title: str(list(sheet.values)) for sheet in openpyxl.load_workbook(table).worksheets}
    for code in named:
        assert any(f"{code}号" in words for title, words in sheets.items() if title != "做过的事"), code
    assert "gone号" in sheets["定义不在了的条目"]
    assert len(json.loads(data.read_text(encoding="utf-8"))["entries"]) == 13 + len(named)


@pytest.mark.parametrize("when", [0, 1, -1])
def test_what_is_stopped_leaves_neither_file(township: Computer, tmp_path: Path, when: int):
    told: list[tuple[int, int]] = []
    with township.working() as workspace:
        dump_everything(workspace, tmp_path / "应急", lambda done, total: told.append((done, total)))
        assert told[-1][0] == told[-1][1] > 13
        last = len(told) if when < 0 else when + 1
        told.clear()

        def stop(done: int, total: int) -> None:
            told.append((done, total))
            if len(told) == last:
                raise UserFacingError("cancelled", "停下了。")

        with pytest.raises(UserFacingError, match="停下了"):
            dump_everything(workspace, tmp_path / "又一次", stop)
    assert list((tmp_path / "又一次").glob("*")) == list((tmp_path / "又一次").glob(".*")) == []


@pytest.mark.parametrize("kibibytes", [12, 28])
def test_a_full_disk_is_told_in_words_and_leaves_neither_file(township: Computer, tmp_path: Path, kibibytes: int):
    with small_disk(tmp_path / "U盘", kibibytes) as disk, township.working() as workspace:
        with pytest.raises(UserFacingError) as refusal:
            dump_everything(workspace, disk / "应急")
        assert refusal.value.code == "disk-full"
        assert not [path for path in disk.rglob("*") if path.is_file()]
