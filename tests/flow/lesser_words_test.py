# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lesser editions say of themselves is true of what is in them."""

import html
import json
import re
import shutil
import subprocess

import flow
import lesser_editions_test as lesser
import script_main
import verify_steps

OWN = "192.0.2.33"
KINDS = ("non-confidential", "publishable")

bundles = {}   # made once: edition -> folder
case = None


def setUpModule():
    """The case of the other test, with words beside the picture and a visit of
    this program's own in its log."""
    global case
    text = lesser.log_text
    page, lesser.PAGE = lesser.PAGE, lesser.PAGE.replace(
        b"<img ", b"<img alt='Coach Grace Hopper' ")
    lesser.log_text = lambda size: text(size) + lesser.line(
        OWN, 12, "/", f"veto/1.0 (+mailto:{lesser.CONTACT})")
    try:
        lesser.setUpModule()
    finally:
        lesser.log_text, lesser.PAGE = text, page
    case = lesser.base / lesser.CASE
    (case / "veto.toml").write_text("[bundle]\nseal = false\n")
    bundles["confidential"] = made("confidential")
    (lesser.base / "letter.eml").write_text("This is a notice.")
    day = f"{lesser.NOW:%F}"
    veto("bundle", "notice", "gptbot", "--sent", day, "--answer", day,
         "--proof", "letter.eml", "--case", lesser.CASE)
    for name in KINDS:
        bundles[name] = made(name)


def veto(*arguments):
    done = subprocess.run(
        [flow.PROGRAM, *arguments], cwd=lesser.base, env=flow.environment(
            XDG_DATA_HOME=str(lesser.base / "data"),
            VETO_KEY_PASSPHRASE="correct horse"),
        text=True, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)


def made(edition, *flags):
    before = set((case / "bundles").iterdir())
    veto("bundle", "--case", lesser.CASE, "--edition", edition, *flags)
    [new] = set((case / "bundles").iterdir()) - before
    return new


def summary_of(bundle):
    return json.loads((bundle / "data/00-report/summary.json").read_text())


def rows(bundle, pattern):
    return [json.loads(row) for path in sorted(bundle.glob(pattern))
            for row in path.read_text().splitlines()]


def entries(folder):
    return len(list(folder.iterdir())) if folder.exists() else 0


