"""Where the information of an entry is to come out (公开渠道和载体), and where it has not come out yet."""

from collections.abc import Iterable

from app.drafting.entry import EntryContent
from app.tables.cell_choices import OTHER
from app.tables.understanding.channels import channels_in


def channels_of(content: EntryContent | None) -> tuple[str, ...]:
    """Return the channels that an entry names, its own words for 其他 among them."""
    values = content.values if content is not None else {}
    named = [each for each in values.get("channels") or () if each != OTHER]
    return (*named, *filter(None, [values.get("channels_other")]))


def missing_channels(channels: Iterable[str], places: Iterable[str]) -> tuple[str, ...]:
    """Return those of the channels that none of the places is: 村公示栏 is the channel
    社区/企事业单位/村公示栏（电子屏）. By the words in force, see
    `app.tables.words_in_force`."""
    known = {meant for place in places for meant in (place, *channels_in(place)[0])}
    return tuple(each for each in channels if not known & {each, *channels_in(each)[0]})
