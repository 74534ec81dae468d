"""Cut text into overlapping pairs of characters, so that any substring can be found as a phrase.

FTS5's trigram tokenizer cannot find two characters, which is what people type (surname and name, 低保);
LIKE reads every row. The `ascii` tokenizer of FTS5 treats every character above 127 as a letter, so names
beyond the BMP (𬭎) are kept, which `unicode61` would cut out.
"""

import re
import unicodedata
from functools import lru_cache
from operator import concat

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
    # No pair reaches over a blank.
    words = text.split(" ")
    is_short = max(map(len, words)) <= _LONGEST_KEPT
    return " ".join(filter(None, map(_kept if is_short else _tokens_of, words)))


def _tokens_of(word: str) -> str:
    return _cut(word) if len(word) > _LONGEST_KEPT else _kept(word)


def _cut(word: str) -> str:
    out: list[str] = []
    for run in runs(word):
        out.extend(map(concat, run, run[1:]))
        out.append(run[-1])
    return " ".join(out)


# What stands in many texts, or in the old and the new form of one, is cut once.
_LONGEST_KEPT = 200
_kept = lru_cache(maxsize=50_000)(_cut)


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
