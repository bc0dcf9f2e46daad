# SPDX-License-Identifier: GPL-3.0-or-later
"""Commitments to logs: what a bundle shows of them, checked by an
implementation of its own, by VERIFY.txt's commands, and by veto verify."""

import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import flow
import script_main

BOT = "GPTBot/1.2"
CHROME = ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
          "Gecko) Chrome/130.0.0.0 Safari/537.36")
SECRET = "correct horse battery"
LOGS = "data/25-logs"

base = None  # made once: a case with an audited site and its log


def line(ip, clock, target, agent, size=100, referer="-"):
    return (f'{ip} - - [23/Nov/2026:{clock} +0000] "GET {target} HTTP/1.1" 200 '
            f'{size} "{referer}" "{agent}"')


def log_bytes():
    """GPTBot reads the rules and does not keep to them; people visit, also
    behind its address; a line is no UTF-8, and one ends in CR LF."""
    lines = [line("192.0.2.1", "10:00:00", "/robots.txt", BOT, 28)]
    for minute in range(1, 50):
        lines.append(line("198.51.100.9", f"10:{minute:02}:00", "/p/me.html",
                          CHROME, referer="http://club.test/"))
    lines += [line("192.0.2.1", "11:00:00", "/p/a.html", BOT, 1000),
              line("192.0.2.1", "11:00:01", "/ok.html", BOT, 1000) + "\r",
              line("192.0.2.1", "11:00:02", "/p/me.html", CHROME),
              line("192.0.2.1", "11:00:03", "/ok.html?\xe4", BOT, 1000),
              line("203.0.113.5", "11:00:04", "/robots.txt", "Other/1", 28),
              line("203.0.113.5", "11:00:05", "/ok.html", "Other/1", 1000)]
    return ("\n".join(lines) + "\n").encode("latin-1")


