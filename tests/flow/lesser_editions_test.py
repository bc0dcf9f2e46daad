# SPDX-License-Identifier: GPL-3.0-or-later
"""Editions of a bundle for others than an authority: nothing by which a person
could be found is anywhere in them, and each is bound to the confidential one."""

import base64
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
import zipfile

import flow
import script_main
import verify_steps

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"
PAGE = (b"<title>Club</title><p>Our coach<img src=/p/coach.png>"
        b"<img src=/old.png>")
GPT = ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; "
       "GPTBot/1.2; +https://openai.com/gptbot")
CLAUDE = "ClaudeBot/1.0; +claudebot@anthropic.com"
CHROME = ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
          "Gecko) Chrome/130.0.0.0 Safari/537.36")
VERIFIED = "52.230.152.7"
HIDDEN = ["203.0.113.77", "2001:db8:77:1234::5", "198.51.100.9"]
# In lines of the verified client, and in another's user agent.
OTHERS = ["203.0.113.201", "2001:db8:99::5"]
MAILS = ["reader%40planted-mail.test", "claudebot@anthropic.com"]
# In the published range of VERIFIED, and a program that names itself there.
NEIGHBOUR = "52.230.152.99"
TOOL = "annatool/1.0"
ESCAPED = "203%2E0%2E113%2E88"
CONTACT = "anna@planted-contact.test"
CASE = "planted-case"
NOW = datetime.datetime.now(datetime.timezone.utc)

base = None   # made once: a case with an audited site and its log


def line(ip, second, target, agent, size=100):
    when = NOW - datetime.timedelta(minutes=30) + datetime.timedelta(
        seconds=second)
    return (f'{ip} - - [{when:%d/%b/%Y:%H:%M:%S +0000}] "GET {target} '
            f'HTTP/1.1" 200 {size} "-" "{agent}"\n')


def log_text(size):
    text = line(HIDDEN[2], 0, "/", CHROME)
    for ip, agent in ((VERIFIED, GPT), (HIDDEN[0], CLAUDE),
                      (HIDDEN[1], "curl/8.0")):
        text += (line(ip, 5, "/robots.txt", agent, 28) +
                 line(ip, 10, "/p/coach.png", agent, size) +
                 line(ip, 11, "/p/a.html", agent, 1000))
    for second, query in enumerate((f"ip={OTHERS[0]}", f"x={OTHERS[1]}",
                                    f"to={MAILS[0]}")):
        text += line(VERIFIED, 20 + second, f"/p/b.html?{query}", GPT, 900)
    text += line(HIDDEN[0], 30, f"/p/c.html?x={ESCAPED}", CLAUDE, 900)
    for ip in (NEIGHBOUR, VERIFIED):
        text += line(ip, 40, "/p/a.html", TOOL, 1000)
    return text


def address_list(folder):
    """GPTBot's, with the line that this program would have written."""
    folder.mkdir()
    fetched = NOW - datetime.timedelta(hours=1)
    name = f"gptbot.{fetched:%Y%m%dT%H%M%SZ}.json"
    body = json.dumps({"creationTime": "2026-11-01T00:00:00.000000",
                       "prefixes": [{"ipv4Prefix": "52.230.152.0/24"}]}
                      ).encode()
    (folder / name).write_bytes(body)
    (folder / "manifest.jsonl").write_text(json.dumps({
        "file": name, "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "url": "https://openai.com/gptbot.json", "status": 200,
        "fetched_at": f"{fetched:%Y-%m-%dT%H:%M:%S}.000Z",
        "certificate_host": "openai.com",
        "certificate_sha256": "ab" * 32}) + "\n")


