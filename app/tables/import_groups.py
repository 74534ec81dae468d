"""The lines over groups of rows in a table: a group for each of several units, or topics that name the items wider."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from app.standards.matching import plain
from app.tables.understanding.catalogue import LIKELY, Answer, ReadRow
from app.tables.understanding.fields import field_named
from app.tables.understanding.meanings import NAMES

_NUMBER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百\d]{1,3}(?:部分|[、.．)）:：\s])|[(（][一二三四五六七八九十\d]{1,3}[)）])\s*"
)
_UNIT = re.compile(
    r"(?:(?<![城集村乡小])镇|乡镇|镇街|(?<![城家返下入回还故])乡|街道|县|(?<![小园辖城景片社])区|(?<!城)市|旗"
    r"|(?<![农乡])村|.社区|[省市县区旗乡镇村]级|(?<![邮结格布])局|(?<![通代帮承领经协举包联督])办|办公室|委|委员会"
    r"|(?<!场)所|(?<!网)站|中心|大队|政府|办事处|部门|单位|机关|医院|卫生院|福利院|敬老院|学校|小学|中学|幼儿园)"
    r"(?:[(（][^()（）]*[)）])?[：:。]?$"
)


class Groups(Struct, frozen=True):
    """The lines over the groups of a table that repeat the same items: `units`, one for each of several units;
    `topics` with the name that each adds to its items."""

    units: tuple[str, ...] = ()
    topics: Mapping[str, str] = {}

    def with_topic(self, row: ReadRow) -> ReadRow:
        """Return an item that has one name only with the topic over it as its wider one."""
        topic, names = self.topics.get(row.section), [key for key in NAMES if key in row.answers]
        if topic is None or len(names) != 1:
            return row
        others = {key: answer for key, answer in row.answers.items() if key not in NAMES}
        wider = Answer(topic, row.section, (), LIKELY, "title")
        return replace(row, answers={"level1": wider, "level2": row.answers[names[0]], **others})


def groups_of(rows: Sequence[ReadRow], own_name: str) -> Groups:
    """Return what the lines over a table's groups are; they say something of it where they repeat an item."""
    lines = dict.fromkeys(row.section for row in rows if row.section)
    units = {line for line in lines if own_name in line or _UNIT.search(_NUMBER.sub("", line).rstrip())}
    others = [line for line in lines if line not in units and field_named(line) is None]
    is_topics = len(others) > 1 and _repeating([row for row in rows if row.section in others])
    return Groups(
        _repeating([row for row in rows if not row.section or row.section in units]),
        {line: _NUMBER.sub("", line) for line in others} if is_topics else {},
    )


def _repeating(rows: Sequence[ReadRow]) -> tuple[str, ...]:
    """Return the lines over groups that have an item in common; none where there is but one."""
    groups: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        names = tuple(plain(str(row.answers[key].value)) for key in NAMES if key in row.answers)
        groups.setdefault(row.section, set()).add(names)
    shared = Counter(names for each in groups.values() for names in each)
    repeated = tuple(line for line, names in groups.items() if line and any(shared[each] > 1 for each in names))
    return repeated if len(repeated) > 1 else ()
