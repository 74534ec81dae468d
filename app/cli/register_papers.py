"""print review, print proof, print month, print standard."""

import argparse
from collections.abc import Callable
from datetime import date

from app.cli.common import add_output, add_workspace, require_ending, writing
from app.errors import UsageError
from app.products.outgoing import save_outgoing
from app.products.register_papers import PreparedPaper, draw_paper, month_page, posting_proof, review_form
from app.products.version_report import version_report_paper
from app.registers.subjects import subject_named
from app.workspace import Workspace


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print review`, `print proof`, `print month` and `print standard`."""
    form = papers.add_parser("review", help="政府信息公开审查表")
    proof = papers.add_parser("proof", help="公示情况证明：哪天贴在哪里、异议、撤下、结果")
    month = papers.add_parser("month", help="政务公开工作月报，给领导看的一页")
    for parser, what in ((form, "条目或编号"), (proof, "公示"), (month, "月份")):
        add_workspace(parser)
        parser.add_argument(
            "what", metavar=what, help="例如 2026-11" if parser is month else "事项编号，或者编号的前 8 位"
        )
        add_output(parser, "文件名（.pdf）")
    standard = papers.add_parser("standard", help="标准变化报告：原来、现在、本单位写的、怎样处理，给领导签字")
    add_workspace(standard)
    standard.add_argument("what", metavar="领域", help="例如 05")
    add_output(standard, "文件名（.pdf）")
    standard.set_defaults(run=lambda arguments: _print(arguments, version_report_paper))
    form.set_defaults(run=lambda arguments: _print(arguments, _review))
    proof.set_defaults(run=lambda arguments: _print(arguments, posting_proof))
    month.set_defaults(run=lambda arguments: _print(arguments, _month))


def _print(arguments: argparse.Namespace, prepare: Callable[[Workspace, str], PreparedPaper]) -> int:
    require_ending(arguments.output, ".pdf")
    with writing(arguments) as workspace:
        outgoing = draw_paper(prepare(workspace, arguments.what))
        save_outgoing(workspace, outgoing, arguments.output, force=arguments.force)
    print(f"已写好：{arguments.output}，{outgoing.pages} 张")
    for words in outgoing.to_look_at:
        print(f"请看：{words}")
    return 0


def _review(workspace: Workspace, name: str) -> PreparedPaper:
    return review_form(workspace, subject_named(workspace, name))


def _month(workspace: Workspace, text: str) -> PreparedPaper:
    try:
        return month_page(workspace, date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise UsageError("month-wrong", f"“{text}”不是月份，要写成 2026-11 这样。") from None
