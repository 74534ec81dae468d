"""The check: what is missing, what must not stand there, what nobody has looked at."""

from collections import Counter
from pathlib import Path

import pytest

from app.checks.completeness import entry_findings
from app.checks.finding import Finding
from app.checks.table_findings import check_workspace
from app.drafting.adopting import add_local, adopt
from app.drafting.concern import say_concern
from app.drafting.editing import confirm, remove_entry, set_entry
from app.drafting.lookup import entry_content, find_entry
from app.drafting.own_unit import change_unit
from app.drafting.tables import own_items
from app.errors import UserFacingError
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.app.drafting.test_editing import make_ready
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, FULL_VALUES, TOWNSHIP, Computer, computer

PHONE = "13800138000"
IDENTITY = "11010519491231002X"


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def found(workspace: Workspace, code: str, **options) -> list[Finding]:
    return [finding for finding in check_workspace(workspace, **options) if finding.code == code]


def change(workspace: Workspace, entry: str, values: dict | None = None, **options) -> list[Finding]:
    """Change an entry; return what is then said about it."""
    set_entry(workspace, find_entry(workspace, entry), values, **options)
    row = find_entry(workspace, entry)
    return entry_findings(workspace, row.id, entry_content(row))


@pytest.mark.parametrize(
    "element", ["level1", "elements", "basis", "deadline", "publisher", "channels", "audience", "mode"]
)
def test_each_of_the_least_elements_is_missed(workspace: Workspace, element: str):
    make_ready(workspace)
    (finding,) = change(workspace, "05-003", {element: None})
    assert (finding.code, finding.severity, finding.element) == ("element-missing", "block", element)
    assert (finding.field, finding.item, finding.organisation) == ("05", "05-003", TOWNSHIP.id)
    label = load_library().definitions["standard-catalogue"].element(element).label
    assert f"没有填“{label}”" in finding.message
    assert finding.message.endswith("。") and not finding.message.endswith("。。")
    assert "54号" in finding.source


def test_a_channel_called_other_must_be_named(workspace: Workspace):
    make_ready(workspace)
    (finding,) = change(workspace, "05-003", {"channels": ["其他"], "channels_other": None})
    assert finding.element == "channels_other"
    assert change(workspace, "05-003", {"channels_other": "村广播"}) == []


def test_what_does_not_apply_misses_nothing(workspace: Workspace):
    assert change(workspace, "05-003", {"basis": None}, not_applicable="本镇没有") == []


def test_what_is_removed_is_not_checked(workspace: Workspace):
    change(workspace, "05-003", {"basis": None})
    remove_entry(workspace, find_entry(workspace, "05-003"))
    assert not [f for f in check_workspace(workspace) if f.item == "05-003"]


@pytest.mark.parametrize(
    ("values", "element", "kind"),
    [
        ({"elements": [f"联系人{PHONE}"]}, "elements", "手机号"),
        ({"level2": f"张三{IDENTITY}"}, "level2", "身份证号"),
        ({"basis": [{"title": "办法", "article": PHONE}]}, "basis", "手机号"),
        ({"deadline": {"text": f"打{PHONE}问"}}, "deadline", "手机号"),
    ],
)
def test_personal_numbers_are_found_in_any_element_and_never_repeated(
    workspace: Workspace, values: dict, element: str, kind: str
):
    make_ready(workspace)
    (finding,) = change(workspace, "05-003", values)
    assert (finding.code, finding.severity, finding.element) == ("personal-data", "block", element)
    assert kind in finding.message
    assert PHONE not in finding.message
    assert IDENTITY not in finding.message


def test_a_number_in_the_name_is_hidden_in_every_message(workspace: Workspace):
    change(workspace, "05-003", {"level2": f"张三{IDENTITY}", "basis": None})
    messages = [f.message for f in check_workspace(workspace) if f.item == "05-003"]
    assert len(messages) == 2
    assert not any(IDENTITY in message for message in messages)
    with pytest.raises(UserFacingError) as refusal:
        change(workspace, "05-003", state="ready")
    assert IDENTITY not in refusal.value.message


def test_the_reason_why_something_does_not_apply_is_looked_at_too(workspace: Workspace):
    (finding,) = change(workspace, "05-003", not_applicable=f"问张三{PHONE}")
    assert finding.code == "personal-data"
    assert "不涉及的理由" in finding.message