def setUpModule():
    global base
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-commitments-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    (base / "access.log").write_bytes(log_bytes())
    (base / "robots").mkdir()
    (base / "robots/20260101T000000Z.txt").write_text(
        "User-agent: *\nDisallow: /p/\n")
    page = (200, {"Content-Type": "text/html"}, b"<title>Club</title><p>Hello")
    with flow.Server({"/": page}) as site:
        done = subprocess.run(
            [flow.PROGRAM, "audit", site.url, "--case", base / "c", "--delay",
             "0", "--log", base / "access.log", "--robots", base / "robots",
             "--complete-from", "2026-11-01T00:00:00Z"],
            env=flow.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    for command in (
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout dpa.key "
            "-out dpa.pem -subj /CN=DPA -days 9",):
        subprocess.run(command.split(), cwd=base, check=True,
                       capture_output=True)
    (base / "secret").write_text(SECRET + "\n")


# The tree, once more and from its definition.

def digest(data):
    return hashlib.sha256(data).digest()


def leaf(salt, text):
    return digest(b"\0" + salt + text)


def tree(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else digest(b"")
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return digest(b"\1" + tree(leaves[:half]) + tree(leaves[half:]))


def lines_of(log):
    return [one.removesuffix(b"\r") for one in log.split(b"\n")[:-1]]


def rows_of(path):
    return [json.loads(row) for row in path.read_text().splitlines()]


class Commitments(flow.FlowCase):

    def setUp(self):
        super().setUp()
        shutil.copytree(base / "c", self.dir / "c")

    def bundle(self, *flags, code=0):
        before = set((self.dir / "c/bundles").iterdir())
        done = self.veto("bundle", "--case", "c", *flags)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        if code != 0:
            return done
        [new] = set((self.dir / "c/bundles").iterdir()) - before
        return new

    def entry(self, bundle):
        [entry] = json.loads(
            (bundle / LOGS / "commitments.json").read_text())["logs"]
        return entry

    def secret(self):
        [path] = (self.dir / "c/logs/commitments").iterdir()
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        return bytes.fromhex(path.read_text().strip())

    def test_the_root_by_another_implementation(self):
        bundle = self.bundle()
        entry, secret = self.entry(bundle), self.secret()
        lines = lines_of(log_bytes())
        salts = [hmac.new(secret, number.to_bytes(8, "big"), "sha256").digest()
                 for number in range(1, len(lines) + 1)]
        root = tree([leaf(*pair) for pair in zip(salts, lines)])
        self.assertEqual(entry["root"], root.hex())
        self.assertEqual(entry["lines"], len(lines))
        self.assertEqual(len(lines), 56)
        self.assertEqual(entry["stream_sha256"], digest(log_bytes()).hex())
        # A second bundle of the same log commits to the same root; no bundle
        # holds the secret.
        again = self.bundle()
        self.assertEqual(self.entry(again)["root"], root.hex())
        for path in again.rglob("*"):
            if path.is_file():
                self.assertNotIn(secret.hex().encode(), path.read_bytes())

    def test_what_is_shown(self):
        bundle = self.bundle()
        entry, lines = self.entry(bundle), lines_of(log_bytes())
        excerpt = (bundle / LOGS / entry["excerpt"]).read_bytes()
        proofs = rows_of(bundle / LOGS / entry["proofs"])
        shown = []
        for row in proofs:
            at = row["excerpt_offset"]
            text = excerpt[at:at + row["length"]]
            self.assertEqual(text, lines[row["line"] - 1])
            self.assertTrue(log_bytes()[row["offset"]:].startswith(text))
            value = leaf(bytes.fromhex(row["salt"]), text)
            for step in row["path"]:
                other = bytes.fromhex(step[1:])
                value = digest(b"\1" + (other + value if step[0] == "L"
                                        else value + other))
            self.assertEqual(value.hex(), entry["root"])
            shown.append((text, set(row["why"])))
        self.assertEqual(len(shown), 5)
        for text, why in shown:
            self.assertNotIn(b"Chrome", text)
            self.assertEqual("robots" in why, b"robots.txt" in text)
            self.assertEqual("accused" in why, text.startswith(b"192.0.2.1 "))
        self.assertTrue(any("evidence" in why for _, why in shown))
        # The lines end to end, and evidence where the index says.
        self.assertEqual(excerpt,
                         b"".join(text + b"\n" for text, _ in shown))
        index = rows_of(bundle / LOGS / "index.jsonl")
        self.assertTrue(index)
        for row in index:
            self.assertTrue(row["bytes_kept"])
            at = row["excerpt_offset"]
            self.assertEqual(digest(excerpt[at:at + row["length"]]).hex(),
                             row["line_sha256"])

    def test_verify_txt_checks_every_proof(self):
        bundle = self.bundle()
        entry = self.entry(bundle)
        text = (bundle / "VERIFY.txt").read_text()
        [block] = re.findall(r"^     log=.*\n(?:^     .*\n)+", text,
                             re.MULTILINE)
        self.assertIn("head -n 1", block)

        def run(number):
            command = block.replace("head -n 1", f"sed -n {number}p")
            done = subprocess.run(["bash", "-c", command], cwd=bundle,
                                  capture_output=True, text=True,
                                  env={"PATH": os.environ["PATH"],
                                       "LC_ALL": "C"})
            self.assertEqual(done.stderr, "")
            return done.stdout

        for number in range(1, entry["shown"]["lines"] + 1):
            self.assertEqual(run(number), "1\n")
        excerpt = bundle / LOGS / entry["excerpt"]
        excerpt.write_bytes(excerpt.read_bytes().replace(b"GPTBot", b"GPTBox"))
        self.assertEqual(run(1), "0\n")

    def seal_anew(self, bundle):
        """New lists over changed files, as whoever changes them writes."""
        lists = {"manifest-sha256.txt": "sha256", "manifest-sha512.txt":
                 "sha512", "tagmanifest-sha256.txt": "sha256"}
        sizes = [path.stat().st_size for path in (bundle / "data").rglob("*")
                 if path.is_file()]
        info = bundle / "bag-info.txt"
        info.write_text(re.sub(r"Payload-Oxum: .*", "Payload-Oxum: "
                               f"{sum(sizes)}.{len(sizes)}", info.read_text()))
        for name, kind in lists.items():
            rows = (bundle / name).read_text().splitlines()
            (bundle / name).write_text("".join(
                hashlib.new(kind, (bundle / path).read_bytes()).hexdigest() +
                f"  {path}\n" for path in (row.split("  ")[1] for row in rows)))

    def problems(self, bundle):
        self.seal_anew(bundle)
        done = self.veto("verify", bundle, "--json")
        document = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if document["ok"] else 5)
        return {(one["what"], one["file"]) for one in document["problems"]}

    def test_changes_that_new_lists_hide(self):
        bundle = self.bundle()
        self.assertEqual(self.problems(bundle), set())
        entry = self.entry(bundle)
        proofs = f"{LOGS}/{entry['proofs']}"
        excerpt = f"{LOGS}/{entry['excerpt']}"

        def changed(path, act):
            copy = self.dir / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(bundle, copy)
            (copy / path).write_bytes(act((copy / path).read_bytes()))
            found = self.problems(copy)
            self.assertEqual({what for what, _ in found}, {"commitment"},
                             (path, found))
            return {file for _, file in found}

        def turned(raw, old):
            self.assertIn(old, raw)
            return raw.replace(old, old[::-1])

        self.assertIn(f"{proofs}:1",
                      changed(excerpt, lambda raw: turned(raw, b"GPTBot")))
        changed(excerpt, lambda raw: raw + b"one line more\n")
        changed(proofs, lambda raw: raw[:raw.rindex(b"\n", 0, -1) + 1])
        changed(proofs, lambda raw: b"".join(raw.splitlines(True)[::-1]))
        changed(proofs, lambda raw: raw.replace(b'"line":1,', b'"line":2,'))
        changed(proofs, lambda raw: raw[:-1])
        changed(f"{LOGS}/commitments.json",
                lambda raw: turned(raw, entry["root"].encode()))
        changed(f"{LOGS}/commitments.json", lambda raw: b"[]")
        changed(f"{LOGS}/commitments.json",
                lambda raw: raw.replace(b'"lines": 56', b'"lines": 57'))
        index = f"{LOGS}/index.jsonl"
        changed(index, lambda raw: re.sub(rb'"excerpt_offset":\d+',
                                          b'"excerpt_offset":1', raw))

    def opened(self, bundle, name, *how):
        parts = [name + ".p7m"] + sorted(
            part.name for part in (bundle / "data/90-sealed").glob(
                name + ".[0-9]*.p7m"))
        plain = b""
        for part in parts:
            done = subprocess.run(
                ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER",
                 "-in", bundle / "data/90-sealed" / part, *how],
                capture_output=True, cwd=base)
            self.assertEqual(done.returncode, 0, done.stderr)
            plain += done.stdout
        return plain

    def test_the_whole_log_for_one_reader(self):
        (base / "short").write_text("short\n")
        self.assertIn("12 bytes or more", self.assert_one_error(self.bundle(
            "--whole-log-passphrase-file", base / "short", code=2)))
        for flags, how in (
                (["--whole-log-to", base / "dpa.pem"],
                 ["-recip", "dpa.pem", "-inkey", "dpa.key"]),
                (["--whole-log-passphrase-file", base / "secret"],
                 ["-pwri_password", SECRET])):
            with self.subTest(how[0]):
                bundle = self.bundle(*flags)
                self.assertEqual(self.veto("verify", bundle).returncode, 0)
                log = self.opened(bundle, "log-1", *how)
                self.assertEqual(log, log_bytes())
                secret = self.opened(bundle, "log-1-secret", *how)
                self.assertEqual(bytes.fromhex(secret.decode().strip()),
                                 self.secret())
                self.check_with_whole_log(bundle, log, secret)
                events = (bundle / "data/40-custody/custody.jsonl").read_text()
                self.assertIn('"action":"export"', events)

    def check_with_whole_log(self, bundle, log, secret):
        done = self.veto("verify", bundle, "--rederive", "--json")
        before = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout)
        waiting = [one for one in before["derived"]
                   if one["result"] == "needs the whole log"]
        self.assertTrue(waiting)
        for one in waiting:
            self.assertEqual(one["needs"], ["data/90-sealed/log-1.p7m"])
        (self.dir / "log-1").write_bytes(log)
        (self.dir / "log-1-secret").write_bytes(secret)
        done = self.veto("verify", bundle, "--whole-log", "log-1",
                         "--log-secret", "log-1-secret", "--json")
        after = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(after["whole_logs"][0]["result"],
                         "the log and its root")
        for one in after["derived"]:
            self.assertNotEqual(one["result"], "needs the whole log")
        confirmed = {one["pack"] for one in after["derived"]
                     if one["result"] == "confirmed"}
        self.assertTrue({one["pack"] for one in waiting} <= confirmed)
        # Another secret, another log.
        (self.dir / "log-1-secret").write_text("00" * 32)
        done = self.veto("verify", bundle, "--whole-log", "log-1",
                         "--log-secret", "log-1-secret")
        self.assertEqual(done.returncode, 5)
        self.assertIn("not the root", done.stdout)
        (self.dir / "log-1").write_bytes(log.replace(b"/ok", b"/no", 1))
        done = self.veto("verify", bundle, "--whole-log", "log-1")
        self.assertEqual(done.returncode, 5)
        self.assertIn("another log", done.stdout)

    def test_what_needs_a_log_that_is_not_sealed(self):
        done = self.veto("verify", self.bundle(), "--rederive")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("which is not in this bundle: SHA-256 " +
                      digest(log_bytes()).hex(), done.stdout)

    def test_a_log_that_is_gone(self):
        for log in (self.dir / "c/logs").glob("*access.log"):
            log.unlink()
        bundle = self.bundle()
        document = json.loads((bundle / LOGS /
                               "commitments.json").read_text())
        self.assertEqual(document["logs"], [])
        self.assertEqual(len(document["not_committed"]), 1)
        self.assertEqual(self.veto("verify", bundle).returncode, 0)
        # What findings hold of it is there all the same.
        index = rows_of(bundle / LOGS / "index.jsonl")
        self.assertTrue(any(row["bytes_kept"] for row in index))


if __name__ == "__main__":
    script_main.run()
