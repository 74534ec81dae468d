"""Taking personal data out names the backups that the program made by itself: they still hold it."""

from pathlib import Path

from app.drafting.redaction_report import backups_beside
from app.safekeeping.keeping import keep
from app.safekeeping.second_place import choose_second_place
from app.safekeeping.series import CLOSING, series_of
from tests.support import Computer


def test_backups_made_by_itself_are_named(township: Computer):
    with township.working() as workspace:
        assert backups_beside(workspace) == ()
        keep(workspace, CLOSING)
        assert backups_beside(workspace) == (series_of(workspace),)


def test_those_in_the_second_place_are_named_while_it_is_there(township: Computer, tmp_path: Path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    with township.working() as workspace:
        choose_second_place(stick)
        folder = keep(workspace, CLOSING).second.folder
        assert backups_beside(workspace) == (series_of(workspace), folder)
        stick.rename(tmp_path / "拔走")
        assert backups_beside(workspace) == (series_of(workspace),)
