"""The register of laws: which law a citation means, whether it is in force, whether its articles may be shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.standards.law_titles import (
    comparable_title,
    further_names,
    names_another_document,
    sure_names,
    without_article,
)
from app.standards.models import Law, LawRegister

if TYPE_CHECKING:
    from app.standards.own_laws import LawChange

__all__ = ["Laws", "citable_article", "comparable_title"]


def citable_article(law: Law | None) -> bool:
    """Whether articles cited from this law may be shown or printed.

    Only if the register has it in force as cited, or the cited articles were compared with the text after it was
    last renumbered. Never for a law that the register does not know (None).
    """
    if law is None:
        return False
    if law.state == "in_force":
        return True
    if law.articles_checked_on is None or law.articles_shifted_on is None:
        return False
    return law.articles_checked_on >= law.articles_shifted_on


class Laws:
    """The laws of a register by full title, short title and their usual spellings."""

    def __init__(self, register: LawRegister, recorded: Mapping[str, "LawChange"] | None = None):
        self.register = register
        self.recorded: Mapping[str, LawChange] = recorded or {}
        """What the unit itself wrote down about laws, by their full titles."""
        self._by_title = {name: law for law in register.laws for name in sure_names(law)}
        self._by_title |= {comparable_title(law.title): law for law in register.laws}

    def __iter__(self) -> Iterator[Law]:
        return iter(self.register.laws)

    def __len__(self) -> int:
        return len(self.register.laws)

    @property
    def as_of(self) -> str:
        """The day (YYYY-MM-DD) the register was last gone through."""
        return self.register.meta["as_of"]

    def find(self, title: str, number: str | None = None) -> Law | None:
        """The law meant by that title, full or short, in one of its usual spellings; None if unknown.

        `number`: the document number it is cited with. Where the title alone does not name the law for sure (the issuer
        is left out), one that is another document's says that it is not meant.
        """
        name = comparable_title(title)
        law = self._by_title.get(name)
        if law is not None:
            return law
        law = self._by_further_name.get(name)
        return None if law is None or names_another_document(number, law.number) else law

    def cited(self, citation: Mapping[str, Any]) -> Law | None:
        """The law that a member of a basis cites, also where the article stands behind its title; None if unknown."""
        title, number = citation.get("title") or "", citation.get("number")
        return self.find(title, number) or self.find(without_article(title), number)

    def names(self, law: Law) -> tuple[str, ...]:
        """What a law of the register is called, in comparable form: its title first, no name that means another."""
        further = (name for name in further_names(law) if self._by_further_name.get(name) is law)
        return (*(name for name in sure_names(law) if self._by_title.get(name) is law), *further)

    @cached_property
    def _by_further_name(self) -> dict[str, Law]:
        """Further names that only one law has; made when the first title is met that is no name of its own."""
        named = [(name, law) for law in self.register.laws for name in further_names(law)]
        often = Counter(name for name, _ in named)
        return {name: law for name, law in named if often[name] == 1 and name not in self._by_title}

    def replacement(self, law: Law) -> Law | None:
        """The law that took the place of a repealed one, as far as the register names it."""
        return self.find(law.replaced_by) if law.replaced_by else None

    def successor(self, law: Law) -> Law | None:
        """The law that holds in place of a repealed one, however often that was replaced itself; None if unknown."""
        met = [law]
        while met[-1].state == "repealed":
            following = self.replacement(met[-1])
            if following is None or following in met:
                return None
            met.append(following)
        return met[-1]

    def replaced(self, citations: Sequence[Mapping[str, Any]], old: Law, new: Law) -> list[dict[str, Any]]:
        """Return citations with `new`, no article named, where `old` is cited first; left out where `new` is cited
        already."""
        cites = {"title": new.title, "number": new.number, "kind": new.kind, "article": None}
        is_there = any(self.cited(each) is new for each in citations)
        kept: list[dict[str, Any]] = []
        for each in citations:
            if self.cited(each) is not old:
                kept.append(dict(each))
            elif not is_there:
                is_there = True
                kept.append(cites)
        return kept

    def shows_article(self, title: str) -> bool:
        """Whether an article cited from the law of that title may be shown: see `citable_article`."""
        return citable_article(self.find(title))
