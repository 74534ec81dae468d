"""Where changes come from: what is said of each source, how it is applied, and where it leads back to."""

from app.drafting.carrying_over import carry_over
from app.drafting.copying import apply_copy
from app.drafting.following import STANDARD, Following, following
from app.drafting.law_replacing import apply_replacement
from app.drafting.renaming import RENAMING, apply_renaming
from app.exchange.taking_in import apply_batch
from app.offices.collecting import apply_collected
from app.offices.rounds import SOURCE as OFFICES
from app.proposals.proposals import Batch, Outcome
from app.tables.importing import apply_table_import
from app.workspace import Workspace
from ui.pages.comparison.choices import Sides
from ui.pages.comparison.reading import Comparison, compare_batch

BACK = {
    STANDARD: "先不改",
    "copy": "不抄了",
    "table": "返回看表格",
    "law": "先不换",
    RENAMING: "先不改",
    OFFICES: "先不收",
}
VERBS = {"copy": "抄", "table": "导入"}
"""What is done with words for our own tables; everything else is taken in."""

PLACES = {OFFICES: "offices", "law": "laws", STANDARD: "workbench", RENAMING: "drafting"}
"""Where those sources have a place of their own."""


def follow(code: str, workspace: Workspace) -> Following | None:
    """Return what the new standard of a field makes of our entries."""
    return following(workspace, code)


def source_words(batch: Batch, unchanged: int) -> tuple[str, str]:
    """Say where the changes come from and what happens to them by default."""
    rest = f"另外 {unchanged} 条没变。" if unchanged else ""
    if isinstance(batch, Following):
        told = "没有动过的跟着改；调整过的、新增的、拆分合并的等您定；已取消的留着。"
        return f"{batch.new.name}：标准 {batch.old.version} → {batch.new.version}", f"{told}{rest}"
    if verb := VERBS.get(batch.source):
        return f"从{batch.label}{verb}", f"默认：这里没写过的{verb}进来；两边都写过的先留着。{rest}"
    default = "默认：都换" if batch.source in ("law", RENAMING) else "默认：取新的"
    return batch.label.replace(" ", ""), f"{default}；有冲突的先留着。{rest}"


def _carry_over(workspace: Workspace, batch: Following, decisions: Sides) -> Outcome:
    # Whoever pressed the button was asked where the new version hardly is one.
    return carry_over(workspace, batch, decisions, is_confirmed=True)


def compared(batch: Batch, workspace: Workspace) -> Comparison:
    """Hold a batch against what stands here."""
    return compare_batch(workspace, batch)


_APPLY = {
    "copy": apply_copy,
    "table": apply_table_import,
    "law": apply_replacement,
    OFFICES: apply_collected,
    STANDARD: _carry_over,
    RENAMING: apply_renaming,
}
"""How what comes from a source is applied; all others are packages."""


def apply(batch: Batch, decisions: Sides, workspace: Workspace, watch: object) -> Outcome:
    """Apply a batch as its source is applied."""
    return _APPLY.get(batch.source, apply_batch)(workspace, batch, decisions)


def key_of(batch: Batch) -> str:
    """Return under which choices for a batch are kept."""
    return batch.source_hash or batch.label
