"""The register of what came in, and how the units below stand."""

from app.drafting.history import undo
from app.exchange.received import received_packages, roster_standing
from app.exchange.taking_in import apply_batch, read_batch
from tests.support import Computer


def register(desk: Computer):
    with desk.working() as workspace:
        return received_packages(workspace)


def test_what_came_in_is_listed_newest_first_with_its_file_and_counts(admitted: Computer, township: Computer):
    admitted.take_in(township.folder / "第一轮.zwgk")
    township.set("05-003", publisher="兴隆镇民政办")
    admitted.take_in(township.export("第二轮.zwgk").path)
    second, first = register(admitted)
    assert (second.file, second.organisation, second.round) == ("第二轮.zwgk", "兴隆镇", 2)
    assert (second.counts, second.waiting) == ({"changed": 1, "unchanged": 12}, 0)
    assert (first.counts, first.is_latest, second.is_latest) == ({"new": 13}, False, True)


def test_an_import_taken_back_stays_listed_as_taken_back(admitted: Computer, township: Computer):
    admitted.take_in(township.folder / "第一轮.zwgk")
    with admitted.working() as workspace:
        undo(workspace)
    (row,) = register(admitted)
    assert (row.is_withdrawn, row.is_latest) == (True, False)
    with admitted.working() as workspace:
        assert roster_standing(workspace)[0].round is None


def test_an_older_file_is_read_anew_once_the_newer_one_was_taken_back(admitted: Computer, township: Computer):
    """It brought nothing as long as the newer one stood; nothing of it is here now."""
    first = township.folder / "第一轮.zwgk"
    township.set("05-003", publisher="兴隆镇民政办")
    admitted.take_in(township.export("第二轮.zwgk").path)
    assert admitted.take_in(first).result == "unchanged"
    with admitted.working() as workspace:
        undo(workspace)
        assert roster_standing(workspace)[0].round is None
    again = admitted.take_in(first)
    assert (again.result, again.counts["new"]) == ("applied", 13)


def test_the_roster_tells_computers_and_the_newest_round(admitted: Computer, township: Computer):
    first = township.folder / "第一轮.zwgk"
    township.set("05-003", publisher="兴隆镇民政办")
    admitted.take_in(township.export("第二轮.zwgk").path)
    admitted.take_in(first)
    with admitted.working() as workspace:
        (standing,) = roster_standing(workspace)
    assert (standing.unit.name, len(standing.devices), standing.round) == ("兴隆镇", 1, 2)


def test_what_was_not_taken_from_a_file_counts_as_unchanged(admitted: Computer, township: Computer):
    admitted.take_in(township.folder / "第一轮.zwgk")
    township.set("05-003", publisher="甲办")
    township.set("05-004", publisher="乙办")
    second = township.export("第二轮.zwgk").path
    with admitted.working() as workspace:
        batch = read_batch(workspace, second)
        refused = next(one.subject_id for one in batch.proposals if one.theirs["item"] == "05-003")
        apply_batch(workspace, batch, {refused: {"publisher": "ours"}})
        assert received_packages(workspace)[0].counts == {"changed": 1, "unchanged": 12}
