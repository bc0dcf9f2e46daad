# SPDX-License-Identifier: GPL-3.0-or-later
"""Files handed over by a user: imported, audited without the network, and told
apart in every output from what this program fetched itself."""

import base64
import gzip
import hashlib
import json
import os
import unittest
import zipfile

import flow
import script_main

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"


def har(image):
    """One page that shows one image, and a request that was blocked."""
    def entry(url, mime, **content):
        return {"startedDateTime": "2026-03-04T05:06:07Z",
                "request": {"method": "GET", "url": url},
                "response": {"status": 200, "headers": [
                    {"name": "Content-Type", "value": mime}],
                    "content": {"mimeType": mime, "size": 1, **content}}}
    page = "<title>Team</title><img src=/face.png alt='A face'>"
    return json.dumps({"log": {"version": "1.2", "creator": {}, "entries": [
        entry("https://example.org/team", "text/html", text=page),
        entry("https://example.org/face.png", "image/png", encoding="base64",
              text=base64.b64encode(image).decode()),
    ]}})


class Import(flow.FlowCase):

    def setUp(self):
        super().setUp()
        if not FACE.exists():
            self.skipTest(f"no {FACE}")
        self.image = FACE.read_bytes()
        if "VETO_MODELS" not in flow.environment():
            self.skipTest("no detector weights")

    def summary(self, case):
        return json.loads((self.dir / case / "report/summary.json").read_text())

    def import_and_audit(self, *arguments, codes=(0,)):
        done = self.veto("import", *arguments, "--case", "case")
        self.assertIn(done.returncode, codes, done.stdout + done.stderr)
        self.assertIn("veto audit --case case", done.stdout)
        done = self.veto("audit", "--case", "case")
        self.assertIn(done.returncode, codes, done.stdout + done.stderr)
        return self.summary("case")

    def assert_says_imported(self, summary):
        self.assertEqual(len(summary["imports"]), 1)
        self.assertGreater(summary["crawl"]["imported"], 0)
        listed = summary["faces"]["listed"]
        self.assertEqual(len([i for i in listed if i["faces"]]), 1)
        self.assertTrue(all(image["imported"] for image in listed))
        report = (self.dir / "case/report/report.html").read_text()
        self.assertIn("handed over", report)
        self.assertNotIn("veto visited", report)
        findings = [json.loads(line) for line in
                    (self.dir / "case/report/findings.jsonl").open()]
        exposed = [f for f in findings if f["code"] == "F1"]
        self.assertEqual(len(exposed), 1)
        self.assertIn("publication", exposed[0]["does_not_show"])

    def test_har(self):
        text = har(self.image)
        (self.dir / "site.har").write_text(text)
        summary = self.import_and_audit("site.har")
        self.assert_says_imported(summary)
        self.assertEqual(summary["imports"][0]["sha256"],
                         hashlib.sha256(text.encode()).hexdigest())
        image = summary["faces"]["listed"][0]
        self.assertEqual(image["urls"], ["https://example.org/face.png"])
        self.assertEqual(image["pages"], ["https://example.org/team"])
        # The bundle holds it like any other capture, and verifies.
        bundle = next((self.dir / "case/bundles").iterdir())
        self.assertEqual(self.veto("verify", bundle).returncode, 0)
        records = b"".join(
            gzip.decompress(path.read_bytes())
            for path in sorted((self.dir / "case/captures").glob("*.gz")))
        self.assertIn(b"Veto-Import-Source: site.har\r\n", records)

    def test_saved_page(self):
        (self.dir / "team_files").mkdir()
        (self.dir / "team_files/face.png").write_bytes(self.image)
        (self.dir / "team.html").write_text(
            "<!-- saved from url=(0024)https://example.org/team -->\n"
            "<html><meta name=robots content=noai>"
            "<img src=./team_files/face.png>")
        summary = self.import_and_audit("team.html")
        self.assert_says_imported(summary)
        image = summary["faces"]["listed"][0]
        self.assertEqual(image["pages"], ["https://example.org/team"])
        # The page asks; what the image's own answer said is not in the file,
        # so nothing is said about it.
        holes = summary["signals"]["images_without_their_pages_opt_out"]
        self.assertEqual(holes, [])
        self.assertEqual(summary["signals"]["signals"], 1)

    def test_account_export(self):
        with zipfile.ZipFile(self.dir / "export.zip", "w",
                             zipfile.ZIP_DEFLATED) as export:
            export.writestr("posts/posts_1.html",
                            "<html><img src=media/face.png>")
            export.writestr("media/face.png", self.image)
            export.writestr("posts/posts_1.json", "{}")
            export.writestr("media/film.mp4", b"\0" * 99)
        summary = self.import_and_audit("export.zip")
        self.assert_says_imported(summary)
        self.assertEqual(summary["imports"][0]["entries"], 4)
        self.assertEqual(summary["imports"][0]["kept"], 2)

    def test_what_this_program_wrote(self):
        """Its own WARC, imported elsewhere, holds the same bytes."""
        page = b"<title>Team</title><img src=/face.png>"
        with flow.Server({"/": (200, {"Content-Type": "text/html"}, page),
                          "/face.png": (200, {"Content-Type": "image/png"},
                                        self.image)}) as server:
            done = self.veto("crawl", server.url, "--delay", "0",
                             "--case", "first")
            self.assertEqual(done.returncode, 0, done.stderr)
        warc = next((self.dir / "first/captures").glob("*.warc.gz"))
        summary = self.import_and_audit(warc)
        self.assert_says_imported(summary)
        self.assertEqual(summary["faces"]["listed"][0]["sha256"],
                         hashlib.sha256(self.image).hexdigest())

    def test_several_imports_are_one_audit(self):
        (self.dir / "a.har").write_text(har(self.image))
        (self.dir / "b").mkdir()
        (self.dir / "b/face.png").write_bytes(self.image)
        for path in ("a.har", "b", "a.har"):
            done = self.veto("import", path, "--case", "case")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("imported before", done.stderr)
        self.assertEqual(self.veto("audit", "--case", "case").returncode, 0)
        summary = self.summary("case")
        self.assertEqual(len(summary["imports"]), 2)
        self.assertEqual(len(summary["faces"]["listed"]), 1)
        self.assertEqual(len(summary["faces"]["listed"][0]["urls"]), 2)
        # Once more, with the same result; then something new is a new run.
        self.assertEqual(self.veto("audit", "--case", "case").returncode, 0)
        self.assertEqual(self.summary("case")["findings"], summary["findings"])
        self.assertEqual(self.veto("import", "b", "--case", "case").returncode,
                         0)
        runs = json.loads(self.veto("runs", "--json", "--case", "case").stdout)
        self.assertEqual([run["outcome"] for run in runs["runs"]],
                         ["done", "imported"])

    def test_what_is_lost_is_said(self):
        text = har(self.image)
        (self.dir / "torn.har").write_text(text[:-5])
        done = self.veto("import", "torn.har", "--case", "case")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertRegex(done.stdout, r"not done: torn\.har could not be read "
                                      r"to its end \(not JSON at byte \d+\)")
        done = self.veto("audit", "--case", "case")
        self.assertEqual(done.returncode, 3, done.stderr)
        report = (self.dir / "case/report/report.html").read_text()
        self.assertIn("torn.har could not be read to its end", report)

    def test_usage(self):
        (self.dir / "notes.txt").write_text("words\n")
        (self.dir / "site.har").write_text(har(self.image))
        for arguments in (["import"], ["import", "missing.har"],
                          ["import", "notes.txt"],
                          ["import", "site.har", "--url", "https://a.test/"],
                          ["import", "site.har", "--url", "nonsense"],
                          ["audit"], ["audit", "--case", "none"],
                          ["audit", "site.har"]):
            with self.subTest(arguments):
                done = self.veto(*arguments)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assert_one_error(done)
                self.assertEqual(done.stdout, "")
        # Nothing was begun for what could not be done.
        self.assertEqual(sorted(os.listdir(self.dir)),
                         ["notes.txt", "site.har"])


if __name__ == "__main__":
    script_main.run()
