# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole logs as another person hands them to veto verify: under names of their
own, in any order, not all of them, packed since. None of it is a fault."""

import datetime
import gzip
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import flow
import script_main

BOT = "GPTBot/1.2"
DAY = datetime.date(2026, 11, 23)

base = None  # made once: a case of a site and two logs, as after a rotation


def line(ip, clock, target, status=200, size=1000):
    return (f'{ip} - - [{DAY:%d/%b/%Y}:{clock} +0000] "GET {target} HTTP/1.1" '
            f'{status} {size} "-" "{BOT}"\n')


# 203.0.113.0/24 is reserved for documentation: no operator's list is about it.
FIRST = (line("203.0.113.7", "10:00:00", "/robots.txt", size=28) +
         line("203.0.113.7", "11:00:00", "/p/a.html") +
         line("203.0.113.8", "11:30:00", "/robots.txt", 503, 0))
SECOND = (line("203.0.113.8", "11:30:00", "/robots.txt", 503, 0) +
          line("203.0.113.8", "11:40:00", "/robots.txt", 503, 0) +
          line("203.0.113.7", "12:00:00", "/p/b.html"))


def setUpModule():
    global base
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-whole-logs-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    (base / "z.log").write_text(FIRST)
    (base / "a.log").write_text(SECOND)
    (base / "robots").mkdir()
    (base / "robots/20260101T000000Z.txt").write_text(
        "User-agent: *\nDisallow: /p/\n")
    (base / "lists").mkdir()
    (base / f"lists/gptbot.{DAY:%Y%m%d}T000000Z.json").write_text(json.dumps(
        {"prefixes": [{"ipv4Prefix": "52.230.152.0/24"}]}))
    page = (200, {"Content-Type": "text/html"}, b"<title>Club</title><p>Hello")
    with flow.Server({"/": page}) as site:
        done = subprocess.run(
            [flow.PROGRAM, "audit", site.url, "--case", base / "c", "--delay",
             "0", "--log", base / "z.log", "--log", base / "a.log",
             "--robots", base / "robots", "--address-lists", base / "lists"],
            env=flow.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


class WholeLogs(flow.FlowCase):

    def setUp(self):
        super().setUp()
        [self.bundle] = (base / "c/bundles").iterdir()

    def derived(self, *logs, code=0):
        flags = [part for log in logs for part in ("--whole-log", log)]
        done = self.veto("verify", self.bundle, "--json", *flags)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        found = {}
        for one in json.loads(done.stdout)["derived"]:
            found.setdefault(one["code"], set()).add(one["result"])
        return found

    def test_names_and_order_are_no_matter(self):
        for first, second in (("one.log", "two.log"), ("two.log", "one.log")):
            (self.dir / first).write_text(FIRST)
            (self.dir / second).write_text(SECOND)
            for logs in ((first, second), (second, first),
                         (first, second, first)):
                found = self.derived(*logs)
                self.assertIn("S1", found)
                self.assertIn("V1", found)
                self.assertEqual(set.union(*found.values()), {"confirmed"},
                                 (logs, found))

    def test_a_log_that_is_not_given_is_asked_for(self):
        (self.dir / "one.log").write_text(SECOND)
        found = self.derived("one.log")
        self.assertIn("needs the whole log", set.union(*found.values()))
        self.assertNotIn("failed", set.union(*found.values()))

    def test_a_log_that_was_packed_since(self):
        (self.dir / "one.log").write_text(FIRST)
        (self.dir / "two.log.gz").write_bytes(gzip.compress(SECOND.encode()))
        found = self.derived("one.log", "two.log.gz")
        self.assertNotIn("failed", set.union(*found.values()))

    def test_another_log_is_refused(self):
        (self.dir / "one.log").write_text(FIRST.replace("/p/a", "/q/a"))
        self.derived("one.log", code=5)

    def test_a_pack_with_logs_of_other_names(self):
        (self.dir / "one.log").write_text(FIRST)
        (self.dir / "two.log").write_text(SECOND)
        packs = sorted((self.bundle / "data/30-packs").iterdir())
        self.assertTrue(packs)
        done = self.veto("logs", "rederive", *packs, "--json",
                         "--log", "two.log", "--log", "one.log")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual({one["result"] for one in
                          json.loads(done.stdout)["packs"]}, {"confirmed"})

    def test_each_secret_is_tried_where_the_root_alone_tells(self):
        shutil.copytree(base / "c", self.dir / "c")
        done = self.veto("bundle", "--case", "c", "--edition",
                         "non-confidential")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        [lesser] = (self.dir / "c/bundles").glob("non-confidential-*")
        (self.dir / "one.log").write_text(FIRST)
        (self.dir / "two.log").write_text(SECOND)
        (self.dir / "other.log").write_text(FIRST.replace("/p/a", "/q/a"))
        secrets = sorted((self.dir / "c/logs/commitments").glob("*.secret"))
        self.assertEqual(len(secrets), 2)
        ours, both = "the log and its root", ["one.log", "two.log"]
        for keys in (secrets, secrets[::-1]):
            for logs, expected, code in (
                    (both, [ours, ours], 0), (both[::-1], [ours, ours], 0),
                    (["two.log", "other.log"], [ours, "another log"], 5)):
                flags = [part for log in logs for part in ("--whole-log", log)]
                flags += [part for key in keys
                          for part in ("--log-secret", key)]
                done = self.veto("verify", lesser, "--rederive", "--json",
                                 *flags)
                said = json.loads(done.stdout)["whole_logs"]
                self.assertEqual([one["result"] for one in said], expected)
                self.assertEqual(done.returncode, code, done.stdout)


if __name__ == "__main__":
    script_main.run()
