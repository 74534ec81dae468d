"""The program killed while a clerk types: nothing is lost but what was typed in the last moment, at any moment."""

import json
import random
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

import pytest

from app.doctor import examine
from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.typing_clerk import ELEMENT

ROOT = Path(__file__).resolve().parent.parent.parent
ITEMS = ("05-003", "05-004")
SHORT, LONG = 2, 60
"""Deaths in an ordinary run, and in the drill."""
FEWEST_KEYS, MOST_KEYS = 5, 25
LATEST_DEATH_S = 0.4
"""After the last key that was waited for: longer than typing may take to the disk."""
KEPT_AFTER_S = 0.3
COMMIT_S = 0.3
"""One commit and one turn of the window's loop, on a machine that has nothing else to do: more where it has."""
BUSY_S = 0.01
"""Of the processor, to see how long it has to be waited for."""
HUNG_AFTER_S = 60


@dataclass(frozen=True)
class Life:
    """What the clerk told until the program was killed, and when that was."""

    lines: list[list]
    crowding: float
    killed_at: float

    def shown(self) -> dict[str, str]:
        """Return what the program showed by entry when it had come up."""
        return {line[1]: line[2] for line in self.lines if line[0] == "shown"}

    def may_remain(self, entry: str) -> list[str]:
        """Return the texts of an entry of which one must be there: from the last one that had to be stored."""
        texts, first = [self.shown()[entry]], 0
        for line in self.lines:
            if line[0] == "saved":
                first = len(texts) - 1
            elif line[0] == "typed" and line[2] == entry:
                texts.append(line[3])
                if line[1] < self.killed_at - KEPT_AFTER_S - COMMIT_S * self.crowding:
                    first = len(texts) - 1
        return texts[first:]


def live(township: Computer, entries: list[str], seed: int, keys: int, seconds: float) -> Life:
    """Run the program with a clerk typing; kill it so many seconds after so many keys."""
    command = [sys.executable, "-m", "tests.ui.typing_clerk", str(seed), str(township.path), *entries]
    with township.keys(), subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        watch = threading.Timer(HUNG_AFTER_S, process.kill)
        watch.start()
        lines, typed = [], 0
        while typed < keys:
            line = process.stdout.readline()
            assert line, f"the program ended or stood still after {lines[-3:]}"
            lines.append(json.loads(line))
            typed += lines[-1][0] == "typed"
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        crowded, killed_at = crowding(), monotonic()
        process.kill()
        watch.cancel()
        return Life(lines + [json.loads(line) for line in process.stdout], crowded, killed_at)


def crowding() -> float:
    """Return how many times longer work takes at this moment than it would alone on the machine, at least once."""
    started, begun = monotonic(), process_time()
    while process_time() - begun < BUSY_S:
        pass
    return max(1.0, (monotonic() - started) / (process_time() - begun))


@pytest.mark.parametrize("deaths", [SHORT, pytest.param(LONG, marks=pytest.mark.drill)])
def test_killed_while_typing(township: Computer, deaths: int, record_property):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    with township.working() as workspace:
        entries = [find_entry(workspace, item).id for item in ITEMS]
    lives: list[Life] = []
    for _ in range(deaths):
        how = chance.randrange(2**32), chance.randint(FEWEST_KEYS, MOST_KEYS), chance.uniform(0, LATEST_DEATH_S)
        lives.append(live(township, entries, *how))
    with township.working() as workspace:
        assert examine(workspace).problems == []
        left = {entry: workspace.store.entries.get(entry).content["values"][ELEMENT] for entry in entries}
    lost = keys = 0
    for number, (life, after) in enumerate(zip(lives, [*(life.shown() for life in lives[1:]), left], strict=True)):
        keys += sum(line[0] == "typed" for line in life.lines)
        for entry in entries:
            may_remain = life.may_remain(entry)
            assert after[entry] in may_remain, f"death {number} of {seed}"
            lost = max(lost, len(may_remain[-1]) - len(after[entry]))
    record_property("figure", f"断掉 {deaths} 次，打了 {keys} 个字，一次最多丢掉最后 {lost} 个字（{seed}）")