def test_the_units_own_public_telephone_is_no_personal_data(workspace: Workspace):
    change_unit(workspace, {"contact": PHONE})
    make_ready(workspace)
    assert change(workspace, "05-003", {"publisher": f"党政办 {PHONE}"}) == []


def test_unconfirmed_standards_give_one_warning_a_field(workspace: Workspace):
    adopt(workspace, field="06")
    warnings = found(workspace, "standard-unconfirmed")
    assert len({f.field for f in warnings}) == len(warnings)
    assert {f.severity for f in warnings} == {"warn"}
    for field in ("05", "06"):
        rows = list(workspace.store.entries.listed(fields=[field]))
        open_ones = [row.content["item"] for row in rows if row.content["evidence"] in ("partly", "recalled")]
        told = [f.message for f in warnings if f.field == field]
        assert [f"有 {len(open_ones)} 项" in message for message in told] == ([True] if open_ones else [])
        confirm(workspace, rows)
    assert found(workspace, "standard-unconfirmed") == []


def test_items_of_our_level_that_nobody_touched_are_named_once_the_field_is_begun(workspace: Workspace):
    remove_entry(workspace, find_entry(workspace, "05-004"))
    assert found(workspace, "item-untouched") == []
    first, *level = sorted(item.code for item in load_library().fields["06"].items if "township" in item.levels)
    adopt(workspace, item=first)
    untouched = found(workspace, "item-untouched", field="06")
    assert [f.item for f in untouched] == level
    assert {(f.severity, f.fix.label, f.fix.action) for f in untouched} == {("warn", "采用", "adopt")}


def test_a_field_that_nobody_began_is_one_finding(workspace: Workspace):
    (finding,) = found(workspace, "item-untouched", field="07")
    assert (finding.field, finding.item, finding.fix.action) == ("07", None, "adopt")
    assert f"{len(own_items(workspace, STANDARD_CATALOGUE, '07'))} 项" in finding.message


def test_items_of_a_field_that_does_not_concern_us_are_not_missed(workspace: Workspace):
    say_concern(workspace, {"06": "本镇没有养老机构"})
    assert found(workspace, "item-untouched", field="06") == []
    adopt(
        workspace, item=sorted(item.code for item in load_library().fields["06"].items if "township" in item.levels)[0]
    )
    assert found(workspace, "item-untouched", field="06")


def test_one_field_can_be_checked_alone(workspace: Workspace):
    adopt(workspace, field="06")
    change(workspace, "05-003", {"basis": None})
    assert {f.field for f in check_workspace(workspace, field="06")} == {"06"}
    assert "05-003" in {f.item for f in check_workspace(workspace, field="05")}


def test_findings_come_in_the_order_of_the_table(workspace: Workspace):
    add_local(workspace, FULL_VALUES | {"basis": None}, field="05")
    change(workspace, "05-003", {"basis": None})
    change(workspace, "05-001", {"basis": None})
    missing = [f.item for f in found(workspace, "element-missing") if f.element == "basis"]
    assert missing == ["05-001", "05-003", None]


def test_the_county_checks_what_was_sent_and_names_the_unit(township: Computer, tmp_path: Path):
    township.set("05-003", basis=None)
    path = township.export("第一轮.zwgk").path
    county = computer(tmp_path / "青山县", COUNTY)
    admit_sender(county, path, "兴隆镇")
    county.take_in(path)
    with county.working() as workspace:
        findings = check_workspace(workspace)
    by_unit = Counter(f.organisation for f in findings if f.code == "element-missing")
    assert set(by_unit) == {TOWNSHIP.id}
    assert any(f.item == "05-003" and f.element == "basis" for f in findings)
    assert not any(f.code == "item-untouched" for f in findings)


def test_a_spoiled_key_does_not_stop_drafting(township: Computer):
    township.export("第一轮.zwgk")
    (key,) = (township.folder / "keys").rglob("*.key")
    key.write_text("{", encoding="utf-8")
    assert township.set("05-003", publisher="党政办")
    with pytest.raises(UserFacingError) as refusal:
        township.export("第二轮.zwgk")
    assert refusal.value.code == "key-damaged"
