"""Laws in somebody's table that are no longer in force, where ours already cites what took their place."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.standards.laws import Laws, comparable_title
from app.standards.matching import plain

Citation = Mapping[str, Any]


class Documents:
    """What laws and documents are known by in a register; it remembers what it was asked, which mostly repeats."""

    def __init__(self, laws: Laws):
        self._laws = laws
        self._known: dict[str, str] = {}
        self._later: dict[str, tuple[str, ...]] = {}

    def known_by(self, title: str) -> str:
        """Return what a law or document is known by, whatever of its names is used."""
        if title not in self._known:
            law = self._laws.find(title)
            self._known[title] = plain(comparable_title(law.title if law else title))
        return self._known[title]

    def kind(self, title: str) -> str | None:
        """Return the kind that the register has; None for what it does not know."""
        law = self._laws.find(title)
        return law.kind if law else None

    def with_successors(
        self, cited: Sequence[Citation], ours: Sequence[Citation]
    ) -> tuple[list[Citation], list[tuple[Citation, Citation]]]:
        """Return citations with ours in place of those that it replaced, and these pairs: the old one and ours.

        What ours cites itself, and what nothing of ours has replaced, stays.
        """
        if not ours:
            return list(cited), []
        standing = {self.known_by(each["title"]): each for each in ours}
        # Several old ones may have become one, which the table may cite beside them.
        stated = {self.known_by(each["title"]) for each in cited}
        taken, replaced = [], []
        for each in cited:
            is_ours = self.known_by(each["title"]) in standing
            later = None if is_ours else next((one for one in self._after(each["title"]) if one in standing), None)
            if later is None:
                taken.append(each)
                continue
            replaced.append((each, standing[later]))
            taken += [standing[later]] if later not in stated else []
            stated.add(later)
        return taken, replaced

    def as_ours(self, value: Sequence[Citation], standing: Sequence[Citation]) -> list[Citation]:
        """Return each citation as we have it where it is the same document and says no more; all of ours in our order
        where they are the same ones."""
        known = {self.known_by(each["title"]): each for each in standing}
        alike = [_as_our_citation(each, known.get(self.known_by(each["title"]))) for each in value]
        same = len(alike) == len(standing) and all(each in standing for each in alike)
        return list(standing) if same else alike

    def _after(self, title: str) -> tuple[str, ...]:
        """Return what took the place of a law, and of that, as far as the register knows."""
        if title not in self._later:
            law, found = self._laws.find(title), []
            while law is not None and law.replaced_by and (known := self.known_by(law.replaced_by)) not in found:
                found.append(known)
                law = self._laws.replacement(law)
            self._later[title] = tuple(found)
        return self._later[title]


def _as_our_citation(cited: Citation, ours: Citation | None) -> Citation:
    if ours is None:
        return cited
    number, article = cited["number"], cited["article"]
    # 国务院令第583号 says no more than 国务院令第583号，2016年修订.
    says_more = (number and not plain(ours["number"] or "").startswith(plain(number))) or (
        article and plain(article) != plain(ours.get("article") or "")
    )
    return cited if says_more else ours
