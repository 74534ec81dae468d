"""Pictures of the interpretation plans and of the columns of the website."""

from collections.abc import Iterator
from datetime import timedelta

from app.registers.columns import add_column, change_column, date_columns, find_column, take_columns
from app.registers.plans import add_plan, change_plan
from app.workspace import Workspace
from ui.shell.window import MainWindow

_DOCUMENTS = (
    ("IP-002", "兴隆镇耕地地力保护补贴实施办法", "兴府发〔2026〕12号", 6),
    ("IP-003", "兴隆镇场镇改造房屋征收补偿方案", "兴府发〔2026〕14号", 1),
    ("IP-004", "兴隆镇2027年公共文化服务工作计划", "", -3),
    ("IP-001", "兴隆镇临时救助备用金管理办法", "兴府发〔2026〕9号", 20),
)
"""Template, name, number and how many days ago each came out."""
_OLD = ("工作动态", "镇村动态", "要闻、部门和镇街动态")


def plans(window: MainWindow) -> Iterator[None]:
    """One late, one running, one that waits for its document, one done."""
    window.go("plans")
    yield
    window.desk.session.act(_write_plans)
    yield


def planning(window: MainWindow) -> Iterator[None]:
    """Where a plan is corrected."""
    yield from plans(window)
    window.current.acts.change()
    yield


def columns(window: MainWindow) -> Iterator[None]:
    """Some late, one empty, one soon due, most in time."""
    window.go("columns")
    yield
    window.desk.session.act(_write_columns)
    yield


def measures(window: MainWindow) -> Iterator[None]:
    """The measures of an inspection."""
    yield from columns(window)
    window.current.show_measures()
    yield


def adding(window: MainWindow) -> Iterator[None]:
    """Where a column is added."""
    yield from columns(window)
    window.current.acts.add()
    yield


def none(window: MainWindow) -> Iterator[None]:
    """Before there is any column."""
    window.go("columns")
    yield


def _write_plans(workspace: Workspace) -> None:
    today = workspace.today()
    for template, title, number, days in _DOCUMENTS:
        told = {"doc_title": title, "doc_number": number or None, "contact_office": "党政办公室"}
        add_plan(workspace, told | {"published_on": (today - timedelta(days)).isoformat()}, template=template)
    phone = {"contact_phone": "0830-1234567", "approved_together": True}
    change_plan(workspace, _DOCUMENTS[1][1], phone | {"signed_on": (today - timedelta(5)).isoformat()})
    change_plan(workspace, _DOCUMENTS[3][1], phone | {"done_on": (today - timedelta(18)).isoformat()})


def _write_columns(workspace: Workspace) -> None:
    today = workspace.today()
    take_columns(workspace)
    add_column(workspace, {"column": "镇村动态", "column_kind": "动态要闻", "responsible": "党政办公室"})
    change_column(workspace, "统计信息", {"is_empty": True})
    all_columns = ("网站首页", "通知公告", "政策解读", "规划计划", "机构职能", "领导信息", "人事信息", "政府会议")
    days = {name: today - timedelta(4) for name in all_columns} | {name: today - timedelta(17) for name in _OLD}
    days |= {"领导活动": today - timedelta(12), "网站首页": today - timedelta(20)}
    date_columns(workspace, {find_column(workspace, name).id: day for name, day in days.items()})


SCENES = (
    ("plans", plans),
    ("plans-writing", planning),
    ("columns", columns),
    ("columns-measures", measures),
    ("columns-adding", adding),
    ("columns-none", none),
)
