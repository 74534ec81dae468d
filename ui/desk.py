"""What every page works with, handed to it when it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.jobs import Jobs
from ui.messages import Messages
from ui.preferences import Preferences
from ui.session import Session


@dataclass(frozen=True)
class Desk:
    """The open workspace, the lanes of work, the gateway of messages, preferences, and the way to other pages."""

    session: Session
    jobs: Jobs
    messages: Messages
    preferences: Preferences
    go: Callable[..., Any]
    """`go(place, **target)` shows another page."""
