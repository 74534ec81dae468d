"""Whatever is typed: a plain answer with its exit code, and a workspace that stays sound."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

COMMANDS = (
    *("unit", "fields", "adopt", "entries", "add", "set", "remove", "confirm", "finalise", "history", "undo", "search"),
    *("set-many", "fill", "replace", "paste", "duplicate", "reorder"),
    *("concern", "check", "roster", "trust", "export", "import", "proposals", "decide", "backup", "doctor"),
)
WORDS = (
    *("05-003", "05", "19", "66", "", " ", "-", "--", "-h", "--json", "--force", "--field", "--checklist", "--item"),
    *("exemption-list", "standard-catalogue", "--all-levels", "--publisher", "own", "not-applicable", "--as", "王芳"),
    *(
        "--state",
        "ready",
        "final",
        "--not-applicable",
        "--applicable",
        "理由",
        "level1=甲",
        "level1=",
        "level1:=5",
        "=",
    ),
    *("elements:=[]", 'elements:=[""]', "elements:=null", "deadline:={}", 'deadline:={"text":"十天","count":1e400}'),
    *('basis:=[{"title":null}]', "audience:=true", "publisher=\udcff", "publisher=\u202e", "add", "admit", "--name"),
    *("--role", "county", "--kind", "work", "start", "--to", "--due", "2026-12-01", "--fingerprint", "00000", "ours"),
    *(
        "-o",
        "出.zwgk",
        "出.qdbak",
        TOWNSHIP,
        "/dev/null",
        ".",
        "低保",
        "%",
        '"a" OR b*',
        "name=",
        "contact=13800138000",
    ),
)


@pytest.mark.parametrize("count", [30, pytest.param(3_000, marks=pytest.mark.drill)])
def test_any_words_are_answered(township: Desk, count: int) -> None:
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(COMMANDS), st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6))
    def answered(command: str, words: Sequence[str]) -> None:
        typed = [word.replace("\0", "") for word in words]
        answer = township.ask(command, TOWNSHIP, *typed)
        assert answer.code == 0 or answer.said.strip()

    answered()
    township.do("doctor", TOWNSHIP)
