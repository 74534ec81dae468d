"""The change of a standard on paper, for the leader to sign (标准变化报告): item by item what was said, what is said
now, what our unit has, and what was done."""

from collections import Counter
from collections.abc import Iterator

from app.drafting.version_report import ItemLine, VersionReport, version_report
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.products.register_papers import PreparedPaper
from app.products.version_words import UNTOUCHED, changed_words, own_words
from app.tables.rows import written_date
from app.workspace import Workspace

_COLUMNS = (
    FilledColumn("item", "事项", "left"),
    FilledColumn("kind", "怎样变的", "center"),
    FilledColumn("change", "标准里的变化", "left"),
    FilledColumn("ours", "本单位写的", "left"),
    FilledColumn("standing", "处理", "center"),
)


def version_report_paper(workspace: Workspace, field: str) -> PreparedPaper:
    """Read the report on the last change of a field's standard. Raises `UserFacingError` where it never changed."""
    report, own = version_report(workspace, field), workspace.organisation
    notice = FilledNotice(
        template="",
        medium="paper",
        title=f"“{report.name}”标准变化报告",
        paragraphs=tuple(Paragraph("", text) for text in _told(report)),
        table=FilledTable("", _COLUMNS, tuple(_rows(report))) if report.lines else None,
        signature=(own.full_name, written_date(workspace.today())),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
        notes=("经办人：　　　　　　　负责人签字：　　　　　　　日期：　　　　　　",),
    )
    label = f"打印标准变化报告 {report.field}"
    return PreparedPaper(notice, own.full_name, workspace.today(), own.public_phones, label, ())


def _told(report: VersionReport) -> Iterator[str]:
    done = Counter(line.standing for line in report.lines)
    yield (
        f"“{report.name}”（{report.field}）的标准由 {report.old} 版换成 {report.new} 版。"
        f"有变化的 {len(report.lines)} 项，没有变化的 {report.unchanged} 项。"
    )
    if done:
        yield f"处理情况：{'；'.join(f'{standing} {count} 项' for standing, count in done.most_common())}。"
    if report.alarm:
        yield f"请核对：{report.alarm}"


def _rows(report: VersionReport) -> Iterator[FilledRow]:
    for number, line in enumerate(report.lines, start=1):
        code = line.code if line.was in ("", line.code) else f"{line.code}（原 {line.was}）"
        said = "\n".join(f"{each.label}：{changed_words(each.before, each.now)}" for each in line.elements)
        cells = (f"{code}\n{line.title}", line.kind, said or _otherwise(line), _ours(line), line.standing)
        yield FilledRow(number, cells)


def _ours(line: ItemLine) -> str:
    own = [each for each in line.elements if each.ours]
    if own and all(each.ours == each.before for each in own):
        return UNTOUCHED
    return "\n".join(f"{each.label}：{own_words(each)}" for each in own)


def _otherwise(line: ItemLine) -> str:
    return "新版里没有了" if line.kind == "取消" else "原来没有这一项" if not line.was else "内容没有变"
