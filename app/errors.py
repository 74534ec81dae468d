"""Errors of the program's core. Those of the store share the base class and are passed on as they are."""

from db.errors import UserFacingError

__all__ = ["UsageError", "UserFacingError"]


class UsageError(UserFacingError):
    """The request itself was incomplete or contradictory (exit code 2 on the command line)."""
