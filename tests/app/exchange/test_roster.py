"""Who may send to whom: the roster, admitting by fingerprint, trusting a parent or a colleague's computer."""

import unicodedata
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.drafting.history import redo, undo
from app.drafting.own_unit import change_unit
from app.errors import UsageError, UserFacingError
from app.exchange.handing_in import export_entries, export_start
from app.exchange.package_reading import open_package
from app.exchange.roster import (
    add_unit,
    admit,
    admit_as_new,
    admitted_devices,
    find_unit,
    is_admitted,
    kinds_below,
    roster,
    trust,
)
from app.exchange.roster_changes import believed_devices, revoke
from app.organisations import Organisation
from tests.app.exchange.desks import admit_sender, fingerprint_of, manifest_of, trust_sender
from tests.support import COUNTY, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, Computer, computer, dump, unit


def admitting(desk: Computer, path: Path, typed: str, name: str | None = None) -> Organisation:
    with desk.working() as workspace, open_package(path) as package:
        return admit(workspace, package, typed, name)


def refused(code: str, desk: Computer, path: Path, typed: str | None = None, name: str | None = None) -> str:
    """Admit what must be refused without a trace; return the sentence."""
    before = dump(desk.path)
    with pytest.raises(UserFacingError) as refusal:
        admitting(desk, path, fingerprint_of(path) if typed is None else typed, name)
    assert refusal.value.code == code
    assert dump(desk.path) == before
    return refusal.value.message


@pytest.fixture
def package(township: Computer) -> Path:
    return township.export("第一轮.zwgk").path


def names(desk: Computer) -> list[tuple[str, str, str]]:
    with desk.working() as workspace:
        return [(child.code, child.name, child.kind) for child in roster(workspace)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("兴隆镇", "township"),
        ("白云乡", "township"),
        ("兴隆镇人民政府", "township"),
        ("城关街道", "subdistrict"),
        ("城关街道办事处", "subdistrict"),
        ("白马村", "village"),
        ("东门社区", "community"),
        ("东门社区居委会", "community"),
        ("民政局", "department"),
        ("青山", "township"),
    ],
)
def test_the_kind_of_a_unit_is_read_from_its_name(county: Computer, name: str, kind: str):
    with county.working() as workspace:
        assert add_unit(workspace, name).kind == kind


def test_the_roster_is_kept_in_order_of_code(county: Computer):
    with county.working() as workspace:
        add_unit(workspace, "白云乡", "990124202")
        add_unit(workspace, "兴隆镇", "990124101", contact="0830-1234567")
        add_unit(workspace, "开发区", "990124009", kind="subdistrict")
    assert names(county) == [
        ("990124009", "开发区", "subdistrict"),
        ("990124101", "兴隆镇", "township"),
        ("990124202", "白云乡", "township"),
    ]
    with county.working() as workspace:
        assert find_unit(workspace, "兴隆镇人民政府").contact == "0830-1234567"
        assert find_unit(workspace, "990124202").name == "白云乡"
        with pytest.raises(UserFacingError) as refusal:
            find_unit(workspace, "没有")
    assert refusal.value.code == "unit-unknown"


def test_a_name_stands_on_the_roster_once(county: Computer):
    with county.working() as workspace:
        add_unit(workspace, "兴隆镇")
        with pytest.raises(UserFacingError) as refusal:
            add_unit(workspace, " 兴隆镇 ")
    assert refusal.value.code == "unit-known"
    assert len(names(county)) == 1


def test_admitting_binds_the_row_to_the_organisation_and_its_key(county: Computer, package: Path):
    unit = admit_sender(county, package, "兴隆镇")
    assert unit.id == TOWNSHIP.id
    with county.working() as workspace:
        assert [child.id for child in roster(workspace)] == [TOWNSHIP.id]
        assert admitted_devices(workspace, TOWNSHIP.id) == [fingerprint_of(package)]
        with open_package(package) as opened:
            assert is_admitted(workspace, TOWNSHIP.id, opened.signer)
            assert not is_admitted(workspace, OTHER_TOWNSHIP.id, opened.signer)


