#!/usr/bin/env python3
# ruff: noqa
# fmt: off
"""Compare what an importer read from a catalogue table with what is really in it.

    score.py EXPECTED.json ACTUAL.json [--show N] [--json]
    score.py --all DIR CMD...  [--show N] [--timeout SECONDS] [--json]

--all runs CMD with the path of each sample in DIR appended and reads the JSON
from its standard output. Options go before CMD. Python 3.8+, no packages.
"""
import argparse
import collections
import difflib
import json
import os
import re
import subprocess
import sys
import time
import unicodedata

COLUMNS = ("field", "level1", "level2", "level3", "elements", "basis", "deadline", "publisher",
           "channels", "audience", "audience_group", "mode", "levels", "extra")
TEXT = {"level1", "level2", "level3", "deadline", "publisher", "audience_group"}
# Two readings of one channel name that a careful reader may both choose.
SAME_CHANNEL = {"微信公众号": "两微一端", "一微一端": "两微一端",
                "便民服务中心": "便民服务站", "乡镇便民服务中心": "便民服务站"}
TICKS = "√✓✔☑■●◆▲"
OFFICIAL = set()  # filled below, once norm() exists


# ---- text -----------------------------------------------------------------
def norm(text):
    """Text without spaces, line breaks, quotes, book marks, bracket styles and closing stops."""
    if text is None:
        return ""
    text = unicodedata.normalize("NFKC", str(text))
    text = re.sub(r"[\s\u200b\u200c\u200d\ufeff]+", "", text)
    text = re.sub(r"[\"'“”‘’「」『』《》〈〉<>]", "", text)
    text = re.sub(r"[\[〔【{]", "(", text)
    text = re.sub(r"[\]〕】}]", ")", text)
    text = re.sub(r"[—–―－‐−]+", "-", text).replace("〜", "~").replace("～", "~")
    return text.strip(".。;,、:·•●")


OFFICIAL.update(norm(name) for name in (
    "政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点", "政务服务中心", "便民服务站",
    "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他"))


def item(text):
    """norm() of a name or list element, without its leading number or bullet."""
    text = "" if text is None else str(text).strip()
    text = re.sub(r"^[①-⑳●•·◆▪\-\s]+", "", text)
    text = re.sub(r"^[(（]?\d{1,2}(?:[.．]\d{1,2})+[)）]?[.、．]?\s*(?=\D)", "", text)
    text = re.sub(r"^[(（]?\d{1,2}[)）.、．]\s*(?=\D)", "", text)
    return norm(text)


def number(text):
    text = norm(text)
    text = text.replace("中华人民共和国", "")
    text = re.sub(r"^国令第", "国务院令第", text)
    return text.strip("()")


def title(text):
    return re.sub(r"^中华人民共和国", "", item(text))


def channels(value):
    """Channel names one by one: a joined "甲、乙" is two, "其他：甲" is 甲, and 其他 beside a local name is dropped."""
    out = []
    for text in seq(value):
        for part in re.split("、(?![^（(]*[)）])", str(text or "")):
            part = re.sub("^其他[：:]\\s*", "", part.strip())
            if part:
                out.append(norm(SAME_CHANNEL.get(part, part)))
    if any(name not in OFFICIAL for name in out):
        out = [name for name in out if name != "其他"]
    return out


def seq(value):
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def empty(value):
    return value is None or value == "" or value == [] or value == {}


# ---- cells ----------------------------------------------------------------
def f1(a, b):
    """Share of common members of two lists, counting repeats."""
    if not a and not b:
        return 1.0
    common = sum((collections.Counter(a) & collections.Counter(b)).values())
    return 2.0 * common / (len(a) + len(b))


def close(a, b):
    if a == b:
        return 1.0
    if a and b and difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9:
        return 0.5
    return 0.0


