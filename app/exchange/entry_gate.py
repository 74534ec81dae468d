"""The last look at the lines about entries before a package with them leaves the house."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from app.canonical import canonical_json
from app.checks.privacy_gate import PrivacyFinding, check_package_members, check_strings, require_clean
from app.drafting.entry import title_of
from app.errors import UserFacingError
from app.exchange.roster import roster
from app.workspace import Workspace

Line = dict[str, Any]
_NAMED_AT_MOST = 5


def require_clean_entries(workspace: Workspace, product: str, lines: Iterable[Line]) -> None:
    """Refuse lines about our entries in which unmasked personal data stands; `product` names the file."""
    public = workspace.organisation.public_phones
    require_clean(tuple(finding for line in lines for finding in _personal_data(workspace, line, public)), product)


def require_clean_from_below(workspace: Workspace, product: str, lines: Iterable[Line]) -> None:
    """Refuse lines about entries of units on our roster in which unmasked personal data stands: a number that a unit
    made public on its own computer is public here only where the roster says so."""
    units, own = {unit.id: unit for unit in roster(workspace)}, workspace.organisation.public_phones
    found: list[PrivacyFinding] = []
    for line in lines:
        unit = units[line["content"]["organisation"]]
        for finding in _personal_data(workspace, line, (*own, *unit.public_phones)):
            found.append(finding._replace(where=f"“{unit.name}”报来的{finding.where}"))
    if not found:
        return
    named = "；".join(map(str, found[:_NAMED_AT_MOST]))
    rest = f"；等 {len(found)} 处" if len(found) > _NAMED_AT_MOST else ""
    raise UserFacingError(
        "personal-data",
        f"{product}里有没遮挡的个人信息：{named}{rest}。{product}没有生成。请退回给报来的单位改；"
        "确是它公开的办公手机号，请先写进名册里它的联系方式。",
        "\n".join(map(str, found)),
    )


def _personal_data(workspace: Workspace, line: Line, public: Collection[str]) -> Iterator[PrivacyFinding]:
    """Yield the personal data in one entry, placed by the names that people know: code, title, element."""
    content, file = line["content"], f"{line['id']}.json"
    definition = workspace.library.definitions[content["checklist"]]
    labels = {element.key: element.label for element in definition.elements}
    title = title_of(definition, content["values"])
    # The refusal must not show what it refuses.
    titles = [] if check_strings([("", title)]) else [title]
    name = f"条目“{' '.join([content['item'] or '新增', *titles])}”"
    for finding in check_package_members([(file, canonical_json(content))], public, labels):
        yield finding._replace(where=finding.where.replace(file, name))