def test_the_name_on_the_roster_is_the_countys_own(county: Computer, package: Path):
    with county.working() as workspace:
        add_unit(workspace, "兴隆镇（一般乡镇）", "990124101")
    assert admitting(county, package, fingerprint_of(package), "兴隆镇（一般乡镇）").name == "兴隆镇（一般乡镇）"
    assert names(county) == [("990124101", "兴隆镇（一般乡镇）", "township")]


def test_a_fingerprint_may_be_typed_as_it_is_heard(county: Computer, package: Path):
    with county.working() as workspace:
        add_unit(workspace, "兴隆镇")
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else "－" for c in fingerprint_of(package))
    assert unicodedata.normalize("NFKC", wide) != wide
    assert admitting(county, package, wide).id == TOWNSHIP.id


def test_another_fingerprint_admits_nobody(county: Computer, package: Path):
    with county.working() as workspace:
        add_unit(workspace, "兴隆镇")
    other = fingerprint_of(package)[:-1] + str((int(fingerprint_of(package)[-1]) + 1) % 10)
    assert fingerprint_of(package) in refused("fingerprint-differs", county, package, other)
    for typed in ("", "12345", "一二三四五"):
        refused("fingerprint-format", county, package, typed)


def test_a_unit_must_stand_on_the_roster_first(county: Computer, package: Path):
    assert "兴隆镇" in refused("unit-not-named", county, package)
    assert "没有的镇" in refused("unit-unknown", county, package, name="没有的镇")


def test_admitting_twice_changes_nothing_more(county: Computer, package: Path):
    admit_sender(county, package, "兴隆镇")
    before = dump(county.path)
    admitting(county, package, fingerprint_of(package))
    assert dump(county.path) == before


def test_a_second_computer_of_a_unit_is_admitted_beside_the_first(
    county: Computer, package: Path, township: Computer, tmp_path: Path
):
    admit_sender(county, package, "兴隆镇")
    second = computer(tmp_path / "新电脑", TOWNSHIP, person="王强")
    second.path.write_bytes(township.path.read_bytes())
    path = second.export("第一轮.zwgk").path
    admitting(county, path, fingerprint_of(path))
    with county.working() as workspace:
        assert len(admitted_devices(workspace, TOWNSHIP.id)) == 2
    assert county.take_in(path).result == "applied"


def test_a_row_that_is_bound_is_not_given_to_another_organisation(county: Computer, package: Path, tmp_path: Path):
    """A unit that set up a new workspace instead of taking its backup has another identity."""
    admit_sender(county, package, "兴隆镇")
    stranger = computer(tmp_path / "新建的", unit(99, "township", "兴隆镇", parent=COUNTY))
    with stranger.working() as workspace:
        adopt(workspace, field="05")
    path = stranger.export("第一轮.zwgk").path
    assert "备份" in refused("unit-bound", county, path)
    assert county.take_in(path).result == "refused"


def test_an_organisation_cannot_be_bound_to_a_second_row(county: Computer, package: Path):
    admit_sender(county, package, "兴隆镇")
    with county.working() as workspace:
        add_unit(workspace, "白云乡")
    assert "兴隆镇" in refused("sender-bound", county, package, name="白云乡")
    assert [name for _, name, _ in names(county)] == ["兴隆镇", "白云乡"]


def test_we_ourselves_are_not_put_on_our_roster(township: Computer, package: Path):
    with township.working() as workspace:
        add_unit(workspace, "兴隆镇", kind="village")
    refused("sender-is-us", township, package)
    with township.working() as workspace:
        assert workspace.organisation.parent_id == COUNTY.id


# --- trust -----------------------------------------------------------------------------------------------------


@pytest.fixture
def start_file(county: Computer) -> Path:
    with county.working() as workspace:
        child = add_unit(workspace, "兴隆镇", "990124101")
        return export_start(workspace, child, county.folder / "开始.zwgk").path


