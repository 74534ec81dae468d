"""A unit sets a definition of its own: who drafts goes by it at once, nothing that was filled in is lost, one step back
undoes it."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.checks.table_findings import check_table
from app.drafting.adopting import add_local, adopt
from app.drafting.definition_recording import (
    check_definition,
    data_of,
    listed_definitions,
    restore_definition,
    set_definitions,
)
from app.drafting.editing import set_entry
from app.drafting.history import redo, undo
from app.drafting.lookup import find_definition
from app.drafting.operations import operation
from app.drafting.tables import own_entries, own_tables
from app.errors import UserFacingError
from app.notices.keeping import find_template, make_notice
from app.standards.definition_data import shipped_data
from app.standards.library import Library, load_library
from app.standards.own_definitions import library_with_definitions
from app.workspace import Workspace, own_definitions
from tests.support import COUNTY, TOWNSHIP, Computer, computer

EXEMPTIONS = "exemption-list"
POOL = {
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
            },
            {"key": "fee", "label": "收费", "kind": "text", "question": "怎样收费？", "example": "每小时8元"},
        ],
    }
}


@pytest.fixture
def desk(tmp_path: Path) -> Computer:
    return computer(tmp_path / "镇", TOWNSHIP, person="陈静")


def changed(kind: str, code: str, change: Callable[[Any], object]) -> dict[str, Any]:
    data = copy.deepcopy(shipped_data(kind, code))
    change(data)
    return data


def without_remark(data: dict[str, Any]) -> None:
    checklist = data["checklist"]
    checklist["elements"] = [each for each in checklist["elements"] if each["key"] != "remark"]
    checklist["columns"] = [each for each in checklist["columns"] if each.get("element") != "remark"]
    for item in data["items"]:
        item.pop("remark", None)


def remarks(workspace: Workspace) -> list[str | None]:
    return [content.values.get("remark") for _, content in own_entries(workspace, EXEMPTIONS)]


def test_a_column_that_holds_data_is_kept_hidden_and_told_of(desk: Computer) -> None:
    with desk.working() as workspace:
        adopt(workspace, checklist=EXEMPTIONS)
        before = remarks(workspace)
        filled = sum(remark is not None for remark in before)
        assert filled > 3
        wanted = changed("checklist", EXEMPTIONS, without_remark)
        (told,) = check_definition(workspace, "checklist", wanted).told
        assert f"有 {filled} 条填过它" in told and "备注" in told
        set_definitions(workspace, [("checklist", wanted)])
        definition = find_definition(workspace, EXEMPTIONS)
        assert "remark" not in [element.key for element in definition.elements]
        assert remarks(workspace) == before
        hidden = [each for each in check_table(workspace, EXEMPTIONS) if each.code == "element-hidden"]
        assert [each.severity for each in hidden] == ["hint"] and f"有 {filled} 条" in hidden[0].message
        assert not [each for each in check_table(workspace, EXEMPTIONS) if each.code == "standard-changed"]
        # Whoever goes on filling in loses nothing of it.
        row, _ = own_entries(workspace, EXEMPTIONS)[0]
        set_entry(workspace, row, {"responsible": "党政办"})
        assert remarks(workspace) == before
        with pytest.raises(UserFacingError, match="没有“remark”这一栏"):
            set_entry(workspace, own_entries(workspace, EXEMPTIONS)[0][0], {"remark": "新的"})
    with desk.working() as workspace:  # read anew from the file
        assert find_definition(workspace, EXEMPTIONS).element("remark").label.startswith("备注")
        restore_definition(workspace, f"checklist/{EXEMPTIONS}")
        assert "remark" in [element.key for element in find_definition(workspace, EXEMPTIONS).elements]
        assert remarks(workspace) == before
        assert not [each for each in check_table(workspace, EXEMPTIONS) if each.code == "element-hidden"]


def test_a_key_never_comes_back_as_something_else(desk: Computer) -> None:
    def with_date(data: dict[str, Any]) -> None:
        element = {
            "key": "reviewed",
            "label": "复核日期",
            "kind": "date",
            "question": "哪天？",
            "example": "2026-12-01",
        }
        data["checklist"]["elements"].append(element)

    def with_text(data: dict[str, Any]) -> None:
        with_date(data)
        data["checklist"]["elements"][-1]["kind"] = "text"

    with desk.working() as workspace:
        set_definitions(workspace, [("checklist", changed("checklist", EXEMPTIONS, with_date))])
        restore_definition(workspace, f"checklist/{EXEMPTIONS}")
        with pytest.raises(UserFacingError, match="一直是“date”"):
            set_definitions(workspace, [("checklist", changed("checklist", EXEMPTIONS, with_text))])
        assert find_definition(workspace, EXEMPTIONS).retired[0].key == "reviewed"


def test_a_kind_of_checklist_needs_no_code_and_taking_it_away_loses_nothing(desk: Computer) -> None:
    with desk.working() as workspace:
        set_definitions(workspace, [("checklist", POOL)])
        assert "well-list" in [table.checklist for table in own_tables(workspace)]
        add_local(workspace, {"well": "东头1号"}, checklist="well-list")
        restore_definition(workspace, "checklist/well-list")
        assert "well-list" not in [table.checklist for table in own_tables(workspace)]
        check_table(workspace, EXEMPTIONS)
    with desk.working() as workspace:
        # What was filled in by it can still be read, and comes back with it.
        assert own_entries(workspace, "well-list")[0][1].values["well"] == "东头1号"
        assert find_definition(workspace, "well-list").used_by == ()
        assert undo(workspace) == "去掉清单“机井公示清单”"
        assert "well-list" in [table.checklist for table in own_tables(workspace)]


def test_setting_is_one_step_and_undone_in_one(desk: Computer) -> None:
    one = changed("words", "reasons", lambda data: data["reasons"].append({"code": "own", "text": "本地另有规定"}))
    other = changed("notice", "NT-01", lambda data: data["templates"][0].update(name="低保拟保公示"))
    with desk.working() as workspace:
        set_definitions(workspace, [("words", one), ("notice", other)])
        assert "本地另有规定" in [reason.text for reason in workspace.library.reasons]
        assert find_template(workspace, "NT-01").name == "低保拟保公示"
        assert undo(workspace).startswith("改定义：")
        assert "本地另有规定" not in [reason.text for reason in workspace.library.reasons]
        assert find_template(workspace, "NT-01").name == "最低生活保障拟保障对象公示"
        redo(workspace)
        assert data_of(workspace, "words", "reasons") == one
        set_by = {each.code: each.own and each.own.person for each in listed_definitions(workspace, ["words"])}
        assert set_by["reasons"] == "陈静" and set_by["aliases"] is None


def test_nothing_of_a_faulty_lot_is_set(desk: Computer) -> None:
    good = changed("words", "comments", lambda data: data["comments"].pop())
    bad = changed("notice", "NT-01", lambda data: data["templates"][0].update(notice_mode="whenever"))
    with desk.working() as workspace:
        with pytest.raises(UserFacingError, match="whenever"):
            set_definitions(workspace, [("words", good), ("notice", bad)])
        assert not workspace.library.own and undo(workspace) is None
        with pytest.raises(UserFacingError, match="手机号"):
            said = changed("words", "comments", lambda data: data["comments"][0].update(text="请找13812345678"))
            set_definitions(workspace, [("words", said)])
        with pytest.raises(UserFacingError, match="一样"):
            set_definitions(workspace, [("words", shipped_data("words", "comments"))])


def test_stricter_masking_holds_for_notices(desk: Computer, tmp_path: Path) -> None:
    with desk.working() as workspace:
        listed = tmp_path / "名单.csv"
        listed.write_text("村民小组,申请人姓名,家庭人口数\n一组,张建国,3\n", encoding="utf-8")

        def names() -> str:
            notice = make_notice(workspace, "NT-01", {}, listed).notice
            return str(notice)

        assert "张建国" in names()
        stricter = changed("masking", "masking", lambda data: data["kinds"]["name"].update(paper={"level": "partial"}))
        set_definitions(workspace, [("masking", stricter)])
        assert "张建国" not in names()


def test_entries_follow_a_pack_whose_text_stays_and_are_told_where_it_changes(desk: Computer) -> None:
    def reworded(data: dict[str, Any]) -> None:
        data["items"][0]["guidance"] = "先问民政办"
        data["items"][2]["publisher"] = "乡镇人民政府、街道办事处"

    with desk.working() as workspace:
        codes = [item.code for item in workspace.library.fields["05"].items]
        set_definitions(workspace, [("field", changed("field", "05", reworded))])
        field = workspace.library.fields["05"]
        assert [item.code for item in field.items] == codes
        assert field.items[0].guidance == "先问民政办"
        assert field.items[0].digest == load_library().fields["05"].items[0].digest
        assert field.items[2].digest != load_library().fields["05"].items[2].digest


def test_a_definition_that_this_program_cannot_go_by_is_left_out_and_told(desk: Computer) -> None:
    with desk.working() as workspace:
        set_definitions(workspace, [("checklist", POOL)])
        add_local(workspace, {"well": "东头1号", "fee": "每小时10元"}, checklist="well-list")
        head = workspace.store.records.get("definition", "checklist/well-list")
        broken = copy.deepcopy(head.content)
        broken["data"]["checklist"]["shape"] = "of another program"
        with operation(workspace, "definition", "来自别的版本") as act:
            act.write("definition", "checklist/well-list", broken)
        (only,) = (each for each in own_definitions(workspace.store) if each.own.code == "well-list")
        newest_alone = library_with_definitions(load_library(), [only._replace(earlier=())])
        assert _asked(newest_alone) == ([], ["well", "fee"])
    with desk.working() as workspace:
        # What was filled in is there still, by what was asked before.
        assert _asked(workspace.library) == (["well", "fee"], [])
        ((_, content),) = own_entries(workspace, "well-list")
        assert content.values["fee"] == "每小时10元"
        (told,) = (each for each in check_table(workspace, "well-list") if each.code == "definition-unusable")
        assert "照以前的填" in told.message
        (listed,) = [each for each in listed_definitions(workspace) if each.code == "well-list"]
        assert "shape" in listed.unusable
        restore_definition(workspace, "checklist/well-list")


def _asked(library: Library) -> tuple[list[str], list[str]]:
    definition = library.definitions["well-list"]
    return [each.key for each in definition.elements], sorted((each.key for each in definition.retired), reverse=True)


def test_definitions_need_a_name(tmp_path: Path) -> None:
    nobody = computer(tmp_path / "县", COUNTY, person="周敏")
    with nobody.working() as workspace:
        workspace.person = None
        with pytest.raises(UserFacingError, match="姓名"):
            set_definitions(workspace, [("checklist", POOL)])
        assert not workspace.library.own
