"""Parting a list, and beside it the sheet that one of the villages would get."""

from ui.desk import Desk
from ui.pages.villages.split_view import SplitView
from ui.pages.villages.splitting import Splitting
from ui.pages.villages.village_preview import VillagePreview
from ui.widgets.columns import Columns
from ui.widgets.preview_pane import PreviewPane

_PREVIEW_WIDTHS = (300, 396, 900)


class SplitPane(Columns):
    """In a narrow window one of the two at a time; `view` is where the list is parted, `pane` where the sheet is."""

    def __init__(self, desk: Desk, view: SplitView, pane: PreviewPane) -> None:
        super().__init__("villages.split", desk.preferences, side_widths=_PREVIEW_WIDTHS)
        self.view = view
        self.set_content(self.view, "分名单")
        self.set_side(pane, "打印的样子", "raised", head=False)
        self.preview = VillagePreview(desk, pane)
        self.splitting = Splitting(desk, self.view, self.preview)