def test_a_child_trusts_its_parent(county: Computer, start_file: Path, tmp_path: Path):
    lonely = computer(tmp_path / "兴隆镇二", unit(98, "township", "兴隆镇"))
    assert trust_sender(lonely, start_file).id == COUNTY.id
    with lonely.working() as workspace:
        assert (workspace.organisation.parent_id, workspace.organisation.parent_name) == (COUNTY.id, "青山县")
        assert admitted_devices(workspace, COUNTY.id) == [fingerprint_of(start_file)]
        adopt(workspace, field="05")
        done = export_entries(workspace, lonely.folder / "第一轮.zwgk")
    with open_package(done.path) as package:
        assert package.manifest.recipient.id == COUNTY.id


def distrusted(code: str, desk: Computer, path: Path, typed: str | None = None) -> None:
    before = dump(desk.path)
    with desk.working() as workspace, open_package(path) as package, pytest.raises(UserFacingError) as refusal:
        trust(workspace, package, fingerprint_of(path) if typed is None else typed)
    assert refusal.value.code == code
    assert dump(desk.path) == before


def test_a_parent_is_not_changed_by_trusting_another(start_file: Path, tmp_path: Path):
    desk = computer(tmp_path / "desk", unit(97, "township", "河口镇", parent=unit(96, "county", "白水县")))
    distrusted("not-our-parent", desk, start_file)


def test_a_parent_that_was_renamed_is_the_same_one(county: Computer, start_file: Path, tmp_path: Path):
    desk = computer(tmp_path / "兴隆镇二", unit(98, "township", "兴隆镇"))
    trust_sender(desk, start_file)
    with county.working() as workspace:
        change_unit(workspace, {"name": "青山市"})
        other = export_start(workspace, find_unit(workspace, "兴隆镇"), county.folder / "改名后.zwgk").path
    assert trust_sender(desk, other).name == "青山市"
    with desk.working() as workspace:
        assert workspace.organisation.parent_name == "青山市"


def test_a_unit_below_us_is_not_our_parent(county: Computer, package: Path):
    distrusted("not-above-us", county, package)


def test_trusting_needs_the_right_fingerprint(start_file: Path, tmp_path: Path):
    desk = computer(tmp_path / "desk", unit(98, "township", "兴隆镇"))
    distrusted("fingerprint-differs", desk, start_file, "0" * 30)
    with desk.working() as workspace, open_package(start_file) as package, pytest.raises(UsageError):
        trust(workspace, package, "零")


def test_two_computers_of_one_unit_trust_each_other(township: Computer, tmp_path: Path):
    colleague = computer(tmp_path / "同事", TOWNSHIP, person="王强")
    with township.working() as workspace:
        path = export_entries(workspace, township.folder / "工作.zwgk", kind="work").path
    assert colleague.take_in(path).result == "refused"
    assert trust_sender(colleague, path).id == TOWNSHIP.id
    assert colleague.take_in(path).result == "applied"
    assert colleague.views() == township.views()


def test_trusting_a_colleague_says_nothing_about_other_units(township: Computer, tmp_path: Path):
    village = computer(tmp_path / "白马村", VILLAGE)
    with township.working() as workspace:
        path = export_entries(workspace, township.folder / "工作.zwgk", kind="work").path
    outcome = village.take_in(path)
    assert outcome.result == "refused"
    assert "别的单位不能收" in outcome.reason


def test_a_sender_is_registered_and_admitted_in_one_go_or_not_at_all(county: Computer, package: Path):
    def admit_new(typed: str, kind: str) -> Organisation:
        with county.working() as workspace, open_package(package) as opened:
            return admit_as_new(workspace, opened, typed, "兴隆镇", "990124101", kind)

    before = dump(county.path)
    with pytest.raises(UserFacingError):
        admit_new("0" * 30, "township")
    with pytest.raises(UserFacingError):
        admit_new(fingerprint_of(package), "county")
    assert dump(county.path) == before
    assert admit_new(fingerprint_of(package), "township").id == TOWNSHIP.id
    assert names(county) == [("990124101", "兴隆镇", "township")]


