# SPDX-License-Identifier: GPL-3.0-or-later
"""Custody: every command that touches a case's evidence says so in its log,
those that look alone do not, and the chain holds by VERIFY.txt's commands."""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import flow
import script_main

PAGE = b'<title>Club</title><p>Hello<img src="/a.png"><a href="/b">b</a>'
LOG = ('192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] "GET /p/a.html HTTP/1.1" '
       '200 5 "-" "GrabBot/1.0"\n')

base = None
site = None


def setUpModule():
    global base, site
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-custody-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    html = {"Content-Type": "text/html"}
    site = flow.Server({"/": (200, html, PAGE), "/b": (200, html, b"<p>b"),
                        "/a.png": (200, {"Content-Type": "image/png"},
                                   flow.png())})
    site.__enter__()
    unittest.addModuleCleanup(site.__exit__)
    (base / "access.log").write_text(LOG)
    (base / "saved.html").write_text("<title>Saved</title><p>Hello")


class Custody(flow.FlowCase):

    def events(self):
        path = self.dir / "c/custody.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()]

    def by_hand(self):
        """The loop of VERIFY.txt over the case's own log, and its head."""
        template = (script_main.ROOT / "reports/templates/verify_custody.txt")
        loop = re.search(r"^     prev=.*\n(?:     .*\n)*?     done.*$",
                         template.read_text(), re.MULTILINE)[0]
        self.assertIn("custody.jsonl", loop)
        done = subprocess.run(
            ["bash", "-c", loop.replace("data/40-custody/", "") +
             "\necho $prev"], cwd=self.dir / "c", capture_output=True,
            text=True, check=True)
        self.assertNotIn("broken", done.stdout)
        return done.stdout.strip()

    def run_and_note(self, *arguments):
        """The events that a command on the case adds."""
        path = self.dir / "c/custody.jsonl"
        before = path.read_bytes() if path.exists() else b""
        done = self.veto(*arguments, "--case", "c")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        after = path.read_bytes()
        self.assertTrue(after.startswith(before))
        self.assertEqual(self.by_hand(),
                         hashlib.sha256(after.splitlines()[-1]).hexdigest())
        new = [json.loads(line) for line in after[len(before):].splitlines()]
        for event in new:
            self.assertTrue(event["actor"])
            self.assertRegex(event["time"], r"^\d{4}-.*Z$")
            self.assertTrue(event["item"])
        return new

    @staticmethod
    def said(events):
        return [(event["action"], event["item"]) for event in events]

    def test_each_command(self):
        new = self.run_and_note("crawl", site.url, "--delay", "0")
        self.assertEqual(self.said(new)[0], ("create", "case.db"))
        self.assertIn(("capture", "captures"), self.said(new))
        self.assertIn("stage crawl: ", new[-1]["reason"])
        self.assertRegex(new[-1]["reason"], r"\d")

        new = self.run_and_note("audit", site.url, "--delay", "0", "--log",
                                base / "access.log")
        said = self.said(new)
        [log] = [event for event in new if event["action"] == "import"]
        self.assertEqual(log["digest"], "sha256:" +
                         hashlib.sha256(LOG.encode()).hexdigest())
        for part in ("report/report.html", "report/summary.json",
                     "report/findings.jsonl"):
            [event] = [event for event in new if event["item"] == part]
            self.assertEqual(event["digest"], "sha256:" + hashlib.sha256(
                (self.dir / "c" / part).read_bytes()).hexdigest())
        for stage in ("faces", "signals", "logs"):
            self.assertTrue([event for event in new
                             if event["action"] == "analyse" and
                             f"stage {stage}: " in event["reason"]], stage)
        self.assertEqual(said[-1][0], "bundle")
        self.assertTrue(any(item.startswith("logs/commitments/")
                            for _, item in said))

        # What the report was before stands in the event that replaces it.
        html = self.dir / "c/report/report.html"
        before = hashlib.sha256(html.read_bytes()).hexdigest()
        new = self.run_and_note("report")
        [event] = [event for event in new
                   if event["item"] == "report/report.html"]
        self.assertEqual(event["digest_before"], "sha256:" + before)

        new = self.run_and_note("bundle")
        self.assertEqual([action for action, _ in self.said(new)], ["bundle"])
        bundle = self.dir / "c" / new[0]["item"]
        self.assertEqual(new[0]["digest"], "sha256:" + hashlib.sha256(
            bundle.read_bytes()).hexdigest())

        new = self.run_and_note("import", base / "saved.html", "--url",
                                "https://club.test/saved.html")
        self.assertTrue([event for event in new if event["action"] == "import"
                         and "digest" in event])

        new = self.run_and_note("trap", "new", "https://club.test/")
        self.assertEqual([action for action, _ in self.said(new)], ["create"])
        path = new[0]["item"].removeprefix("https://club.test")
        issued = new[0]["time"]
        new = self.run_and_note("trap", "live", path, issued)
        self.assertEqual([action for action, _ in self.said(new)], ["mark"])

    def test_a_check_of_a_bundle_in_its_case(self):
        self.run_and_note("audit", site.url, "--delay", "0")
        [bundle] = (self.dir / "c/bundles").iterdir()
        count = len(self.events())
        for act, wanted in ((lambda: None, "files match"),
                            (lambda: (bundle / "data/more").write_text("x"),
                             "2 problems, the first: extra data/more")):
            act()
            self.veto("verify", bundle)
            event = self.events()[-1]
            count += 1
            self.assertEqual(len(self.events()), count)
            self.assertEqual(event["action"], "verify")
            self.assertIn(wanted, event["reason"])
            self.assertEqual(event["item"], f"bundles/{bundle.name}/"
                             "tagmanifest-sha256.txt")
        self.by_hand()
        # A copy elsewhere is nobody's case.
        shutil.copytree(bundle, self.dir / "copy")
        self.veto("verify", "copy")
        self.assertEqual(len(self.events()), count)

    def test_who_looks_leaves_no_event(self):
        self.run_and_note("audit", site.url, "--delay", "0", "--log",
                          base / "access.log")
        self.run_and_note("audit", site.url, "--delay", "0")
        for command in (["runs"], ["diff"], ["faces", "list"], ["trap", "list"],
                        ["robots", "history"]):
            with self.subTest(command):
                self.assertEqual(self.run_and_note(*command), [])

    def test_the_head_stands_in_report_and_seal(self):
        self.run_and_note("audit", site.url, "--delay", "0")
        html = (self.dir / "c/report/report.html").read_text()
        held = re.search(r"held (\d+) events when this report was written\. "
                         r"SHA-256 of the last: ([0-9a-f]{64})\.", html)
        lines = (self.dir / "c/custody.jsonl").read_bytes().splitlines()
        count = int(held[1])
        self.assertLess(count, len(lines))
        self.assertEqual(hashlib.sha256(lines[count - 1]).hexdigest(), held[2])
        self.assertEqual(json.loads(lines[count])["item"],
                         "report/report.html")
        summary = json.loads((self.dir / "c/report/summary.json").read_text())
        self.assertEqual(summary["custody"], {"events": count, "head": held[2]})

        env = flow.environment(VETO_KEY_PASSPHRASE="a good passphrase",
                               XDG_DATA_HOME=str(self.dir / "data"))
        subprocess.run([flow.PROGRAM, "bundle", "--case", "c", "--seal",
                        "--allow-untimestamped"], cwd=self.dir, env=env,
                       check=True, capture_output=True)
        bundle = sorted((self.dir / "c/bundles").iterdir())[-1]
        seal = bundle / "seal/seal.json"
        log = (bundle / "data/40-custody/custody.jsonl").read_bytes()
        head = hashlib.sha256(log.splitlines()[-1]).hexdigest()
        self.assertEqual(json.loads(seal.read_text())["custody_head"], head)
        self.assertIn(f"Veto-Custody-Head: {head}\n",
                      (bundle / "bag-info.txt").read_text())
        self.assertEqual(self.veto("verify", bundle).returncode, 0)
        seal.write_text(seal.read_text().replace(head, head[::-1]))
        self.assertEqual(self.veto("verify", bundle).returncode, 5)


if __name__ == "__main__":
    script_main.run()
