"""The report on a changed standard, saved for the leader to sign."""

from PySide6.QtCore import QObject

from app.products.outgoing import Outgoing
from app.products.register_papers import PreparedPaper, draw_paper
from app.products.version_report import version_report_paper
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import save_pdf


def save_version_report(desk: Desk, field: str, name: str, owner: QObject) -> None:
    """Draw the report on the last change of a field's standard and ask where to save it."""

    def draw(prepared: PreparedPaper) -> None:
        desk.jobs.run(PAPER, lambda watch: draw_paper(prepared), save, owner=owner)

    def save(outgoing: Outgoing) -> None:
        save_pdf(desk, outgoing, f"{name}标准变化报告")

    desk.session.ask(lambda workspace: version_report_paper(workspace, field), draw, owner=owner)
