"""What a rule about one entry is: data about itself, and one small function that looks."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from app.checks.finding import Severity
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent


class Doubt(NamedTuple):
    """One doubt about one element; `told` goes on from the entry's name. `fixed`: the value that settles it.

    `source`: what it rests on, where that is known only when looking; else the rule's own counts. `about`: what it goes
    by besides what the entry and its standard say, such as the law that was repealed.
    """

    element: str
    told: str
    label: str = ""
    fixed: Any = None
    source: str = ""
    about: tuple[str, ...] = ()


class Rule(NamedTuple):
    """A rule that looks at one entry; `says` is what it asks for, in a sentence for people.

    `reads`: elements that it goes by besides the one it speaks of.
    """

    code: str
    severity: Severity
    says: str
    source: str
    look: Callable[[Yardstick, EntryContent], Iterator[Doubt]]
    reads: tuple[str, ...] = ()
