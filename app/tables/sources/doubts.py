"""What a file itself has done to a cell: errors of formulas, digits that Excel lost, letters nobody can read."""

import re

_ERROR = re.compile(r"#(REF!|VALUE!|N/A|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_SHORTENED = re.compile(r"[-+]?\d(?:\.\d+)?E\+\d{2,3}", re.IGNORECASE)
_UNREADABLE = "\ufffd"
DIGITS_LOST = "这一格的数字超过15位，Excel 已经丢了后面几位，请对照原件重填。"
NO_RESULT = "这一格是公式，文件里没有存下算出来的结果。"
OPEN_QUOTE = "这一格开头的引号没有成对，照原样读了，请对照原件看看。"
CUT_SHORT = "这一格太长，只读了开头的32,767个字。"


def doubt_about(text: str) -> str | None:
    """What is wrong with a cell by its text alone, as a sentence; None if nothing."""
    if not text:
        return None
    if text[0] == "#" and _ERROR.fullmatch(text.strip()):
        return f"这一格的公式出错，只剩下{text.strip()}。"
    if _UNREADABLE in text:
        return "这一格里有认不出来的字，已经换成了“\ufffd”。"
    if ("E" in text or "e" in text) and "E" in text.upper()[:24] and _SHORTENED.fullmatch(text.strip()):
        return "这一格的数字被 Excel 写成了缩略的样子，后面几位已经丢失，请对照原件重填。"
    return None
