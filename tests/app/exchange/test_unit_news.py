"""Names that changed elsewhere are told before anything is taken in."""

from pathlib import Path

from app.drafting.own_unit import change_unit
from app.exchange.looking import look_at
from app.exchange.roster import add_unit, roster
from tests.app.exchange.test_work_packages import copy_of
from tests.support import Computer


def test_a_unit_that_was_renamed_is_told_and_the_roster_stays(admitted: Computer, township: Computer):
    assert admitted.take_in(township.folder / "第一轮.zwgk").reason is None
    with township.working() as workspace:
        change_unit(workspace, {"name": "兴隆街道"})
    township.set("05-003", publisher="兴隆街道")
    path = township.export("第二轮.zwgk").path
    told = "发来的单位以前叫“兴隆镇”，现在叫“兴隆街道”；这里登记的还是“兴隆镇”，核对以后自己改。"
    assert admitted.take_in(path, dry_run=True).reason == told
    assert admitted.take_in(path).reason == told
    with admitted.working() as workspace:
        assert [unit.name for unit in roster(workspace)] == ["兴隆镇"]
    township.set("05-004", publisher="兴隆街道")
    assert admitted.take_in(township.export("第三轮.zwgk").path).reason is None


def test_what_a_colleague_changed_of_units_is_told(township: Computer, tmp_path: Path):
    second = copy_of(township, tmp_path, "陈静")
    with second.working() as workspace:
        change_unit(workspace, {"name": "兴隆街道"})
        add_unit(workspace, "白马村")
    path = second.export("交接.zwgk", kind="work").path
    told = "本单位的名称改成“兴隆街道”。名册里多了“白马村”。"
    with township.working() as workspace:
        assert "".join(look_at(workspace, path).batch.notes) == told
    assert township.take_in(path).reason == told
