"""The file that is open, as the store's thread has it."""

from app.errors import UserFacingError
from app.workspace import Workspace


class OpenFile:
    """Stands for one file from its opening to its closing, also when the work goes on in another one meanwhile.

    The store's thread alone puts another workspace in: what was typed and asked for while the other file was being made
    waits behind that, and is done in the other one.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace


def workspace_of(file: OpenFile | None) -> Workspace | None:
    """Return what stands for a file now; None where none is open. For the store's thread."""
    return None if file is None else file.workspace


def require_found(workspace: Workspace | None) -> None:
    """Refuse to leave a file that would be lost by it. One that was only renamed holds everything."""
    try:
        if workspace is not None:
            workspace.require_in_place()
    except UserFacingError as error:
        if error.code != "workspace-renamed":
            raise


def typing_not_stored(wanted: Workspace) -> UserFacingError:
    """Say that another file was not turned to because the disk does not take what was typed."""
    return UserFacingError(
        "typing-not-stored",
        f"没有换到“{wanted.path.name}”，因为刚才输入的几个字还没有存上。"
        "内容还在窗口里：磁盘满了请先腾出地方，工作文件不在原处就先放回去或者另存一份，再打开那个文件。",
    )
