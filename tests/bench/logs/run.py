#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The analysis of a large log: verdicts as planted, and speed beside peers.

    ninja -C build/release veto bench_make_log
    python3 tests/bench/logs/run.py [--lines N] [--rounds N] [PART...]

Parts: exact (every verdict of a made-up log against what was planted), speed
(beside GoAccess, mawk and wc on the same log), packed (gzip beside zcat | wc),
all of them where none is named. Ours is the full analysis: digests, identities,
findings with their evidence, a verdict written for each request that the rules
have something to say about.

Programs take turns, ratios are of the rounds' medians of wall time, and of what
was measured in this run alone. Everything lies in /dev/shm. Beside the peers
stands what an analysis that names its log by digest is not spared: SHA-256 of
the file (openssl).
"""

import argparse
import collections
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = 200_000  # lines that GoAccess is given
COUNT_AGENTS = r"""{n[$6]++} END {for (k in n) print n[k], k}"""


def run(*command, core=None, shell=False):
    """Wall seconds and peak MB of one run; its words are dropped."""
    if core is not None:
        command = ("taskset", "-c", str(core), *command)
    begin = time.monotonic()
    process = subprocess.Popen(
        command[0] if shell else [str(part) for part in command], shell=shell,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}: {words}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


class Bench:
    def __init__(self, tree, lines, rounds):
        self.veto = tree / "cli/veto"
        self.make = tree / "tests/bench/bench_make_log"
        self.lines = lines
        self.rounds = rounds
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="veto-bench-",
                                                 dir="/dev/shm"))
        self.missed = 0

    def made(self, lines):
        folder = self.dir / str(lines)
        if not folder.exists():
            subprocess.run([self.make, folder, str(lines)], check=True)
        return folder

    def analysis(self, folder, log="access.log"):
        return (self.veto, "logs", folder / log, "--quiet", "--json",
                "--robots", folder / "robots",
                "--log-origin", "https://site.example",
                "--complete-from", "2026-09-01T00:00:00Z",
                "--verdicts", folder / "verdicts.jsonl")

    def exact(self):
        folder = self.made(self.lines * 2)
        seconds, peak = run(*self.analysis(folder))
        found = collections.defaultdict(collections.Counter)
        with open(folder / "verdicts.jsonl", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                if one["verdict"] == "disallowed":
                    found[one["agent"]][one["finding"] or "excused"] += 1
        planted = json.loads((folder / "expected.json").read_text())
        right = found == {agent: dict(counts)
                          for agent, counts in planted.items()}
        self.missed += not right
        total = sum(sum(counts.values()) for counts in planted.values())
        print(f"exact: {self.lines * 2} lines, 40 agents, {total} planted "
              f"requests: {'every verdict as planted' if right else 'WRONG'} "
              f"({seconds:.1f} s, peak {peak:.0f} MB)")
        if not right:
            for agent in sorted(set(found) | set(planted)):
                if found[agent] != planted.get(agent, {}):
                    print(f"  {agent}: {dict(found[agent])}, planted "
                          f"{planted.get(agent)}")

    def compare(self, programs):
        """Medians of wall seconds by name; each takes its turn."""
        taken = collections.defaultdict(list)
        for _ in range(self.rounds):
            for name, command in programs.items():
                taken[name].append(command()[0])
        return {name: statistics.median(all_) for name, all_ in taken.items()}

    def row(self, name, ours, theirs, target):
        ratio = theirs / ours
        self.missed += ratio < target
        print(f"  {name}: {ratio:.2f} times (target {target})"
              f"{'' if ratio >= target else ', missed'}")

    def speed(self):
        folder = self.made(self.lines)
        log = folder / "access.log"
        sample = folder / "sample.log"
        with open(log, "rb") as whole, open(sample, "wb") as part:
            for _ in range(min(SAMPLE, self.lines)):
                part.write(whole.readline())
        peaks = []

        def ours(core=None):
            done = run(*self.analysis(folder), core=core)
            peaks.append(done[1])
            return done

        programs = {
            "two": ours, "one": lambda: ours(0),
            "wc": lambda: run("wc", "-l", log),
            "mawk": lambda: run("mawk", "-F\"", COUNT_AGENTS, log),
            "sha256": lambda: run("openssl", "dgst", "-sha256", log)}
        if shutil.which("goaccess"):
            programs["goaccess"] = lambda: run(
                "goaccess", sample, "--log-format=COMBINED", "--no-progress",
                "-o", folder / "goaccess.json")
        t = self.compare(programs)
        size = log.stat().st_size
        print(f"speed: {self.lines} lines, {size / 1e6:.0f} MB; seconds: " +
              ", ".join(f"{name} {taken:.2f}" for name, taken in t.items()))
        print(f"  ours {self.lines / t['two'] / 1e6:.2f} million lines a "
              f"second on two cores, {self.lines / t['one'] / 1e6:.2f} on one; "
              f"peak {max(peaks):.0f} MB (target 200)")
        self.missed += max(peaks) > 200
        if "goaccess" in t:
            whole = t["goaccess"] * self.lines / min(SAMPLE, self.lines)
            self.row("lines a second, of GoAccess's", t["two"], whole, 75)
        else:
            print("  GoAccess is not here: not compared")
        self.row("of mawk counting by user agent", t["two"], t["mawk"], 2.5)
        self.row("on one core, of wc -l", t["one"], t["wc"], 0.12)
        self.row("two cores, of one", t["two"], t["one"], 1.7)
        self.row("two cores, of SHA-256 alone (the floor)", t["two"],
                 t["sha256"], 0)

    def packed(self):
        folder = self.made(self.lines)
        packed = folder / "access.log.gz"
        if not packed.exists():
            run(f"gzip -1 -k {folder / 'access.log'}", shell=True)
        t = self.compare({
            "ours": lambda: run(*self.analysis(folder, packed.name)),
            "zcat": lambda: run(f"zcat {packed} | wc -l", shell=True)})
        print(f"packed: {packed.stat().st_size / 1e6:.0f} MB; seconds: "
              f"ours {t['ours']:.2f}, zcat | wc -l {t['zcat']:.2f}")
        self.row("of zcat | wc -l", t["ours"], t["zcat"], 1.5)


def main():
    parts = ("exact", "speed", "packed")
    parser = argparse.ArgumentParser()
    parser.add_argument("--tree", type=pathlib.Path,
                        default=ROOT / "build/release")
    parser.add_argument("--lines", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("part", nargs="*", choices=[*parts, []])
    given = parser.parse_args()
    bench = Bench(given.tree, given.lines, given.rounds)
    try:
        for part in given.part or parts:
            getattr(bench, part)()
    finally:
        shutil.rmtree(bench.dir)
    if bench.missed:
        print(f"{bench.missed} targets missed")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
