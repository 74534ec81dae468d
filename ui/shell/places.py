"""The places of the window: what stands on the rail, for whom, and how each page is made when first shown."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.county.area import whole_area
from ui.desk import Desk
from ui.pages.page import Page
from ui.standing import UnitFacts

FIRST = "workbench"
"""The place that is shown when a workspace was opened."""
_LEVELS_WITH_UNITS_BELOW = ("county", "township")
_WHOLE_COUNTY = "全县"
_KINDS_WITH_VILLAGES = ("township", "subdistrict")


@dataclass(frozen=True)
class Place:
    """One place. `on_rail` is "top", "foot" or "" where other pages lead to it."""

    code: str
    # What a unit calls it makes no other place of it.
    title: str = field(compare=False)
    icon: str
    make: Callable[[Desk], Page]
    on_rail: str = "top"
    needs_units_below: bool = False
    needs_villages: bool = False
    needs_requests: bool = False
    part_of: str = ""
    """The place on the rail that stays marked while this one is shown."""


# Pages are imported when they are first shown: the window is there sooner.
def _workbench(desk: Desk) -> Page:
    from ui.pages.workbench.page import WorkbenchPage

    return WorkbenchPage(desk)


def _whole_catalogue(desk: Desk) -> Page:
    from ui.pages.whole_catalogue.page import WholeCataloguePage

    return WholeCataloguePage(desk)


def _drafting(desk: Desk) -> Page:
    from ui.pages.drafting.page import DraftingPage

    return DraftingPage(desk)


def _notices(desk: Desk) -> Page:
    from ui.pages.notices.page import NoticesPage

    return NoticesPage(desk)


def _villages(desk: Desk) -> Page:
    from ui.pages.villages.page import VillagesPage

    return VillagesPage(desk)


def _board(desk: Desk) -> Page:
    from ui.pages.board.page import BoardPage

    return BoardPage(desk)


def _ledger(desk: Desk) -> Page:
    from ui.pages.ledger.page import LedgerPage

    return LedgerPage(desk)


def _plans(desk: Desk) -> Page:
    from ui.pages.plans.page import PlansPage

    return PlansPage(desk)


def _columns(desk: Desk) -> Page:
    from ui.pages.columns.page import ColumnsPage

    return ColumnsPage(desk)


def _requests(desk: Desk) -> Page:
    from ui.pages.requests.page import RequestsPage

    return RequestsPage(desk)


def _annual(desk: Desk) -> Page:
    from ui.pages.annual.page import AnnualPage

    return AnnualPage(desk)


def _portal(desk: Desk) -> Page:
    from ui.pages.portal.page import PortalPage

    return PortalPage(desk)


def _printing(desk: Desk) -> Page:
    from ui.pages.printing.page import PrintingPage

    return PrintingPage(desk)


def _hand_in(desk: Desk) -> Page:
    from ui.pages.hand_in.page import HandInPage

    return HandInPage(desk)


def _inbox(desk: Desk) -> Page:
    from ui.pages.inbox.page import InboxPage

    return InboxPage(desk)


def _review(desk: Desk) -> Page:
    from ui.pages.review.page import ReviewPage

    return ReviewPage(desk)


def _matrix(desk: Desk) -> Page:
    from ui.pages.matrix.page import MatrixPage

    return MatrixPage(desk)


def _inspection(desk: Desk) -> Page:
    from ui.pages.inspection.page import InspectionPage

    return InspectionPage(desk)


def _item_compare(desk: Desk) -> Page:
    from ui.pages.item_compare.page import ItemComparePage

    return ItemComparePage(desk)


def _comparison(desk: Desk) -> Page:
    from ui.pages.comparison.page import ComparisonPage

    return ComparisonPage(desk)


def _copying(desk: Desk) -> Page:
    from ui.pages.copying.page import CopyingPage

    return CopyingPage(desk)


def _table_import(desk: Desk) -> Page:
    from ui.pages.table_import.page import TableImportPage

    return TableImportPage(desk)


def _editions(desk: Desk) -> Page:
    from ui.pages.editions.page import EditionsPage

    return EditionsPage(desk)


def _uninvolved(desk: Desk) -> Page:
    from ui.pages.uninvolved.page import UninvolvedPage

    return UninvolvedPage(desk)


def _offices(desk: Desk) -> Page:
    from ui.pages.offices.page import OfficesPage

    return OfficesPage(desk)


def _laws(desk: Desk) -> Page:
    from ui.pages.laws.page import LawsPage

    return LawsPage(desk)


def _definitions(desk: Desk) -> Page:
    from ui.pages.definitions.page import DefinitionsPage

    return DefinitionsPage(desk)


def _settings(desk: Desk) -> Page:
    from ui.pages.settings.page import SettingsPage

    return SettingsPage(desk)


PLACES = (
    Place(FIRST, "工作台", "layout-dashboard", _workbench),
    Place("inbox", "收件箱", "inbox", _inbox, needs_units_below=True),
    Place("matrix", "全县总表", "grid-3x3", _matrix, needs_units_below=True),
    Place("inspection", "检查考核", "badge-check", _inspection, on_rail="", part_of="matrix"),
    Place("review", "审核", "file-check", _review, needs_units_below=True),
    Place("item-compare", "同项对比", "git-compare", _item_compare, needs_units_below=True),
    Place("whole-catalogue", "全县目录", "library", _whole_catalogue, needs_units_below=True),
    Place("drafting", "目录编制", "list-checks", _drafting),
    Place("notices", "公示公告", "megaphone", _notices),
    Place("villages", "各村", "house", _villages, needs_villages=True),
    Place("board", "公示栏", "panels-top-left", _board),
    Place("ledger", "公开台账", "calendar-check", _ledger),
    Place("plans", "政策解读", "message-square", _plans, on_rail="", part_of="ledger"),
    Place("columns", "网站栏目", "refresh-cw", _columns, on_rail="", part_of="ledger"),
    Place("requests", "依申请公开", "file-input", _requests, needs_requests=True),
    Place("annual", "年度报告", "table-2", _annual, on_rail="", part_of="requests"),
    Place("printing", "打印目录", "printer", _printing),
    Place("hand-in", "上报", "send", _hand_in),
    Place("portal", "发到网站", "upload", _portal, on_rail=""),
    Place("comparison", "对照", "git-compare", _comparison, on_rail=""),
    Place("copying", "抄过来", "copy", _copying, on_rail=""),
    Place("table-import", "导入表格", "file-input", _table_import, on_rail=""),
    Place("editions", "新一年的目录", "calendar-days", _editions, on_rail=""),
    Place("offices", "分办", "users", _offices, on_rail=""),
    Place("uninvolved", "不涉及领域说明", "file-text", _uninvolved, on_rail=""),
    Place("laws", "法规登记", "book-open", _laws, on_rail=""),
    Place("definitions", "定义", "table-properties", _definitions, on_rail=""),
    Place("settings", "设置", "settings", _settings, on_rail="foot"),
)


def places_for(unit: UnitFacts, units: int = 0) -> list[Place]:
    """Return the places a unit has on its rail, in order; `units` are those the person keeps on this computer."""
    has_below = unit.level in _LEVELS_WITH_UNITS_BELOW and unit.kind != "department"
    has_villages = units > 1 or unit.kind in _KINDS_WITH_VILLAGES

    def has(place: Place) -> bool:
        needs = (
            (place.needs_units_below, has_below),
            (place.needs_villages, has_villages),
            (place.needs_requests, unit.takes_requests),
        )
        return bool(place.on_rail) and all(is_met for is_needed, is_met in needs if is_needed)

    return [_for_unit(place, unit) for place in PLACES if has(place)]


def _for_unit(place: Place, unit: UnitFacts) -> Place:
    """Return a place by what this unit calls all of its units together."""
    return replace(place, title=place.title.replace(_WHOLE_COUNTY, whole_area(unit.name, unit.kind)))


def place(code: str) -> Place:
    """Return a place by its code."""
    return next(known for known in PLACES if known.code == code)