def cell(column, want, got):
    """0..1: how well `got` answers `want`."""
    if column == "field":
        a, b = norm(want).replace("领域", ""), norm(got).replace("领域", "")
        return 1.0 if a == b or (min(len(a), len(b)) > 1 and (a in b or b in a)) else 0.0
    if column in ("level1", "level2", "level3"):
        return close(item(want), item(got))
    if column in TEXT:
        return close(norm(want), norm(got))
    if column == "elements":
        return f1([item(x) for x in seq(want) if item(x)], [item(x) for x in seq(got) if item(x)])
    if column == "channels":
        return f1(channels(want), channels(got))
    if column == "levels":
        return 1.0 if set(seq(want)) == set(seq(got)) else 0.0
    if column == "basis":
        a = [(title(x.get("title")), number(x.get("number"))) for x in seq(want)]
        b = [(title(x.get("title")), number(x.get("number"))) if isinstance(x, dict) else (title(x), "") for x in seq(got)]
        if not a and not b:
            return 1.0
        left, points = list(b), 0.0
        for name, num in a:
            hit = next((y for y in left if y == (name, num)), None) or next((y for y in left if y[0] == name), None)
            if hit:
                left.remove(hit)
                points += 1.0 if hit[1] == num else 0.75
        return 2.0 * points / (len(a) + len(b))
    if column == "extra":
        got = got if isinstance(got, dict) else {}
        pairs = {norm(k): norm(v) for k, v in got.items()}
        hits = 0.0
        for key, value in (want or {}).items():
            key, value = norm(key), norm(value)
            found = pairs.get(key)
            if found is None:
                found = next((v for k, v in pairs.items() if k and (k in key or key in k)), None)
            if found is not None:
                tick = value and all(c in TICKS for c in value) and found and all(c in TICKS for c in found)
                hits += 1.0 if tick else close(value, found)
        return hits / len(want) if want else 1.0
    return 1.0 if norm(want) == norm(got) else 0.0


def cell_best(column, row, got):
    best = cell(column, row.get(column), got)
    for other in (row.get("also") or {}).get(column, []):
        best = max(best, cell(column, other, got))
    return best


def counted(column, want, got):
    """A cell counts unless both sides are silent. Extra columns nobody asked for are not held against the reader."""
    if column == "extra":
        return not empty(want)
    if column == "audience_group":
        return not empty(want) or not empty(got)
    return not (empty(want) and empty(got))


# ---- rows -----------------------------------------------------------------
def rows_of(document):
    out = []
    for table in (document or {}).get("tables") or []:
        for row in table.get("rows") or []:
            row = dict(row)
            row.setdefault("field", table.get("field"))
            out.append(row)
    return out


def key_of(row):
    parts = [item(row.get("level1")), item(row.get("level2")), item(row.get("level3"))]
    return "|".join(parts) + "|" + ";".join(item(x) for x in seq(row.get("elements")))


def levels_of(row):
    return "|".join(item(row.get(k)) for k in ("level1", "level2", "level3"))


def tie(row):
    return norm(row.get("field")) + norm(row.get("publisher")) + norm(row.get("deadline"))


def grams(text):
    return {text[i:i + 2] for i in range(len(text) - 1)} or {text}


