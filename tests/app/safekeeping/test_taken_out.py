"""Taking personal data out names the backups that the program made by itself: they still hold it."""

from app.drafting.redaction_report import backups_beside
from app.safekeeping.keeping import keep
from app.safekeeping.series import CLOSING, series_of
from tests.support import Computer


def test_backups_made_by_itself_are_named(township: Computer):
    with township.working() as workspace:
        assert backups_beside(workspace) == ()
        keep(workspace, CLOSING)
        assert backups_beside(workspace) == (series_of(workspace),)
