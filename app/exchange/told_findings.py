"""What the sender of a package found in the entries it brings, counted by entry: told to us, not looked for by us."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, ValidationError, convert

from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import bad_row
from app.proposals.proposals import Proposal
from db.repositories.entries import Looked

FINDINGS = "findings.jsonl"


class ToldFinding(Struct, frozen=True):
    """What we go by of a line of findings.jsonl; `severity` is block, warn, hint or what a later version adds."""

    severity: str
    entry: str | None = None


def told_findings(package: VerifiedPackage, proposals: Iterable[Proposal]) -> dict[str, Looked]:
    """Return by id what the sender found in the entries at the revisions it sends; nothing where it tells nothing."""
    if not package.has(FINDINGS):
        return {}
    blocks, warns = Counter[str](), Counter[str]()
    for number, raw in enumerate(package.rows(FINDINGS), start=1):
        told = _told(number, raw)
        if told.entry is not None and told.severity != "hint":
            (blocks if told.severity == "block" else warns)[told.entry] += 1
    return {
        each.subject_id: Looked(each.lineage.revision, blocks[each.subject_id], warns[each.subject_id], "sender")
        for each in proposals
        if each.lineage is not None
    }


def _told(number: int, raw: object) -> ToldFinding:
    try:
        return convert(raw, ToldFinding)
    except ValidationError as error:
        raise bad_row(number, "检查结果", "不完整", str(error)) from error
