"""Several computers of one unit hand in one line of rounds, and a receipt is known as ours wherever it comes."""

from pathlib import Path

import pytest

from app.backups import back_up, restore
from app.drafting.progress import entry_views
from app.exchange.package_reading import open_package
from app.exchange.returning import export_receipt
from app.exchange.roster import find_unit
from app.exchange.rounds import SinceLastRound, rounds, since_last_round
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.app.exchange.test_work_packages import copy_of, give
from tests.support import Computer


def since(desk: Computer) -> SinceLastRound:
    with desk.working() as workspace:
        return since_last_round(workspace)


def verdict(desk: Computer, code: str) -> str | None:
    with desk.working() as workspace:
        views = entry_views(workspace, workspace.store.entries.listed())
        return next(view["verdict"] for view in views if view["item"] == code)


def receipt(county: Computer, name: str) -> Path:
    with county.working() as workspace:
        return export_receipt(workspace, find_unit(workspace, "兴隆镇"), county.folder / name, force=True).path


@pytest.fixture
def second(township: Computer, tmp_path: Path) -> Computer:
    """A second clerk, whose workspace was made after two rounds had been handed in."""
    township.export("第一轮.zwgk")
    township.set("05-003", publisher="第二轮的")
    township.export("第二轮.zwgk")
    return copy_of(township, tmp_path, "陈静")


def test_the_rounds_of_a_second_clerk_go_on_where_the_first_stopped(township: Computer, second: Computer):
    assert since(second) == SinceLastRound(2, 0, 0, 0, 13)
    assert verdict(second, "05-003") == verdict(township, "05-003") == "pending"
    assert second.export("没有改.zwgk").round == 2
    second.set("05-004", publisher="陈静写的")
    third = second.export("第三轮.zwgk")
    assert third.round == 3
    assert manifest_of(third.path).parent == hash_of(second.folder / "没有改.zwgk")
    with second.working() as workspace:
        told = [(each.number, each.standing_label) for each in rounds(workspace) if each.kind == "submission"]
    assert told[:2] == [(3, "已交出"), (2, "已交出")]
    assert told[-1] == (1, "已交出（另一台电脑）")


def test_what_a_colleague_handed_in_is_not_new_to_the_parent(township: Computer, second: Computer):
    second.set("05-004", publisher="陈静写的")
    second.export("第三轮.zwgk")
    give(second, township)
    assert since(township) == SinceLastRound(3, 0, 0, 0, 13)
    township.set("05-005", publisher="接着写的")
    assert since(township) == SinceLastRound(3, 0, 1, 0, 12)
    fourth = township.export("第四轮.zwgk")
    assert (fourth.round, manifest_of(fourth.path).parent) == (4, hash_of(second.folder / "第三轮.zwgk"))
    give(township, second)
    assert give(second, township).result == give(township, second).result == "unchanged"


def test_an_older_round_of_a_colleague_does_not_hide_a_newer_one(township: Computer, second: Computer):
    township.set("05-003", publisher="第三轮的")
    township.export("第三轮.zwgk")
    second.set("05-004", publisher="陈静写的")
    give(second, township)
    assert since(township) == SinceLastRound(3, 0, 1, 0, 12)


def test_a_receipt_for_what_a_colleague_handed_in_is_known(admitted: Computer, township: Computer, tmp_path: Path):
    second = copy_of(township, tmp_path, "陈静")
    admitted.take_in(township.folder / "第一轮.zwgk")
    path = receipt(admitted, "回执.zwgk")
    trust_sender(second, path)
    assert second.take_in(path).reason.endswith("收到了第 1 轮，现在有本单位 13 条。")
    with second.working() as workspace:
        assert [each.standing_label for each in rounds(workspace) if each.kind == "submission"] == ["上级已收到"]


def test_a_receipt_is_taken_after_a_backup_from_before_was_restored(
    admitted: Computer, township: Computer, tmp_path: Path
):
    with township.working() as workspace:
        backup = tmp_path / "备份.qdbak"
        back_up(workspace, backup)
    township.set("05-003", publisher="第二轮的")
    admitted.take_in(township.export("第二轮.zwgk").path)
    township.path.unlink()
    restore(backup, township.path)
    township.set("05-004", publisher="恢复以后写的")
    path = receipt(admitted, "回执.zwgk")
    trust_sender(township, path)
    outcome = township.take_in(path)
    assert outcome.result == "applied"
    assert "不是从这个工作文件交出的" in outcome.reason
    assert "1 条的内容这里没有" in outcome.reason
    assert "恢复文件" in outcome.reason
    assert township.export("第三轮.zwgk").round == 3


def hash_of(path: Path) -> str:
    with open_package(path) as package:
        return package.hash