def align(want, got):
    """Pairs (index in want, index in got): the same names and elements first, then the nearest."""
    wk, gk = [key_of(r) for r in want], [key_of(r) for r in got]
    wl, gl = [levels_of(r) for r in want], [levels_of(r) for r in got]
    wt, gt = [tie(r) for r in want], [tie(r) for r in got]
    pairs, todo, left = [], list(range(len(want))), set(range(len(got)))
    # the same names, elements and surroundings; then without the elements; then without the surroundings
    for wkeys, gkeys in ((list(zip(wk, wt)), list(zip(gk, gt))), (list(zip(wl, wt)), list(zip(gl, gt))), (wk, gk)):
        places = collections.defaultdict(list)
        for j in sorted(left):
            places[gkeys[j]].append(j)
        rest = []
        for i in todo:
            options = places[wkeys[i]]
            if not options:
                rest.append(i)
                continue
            best = options[0]
            if len(options) > 1:
                best = max(options[:12], key=lambda j: (difflib.SequenceMatcher(None, wk[i] + wt[i], gk[j] + gt[j], autojunk=False).ratio(), -j))
            options.remove(best)
            left.discard(best)
            pairs.append((i, best))
        todo = rest
    left = sorted(left)
    index = collections.defaultdict(list)
    for j in left:
        for g in grams(gk[j]):
            index[g].append(j)
    taken, offers = set(), []
    for i in todo:
        hits = collections.Counter()
        for g in grams(wk[i]):
            if len(index[g]) <= 400:
                hits.update(index[g])
        near = [j for j, _ in hits.most_common(12)]
        expect = i * len(got) / max(1, len(want))
        near += sorted(left, key=lambda j: abs(j - expect))[:6]
        for j in set(near):
            m = difflib.SequenceMatcher(None, wk[i], gk[j], autojunk=False)
            if m.real_quick_ratio() < 0.5 or m.quick_ratio() < 0.5:
                continue
            ratio = m.ratio()
            if ratio >= 0.5:
                same = 0.05 * difflib.SequenceMatcher(None, wt[i], gt[j], autojunk=False).ratio()
                offers.append((ratio + same, -abs(j - expect), i, j))
    done = set()
    for _, _, i, j in sorted(offers, reverse=True):
        if i not in done and j not in taken:
            done.add(i)
            taken.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def compare(expected, actual):
    want, got = rows_of(expected), rows_of(actual)
    pairs = align(want, got)
    points, cells, wrong = collections.Counter(), collections.Counter(), []
    for i, j in pairs:
        for column in COLUMNS:
            a, b = want[i].get(column), got[j].get(column)
            others = (want[i].get("also") or {}).get(column, [])
            if not counted(column, a, b) or (empty(b) and any(empty(o) for o in others)):
                continue
            value = cell_best(column, want[i], b)
            points[column] += value
            cells[column] += 1
            if value < 1:
                wrong.append((value, column, want[i], a, b))
    missing = [want[i] for i in sorted(set(range(len(want))) - {i for i, _ in pairs}) if not want[i].get("optional")]
    extra = [got[j] for j in sorted(set(range(len(got))) - {j for _, j in pairs})]
    lost = 0
    for row in missing:
        for column in COLUMNS:
            if counted(column, row.get(column), None):
                cells[column] += 1
    for row in extra:
        lost += sum(1 for column in COLUMNS if column not in ("extra", "field") and not empty(row.get(column)))
    total = 100.0 * sum(points.values()) / max(1, sum(cells.values()) + lost)
    if not want:
        total = 100.0 if not got else 0.0
    return {"total": round(total, 2), "rows": len([r for r in want if not r.get("optional")]), "read": len(got), "missing": missing, "extra": extra,
            "columns": {c: (round(100.0 * points[c] / cells[c], 1), cells[c]) for c in COLUMNS if cells[c]}, "wrong": wrong}


# ---- output ---------------------------------------------------------------
def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text, n):
    return text + " " * max(0, n - width(text))


def name(row):
    return " / ".join(str(row.get(k)) for k in ("level1", "level2", "level3") if row.get(k)) or "(no name)"


def brief(value):
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 160 else text[:157] + "..."


def report(result, show):
    print(pad("column", 16) + pad("cells", 8) + "accuracy %")
    for column, (rate, cells) in result["columns"].items():
        print(pad(column, 16) + pad(str(cells), 8) + "%.1f" % rate)
    print("rows expected %d, read %d, missing %d, extra %d" % (result["rows"], result["read"], len(result["missing"]), len(result["extra"])))
    details(result, show)
    print("total %.2f" % result["total"])


def details(result, show):
    if not show:
        return
    for row in result["missing"][:show]:
        print("  missing  " + name(row))
    for row in result["extra"][:show]:
        print("  extra    " + name(row))
    for value, column, row, a, b in sorted(result["wrong"], key=lambda w: w[0])[:show]:
        print("  %.2f %s  [%s]\n       expected %s\n       read     %s" % (value, column, name(row), brief(a), brief(b)))


