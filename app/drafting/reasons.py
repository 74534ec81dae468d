"""Ready reasons for 不涉及, as our unit would write them."""

from app.errors import UserFacingError
from app.organisations import self_name
from app.standards.models import OWN_UNIT, ReadyReason
from app.workspace import Workspace


def ready_reasons(workspace: Workspace) -> tuple[ReadyReason, ...]:
    """Return the reasons that units of our kind give, in the words of ours: 本镇没有这类企业."""
    unit = workspace.organisation
    own = self_name(unit.name)
    return tuple(
        ReadyReason(reason.code, reason.text.replace(OWN_UNIT, own), reason.kinds)
        for reason in workspace.library.reasons
        if not reason.kinds or unit.kind in reason.kinds
    )


def ready_reason(workspace: Workspace, code: str) -> str:
    """Return the words of the ready reason with a code. Raises `UserFacingError` where our kind of unit has none."""
    for reason in ready_reasons(workspace):
        if reason.code == code:
            return reason.text
    raise UserFacingError("reason-unknown", f"没有编号是“{code}”的常用理由，没有改动。请选列出来的一个，或者自己写。")
