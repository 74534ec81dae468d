"""Cut text into overlapping pairs of characters, so that any substring can be found as a phrase.

FTS5's trigram tokenizer cannot find two characters, which is what people type (surname and name, 低保);
LIKE reads every row. The `ascii` tokenizer of FTS5 treats every character above 127 as a letter, so names
beyond the BMP (𬭎) are kept, which `unicode61` would cut out.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import compress, count
from operator import concat, ne

_RUN = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """Fold width, case and compatibility forms, so that ＡＢ and ab are one."""
    # Most text is in that form as it comes, which is told from its characters at once.
    folded = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    return folded.casefold()


def runs(text: str) -> list[str]:
    """Return the stretches of letters, digits and Chinese characters between punctuation and spaces."""
    return _RUN.findall(normalise(text))


def tokens(text: str) -> str:
    """Return the index tokens of a text: all pairs of each run, and its last character alone."""
    return _joined(text.split(" "))[1:]


def tokens_of_both(before: str, now: str) -> tuple[str, str]:
    """Return the tokens of two forms of a text; what both begin and end with is looked at once."""
    old, new = before.split(" "), now.split(" ")
    head = _shared(old, new)
    begin, old, new = _joined(old[:head]), old[head:], new[head:]
    tail = _shared(old[::-1], new[::-1])
    end = _joined(old[len(old) - tail :])
    middles = (_joined(words[: len(words) - tail]) for words in (old, new))
    was, now = (f"{begin}{middle}{end}"[1:] for middle in middles)
    return was, now


def _shared(one: list[str], other: list[str]) -> int:
    """Return with how many equal words two lists begin."""
    return next(compress(count(), map(ne, one, other)), min(len(one), len(other)))


def _joined(words: Iterable[str]) -> str:
    """Return the tokens of words between blanks, a blank before each: no pair reaches over one."""
    return "".join(map(_KEPT.__getitem__, words))


def _cut(word: str) -> str:
    out = [""]
    for run in runs(word):
        out.extend(map(concat, run, run[1:]))  # type: ignore[arg-type]  # of texts, described for lists
        out.append(run[-1])
    return " ".join(out)


class _Kept(dict[str, str]):
    """The tokens of words, a blank before each. What stands in many texts, or in the old and the new form of one, is
    cut once; it all goes when there is too much of it, which costs less than knowing what was asked for last."""

    def __missing__(self, word: str) -> str:
        tokens = _cut(word)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = tokens
        return tokens


_LONGEST_KEPT = 200
_MOST_KEPT = 50_000
_KEPT = _Kept()


def phrase(text: str) -> str:
    """Return the FTS5 query that finds every run of `text` as a substring; empty when nothing can be searched."""
    return " AND ".join(_run_query(run) for run in runs(text))


def mark(word: str) -> str:
    """Return a token that no typed text can equal, to label documents; U+E000 is a private-use character."""
    return f"\ue000{word}"


def _run_query(run: str) -> str:
    if len(run) == 1:
        return f'"{run}"*'
    pairs = " ".join(run[index : index + 2] for index in range(len(run) - 1))
    return f'"{pairs}"'
