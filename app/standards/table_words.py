"""The words by which tables are read, with those of a place's own before the program's."""

from collections.abc import Collection

from msgspec import structs

from app.standards.matching import plain
from app.standards.vocabulary import TableWords, Vocabulary, Word

_ABOVE, _OTHER = "above_county", "其他"


def with_table_words(vocabulary: Vocabulary, own: TableWords) -> Vocabulary:
    """Return a vocabulary in which these words mean what they say there, and nothing else."""
    heads = [_word(each.text, each.column) for each in own.table_heads]
    channels = [_word(each.text, each.channel) for each in own.table_channels]
    levels = [_word(each.text, each.levels or _ABOVE) for each in own.table_levels]
    return structs.replace(
        vocabulary,
        headers=_instead(vocabulary.headers, heads),
        channels=_instead(vocabulary.channels, channels),
        levels=_instead(vocabulary.levels, levels),
    )


def _word(text: str, means: str | tuple[str, ...]) -> Word:
    return Word(text, means, "exact", "recalled", keep_as_other=means == _OTHER)


def _instead(words: Collection[Word], own: Collection[Word]) -> tuple[Word, ...]:
    said = {plain(word.text) for word in own}
    return (*own, *(word for word in words if plain(word.text) not in said))