def load(path):
    with open(path, encoding="utf-8-sig") as handle:
        return json.load(handle)


def run_all(folder, command, show, timeout, as_json):
    results = []
    for entry in sorted(os.listdir(folder)):
        if not entry.endswith(".expected.json"):
            continue
        sample = os.path.join(folder, entry[:-len(".expected.json")])
        if not os.path.isfile(sample):
            continue
        started, problem, actual = time.time(), "", {"tables": []}
        try:
            done = subprocess.run(command + [sample], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
            if done.returncode:
                lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
                problem = "exit %d: %s" % (done.returncode, lines[-1][:80] if lines else "")
            actual = json.loads(done.stdout.decode("utf-8-sig"))
        except subprocess.TimeoutExpired:
            problem = "no answer in %d s" % timeout
        except (ValueError, OSError) as error:
            problem = problem or "no JSON: %s" % str(error)[:80]
        try:
            result = compare(load(sample + ".expected.json"), actual)
        except (AttributeError, TypeError) as error:
            problem, result = "wrong shape: %s" % error, compare(load(sample + ".expected.json"), {"tables": []})
        results.append((os.path.basename(sample), result, time.time() - started, problem))
    if as_json:
        print(json.dumps({"mean": round(sum(r["total"] for _, r, _, _ in results) / max(1, len(results)), 2),
                          "files": {n: {"total": r["total"], "rows": r["rows"], "read": r["read"], "missing": len(r["missing"]),
                                        "extra": len(r["extra"]), "seconds": round(s, 2), "problem": p} for n, r, s, p in results}},
                         ensure_ascii=False, indent=1))
        return results
    w = max([width(n) for n, _, _, _ in results] + [6]) + 2
    print(pad("sample", w) + "%7s %6s %6s %8s %6s %8s" % ("total", "rows", "read", "missing", "extra", "seconds"))
    for n, r, seconds, problem in results:
        print(pad(n, w) + "%7.2f %6d %6d %8d %6d %8.1f" % (r["total"], r["rows"], r["read"], len(r["missing"]), len(r["extra"]), seconds)
              + ("  " + problem if problem else ""))
        details(r, show)
    points, cells = collections.Counter(), collections.Counter()
    for _, r, _, _ in results:
        for column, (rate, count) in r["columns"].items():
            points[column] += rate
            cells[column] += 1
    print("\nmean accuracy by column: " + ", ".join("%s %.1f" % (c, points[c] / cells[c]) for c in COLUMNS if cells[c]))
    print("mean %.2f over %d samples" % (sum(r["total"] for _, r, _, _ in results) / max(1, len(results)), len(results)))
    return results


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", metavar="DIR", help="score every sample in DIR with the command that follows")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print up to N missing rows, extra rows and wrong cells")
    parser.add_argument("--timeout", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="EXPECTED ACTUAL | CMD...")
    options = parser.parse_args(argv)
    rest = options.rest[1:] if options.rest[:1] == ["--"] else options.rest
    if options.all:
        if not rest:
            parser.error("--all needs a command")
        results = run_all(options.all, rest, options.show, options.timeout, options.json)
        return 0 if results else 1
    tail = argparse.ArgumentParser(add_help=False)
    tail.add_argument("--show", type=int, default=options.show)
    tail.add_argument("--json", action="store_true", default=options.json)
    tail.add_argument("files", nargs="*")
    more = tail.parse_args(rest)
    if len(more.files) != 2:
        parser.error("give EXPECTED.json and ACTUAL.json")
    result = compare(load(more.files[0]), load(more.files[1]))
    if more.json:
        print(json.dumps({"total": result["total"], "rows": result["rows"], "read": result["read"], "missing": len(result["missing"]),
                          "extra": len(result["extra"]), "columns": {c: v[0] for c, v in result["columns"].items()}}, ensure_ascii=False, indent=1))
    else:
        report(result, more.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
