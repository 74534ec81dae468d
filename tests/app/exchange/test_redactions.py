"""What was taken out on one computer goes on all others too, and does not come back with an older file."""

import json
from pathlib import Path

import pytest

from app.backups import back_up, restore
from app.doctor import examine
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.history import history
from app.drafting.lookup import find_entry
from app.drafting.redacting import redact
from app.drafting.redaction_marks import REDACTION, TAKEN_OUT, Mark, fingerprints, without_known
from app.exchange.package_reading import open_package
from app.exchange.redaction_rows import REDACTIONS
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.verdicts import judge
from app.products.request_letters import prepare_letter, save_letter
from app.proposals.proposals import decide, waiting
from app.registers.request_letters import letter_facts
from app.registers.request_sent import sent_letters
from app.registers.requests import applicant_of, find_request
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.app.exchange.test_work_packages import copy_of, entry_of
from tests.app.registers.filing import NAME, filed
from tests.support import TOWNSHIP, Computer, computer

SECRET = "住在大湾村的欧阳铁蛋蛋"
REASON = "误填"


def said(desk: Computer) -> list[str]:
    """The files at a desk that hold the secret still."""
    return sorted(
        path.name
        for path in desk.path.parent.iterdir()
        if path.suffix == ".qd" and SECRET.encode() in path.read_bytes()
    )


def write(desk: Computer, text: str, element: str = "level3") -> None:
    with desk.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {element: text})


def take_out(desk: Computer, what: str = "level3") -> None:
    with desk.working() as workspace:
        redact(workspace, "entry", find_entry(workspace, "05-003").id, what, REASON)


def is_sound(desk: Computer) -> bool:
    with desk.working() as workspace:
        return examine(workspace).problems == []


@pytest.fixture
def clerk(tmp_path: Path) -> Computer:
    desk = computer(tmp_path / "李梅", TOWNSHIP)
    with desk.working() as workspace:
        adopt(workspace, field="05")
    write(desk, SECRET)
    return desk


@pytest.fixture
def second(clerk: Computer, tmp_path: Path) -> Computer:
    return copy_of(clerk, tmp_path, "王强")


def give(giver: Computer, taker: Computer, name: str = "交接.zwgk"):
    return taker.take_in(giver.export(name, kind="work", force=True).path)


def test_a_colleague_loses_it_too_and_sees_who_took_it_out(clerk: Computer, second: Computer):
    assert said(second)
    take_out(clerk)
    package = clerk.export("交接.zwgk", kind="work").path
    with open_package(package) as opened:
        assert len(list(opened.rows(REDACTIONS))) == 1
    assert second.take_in(package).result == "applied"
    assert said(clerk) == said(second) == []
    with second.working() as workspace:
        versions = history(workspace, "entry", find_entry(workspace, "05-003").id)
        assert any(REASON in version.redaction for version in versions)
        assert len(workspace.store.records.of_kind(REDACTION)) == 1
    assert is_sound(clerk) and is_sound(second)


def test_it_does_not_come_back_with_what_a_colleague_did_without_knowing(clerk: Computer, second: Computer):
    trust_sender(clerk, second.export("认可.zwgk", kind="work").path)
    with second.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇党政办"})
    take_out(clerk)
    outcome = give(second, clerk)
    assert outcome.result in ("applied", "waiting", "unchanged")
    assert said(clerk) == []
    with clerk.working() as workspace:
        row = find_entry(workspace, "05-003")
        assert SECRET not in str(row.content) and row.content["values"]["publisher"] == "兴隆镇党政办"
    assert is_sound(clerk)
    give(clerk, second, "回去.zwgk")
    assert said(second) == []
    assert is_sound(second)


def test_it_goes_from_what_waits_for_a_decision_too(clerk: Computer, second: Computer):
    trust_sender(clerk, second.export("认可.zwgk", kind="work").path)
    write(clerk, "这边的写法")
    write(second, f"那边的写法，{SECRET}")
    assert give(second, clerk).result == "waiting"
    take_out(clerk, SECRET)
    assert said(clerk) == []
    with clerk.working() as workspace:
        (stored,) = waiting(workspace)
        assert stored.theirs["values"]["level3"] == f"那边的写法，{TAKEN_OUT}"
        (shown,) = (each for each in stored.differences if each["element"] == "level3")
        assert (shown["ours"], shown["theirs"]) == ("这边的写法", f"那边的写法，{TAKEN_OUT}")
        decide(workspace, [stored], "theirs")
        assert find_entry(workspace, "05-003").content["values"]["level3"] == f"那边的写法，{TAKEN_OUT}"
    assert is_sound(clerk)


