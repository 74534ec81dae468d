"""Pictures of the requests for information."""

from collections.abc import Iterator
from datetime import timedelta

from app.registers.request_events import record_event, record_reply
from app.registers.requests import register_request
from app.workspace import Workspace
from ui.shell.window import MainWindow

_HANDED_IN = (
    (50, "当面提交", "2024年度农村低保资金发放汇总表", "赵建国"),
    (24, "邮寄（需签收）", "2025年高标准农田建设项目招标文件和中标通知书", "李秀英"),
    (12, "互联网渠道", "申请公开2024年度农村低保资金发放汇总表", "王强"),
    (9, "当面提交", "与某公司签订的土地流转合同", "孙丽"),
    (30, "当面提交", "2023年部门决算", "周大海"),
)


def requests(window: MainWindow) -> Iterator[None]:
    """One late, one at which a third party is asked, one to be confirmed, one to be completed, one answered."""
    window.go("requests")
    yield
    window.desk.session.act(_write)
    yield


def replying(window: MainWindow) -> Iterator[None]:
    """Where the reply is written down."""
    yield from requests(window)
    window.current.acts.begin("replied")
    yield


def registering(window: MainWindow) -> Iterator[None]:
    """Where a request is taken down."""
    window.go("requests")
    yield
    window.current.acts.register()
    yield


def _write(workspace: Workspace) -> None:
    today = workspace.today()
    _, asked, _, unclear, answered = (
        register_request(
            workspace,
            way=way,
            submitted=today - timedelta(days),
            applicant_kind="自然人",
            asked=matter,
            name=name,
            contact="13800138000",
            proof="居民身份证",
            last_four="123X",
            wanted=("纸质件",),
        )
        for days, way, matter, name in _HANDED_IN
    )
    record_event(workspace, asked, "third-party-asked", today - timedelta(14))
    record_event(workspace, unclear, "completion-asked", today - timedelta(6), until=today + timedelta(9))
    record_reply(workspace, answered, today - timedelta(5), "already_public", "邮寄")


SCENES = (("requests", requests), ("requests-replying", replying), ("requests-registering", registering))