def test_the_kinds_below_a_unit_begin_with_the_usual_one():
    usual = {"county": "township", "township": "village", "subdistrict": "village", "department": "institution"}
    assert {kind: kinds_below(kind)[0] for kind in usual} == usual
    assert kinds_below("village") == []


def test_a_registration_and_an_admission_can_be_taken_back(tmp_path: Path, package: Path):
    county = computer(tmp_path / "县", COUNTY)
    with county.working() as workspace:
        add_unit(workspace, "兴隆镇", "990124101")
    admitting(county, package, fingerprint_of(package))
    with county.working() as workspace:
        assert undo(workspace) == "认可“兴隆镇”的电脑"
        assert not is_admitted(workspace, TOWNSHIP.id, bytes.fromhex(signer_of(package)))
        assert [child.name for child in roster(workspace)] == ["兴隆镇"]
        assert undo(workspace) == "名册登记“兴隆镇”"
        assert roster(workspace) == []
        redo(workspace)
        redo(workspace)
        assert is_admitted(workspace, TOWNSHIP.id, bytes.fromhex(signer_of(package)))


def signer_of(path: Path) -> str:
    with open_package(path) as package:
        return package.signer.hex()


# --- another parent, and computers that are no longer believed ----------------------------------------------------


def test_a_unit_goes_over_to_another_parent_by_one_act(county: Computer, start_file: Path, tmp_path: Path):
    desk = computer(tmp_path / "兴隆镇二", unit(98, "township", "兴隆镇"))
    trust_sender(desk, start_file)
    new = computer(tmp_path / "白水县", unit(96, "county", "白水县"))
    with new.working() as workspace:
        told = export_start(workspace, add_unit(workspace, "兴隆镇"), new.folder / "开始.zwgk").path
    distrusted("not-our-parent", desk, told)
    with desk.working() as workspace:
        with open_package(told) as package:
            assert trust(workspace, package, fingerprint_of(told), is_new_parent=True).name == "白水县"
        assert workspace.organisation.parent_name == "白水县"
        assert admitted_devices(workspace, COUNTY.id) == []
        assert undo(workspace) == "换上级为“白水县”"
        assert workspace.organisation.parent_name == "青山县"
        assert admitted_devices(workspace, COUNTY.id) == [fingerprint_of(start_file)]
        redo(workspace)
        assert workspace.organisation.parent_name == "白水县"
        assert admitted_devices(workspace, COUNTY.id) == []
        adopt(workspace, field="05")
        path = export_entries(workspace, desk.folder / "第一轮.zwgk").path
        with open_package(start_file) as package:
            trust(workspace, package, fingerprint_of(start_file), is_new_parent=True)
        assert workspace.organisation.parent_id == COUNTY.id
        assert admitted_devices(workspace, COUNTY.id) == [fingerprint_of(start_file)]
    assert manifest_of(path).recipient.name == "白水县"


def test_a_computer_of_the_parent_or_a_colleague_can_be_believed_no_longer(
    county: Computer, start_file: Path, township: Computer, tmp_path: Path
):
    colleague = computer(tmp_path / "同事", TOWNSHIP, person="王强")
    with colleague.working() as workspace:
        adopt(workspace, field="06")
    work = colleague.export("工作.zwgk", kind="work").path
    trust_sender(township, start_file)
    trust_sender(township, work)
    with township.working() as workspace:
        known = believed_devices(workspace)
        assert {(each.unit, each.fingerprint) for each in known} == {
            (COUNTY.id, fingerprint_of(start_file)),
            (TOWNSHIP.id, fingerprint_of(work)),
        }
        for each in known:
            revoke(workspace, workspace.organisation_by_id(each.unit), each.fingerprint)
        assert all(each.is_revoked for each in believed_devices(workspace))
    outcome = township.take_in(work)
    assert outcome.code == "device-revoked"
    assert "停用" in outcome.reason
    trust_sender(township, work)
    assert township.take_in(work).result == "applied"