def test_the_county_loses_it_with_the_next_round_and_an_older_one_brings_it_not_back(clerk: Computer, county: Computer):
    first = clerk.export("第一轮.zwgk").path
    admit_sender(county, first, TOWNSHIP.name)
    assert county.take_in(first).result == "applied" and said(county)
    take_out(clerk)
    assert county.take_in(clerk.export("第二轮.zwgk").path).result == "applied"
    assert said(county) == []
    write(clerk, "换了写法")
    assert county.take_in(clerk.export("第三轮.zwgk").path).result == "applied"
    assert county.take_in(first).result == "unchanged"
    assert said(county) == [] and is_sound(county)


def test_what_the_county_takes_out_of_a_units_entry_goes_back_with_the_return(clerk: Computer, county: Computer):
    first = clerk.export("第一轮.zwgk").path
    admit_sender(county, first, TOWNSHIP.name)
    county.take_in(first)
    with county.working() as workspace:
        id = entry_of(workspace, TOWNSHIP.id, "05-003")
        redact(workspace, "entry", id, SECRET, REASON)
        judge(workspace, [id], "returned", comment="请另写")
        export_return(workspace, find_unit(workspace, TOWNSHIP.name), county.folder / "退回.zwgk")
    assert said(county) == [] and is_sound(county)
    trust_sender(clerk, county.folder / "退回.zwgk")
    clerk.take_in(county.folder / "退回.zwgk")
    assert said(clerk) == []
    with clerk.working() as workspace:
        assert find_entry(workspace, "05-003").content["values"]["level3"] == TAKEN_OUT
    assert is_sound(clerk)
    assert county.take_in(clerk.export("第二轮.zwgk").path).result in ("applied", "unchanged")
    assert is_sound(county)


def test_a_restored_backup_has_it_taken_out_again(clerk: Computer):
    backup = clerk.folder / "备份.qdbak"
    with clerk.working() as workspace:
        back_up(workspace, backup)
    take_out(clerk)
    restored = restore(backup, clerk.path, force=True)
    assert restored.marks_kept
    assert said(clerk) == []
    assert is_sound(clerk)


def test_a_mark_knows_again_what_it_does_not_hold(clerk: Computer):
    with clerk.working() as workspace:
        row = find_entry(workspace, "05-003")
        mark = Mark(
            "0" * 36, (("entry", row.id),), None, "2026", "李梅", REASON, (), texts=fingerprints([SECRET], "0" * 36)
        )
        assert SECRET not in str(mark)
        after = without_known(workspace, mark, "entry", row.id, row.content)
        assert after["values"]["level3"] == TAKEN_OUT
        assert without_known(workspace, mark, "entry", "another", row.content) == row.content


def test_who_asked_for_information_is_not_told_to_a_colleague_by_what_was_taken_out(
    clerk: Computer, second: Computer, tmp_path: Path
):
    with clerk.working() as workspace:
        id = filed(workspace, contact="住在大湾村，13800138000")
        facts = letter_facts(workspace, find_request(workspace, id), "acknowledgement")
        save_letter(workspace, prepare_letter(workspace, id, facts), tmp_path / "回执.docx")
        back_up(workspace, tmp_path / "以前.qdbak")
        redact(workspace, "request", id, "13800138000", REASON)
    package = clerk.export("交接.zwgk", kind="work").path
    with open_package(package) as opened:
        told = json.dumps(list(opened.rows(REDACTIONS)), ensure_ascii=False)
    assert NAME not in told and "住在" not in told
    assert second.take_in(package).result == "applied" and is_sound(second)
    with clerk.working() as workspace:
        redact(workspace, "request", id, "申请人", REASON)
    assert give(clerk, second, "再交接.zwgk").result == "unchanged"
    # A backup of before that is put back does not bring them back.
    restore(tmp_path / "以前.qdbak", clerk.path, force=True)
    with clerk.working() as workspace:
        assert applicant_of(workspace, id).name == sent_letters(workspace, id)[0].addressee == TAKEN_OUT
        assert applicant_of(workspace, id).contact == TAKEN_OUT
