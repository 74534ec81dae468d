"""What could not be printed."""

import re
from collections.abc import Iterator

from msgspec import json

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.printing.fonts import describe_missing, missing_characters
from app.tables.official import standard_text

# Neither ASCII nor the characters and marks that every Chinese font has.
_UNUSUAL = re.compile("[^\\s\x20-\x7e\u3000-\u301f\u4e00-\u9fa5\uff01-\uff5e“”‘’—…·①-⑳]")


def _unprintable(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """An answer has characters that no font of the program can print."""
    # Hardly any entry has a character that fonts are to be asked about: they are many megabytes.
    if not _UNUSUAL.search(json.encode(content.values).decode()):
        return
    for element in yardstick.definition.elements:
        unusual = "".join(_UNUSUAL.findall(standard_text(element, content.values.get(element.key))))
        told = describe_missing(missing_characters(unusual)) if unusual else ""
        if told:
            yield Doubt(element.key, f"的“{element.label}”：{told}")


RULES = (Rule("unprintable", "warn", "没有打印不出来的字", "程序带的字体", _unprintable),)
