"""A line for the address of a page on the web, completed in sight as a browser does."""

from app.registers.web_addresses import completed
from ui.editors.line import Line


class AddressLine(Line):
    """www.xx.gov.cn becomes http://www.xx.gov.cn when the clerk goes on; Ctrl+Z takes that back."""

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self.complete)

    def complete(self) -> str:
        """Write the address out whole and return it."""
        whole = completed(self.text())
        if whole != self.text():
            self.selectAll()
            self.insert(whole)
        return whole
