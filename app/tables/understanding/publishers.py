"""Names of organs that stand on several lines of a cell, or in the cells of several rows: one name, or several."""

import re

from app.tables.understanding.content import reads_as
from app.tables.understanding.lists import is_broken_word

_JOINT = re.compile(r"[、，,和与及或]$")
_OF_A_PLACE = re.compile(
    r"各|县(?!级)|[省州旗]|市(?![场政容民])|区(?!域)|镇(?![区级])|乡(?![村镇])|村(?![镇庄级])|街道|社区|居委|"
    r"[\u4e00-\u9fff]{2,3}(?:[县旗镇乡]|街道)"
)
"""How a name begins that says whose organ it is; that of an office of the organ before begins otherwise."""


def goes_on(before: str, after: str, *, is_row: bool) -> bool:
    """Whether a name goes on behind a line break, or (`is_row`) in a cell of the next row: what stands before is no
    organ's name yet; on lines also where what follows does not say whose organ it is."""
    if _JOINT.search(before) or not reads_as("publisher", before) or is_broken_word(before, after):
        return not before.endswith(("；", ";", "。"))
    return not is_row and not (_OF_A_PLACE.match(after) and reads_as("publisher", after))
