# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces of a case listed, marked in every way there is, and what the report,
the bundle and a later run make of it."""

import base64
import csv
import io
import json
import unittest

import flow
import script_main

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"
SITE = "https://club.example/"


class FacesMark(flow.FlowCase):

    def setUp(self):
        super().setUp()
        if not FACE.exists():
            self.skipTest(f"no {FACE}")
        if "VETO_MODELS" not in flow.environment():
            self.skipTest("no detector weights")
        self.write_har(self.dir / "site.har")
        self.audit("site.har")

    def write_har(self, path):
        """Two pages; the picture with a face is on one of them."""
        def entry(url, mime, **content):
            return {"startedDateTime": "2026-03-04T05:06:07Z",
                    "request": {"method": "GET", "url": url},
                    "response": {"status": 200, "headers": [
                        {"name": "Content-Type", "value": mime}],
                        "content": {"mimeType": mime, "size": 1, **content}}}
        path.write_text(json.dumps({"log": {
            "version": "1.2", "creator": {}, "entries": [
                entry(SITE + "team", "text/html",
                      text="<img src=/img/coach.png>"),
                entry(SITE + "empty", "text/html", text="<p>x</p>"),
                entry(SITE + "img/coach.png", "image/png", encoding="base64",
                      text=base64.b64encode(FACE.read_bytes()).decode())]}}))

    def audit(self, har, *flags, code=0):
        done = self.veto("import", har, "--case", "case")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.veto("audit", "--case", "case", *flags)
        self.assertEqual(done.returncode, code, done.stderr)

    def faces(self, *arguments, code=0):
        done = self.veto("faces", *arguments, "--case", "case")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        if code:
            self.assert_one_error(done)
            self.assertEqual(done.stdout, "")
        return done.stdout

    def listed(self):
        return json.loads(self.faces("list", "--json"))["faces"]

    def table(self):
        text = self.faces("list", "--csv")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def report(self):
        self.assertEqual(self.veto("report", "--case", "case").returncode, 0)
        folder = self.dir / "case/report"
        return (json.loads((folder / "summary.json").read_text()),
                (folder / "report.html").read_text())

    def test_by_id_page_and_folder(self):
        face, = self.listed()
        self.assertIsNone(face["mark"])
        for arguments, mark in (
                ((face["id"],), "mine"),
                ((face["id"][2:8].upper(),), "consented"),
                (("--page", SITE + "team#top"), "third-party"),
                (("--folder", SITE + "img"), "child")):
            self.assertIn("marked 1 face\n",
                          self.faces("mark", *arguments, mark, "--by", "Ada"))
            self.assertEqual(self.listed()[0]["mark"], mark)
        self.assertIn("marked 0 faces; 1 was so already",
                      self.faces("mark", face["id"], "child"))
        history = self.listed()[0]["history"]
        self.assertEqual([entry["mark"] for entry in history],
                         ["mine", "consented", "third-party", "child"])
        self.assertTrue(all(entry["by"] == "Ada" for entry in history))
        custody = (self.dir / "case/custody.jsonl").read_text()
        self.assertEqual(custody.count('"action":"mark"'), 4)

    def test_what_cannot_be_meant_marks_nothing(self):
        face = self.listed()[0]["id"]
        for arguments in (
                ("mark",), ("mark", face), ("mark", "mine"),
                ("mark", face, "yours"), ("mark", "f-000000", "mine"),
                ("mark", "f-0", "mine"),
                ("mark", "--page", SITE + "empty", "mine"),
                ("mark", "--page", SITE + "team"),
                ("mark", "--folder", SITE + "im", "mine"),
                ("mark", "--folder", SITE, "--page", SITE, "mine"),
                ("mark", "--from", "no-such.csv"),
                ("mark", "--from", "site.har", "mine"),
                ("mark", "--from", "site.har"),
                ("mark", face, "mine", "--note", "n" * 1001),
                ("list", "--csv", "--json")):
            with self.subTest(arguments=arguments):
                self.faces(*arguments, code=2)
        self.assertEqual(self.listed()[0]["history"], [])

    def test_a_table_goes_to_a_spreadsheet_and_back(self):
        row, = self.table()
        self.assertEqual(row["mark"], "")
        self.assertEqual(row["image"], SITE + "img/coach.png")
        self.assertEqual(row["pages"], SITE + "team")
        (self.dir / "as-is.csv").write_text(self.faces("list", "--csv"))
        self.assertIn("marked 0 faces", self.faces("mark", "--from",
                                                   "as-is.csv"))
        for number, (mark, write) in enumerate((
                ("mine", {}), ("child", {"delimiter": ";"}),
                ("consented", {"quoting": csv.QUOTE_ALL,
                               "lineterminator": "\n"}),
                ("not-a-face", {"delimiter": "\t"}))):
            row["mark"] = mark
            path = self.dir / f"edited-{number}.csv"
            encoding = "utf-8-sig" if number % 2 else "utf-8"
            with path.open("w", encoding=encoding, newline="") as file:
                writer = csv.DictWriter(file, list(reversed(row)), **write)
                writer.writeheader()
                writer.writerow(row)
            self.assertIn("marked 1 face",
                          self.faces("mark", "--from", path.name))
            self.assertEqual(self.table()[0]["mark"], mark)

    def test_one_wrong_line_and_nothing_is_marked(self):
        face = self.listed()[0]["id"]
        (self.dir / "bad.csv").write_text(
            f"id,mark\r\n{face},mine\r\nf-000000,mine\r\n{face},hers\r\n")
        done = self.veto("faces", "mark", "--from", "bad.csv", "--case", "case")
        self.assertEqual(done.returncode, 2)
        for text in ("bad.csv", "line 3", "line 4", "nothing was marked"):
            self.assertIn(text, self.assert_one_error(done))
        self.assertIsNone(self.listed()[0]["mark"])

    def test_names_cannot_become_formulas(self):
        face = self.listed()[0]["id"]
        self.faces("mark", face, "mine", "--by", "=1+1", "--note", "@x")
        row, = self.table()
        self.assertEqual((row["marked_by"], row["note"]), ("'=1+1", "'@x"))
        self.assertIn("marked 0 faces",
                      self.faces("mark", face, "mine", "--by", "Bob"))

    def test_report_and_bundle_follow(self):
        face = self.listed()[0]["id"]
        before, _ = self.report()
        self.assertEqual(before["findings"]["by_code"]["F1"], 1)
        self.faces("mark", face, "not-a-face", "--by", "Ada")
        stale = self.veto("bundle", "--case", "case")
        self.assertEqual(stale.returncode, 2)
        self.assertIn("veto report", stale.stderr)
        summary, html = self.report()
        self.assertNotIn("F1", summary["findings"]["by_code"])
        self.assertEqual(summary["findings"]["withdrawn"], 1)
        self.assertEqual(summary["faces"]["marks"]["not-a-face"], 1)
        self.assertIn("Withdrawn by the user", html)
        self.assertIn("not a face: marked by Ada", html)
        done = self.veto("bundle", "--case", "case")
        self.assertEqual(done.returncode, 0, done.stderr)
        bundle = done.stdout.strip()
        self.assertEqual(self.veto("verify", bundle).returncode, 0)
        copied = json.loads(
            (self.dir / bundle / "data/00-report/summary.json").read_text())
        self.assertEqual(copied["marks_kept"], 1)

    def test_a_build_fails_over_faces_only_as_marked(self):
        (self.dir / "again.har").write_text(
            (self.dir / "site.har").read_text() + "\n")
        self.audit("again.har", "--exit-code", code=1)
        self.faces("mark", self.listed()[0]["id"], "not-a-face")
        (self.dir / "once_more.har").write_text(
            (self.dir / "site.har").read_text() + "\n\n")
        self.audit("once_more.har", "--exit-code")

    def test_a_mark_is_there_in_the_next_run(self):
        self.faces("mark", self.listed()[0]["id"], "child")
        run = json.loads(self.faces("list", "--json"))["run"]
        (self.dir / "again.har").write_text(
            (self.dir / "site.har").read_text() + "\n")
        self.audit("again.har")
        again = json.loads(self.faces("list", "--json"))
        self.assertNotEqual(again["run"], run)
        self.assertEqual(again["faces"][0]["mark"], "child")
        summary = json.loads(
            (self.dir / "case/report/summary.json").read_text())
        self.assertEqual(summary["faces"]["marks"]["child"], 1)
        self.assertIn("marked as a child by the user",
                      " ".join(summary["headlines"]))

    def test_a_file_named_like_a_subcommand_is_still_examined(self):
        for name in ("list", "mark"):
            (self.dir / name).write_bytes(FACE.read_bytes())
            done = self.veto("faces", "./" + name, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            image, = json.loads(done.stdout)["images"]
            self.assertEqual(len(image["faces"]), 1)
        self.assertEqual(self.veto("faces", "./list", "list").returncode, 2)
        self.assertEqual(self.veto("faces").returncode, 2)


if __name__ == "__main__":
    script_main.run()
