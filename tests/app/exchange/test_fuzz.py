"""Whatever is done to a package of whatever kind, it is refused in plain words and leaves no trace."""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.errors import UserFacingError
from app.exchange.handing_in import export_start
from app.exchange.keys import DeviceKey, device_key
from app.exchange.member_names import MEMBER_NAMES
from app.exchange.profiles import export_profile
from app.exchange.recovering import export_recovery
from app.exchange.returning import export_receipt, export_return
from app.exchange.roster import add_unit
from app.exchange.starting import new_from_start
from app.exchange.taking_in import import_file
from app.exchange.verdicts import judge
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.app.exchange.spoiling import BY_A_KEY, ON_THE_WAY, parts_of
from tests.app.exchange.test_profiles import complete
from tests.app.exchange.test_rule_rows import give_rules
from tests.official_table import changed_rows, write_official
from tests.support import COUNTY, TOWNSHIP, Computer, computer, dump

FEW = 500
MANY = 10_000
SEED = 20261122
CHECKED_EVERY = 50


@dataclass
class Case:
    """An honest package of one kind, the key that signed it, and who takes it in."""

    path: Path
    key: DeviceKey
    taker: Computer
    trusts_anybody: bool = False
    """A start file is the first word of all: whoever signed it is the parent."""
    harmless: tuple[str, ...] = ()
    """What changes nothing that counts for this kind: standards are of no year."""

    def spoilt(self, chance: random.Random) -> tuple[str, bytes]:
        """One way to spoil it, and the file."""
        if chance.random() < 0.4:
            way = chance.choice(sorted(ON_THE_WAY))
            return way, ON_THE_WAY[way](self.path.read_bytes(), chance)
        way = chance.choice([way for way in sorted(BY_A_KEY) if way not in self.harmless])
        parts = parts_of(self.path, self.key)
        BY_A_KEY[way](parts, chance)
        return way, parts.file()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """One honest package of every kind, and who takes it in."""
    folder = tmp_path_factory.mktemp("cases")
    county = computer(folder / "青山县", COUNTY, person="王主任")
    township = computer(folder / "兴隆镇", TOWNSHIP, person="李梅")
    colleague = computer(folder / "同事", TOWNSHIP, person="陈静")
    replacement = computer(folder / "新电脑", TOWNSHIP, person="李梅")
    for desk in (township, colleague):
        with desk.working() as workspace:
            adopt(workspace, field="05")
    complete(county, write_official(folder / "全表.csv", changed_rows()))
    for desk in (county, township):
        give_rules(desk)
    first = township.export("第一轮.zwgk").path
    unit = admit_sender(county, first, "兴隆镇")
    county.take_in(first)
    made = {"work": (township, township.export("工作.zwgk", kind="work").path, colleague)}
    trust_sender(colleague, made["work"][1])
    with county.working() as workspace:
        entries = [row.id for row in workspace.store.entries.listed()]
        judge(workspace, entries[:5], "returned", "时限不对", {"publisher": "兴隆镇人民政府"})
        judge(workspace, entries[5:9], "accepted")
        made["profile"] = (county, export_profile(workspace, county.folder / "标准.zwgk").path, township)
        made["return"] = (county, export_return(workspace, unit, county.folder / "退回.zwgk").path, township)
        made["receipt"] = (county, export_receipt(workspace, unit, county.folder / "回执.zwgk").path, township)
        made["recovery"] = (county, export_recovery(workspace, unit, county.folder / "找回.zwgk").path, replacement)
        made["start"] = (
            county,
            export_start(workspace, add_unit(workspace, "白云乡"), county.folder / "开始.zwgk").path,
            None,
        )
    for desk in (township, replacement):
        trust_sender(desk, made["profile"][1])
    township.set("05-001", publisher="党政办")
    made["submission"] = (township, township.export("上报.zwgk").path, county)
    return {kind: _case(folder, *each) for kind, each in made.items()}


def _case(folder: Path, giver: Computer, path: Path, taker: Computer | None) -> Case:
    with giver.working() as workspace:
        key = device_key(workspace.organisation.id)
    if taker is None:
        return Case(path, key, Computer(folder / "新镇", "新人"), trusts_anybody=True, harmless=("stranger",))
    return Case(path, key, taker, harmless=("another edition",) if path.name == "标准.zwgk" else ())


def fuzz(cases: dict[str, Case], times: int, seed: int) -> Counter[str]:
    """Spoil every kind so often in all; return how often each way was tried."""
    chance = random.Random(seed)
    tried: Counter[str] = Counter()
    for case in cases.values():
        with _taking(case) as (refusal, look):
            before = look()
            for number in range(times // len(cases)):
                way, content = case.spoilt(chance)
                if content == case.path.read_bytes():
                    continue
                spoilt = case.path.with_name("坏的.zwgk")
                spoilt.write_bytes(content)
                said = refusal(spoilt)
                assert said is not None, f"{case.path.name}: {way} was taken in, seed {seed}, kept as {spoilt}"
                assert re.search(r"[\u4e00-\u9fff].*。$", said), f"{way}: {said}"
                tried[way] += 1
                if number % CHECKED_EVERY == 0:
                    assert look() == before, way
            assert look() == before
    return tried


class _taking:
    """Yields what takes a file in and returns why it was refused, and what tells whether anything changed."""

    def __init__(self, case: Case):
        self._case = case

    def __enter__(self) -> tuple[Callable[[Path], str | None], Callable[[], object]]:
        case = self._case
        if case.trusts_anybody:
            return self._begin, lambda: [path for path in case.taker.folder.rglob("*") if path.suffix != ".lock"]
        self._working = case.taker.working()
        self._workspace: Workspace = self._working.__enter__()
        return self._import, self._rows

    def __exit__(self, *error: object) -> None:
        if not self._case.trusts_anybody:
            self._working.__exit__(*error)

    def _import(self, path: Path) -> str | None:
        outcome = import_file(self._workspace, path)
        assert (outcome.applied, outcome.counts) == (False, {}) or outcome.result != "refused"
        return outcome.reason if outcome.result == "refused" else None

    def _begin(self, path: Path) -> str | None:
        try:
            with self._case.taker.keys():
                new_from_start(self._case.taker.path, path).close()
        except UserFacingError as error:
            return error.message
        return None

    def _rows(self) -> str:
        return hashlib.sha256(repr(dump(self._case.taker.path)).encode()).hexdigest()


def test_nothing_spoilt_is_taken_in(cases):
    tried = fuzz(cases, FEW, SEED)
    assert cases.keys() == MEMBER_NAMES.keys()
    assert tried.keys() == ON_THE_WAY.keys() | BY_A_KEY.keys()


def test_the_honest_ones_are_taken_in_and_again_change_nothing(cases):
    for kind, case in cases.items():
        if not case.trusts_anybody:
            again = case.path.with_name("又一份.zwgk")
            again.write_bytes(case.path.read_bytes())
            assert case.taker.take_in(case.path).result in ("applied", "unchanged", "waiting"), kind
            before = dump(case.taker.path)
            outcome = case.taker.take_in(again)
            assert (outcome.result, outcome.reason) == ("unchanged", "这份文件已收过，内容没有变化。")
            assert dump(case.taker.path) == before


@pytest.mark.drill
def test_ten_thousand_spoilt_packages_are_refused(cases, record_property):
    seed = random.SystemRandom().getrandbits(32)
    tried = fuzz(cases, MANY, seed)
    told = f"{len(cases)} 种文件，{len(tried)} 种改法，{tried.total()} 份，收下 0 份，没有半份（{seed}）"
    record_property("figure", told)
