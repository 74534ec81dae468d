"""The register of laws: which law a citation means, whether it is in force, whether its articles may be shown."""

import re
import unicodedata
from collections.abc import Iterator

from app.standards.models import Law, LawRegister

_MARKS = re.compile(r"[\s《》〈〉<>“”\"]")
_CHINESE = re.compile("[\u4e00-\u9fff]*")
_COUNTRY = "中华人民共和国"


def comparable_title(title: str) -> str:
    """A title without book-title and quotation marks, blanks and 中华人民共和国 in front, in half-width form:
    《土地管理法》 and 中华人民共和国土地管理法 become the same."""
    bare = title if _CHINESE.fullmatch(title) else _MARKS.sub("", unicodedata.normalize("NFKC", title))
    return bare.removeprefix(_COUNTRY)


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

    def __init__(self, register: LawRegister):
        self.register = register
        self._by_title = {comparable_title(title): law for law in register.laws for title in law.short_titles}
        self._by_title |= {comparable_title(law.title): law for law in register.laws}

    def __iter__(self) -> Iterator[Law]:
        return iter(self.register.laws)

    def __len__(self) -> int:
        return len(self.register.laws)

    @property
    def as_of(self) -> str:
        """The day (YYYY-MM-DD) the register was last gone through."""
        return self.register.meta["as_of"]

    def find(self, title: str) -> Law | None:
        """The law cited by that title, with or without 《》 and 中华人民共和国, full or short; None if unknown."""
        return self._by_title.get(comparable_title(title))

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

    def shows_article(self, title: str) -> bool:
        """Whether an article cited from the law of that title may be shown: see `citable_article`."""
        return citable_article(self.find(title))
