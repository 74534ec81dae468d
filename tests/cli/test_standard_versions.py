"""`standards compare`: what a new version comes from is listed, and what hardly is one says so."""

import pytest

from tests.changed_packs import ROOT
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

OLD, NEW = ROOT / "05" / "old.yaml", ROOT / "05" / "new.yaml"


def test_a_new_version_is_told_item_by_item(township: Desk) -> None:
    said = township.do("standards", "compare", OLD, NEW).out
    assert "05-005\t05-005、05-006\t合并" in said and "新版 18 项" in said
    shown = township.shown("standards", "compare", "current", NEW, "--ws", TOWNSHIP)
    assert len(shown["changes"]) == 18 and shown["alarm"] == ""


def test_what_hardly_is_a_new_version_says_so(township: Desk) -> None:
    told = township.ask("standards", "compare", ROOT / "32" / "old.yaml", ROOT / "32" / "new.yaml")
    assert told.code == 1 and "请先核对" in told.out


@pytest.mark.parametrize("other", [ROOT / "10" / "new.yaml", ROOT / "05" / "truth.yaml", "没有.yaml"])
def test_what_is_no_version_of_the_field_is_refused(township: Desk, other: object) -> None:
    assert township.refused("standards", "compare", OLD, other)


def test_a_workspace_goes_with_what_it_uses_now(township: Desk) -> None:
    township.misused("standards", "compare", OLD, NEW, "--ws", TOWNSHIP)