def setUpModule():
    global base
    if not FACE.exists() or "VETO_MODELS" not in flow.environment():
        raise unittest.SkipTest(f"no {FACE}, or no detector weights")
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-lesser-test-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    picture = FACE.read_bytes()
    (base / "access.log").write_text(log_text(len(picture)))
    (base / "robots").mkdir()
    (base / "robots/20260101T000000Z.txt").write_text(
        "User-agent: *\nDisallow: /p/\n")
    address_list(base / "lists")
    answers = {"/": (200, {"Content-Type": "text/html"}, PAGE),
               "/old.png": (302, {"Location": "/p/coach.png",
                                  "x-amz-meta-sum":
                                  hashlib.sha256(picture).hexdigest()}, b""),
               "/p/coach.png": (200, {"Content-Type": "image/png"}, picture)}

    def veto(*arguments):
        done = subprocess.run([flow.PROGRAM, *map(str, arguments)], cwd=base,
                              env=flow.environment(), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode not in (0, 3):
            raise AssertionError(done.stdout + done.stderr)
        return done.stdout

    with flow.Server(answers) as site:
        veto("audit", site.url, "--case", CASE, "--delay", "0", "--log",
             "access.log", "--robots", "robots", "--complete-from",
             "2026-11-01T00:00:00Z", "--address-lists", "lists", "--contact",
             CONTACT, "--log-origin", site.url.rstrip("/"))
    face = re.search(r"f-[0-9a-f]{12}", veto("faces", "list", "--case", CASE))
    veto("faces", "mark", face.group(), "mine", "--by", "planted-person",
         "--case", CASE)
    veto("report", "--case", CASE)
    veto("bundle", "--case", CASE)


def blobs(folder):
    """(name, bytes) of every file, and of what is packed in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from unpacked(str(path.relative_to(folder)),
                                path.read_bytes())


def unpacked(name, data):
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                yield from unpacked(f"{name}!{entry}", archive.read(entry))
    elif data.startswith(b"\x1f\x8b"):
        yield f"{name}!", gzip.decompress(data)


def digest_forms(data):
    for make in (hashlib.sha256, hashlib.sha1, hashlib.md5):
        raw = make(data).digest()
        for text in (raw.hex(), raw.hex().upper(),
                     base64.b32encode(raw).decode().rstrip("="),
                     base64.b32encode(raw).decode().rstrip("=").lower(),
                     base64.b64encode(raw).decode().rstrip("="),
                     base64.urlsafe_b64encode(raw).decode().rstrip("=")):
            yield text.encode()
        yield raw


def info(bundle):
    return dict(line.split(": ", 1) for line in
                (bundle / "bag-info.txt").read_text().splitlines())


def findings(bundle):
    return [json.loads(row) for row in
            (bundle / "data/20-findings/findings.jsonl"
             ).read_text().splitlines()]


def tag_digest(bundle):
    return hashlib.sha256((bundle / "tagmanifest-sha256.txt").read_bytes()
                          ).hexdigest()


class LesserEditions(flow.FlowCase):

    def setUp(self):
        super().setUp()
        self.case = self.dir / CASE
        shutil.copytree(base / CASE, self.case)
        self.full = max(self.bundles(), key=lambda path: len(path.name))

    def bundles(self):
        return set((self.case / "bundles").iterdir())

    def bundle(self, *flags):
        before = self.bundles()
        done = self.veto("bundle", "--case", CASE, *flags)
        self.assertEqual(done.returncode, 0, done.stderr)
        [new] = self.bundles() - before
        return new

    def refused(self, code, *words):
        before = self.bundles()
        done = self.veto("bundle", *words, "--case", CASE)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertEqual(self.bundles(), before)
        self.assert_one_error(done)
        return done.stderr

    def secrets(self):
        """What must be nowhere, by what it is."""
        picture = FACE.read_bytes()
        secrets = {f"the picture at {at}": picture[at:at + 64]
                   for at in range(64, len(picture) - 64, 9973)}
        for form in digest_forms(picture):
            secrets[f"a digest, {form[:12]}"] = form
        for ip in HIDDEN:
            secrets[ip] = ip.encode()
        for other in OTHERS + MAILS:
            secrets[other] = other.encode()
        for form in digest_forms((base / "access.log").read_bytes()):
            secrets[f"a log's digest, {form[:12]}"] = form
        secrets["part of a log's digest"] = hashlib.sha256(
            (base / "access.log").read_bytes()).hexdigest()[:16].encode()
        secrets[NEIGHBOUR] = NEIGHBOUR.encode()
        secrets[ESCAPED] = ESCAPED.encode()
        secrets["contact"] = CONTACT.encode()
        secrets["case"] = CASE.encode()
        secrets["person"] = b"planted-person"
        secrets["folder"] = str(base).encode()
        if len(socket.gethostname()) > 4:
            secrets["host"] = socket.gethostname().encode()
        summary = json.loads(
            (self.full / "data/00-report/summary.json").read_text())
        [image] = summary["faces"]["listed"]
        secrets["capture"] = image["capture"].encode()
        secrets["face"] = image["faces"][0]["id"].encode()
        for finding in findings(self.full):
            secrets[f"id of {finding['code']}"] = finding["id"][:16].encode()
        return secrets

    def assert_holds_none(self, bundle):
        secrets = self.secrets()
        for name, data in blobs(bundle):
            for what, secret in secrets.items():
                self.assertNotIn(secret, data, f"{what} in {name}")

    def assert_whole(self, bundle, *flags):
        done = self.veto("verify", bundle, *flags)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        # Those about one log line have a test of their own.
        steps = [step for step in verify_steps.run_all(bundle)
                 if re.match("sha256sum|comm|cat bag-info", step[0])]
        self.assertEqual(len(steps), 5)
        for command, code, said in steps:
            self.assertEqual(code, 0, f"{command}\n{said}")
        [head] = [said for command, _, said in steps
                  if command.startswith("cat")]
        self.assertEqual(head.strip(), info(bundle)["Veto-Custody-Head"])
        return done.stdout

    def tell(self, sent, *more):
        (self.dir / "letter.eml").write_text("To: OpenAI\n\nThis is a notice.")
        return self.veto("bundle", "notice", "gptbot", "--sent", f"{sent:%F}",
                         "--proof", "letter.eml", "--case", CASE, *more)

    def test_the_search_finds_each_of_them_in_the_confidential_edition(self):
        whole = [data for _, data in blobs(self.full)]
        # A person's address is in no edition; that face is the user's own.
        absent = re.compile("the picture|folder|a digest|a log's digest|host|"
                            f"{HIDDEN[2]}")
        for what, secret in self.secrets().items():
            if not absent.match(what):
                self.assertTrue(any(secret in data for data in whole), what)
        picture = FACE.read_bytes()
        log = (base / "access.log").read_bytes()
        for secret in (hashlib.sha256(picture).hexdigest().encode(),
                       hashlib.sha256(log).hexdigest().encode(),
                       picture[64:128]):
            self.assertTrue(any(secret in data for data in whole))

    def test_non_confidential(self):
        bundle = self.bundle("--edition", "non-confidential")
        self.assert_holds_none(bundle)
        said = self.assert_whole(bundle)
        self.assertIn("edition   Edition non-confidential", said)
        says = info(bundle)
        self.assertEqual(says["Veto-Edition"], "non-confidential")
        self.assertEqual(says["Confidential-Edition-Tagmanifest-SHA256"],
                         tag_digest(self.full))
        for gone in ("data/30-packs", "data/90-sealed",
                     "data/40-custody/custody.jsonl",
                     "data/15-environment/veto.toml"):
            self.assertFalse((bundle / gone).exists(), gone)
        self.assertIn("non-confidential",
                      (bundle / "data/EDITION.txt").read_text())
        self.assertIn("This edition is not whole",
                      (bundle / "data/00-report/report.html").read_text())
        self.assertIn("Edition non-confidential",
                      (bundle / "VERIFY.txt").read_text())

    def test_its_findings_stay_and_need_the_confidential_edition(self):
        bundle = self.bundle("--edition", "non-confidential")
        self.assertEqual(sorted(one["code"] for one in findings(bundle)),
                         sorted(one["code"] for one in findings(self.full)))
        ips = {one["facts"]["client_ip"] for one in findings(bundle)
               if "client_ip" in one["facts"]}
        self.assertEqual(ips, {VERIFIED, "52.230.152.0/24", "203.0.113.0/24",
                               "2001:db8:77::/48"})
        done = self.veto("verify", bundle, "--rederive", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)
        derived = json.loads(done.stdout)["derived"]
        self.assertEqual({one["result"] for one in derived},
                         {"needs the confidential edition"})
        self.assertEqual(len(derived), sum(
            one["code"] != "F1" for one in findings(self.full)))

    def test_lines_of_a_verified_client_stay_with_their_proofs(self):
        bundle = self.bundle("--edition", "non-confidential")
        [excerpt] = (bundle / "data/25-logs").glob("*.log")
        shown = excerpt.read_text().splitlines()
        self.assertEqual(len(shown), 3)
        for text in shown:
            self.assertTrue(text.startswith(VERIFIED), text)
            self.assertIn("GPTBot", text)  # not who else is there
        summary = json.loads(
            (bundle / "data/00-report/summary.json").read_text())
        left = {one["what"]: one["count"]
                for one in summary["edition"]["left_out"]}
        self.assertEqual(left["addresses"], 3)
        self.assertGreater(left["log_lines"], 0)
        # Of the verified client's, those with somebody else in them.
        self.assertGreater(left["log_lines_mixed"], 0)
        self.assertIn("a line with a proof cannot be shortened", re.sub(
            r"\s+", " ", (bundle / "data/EDITION.txt").read_text()))
        told = [item["where"] for one in findings(bundle)
                for item in one["evidence"]
                if "left out: another address" in item["where"]]
        self.assertGreater(len(told), 0)

    def test_a_log_has_one_name_that_the_case_can_tell(self):
        bundle = self.bundle("--edition", "non-confidential")
        [log] = json.loads((bundle / "data/25-logs/commitments.json"
                            ).read_text())["logs"]
        name = log["stream_sha256"]
        self.assertRegex(name, r"\Aalias-[0-9a-f]{32}\Z")
        self.assertEqual(log["excerpt"], name[:22] + ".log")
        self.assertTrue((bundle / "data/25-logs" / log["excerpt"]).exists())
        [file] = json.loads((bundle / "data/00-report/summary.json"
                             ).read_text())["logs"]["files"]
        self.assertEqual((file["sha256"], file["stream_sha256"]),
                         (log["file_sha256"], name))
        rows = [json.loads(row) for row in (bundle / "data/25-logs/index.jsonl"
                                            ).read_text().splitlines()]
        self.assertGreater(len(rows), 0)
        for row in rows:
            self.assertEqual((row["stream_sha256"], row["bytes_kept"]),
                             (name, True))
        for one in findings(bundle):
            for item in one["evidence"]:
                if item["kind"] == "log_line":
                    self.assertTrue(item["ref"].startswith(name + "#"))
        [secret] = (self.case / "logs/commitments").glob("*.secret")
        done = self.veto("verify", bundle, "--rederive", "--json",
                         "--whole-log", base / "access.log", "--log-secret",
                         secret)
        self.assertEqual(json.loads(done.stdout)["whole_logs"][0]["result"],
                         "the log and its root")
        [aliases] = (self.case / "editions").glob("*.aliases.jsonl")
        stands_for = {row["alias"]: row["of"] for row in map(
            json.loads, aliases.read_text().splitlines()[1:])}
        self.assertEqual(stands_for[name], hashlib.sha256(
            (base / "access.log").read_bytes()).hexdigest())

    def test_its_captures_replay_blurred(self):
        bundle = self.bundle("--edition", "non-confidential")
        records = [data for name, data in
                   blobs(bundle / "data/10-captures") if name.endswith(".gz!")]
        kinds = re.findall(rb"WARC-Type: (\w+)\r\n(?:[^\r\n]+\r\n)*?"
                           rb"WARC-Target-URI: \S+/coach\.png\r\n",
                           b"".join(records))
        self.assertEqual(sorted(kinds),
                         [b"conversion", b"metadata", b"resource"])
        self.assertNotIn(b"WARC-Type: request", b"".join(records))
        lines = [json.loads(row) for row in
                 (bundle / "data/80-derivatives/derivatives.jsonl"
                  ).read_text().splitlines()]
        # The face is marked as the user's own, and clear in the full edition.
        self.assertEqual({pathlib.PurePath(one["url"]).name: one["done"]
                          for one in lines[1:]},
                         {"coach.png": "blurred", "old.png": "withheld"})
        self.assertFalse(lines[0]["own_faces_clear"])

    def test_bound_to_one_confidential_edition(self):
        bundle = self.bundle("--edition", "non-confidential", "--of",
                             self.full)
        self.assert_whole(bundle, "--of", self.full)
        other = self.bundle()
        for of in (other, bundle):
            done = self.veto("verify", bundle, "--of", of)
            self.assertEqual(done.returncode, 5, done.stdout)
            self.assertIn("edition", done.stdout)
        with open(self.full / "data/00-report/report.html", "a") as file:
            file.write(" ")
        self.assertEqual(
            self.veto("verify", bundle, "--of", self.full).returncode, 5)
        self.refused(5, "--edition", "non-confidential", "--of", self.full)

    def test_refused_without_a_confidential_edition(self):
        shutil.rmtree(self.case / "bundles")
        (self.case / "bundles").mkdir()
        said = self.refused(2, "--edition", "non-confidential")
        self.assertIn("veto bundle --edition confidential", said)

    def test_what_cannot_be_meant(self):
        (self.dir / "secret").write_text("correct horse battery\n")
        self.assertIn("confidential, non-confidential or publishable",
                      self.refused(2, "--edition", "secret"))
        for flags in (["--clear-originals"],
                      ["--originals-passphrase-file", "secret"],
                      ["--whole-log-passphrase-file", "secret"]):
            self.refused(2, "--edition", "non-confidential", *flags)
        self.refused(2, "--of", self.full)
        # The flag wins over the case's file, which counts without it.
        (self.case / "veto.toml").write_text(
            '[bundle]\nedition = "non-confidential"\n')
        self.assertEqual(info(self.bundle())["Veto-Edition"],
                         "non-confidential")
        self.assertEqual(info(self.bundle("--edition", "confidential"))
                         ["Veto-Edition"], "confidential")

    def test_publishable_names_operators_that_were_told(self):
        said = self.refused(4, "--edition", "publishable")
        self.assertIn("veto bundle notice gptbot --sent DATE --proof FILE",
                      said)
        self.assertEqual(self.tell(NOW).returncode, 0)
        self.assertIn("OpenAI was told on",
                      self.refused(4, "--edition", "publishable"))
        self.assertEqual(self.tell(NOW, "--answer", f"{NOW:%F}").returncode, 0)
        bundle = self.bundle("--edition", "publishable")
        self.assert_whole(bundle, "--of", self.full)
        self.assert_holds_none(bundle)
        self.assertEqual({one["operator"] for one in findings(bundle)
                          if one["code"] != "F1"}, {"OpenAI"})
        for name, data in blobs(bundle):
            for agent in (b"ClaudeBot/1.0", b"claudebot@", b"curl/8.0",
                          TOOL.encode(), b"203.0.113."):
                self.assertNotIn(agent, data, name)
        about = (bundle / "data/EDITION.txt").read_text()
        self.assertIn("OpenAI: told on", about)
        self.assertRegex(about, r"\n +%d  findings about clients, or about" % (
            len(findings(self.full)) - len(findings(bundle))))

    def test_a_notice_is_on_record(self):
        self.assertEqual(self.tell(NOW).returncode, 0)
        last = json.loads((self.case / "custody.jsonl"
                           ).read_text().splitlines()[-1])
        self.assertEqual(last["action"], "notice")
        proof = self.case / last["item"]
        self.assertEqual(last["digest"], "sha256:" + hashlib.sha256(
            proof.read_bytes()).hexdigest())
        proof.write_text("another letter")
        said = self.refused(5, "--edition", "publishable")
        self.assertIn("notices/notices.jsonl:1", said)
        self.assertIn(last["item"], said)

    def test_a_flag_that_a_notice_would_pass_over_is_refused(self):
        done = self.veto("bundle", "--edition", "publishable", "notice",
                         "gptbot", "--sent", f"{NOW:%F}", "--proof", "x",
                         "--case", CASE)
        self.assertEqual(done.returncode, 2)
        self.assertIn("stands before the word notice: --edition", done.stderr)

    def test_a_notice_written_by_hand_does_not_count(self):
        self.assertEqual(self.tell(NOW).returncode, 0)
        lines = self.case / "notices/notices.jsonl"
        lines.write_text(lines.read_text().replace(f"{NOW:%F}", "2020-01-01"))
        said = self.refused(5, "--edition", "publishable")
        self.assertIn("the custody log has no such notice", said)
        self.assertIn("keep the notice again: veto bundle notice", said)

    def test_a_notice_that_cannot_be(self):
        day = datetime.timedelta(days=1)
        for words in ((NOW + 2 * day,), (NOW, "--answer", "2026-13-01"),
                      (NOW, "--answer", f"{NOW + 2 * day:%F}"),
                      (NOW, "--answer", f"{NOW - 2 * day:%F}")):
            done = self.tell(*words)
            self.assertEqual(done.returncode, 2, done.stderr)
        os.mkfifo(self.dir / "pipe")
        (self.dir / "empty").touch()
        for proof in ("/dev/zero", "pipe", "empty", CASE):
            done = self.veto("bundle", "notice", "gptbot", "--sent",
                             f"{NOW:%F}", "--proof", proof, "--case", CASE)
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn(proof, self.assert_one_error(done))
        done = self.veto("bundle", "notice", "claudebot", "--sent",
                         f"{NOW:%F}", "--proof", "letter.eml", "--case", CASE)
        self.assertEqual(done.returncode, 2)
        self.assertIn("gptbot (OpenAI)", done.stderr)


if __name__ == "__main__":
    script_main.run()
