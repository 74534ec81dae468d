"""What a unit writes down about laws holds in its file alone, from the day it says, and is taken back in one step."""

from datetime import date

import pytest

from app.drafting.history import redo, undo
from app.drafting.law_recording import LawFacts, record_law, recorded_change, withdraw_law
from app.drafting.search import search
from app.errors import UsageError, UserFacingError
from app.standards.law_choices import law_choices, matching_choices
from app.standards.library import load_library
from app.workspace import Workspace
from tests.support import Computer

BASIS = "民政部公告2026年第3号"
REPEALED = LawFacts("特困人员认定办法", "repealed", BASIS, replaced_by="社会救助法", since=date(2026, 11, 1))
NEW = LawFacts(
    "《低收入人口认定办法》", "in_force", BASIS, since=date(2026, 10, 1), number="民发〔2026〕9号", kind="规范性文件"
)


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def test_a_repeal_holds_here_and_not_elsewhere(township: Computer, workspace: Workspace):
    change = record_law(workspace, REPEALED)
    laws = workspace.library.laws
    law = laws.find("特困人员认定办法")
    assert (law.state, laws.successor(law).title) == ("repealed", "中华人民共和国社会救助法")
    assert laws.recorded[law.title] == change
    assert (change.person, change.unit, change.basis) == ("李梅", "兴隆镇", BASIS)
    assert load_library().laws.find("特困人员认定办法").state == "unknown"
    workspace.close()
    with township.working() as again:
        assert again.library.laws.find("特困人员认定办法").state == "repealed"


def test_it_is_undone_and_done_again_in_one_step(workspace: Workspace):
    record_law(workspace, REPEALED)
    assert undo(workspace) == "登记 特困人员认定办法"
    assert workspace.library.laws.find("特困人员认定办法").state == "unknown"
    redo(workspace)
    assert workspace.library.laws.find("特困人员认定办法").state == "repealed"


def test_a_new_law_is_found_by_name_and_pinyin_and_can_take_the_place_of_another(workspace: Workspace):
    record_law(workspace, NEW)
    laws = workspace.library.laws
    law = laws.find("民政部低收入人口认定办法") or laws.find("低收入人口认定办法(民发[2026]9号)")
    assert (law.title, law.number, law.in_force) == ("低收入人口认定办法", "民发〔2026〕9号", "2026-10-01")
    assert matching_choices(law_choices(laws), "dsrrk")[0].title == law.title
    assert law.title in [hit["id"] for hit in search(workspace, "低收入人口认定", kinds=("law",))]
    record_law(workspace, LawFacts("特困人员认定办法", "repealed", BASIS, replaced_by="低收入人口认定办法"))
    with pytest.raises(UserFacingError, match="先撤回或者改登记《特困人员认定办法》"):
        withdraw_law(workspace, "低收入人口认定办法")
    withdraw_law(workspace, "特困人员认定办法")
    withdraw_law(workspace, "低收入人口认定办法")
    assert workspace.library.laws.find("低收入人口认定办法") is None


def test_what_is_known_of_a_new_law_stays_when_more_is_written_down(workspace: Workspace):
    record_law(workspace, NEW)
    record_law(workspace, LawFacts("低收入人口认定办法", "amended", BASIS, since=date(2026, 11, 5)))
    law = workspace.library.laws.find("低收入人口认定办法")
    assert (law.kind, law.number, law.state, law.last_amended) == (
        "规范性文件",
        "民发〔2026〕9号",
        "amended",
        "2026-11-05",
    )


def test_a_change_of_a_later_day_waits_for_it(township: Computer, workspace: Workspace):
    record_law(workspace, LawFacts("特困人员认定办法", "repealed", BASIS, since=date(2026, 12, 1)))
    assert workspace.library.laws.find("特困人员认定办法").state == "unknown"
    assert recorded_change(workspace, "特困人员认定办法").state == "repealed"
    workspace.close()
    township.clock._now = township.clock._now.replace(month=12, day=2)
    with township.working() as later:
        assert later.library.laws.find("特困人员认定办法").state == "repealed"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (LawFacts("青山县高龄津贴办法", "repealed", BASIS), "没有“青山县高龄津贴办法”"),
        (LawFacts("特困人员认定办法", "repealed", " "), "写明依据"),
        (LawFacts("特困人员认定办法", "repealed", "问过陈静，13800138000"), "依据里有手机号"),
        (LawFacts("特困人员认定办法", "amended", BASIS, replaced_by="社会救助法"), "只有已经废止的"),
        (LawFacts("特困人员认定办法", "repealed", BASIS, replaced_by="没有的办法"), "先把它登记上"),
        (LawFacts("特困人员认定办法", "repealed", BASIS, replaced_by="《特困人员认定办法》"), "不能反过来"),
        (LawFacts("医师法", "repealed", BASIS, replaced_by="执业医师法"), "不能反过来"),
    ],
)
def test_facts_that_do_not_fit_are_refused_and_nothing_changes(workspace: Workspace, facts: LawFacts, words: str):
    digest = workspace.library.digest
    with pytest.raises((UserFacingError, UsageError), match=words):
        record_law(workspace, facts)
    assert workspace.library.digest == digest


def test_somebody_has_to_stand_for_it(workspace: Workspace):
    workspace.person = None
    with pytest.raises(UsageError, match="写明姓名"):
        record_law(workspace, REPEALED)
