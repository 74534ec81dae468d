"""Each village gets its own rows in its own file, whole or not at all, and nothing twice."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of, kept_notices
from app.opening import open_workspace
from app.villages.making import look_at_parts, make_notices
from tests.app.villages.conftest import BAIMA, DONGMEN, QINGSHI, TEMPLATE, Office, row

ROWS = [
    row("白马村", "赵德全", card="6222021001000000007"),
    row("青石村", "钱二"),
    row("白马", "孙三"),
    row("东门社区", "李四"),
]
RAW = ("6222021001000000007", "13912345678")


def names(path: Path) -> list[list[str]]:
    with open_workspace(path) as workspace:
        found = [filled_of(each) for each in kept_notices(workspace)]
    return [[line.cells[2] for line in notice.table.rows] for notice in found]


def test_every_village_gets_its_own_rows_and_doing_it_again_doubles_nothing(
    office: Office, texts_of: Callable[[Path], str]
) -> None:
    parted = office.parted(ROWS)
    seen = look_at_parts(parted.parts, TEMPLATE, {"phone": "0990-6120118"})
    assert [(sheet.unit.name, sheet.rows, sheet.must_mend, sheet.before) for sheet in seen] == [
        ("白马村", 2, 0, None),
        ("青石村", 1, 0, None),
        ("东门社区", 1, 0, None),
    ]
    assert names(office.path(BAIMA)) == []
    for expected in ("made", "same"):
        outcomes = make_notices(parted, TEMPLATE, {"phone": "0990-6120118"})
        assert [outcome.result for outcome in outcomes] == [expected] * 3
    assert names(office.path(BAIMA)) == [["赵德全", "孙三"]]
    assert names(office.path(QINGSHI)) == [["钱二"]]
    assert names(office.path(DONGMEN)) == [["李四"]]
    for path, own in ((office.path(BAIMA), "赵德全"), (office.path(QINGSHI), "钱二"), (office.path(DONGMEN), "李四")):
        held = texts_of(path)
        assert own in held
        assert not [text for text in ("赵德全", "钱二", "李四", *RAW) if text != own and text in held]


def test_what_failed_is_told_and_done_later_without_the_others(office: Office) -> None:
    parted = office.parted([*ROWS[1:], row("白马村", "何家顺13912345678")])
    away = office.folder / "拿走了.qd"
    office.path(DONGMEN).rename(away)
    with open_workspace(office.path(QINGSHI)):
        outcomes = make_notices(parted, TEMPLATE, {})
    told = {outcome.unit.name: (outcome.result, outcome.trouble.code) for outcome in outcomes}
    assert told == {
        "白马村": ("refused", "rows-refused"),
        "青石村": ("failed", "workspace-locked"),
        "东门社区": ("failed", "file-missing"),
    }
    assert "第 5 行" in outcomes[0].trouble.message
    assert "13912345678" not in outcomes[0].trouble.message
    away.rename(office.path(DONGMEN))
    parted = office.parted([*ROWS[1:], row("白马村", "何家顺")])
    assert [outcome.result for outcome in make_notices(parted, TEMPLATE, {})] == ["made"] * 3
    assert [outcome.result for outcome in make_notices(parted, TEMPLATE, {})] == ["same"] * 3


def test_the_workspace_that_is_open_keeps_its_lock_and_is_used(office: Office) -> None:
    parted = office.parted(ROWS)
    with open_workspace(office.path(BAIMA), person="周丽") as open_now:
        outcomes = make_notices(parted, TEMPLATE, {}, open_now=open_now)
        assert [outcome.result for outcome in outcomes] == ["made"] * 3
        assert len(kept_notices(open_now)) == 1
    with open_workspace(office.path(QINGSHI)) as workspace:
        assert workspace.person == "周丽"


def test_another_list_under_the_same_title_waits_for_a_word(office: Office) -> None:
    make_notices(office.parted([row("白马村", "赵一")]), TEMPLATE, {})
    parted = office.parted([row("白马村", "赵一"), row("白马村", "钱二")])
    asked = make_notices(parted, TEMPLATE, {})
    assert (asked[0].result, asked[0].trouble.code) == ("asked", "same-title")
    assert names(office.path(BAIMA)) == [["赵一"]]
    assert make_notices(parted, TEMPLATE, {}, same_title="skip")[0].result == "skipped"
    assert make_notices(parted, TEMPLATE, {}, same_title={BAIMA.id: "replace"})[0].result == "replaced"
    assert names(office.path(BAIMA)) == [["赵一", "钱二"]]
    parted = office.parted([row("白马村", "孙三")])
    assert make_notices(parted, TEMPLATE, {}, same_title="add")[0].result == "made"
    assert make_notices(parted, TEMPLATE, {}, same_title="add")[0].result == "same"
    assert names(office.path(BAIMA)) == [["赵一", "钱二"], ["孙三"]]


def test_nothing_is_made_while_a_row_might_be_anybody_s_and_stopping_leaves_whole_villages(office: Office) -> None:
    with pytest.raises(UserFacingError, match="“白马材”"):
        make_notices(office.parted([row("青石村", "赵一"), row("白马材", "钱二")]), TEMPLATE, {})
    assert names(office.path(QINGSHI)) == []
    with pytest.raises(UsageError, match="村名"):
        make_notices(office.parted(ROWS), TEMPLATE, {"village": "白马村"})

    told: list[str] = []

    class Impatient:
        def progress(self, done: int, total: int, words: str = "") -> None:
            told.append(words)

        def is_cancelled(self) -> bool:
            return len(told) == 1

    outcomes = make_notices(office.parted(ROWS), TEMPLATE, {}, watch=Impatient())
    assert [outcome.result for outcome in outcomes] == ["made", "stopped", "stopped"]


def test_a_corrected_answer_is_not_taken_for_what_is_there_already(office: Office) -> None:
    parted = office.parted(ROWS)
    make_notices(parted, TEMPLATE, {"phone": "0990-6120118"})
    corrected = {"phone": "0990-6120119"}
    assert {outcome.result for outcome in make_notices(parted, TEMPLATE, corrected)} == {"asked"}
    outcomes = make_notices(parted, TEMPLATE, corrected, same_title="replace")
    assert {outcome.result for outcome in outcomes} == {"replaced"}
    with open_workspace(office.path(BAIMA)) as workspace:
        told = str([filled_of(row) for row in kept_notices(workspace)])
    assert "0990-6120119" in told and "0990-6120118" not in told


def test_the_same_list_on_another_day_is_the_same_notice(office: Office) -> None:
    parted = office.parted(ROWS)
    with open_workspace(office.path(BAIMA)) as open_now:
        make_notices(parted, TEMPLATE, {}, open_now=open_now)
        later = open_now.now() + timedelta(days=3)
        open_now.now = lambda: later
        outcomes = make_notices(parted, TEMPLATE, {}, open_now=open_now)
    assert outcomes[0].result == "same"
