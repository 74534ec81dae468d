"""A law put in the place of another, held against the basis as it reads by now.

Several of these may wait for one entry. Each says what the basis would be with its own law replaced; taken as it was
written, the second would take the first one back. So each is made anew of what stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.proposals.comparison import Content
from app.proposals.records import Stored
from app.standards.laws import Laws

Citation = Mapping[str, Any]


def theirs_now(laws: Laws, proposal: Stored, ours: Content | None) -> Content:
    """Return what a waiting proposal says: as it was stored, but of a replaced law in each basis as it stands in
    `ours`. A basis that no longer cites that law stays as it was proposed: then a person has to see both."""
    if proposal.source != "law" or ours is None or proposal.base is None:
        return proposal.theirs
    base, theirs = proposal.base["values"], proposal.theirs["values"]
    made = {
        key: _replaced(laws, base.get(key) or (), theirs[key] or (), ours["values"].get(key) or ()) for key in theirs
    }
    values = {key: theirs[key] if value is None else value for key, value in made.items()}
    return proposal.theirs | {"values": values}


def _replaced(
    laws: Laws, base: Sequence[Citation], theirs: Sequence[Citation], ours: Sequence[Citation]
) -> list[dict[str, Any]] | None:
    """Return ours with the replacement that leads from base to theirs; None where it does not cite what is replaced."""
    before, after = _named(laws, base), _named(laws, theirs)
    gone = before.keys() - after.keys()
    come = [cited for name, cited in after.items() if name not in before]
    cites = _named(laws, ours)
    if not gone & cites.keys():
        return None
    missing = [cited for cited in come if not _named(laws, [cited]).keys() & cites.keys()]
    made: list[dict[str, Any]] = []
    for each in ours:
        if _named(laws, [each]).keys() & gone:
            made += [dict(cited) for cited in missing]
            missing = []
        else:
            made.append(dict(each))
    return made


def _named(laws: Laws, citations: Iterable[Citation]) -> dict[str, Citation]:
    """Return citations by the law they mean, else by what they are called; the first of several of one law."""
    found: dict[str, Citation] = {}
    for each in citations:
        law = laws.cited(each)
        found.setdefault(law.title if law else str(each.get("title")), each)
    return found