class LesserWords(flow.FlowCase):

    def left_out(self, bundle):
        return {one["what"]: one["count"]
                for one in summary_of(bundle)["edition"]["left_out"]}

    def expected(self, edition):
        """By what is in the files of both editions."""
        full, here = bundles["confidential"], bundles[edition]
        whole, summary = summary_of(full), summary_of(here)
        clients = whole["logs"]["clients"]
        others = [one for one in clients if not one["own_crawl"] and
                  one["identity"] not in ("I3", "I4")]
        findings = lesser.findings(here)
        hidden = {item["ref"] for one in findings for item in one["evidence"]
                  if item["kind"] == "log_line" and not item["raw"]}
        mixed = {item["ref"] for one in findings for item in one["evidence"]
                 if "left out: another address" in item["where"]}
        lines = [len(rows(one, "data/25-logs/*.proofs.jsonl"))
                 for one in (full, here)]
        lists = [len({one["sha256"] for one in
                      rows(one, "data/05-identities/manifest.jsonl")})
                 for one in (full, here)]
        answers = [len(rows(one, "data/05-identities/dns.jsonl"))
                   for one in (full, here)]
        captures = b"".join(data for path in (case / "captures").rglob("*.gz")
                            for _, data in lesser.unpacked("", path.read_bytes())
                            )
        faces = [face for image in whole["faces"]["listed"]
                 for face in image["faces"]]
        alone = edition == "publishable"
        expected = {
            "addresses": 0 if alone else len(others),
            "unverified_findings": len(lesser.findings(full)) - len(findings),
            "unverified_clients": len(others) if alone else 0,
            "shared_clients": sum(
                one["identity"] == "I3" and len(one["user_agents"]) > 1
                for one in clients) if alone else 0,
            "rates": len(whole["logs"]["rates"]) -
                     len(summary["logs"]["rates"]),
            "own_visits": sum(one["own_crawl"] for one in clients),
            "marks": sum(face["mark"] not in (None, "not-a-face")
                         for face in faces),
            "words": 1,
            "log_lines": len(hidden - mixed),
            "log_lines_mixed": len(mixed),
            "log_lines_shown": lines[0] - lines[1] - len(hidden),
            "dns": answers[0] - answers[1],
            "lists": lists[0] - lists[1],
            "lookup_keys": len(self.aliases(edition)),
            "requests": captures.count(b"WARC-Type: request\r\n"),
            "packs": entries(full / "data/30-packs"),
            "originals": entries(full / "data/90-sealed"),
            "custody": json.loads((here / "data/40-custody/head.json"
                                   ).read_text())["events"],
            "settings": (full / "data/15-environment/veto.toml").exists(),
            "user": 3,
        }
        return {what: count for what, count in expected.items() if count}

    def aliases(self, edition):
        path = case / "editions" / f"{bundles[edition].name}.aliases.jsonl"
        return [json.loads(row)["alias"]
                for row in path.read_text().splitlines()[1:]]

    def test_every_count_is_that_of_what_is_left_out(self):
        for edition in KINDS:
            with self.subTest(edition):
                self.assertEqual(self.left_out(bundles[edition]),
                                 self.expected(edition))
        left = self.left_out(bundles["non-confidential"])
        for what in ("addresses", "own_visits", "log_lines", "settings"):
            self.assertIn(what, left)
        for what in ("unverified_clients", "rates", "log_lines_shown"):
            self.assertIn(what, self.left_out(bundles["publishable"]))

    def test_every_name_that_is_counted_stands_somewhere(self):
        for edition in KINDS:
            text = "".join((bundles[edition] / path).read_text() for path in
                           ("data/00-report/summary.json",
                            "data/20-findings/findings.jsonl"))
            for alias in self.aliases(edition):
                self.assertIn(alias, text)

    def test_all_three_places_say_the_same_counts(self):
        for edition in KINDS:
            bundle = bundles[edition]
            said = [f"{one['count']}" for one in
                    summary_of(bundle)["edition"]["left_out"]]
            text = (bundle / "data/EDITION.txt").read_text()
            self.assertEqual(re.findall(r"^ *(\d+)  \S", text, re.M), said)
            page = (bundle / "data/00-report/report.html").read_text()
            table = page[page.index('id="edition"'):page.index("</section>")]
            self.assertEqual(re.findall(r"</td><td>(\d+)</td>", table), said)

    def test_custody_is_told_alike(self):
        for edition in KINDS:
            bundle = bundles[edition]
            head = json.loads((bundle / "data/40-custody/head.json"
                               ).read_text())
            self.assertEqual(summary_of(bundle)["custody"],
                             {"events": head["events"], "head": head["head"]})

    def walked(self, bundle):
        """(command, output) of each in VERIFY.txt, in a folder that holds
        nothing but the bundle."""
        copy = self.dir / bundle.name
        shutil.copytree(bundle, copy)
        steps = verify_steps.run_all(copy) + verify_steps.run(
            copy, verify_steps.viewing(copy))
        for command, code, said in steps:
            self.assertEqual(code, 0, f"{command}\n{said}")
        return copy, {command: said for command, _, said in steps}

    def test_every_step_of_verify_txt_works(self):
        # A publishable one shows no log line, and so no proof of one.
        for edition, count in (("non-confidential", 9), ("publishable", 8)):
            with self.subTest(edition):
                copy, steps = self.walked(bundles[edition])
                self.assertEqual(len(steps), count)
                for command, said in steps.items():
                    if command.startswith("comm"):
                        self.assertEqual(said, "")
                    if command.startswith("log="):
                        self.assertEqual(said.strip(), "1")
                    if command.startswith("cat"):
                        self.assertEqual(said.strip(), lesser.info(copy)[
                            "Veto-Custody-Head"])

    def test_a_sealed_one_has_its_steps_too(self):
        _, steps = self.walked(made(
            "publishable", "--seal", "--allow-untimestamped"))
        for begins in ("sha256sum -c seal/", "openssl cms -verify"):
            [said] = [said for command, said in steps.items()
                      if command.startswith(begins)]
            self.assertRegex(said, "OK|successful")

    def test_verify_txt_speaks_of_what_is_there(self):
        for edition in KINDS:
            bundle = bundles[edition]
            text = (bundle / "VERIFY.txt").read_text()
            for path in re.findall(r"(?<!log=)\bdata/[\w./-]*\w", text):
                self.assertTrue((bundle / path).exists(), path)
            for folder in (bundle / "data").iterdir():
                self.assertIn(f"data/{folder.name}", text)
        self.assertIn("addresses of clients,",
                      (bundles["confidential"] / "VERIFY.txt").read_text())
        text = (bundles["publishable"] / "VERIFY.txt").read_text()
        for absent in ("addresses of clients", "each client",
                       "request for robots", "in order\n"):
            self.assertNotIn(absent, text)

    def test_the_report_speaks_of_what_is_there(self):
        for edition in KINDS:
            report = bundles[edition] / "data/00-report/report.html"
            said = html.unescape(report.read_text())
            for absent in ("and the custody log. It is", "chain of the custody",
                           "There is nothing to list here"):
                self.assertNotIn(absent, said)
        left = self.left_out(bundles["publishable"])
        for count, of in (
                (left["unverified_clients"], "{} clients whose operator was"),
                (left["unverified_findings"], "{} findings about clients"),
                (left["rates"], "{} agents whose operators were not")):
            self.assertIn(of.format(count), said)
        headlines = " ".join(summary_of(bundles["publishable"])["headlines"])
        self.assertNotRegex(headlines, r"(^|[.] )0 clients")
        self.assertIn("Of clients whose operator was verified, 0 kept",
                      headlines)

    def test_operators_were_told_when(self):
        text = (bundles["publishable"] / "data/EDITION.txt").read_text()
        text = " ".join(text.split())
        last = max(one["facts"]["last"] for one in
                   lesser.findings(bundles["publishable"])
                   if one["operator"] == "OpenAI")
        day = f"{lesser.NOW:%F}"
        self.assertIn(f"OpenAI: told on {day}; answered on {day}. The last "
                      "request that a finding in here names it for was at " +
                      last[:19].replace("T", " ") + " UTC", text)


if __name__ == "__main__":
    script_main.run()
