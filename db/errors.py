"""What can go wrong in the world, said so that a clerk knows what to do next."""


class UserFacingError(Exception):
    """The world failed: disk full, wrong file, a rule not met.

    `code` is a stable slug for programs and tests, `message` one or two plain Chinese sentences that say
    what happened, to which entry or file, and what to do next. `details` is for the log and for 技术细节.
    """

    def __init__(self, code: str, message: str, details: str = ""):
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details
