"""What the privacy gate stopped on the store's thread, and doing the same once more with a named person's leave."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.errors import UserFacingError
from app.workspace import Workspace
from ui.jobs import Watch

if TYPE_CHECKING:
    from app.checks.privacy_gate import PersonalDataFound
    from app.checks.where_found import StandsAt

Work = Callable[[Workspace, Watch], Any]
Again = Callable[[str, str], object]
"""`again(person, reason)`: let the very same out."""
_CODE = "personal-data"


class Stopped(UserFacingError):
    """A product that did not get out (`personal-data`): what was found in it and where that stands in the store."""

    def __init__(self, refused: "PersonalDataFound", places: "tuple[StandsAt, ...]", again: Again) -> None:
        super().__init__(refused.code, refused.message, refused.details)
        self.findings, self.product = refused.findings, refused.product
        self.places, self.again = places, again


def at_the_gate(work: Work, again: Again, workspace: Workspace, watch: Watch) -> Any:
    """Do `work(workspace, watch)`. Raises `Stopped` in the place of what the privacy gate raises."""
    try:
        return work(workspace, watch)
    except UserFacingError as refused:
        if refused.code == _CODE:
            raise _stopped(refused, again, workspace) from refused
        raise


def overridden(work: Work, person: str, reason: str) -> Work:
    """Return the same work as it is done with a named person's leave."""

    def let_out(workspace: Workspace, watch: Watch) -> Any:
        from app.checks.overriding import overriding

        with overriding(workspace, reason, person):
            return work(workspace, watch)

    return let_out


def _stopped(refused: UserFacingError, again: Again, workspace: Workspace) -> UserFacingError:
    # What looks for numbers is loaded when there is something to look through: the window is there sooner.
    from app.checks.privacy_gate import PersonalDataFound
    from app.checks.where_found import places_of

    if not isinstance(refused, PersonalDataFound):
        return refused
    return Stopped(refused, places_of(workspace, refused.findings), again)
