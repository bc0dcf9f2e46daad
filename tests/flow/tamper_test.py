# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles that hold every kind of file there is, changed in more than 500 ways:
`veto verify` finds each, names the file that was changed and no other, and
accuses nobody's untouched bundle. Where the lists were written anew, it finds
the parts that contradict each other."""

import concurrent.futures
import hashlib
import itertools
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
import verify_steps

FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"
LOG = "".join(
    f'192.0.2.1 - - [23/Nov/2026:10:00:{second:02} +0000] "GET {path} '
    'HTTP/1.1" 200 5 "-" "GrabBot/1.0"\n'
    for second, path in enumerate(("/robots.txt", "/", "/coach.png", "/p")))
CUSTODY = "data/40-custody/custody.jsonl"
TAGS = "tagmanifest-sha256.txt"
LISTS = ("manifest-sha256.txt", "manifest-sha512.txt", TAGS,
         "seal/sealmanifest-sha256.txt")
HEAD = "data/40-custody/head.json"
SUMMARY = "data/00-report/summary.json"
EDITION = "data/EDITION.txt"
FINDINGS = "data/20-findings/findings.jsonl"
PACKS = "data/30-packs"
COMMITMENTS = "data/25-logs/commitments.json"
DERIVED = "data/80-derivatives/derivatives.jsonl"
SIGNATURE = "seal/tagmanifest-sha256.txt.p7s"
# What a bundle may hold, a prefix and a suffix a kind.
KINDS = [("VERIFY.html", ""), ("VERIFY.txt", ""), ("bag-info.txt", ""),
         ("bagit.txt", ""), ("manifest-", ".txt"), ("tagmanifest-", ".txt"),
         ("data/00-report/", ".html"), ("data/00-report/", ".json"),
         ("data/10-captures/", ".wacz"), ("data/15-environment/", ".json"),
         ("data/20-findings/", ".jsonl"), ("data/20-findings/robots/", ".txt"),
         ("data/25-logs/commitments.json", ""), ("data/25-logs/", ".log"),
         ("data/25-logs/", ".proofs.jsonl"), ("data/40-custody/", ".jsonl"),
         ("data/80-derivatives/", ".jsonl"), ("data/90-sealed/sealed.json", ""),
         ("data/90-sealed/originals", ".p7m"), ("data/90-sealed/log-1.p7m", ""),
         ("data/90-sealed/log-1-secret", ".p7m"), ("data/90-sealed/", ".tsr"),
         ("data/90-sealed/", ".tsq"), ("data/90-sealed/", "-chain.pem"),
         ("seal/", ".p7s"), ("seal/", ".tsr"), ("seal/", ".tsq"),
         ("seal/seal.json", ""), ("seal/sealmanifest-", ".txt"),
         ("seal/signer.pem", ""), ("seal/", "-chain.pem")]
CLEAR_KINDS = [("data/10-captures/", ".tsr"), ("data/10-captures/", ".tsq"),
               ("data/10-captures/", "-chain.pem")]

# `./run test --full` tries all; otherwise one in four.
STEP = 1 if os.environ.get("VETO_TEST_FULL") == "yes" else 4

base = None
bundles = {}  # by name, made once


def setUpModule():
    global base
    if not FACE.exists() or "VETO_MODELS" not in flow.environment():
        raise unittest.SkipTest(f"no {FACE}, or no detector weights")
    # In memory, for 500 copies of a bundle.
    base = pathlib.Path(tempfile.mkdtemp(prefix="veto-tamper-",
                                         dir="/dev/shm"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    server = verify_steps.Authority(base)
    unittest.addModuleCleanup(server.close)
    (base / "secret").write_text("correct horse battery\n")
    (base / "access.log").write_text(LOG)
    html = {"Content-Type": "text/html"}
    answers = {
        "/robots.txt": (200, {"Content-Type": "text/plain"},
                        b"User-agent: GrabBot\nDisallow: /coach.png\n"),
        "/": (200, html, b"<title>Club</title><img src=/coach.png>"
              b"<a href=/p>p</a>"),
        "/p": (200, html, b"<title>P</title>"),
        "/coach.png": (200, {"Content-Type": "image/png"},
                       FACE.read_bytes())}
    stamps = ("--tsa", server.url, "--tsa-roots", base / "tsa/root.pem")

    def veto(*arguments, key="ours"):
        env = flow.environment(XDG_DATA_HOME=str(base / key),
                               VETO_KEY_PASSPHRASE="a good passphrase")
        subprocess.run([flow.PROGRAM, *map(str, arguments), "--case",
                        base / "c"], check=True, env=env,
                       stdin=subprocess.DEVNULL, capture_output=True)

    def bundle(name, *flags, key="ours"):
        before = set((base / "c/bundles").iterdir())
        veto("bundle", *stamps, *flags, key=key)
        [bundles[name]] = set((base / "c/bundles").iterdir()) - before

    with flow.Server(answers) as site:
        veto("audit", site.url, "--delay", "0", "--log", base / "access.log",
             "--clear-originals", *stamps)
    bundle("older", "--clear-originals")
    bundle("clear", "--clear-originals")
    bundle("thief", "--clear-originals", key="theirs")
    bundle("sealed lesser", "--edition", "non-confidential")
    bundle("whole", "--originals-passphrase-file", base / "secret",
           "--whole-log-passphrase-file", base / "secret")
    stamps = ()
    bundle("confidential")
    for edition in ("non-confidential", "publishable"):
        bundle(edition, "--edition", edition)


def files_of(bundle):
    return sorted(path.relative_to(bundle).as_posix()
                  for path in bundle.rglob("*") if path.is_file())


def rewritten(file, act):
    def apply(copy):
        path = copy / file
        path.write_bytes(act(path.read_bytes()))
    return apply


def flipped(at):
    def act(raw):
        raw = bytearray(raw)
        raw[min(int(at * len(raw)), len(raw) - 1)] ^= 0x04
        return bytes(raw)
    return act


def to_every_file(bundle):
    """(what, files that may be named, change) for each file by itself."""
    for file in files_of(bundle):
        size = (bundle / file).stat().st_size
        acts = [("append", lambda raw: raw + b"x")]
        if size:
            acts += [(f"flip {at}", flipped(at)) for at in (0, 0.37, 0.7, 1)]
            acts += [("truncate", lambda raw: raw[:-1]),
                     ("halve", lambda raw: raw[:len(raw) // 2])]
        for what, act in acts:
            yield what, {file}, rewritten(file, act)
        yield "remove", {file}, lambda copy, file=file: (copy / file).unlink()
        for what, other in (("rename", file + ".old"),
                            ("rename aside", file + "2")):
            yield what, {file, other}, (
                lambda copy, file=file, other=other:
                (copy / file).rename(copy / other))
        yield "add", {file + ".new"}, (
            lambda copy, file=file:
            (copy / (file + ".new")).write_bytes((copy / file).read_bytes()))


def to_pairs(bundle):
    files = [file for file in files_of(bundle)
             if (bundle / file).stat().st_size and file != "bagit.txt"]
    for one, other in itertools.pairwise(files + files[:1]):
        if (bundle / one).read_bytes() == (bundle / other).read_bytes():
            continue

        def swap(copy, one=one, other=other):
            (copy / one).rename(copy / "aside")
            (copy / other).rename(copy / one)
            (copy / "aside").rename(copy / other)
        yield "swap", {one, other}, swap


def to_the_custody_log():
    """Lines cut out, put in another order, written twice."""
    def lines(act):
        return rewritten(CUSTODY, lambda raw: b"".join(
            act(raw.splitlines(keepends=True))))
    for what, act in (
            ("first cut", lambda all_: all_[1:]),
            ("last cut", lambda all_: all_[:-1]),
            ("middle cut", lambda all_: all_[:2] + all_[3:]),
            ("all cut", lambda all_: []),
            ("reversed", lambda all_: all_[::-1]),
            ("two swapped", lambda all_: [all_[1], all_[0], *all_[2:]]),
            ("last two swapped", lambda all_: [*all_[:-2], all_[-1],
                                               all_[-2]]),
            ("one twice", lambda all_: [*all_, all_[-1]])):
        yield "custody: " + what, {CUSTODY}, lines(act)


def to_the_seal(from_older, from_thief):
    """Tokens of an older bundle, the signature of another key."""
    def taken(other, *files):
        def apply(copy):
            for file in files:
                shutil.copy(other / file, copy / file)
        return apply
    for file in files_of(from_older):
        if file.startswith("seal/") and file.endswith((".tsr", ".tsq", ".p7s")):
            yield "replayed", {file}, taken(from_older, file)
    for files in ([SIGNATURE], ["seal/signer.pem"],
                  [SIGNATURE, "seal/signer.pem"]):
        yield "another key's", set(files), taken(from_thief, *files)


def relisted(bundle):
    """With lists that fit it, as anybody can make them."""
    payload = [file for file in files_of(bundle) if file.startswith("data/")]
    oxum = sum((bundle / file).stat().st_size for file in payload)
    info = [line for line in (bundle / "bag-info.txt").read_text().splitlines()
            if not line.startswith("Payload-Oxum")]
    (bundle / "bag-info.txt").write_text("\n".join(
        [f"Payload-Oxum: {oxum}.{len(payload)}", *info, ""]))
    tags = [file for file in files_of(bundle)
            if not file.startswith(("data/", "tagmanifest-"))]
    for name, files in (("manifest-sha256.txt", payload),
                        ("manifest-sha512.txt", payload), (TAGS, tags)):
        make = hashlib.sha512 if "512" in name else hashlib.sha256
        (bundle / name).write_text("".join(
            f"{make((bundle / file).read_bytes()).hexdigest()}  {file}\n"
            for file in sorted(files)))


def words(file, old, new):
    def act(raw):
        assert old.encode() in raw, (file, old)
        return raw.replace(old.encode(), new.encode())
    return rewritten(file, act)


def gone(*files):
    return lambda copy: [(copy / file).unlink() for file in files]


def of_another(bundle, *files):
    def apply(copy):
        for file in files:
            (copy / file).parent.mkdir(exist_ok=True)
            shutil.copy(bundle / file, copy / file)
    return apply


def with_relisting(full, non_confidential, publishable):
    """(what, bundle, problems that are found, changes) where whoever changed
    it wrote the lists anew."""
    def named(old, new):
        return words("bag-info.txt", f"Veto-Edition: {old}",
                     f"Veto-Edition: {new}")
    lesser = non_confidential
    same = ("edition", SUMMARY)
    yield "head", lesser, [("missing", HEAD)], [gone(HEAD)]
    yield "another head", lesser, [("altered", "bag-info.txt")], [
        of_another(publishable, HEAD)]
    yield "another label", lesser, [("altered", "bag-info.txt")], [
        words("bag-info.txt", "Veto-Custody-Head: ",
              "Veto-Custody-Head: " + 64 * "0" + "\nX: ")]
    yield "text", lesser, [("missing", EDITION)], [gone(EDITION)]
    yield "another text", lesser, [("edition", EDITION)], [
        of_another(publishable, EDITION)]
    yield "a text that counts less", publishable, [("edition", EDITION)], [
        words(EDITION, "     3  particulars", "     2  particulars")]
    yield "another bound", lesser, [("edition", EDITION)], [
        words("bag-info.txt", "Tagmanifest-SHA256: ",
              "Tagmanifest-SHA256: " + 64 * "0" + "\nX: ")]
    yield "said to be confidential", lesser, [
        same, ("edition", EDITION), ("edition", HEAD), ("missing", CUSTODY),
        ("edition", "bag-info.txt"), ("edition", DERIVED)], [
            named("non-confidential", "confidential")]
    yield "made up as confidential", lesser, [same, ("edition", DERIVED)], [
        named("non-confidential", "confidential"), gone(EDITION, HEAD),
        words("bag-info.txt", "Confidential-Edition-", "X-"),
        of_another(full, CUSTODY)]
    yield "said to be published", lesser, [same, ("edition", EDITION)], [
        named("non-confidential", "publishable")]
    yield "the other", publishable, [same, ("edition", EDITION)], [
        named("publishable", "non-confidential")]
    yield "full, said to be lesser", full, [
        same, ("missing", EDITION), ("missing", HEAD), ("edition", CUSTODY),
        ("edition", "bag-info.txt"), ("edition", DERIVED)], [
            named("confidential", "non-confidential")]
    yield "full, made up as lesser", full, [
        same, ("edition", "data/90-sealed/sealed.json"),
        ("edition", DERIVED)], [
            named("confidential", "publishable"), gone(CUSTODY),
            of_another(publishable, EDITION, HEAD)]
    yield "lesser's summary", full, [same], [of_another(lesser, SUMMARY)]
    yield "originals", full, [("edition", DERIVED)], [
        words("bag-info.txt", "Originals: kept in the case",
              "Originals: in clear")]
    yield "another custody log", full, [("custody", SUMMARY)], [
        rewritten(CUSTODY, lambda raw: raw.splitlines(keepends=True)[0]),
        lambda copy: words(
            "bag-info.txt", "Veto-Custody-Head: ", "Veto-Custody-Head: " +
            hashlib.sha256((copy / CUSTODY).read_bytes()[:-1]).hexdigest() +
            "\nX: ")(copy)]
    for name, bundle in (("full", full), ("lesser", lesser)):
        yield f"{name}: no JSON", bundle, [("finding", FINDINGS + ":1")], [
            rewritten(FINDINGS, lambda raw: b"{not json\n")]
        yield f"{name}: a finding less", bundle, [("finding", FINDINGS)], [
            rewritten(FINDINGS, lambda raw: b"".join(
                raw.splitlines(keepends=True)[:-1]))]
        yield f"{name}: another identity", bundle, [
            ("finding", FINDINGS + ":1")], [
                words(FINDINGS, '"identity":"I0"', '"identity":"I4"')]
    yield "fewer in the summary", full, [("finding", SUMMARY)], [
        words(SUMMARY, '"F1": 1', '"F1": 2')]
    [pack] = [path.name for path in (full / PACKS).iterdir()][:1]
    other = pack[:-1] + ("a" if pack[-1] != "a" else "b")
    yield "a pack of another finding", full, [
        ("finding", f"{PACKS}/{other}/lines.txt")], [
            lambda copy: (copy / PACKS / pack).rename(copy / PACKS / other)]
    yield "an empty folder", full, [("extra", "data/95-x")], [
        lambda copy: (copy / "data/95-x").mkdir()]
    yield "an empty folder of packs", lesser, [("extra", PACKS)], [
        lambda copy: (copy / PACKS).mkdir()]
    [robots] = [file for file in files_of(full)
                if re.search(r"findings/robots/[0-9a-f]{16}\.txt$", file)]
    yield "a version of robots.txt", full, [("edition", robots)], [
        rewritten(robots, lambda raw: raw + b"Disallow: /\n")]
    yield "commitments", full, [("missing", COMMITMENTS)], [
        lambda copy: shutil.rmtree(copy / "data/25-logs")]
    yield "report", full, [("missing", "data/00-report/report.html")], [
        gone("data/00-report/report.html")]


def named_in(problem):
    """The file a problem is about; an entry "list:line" is the list's."""
    return problem["file"].rsplit(":", 1)[0]


class Tamper(unittest.TestCase):

    def verify(self, bundle):
        done = subprocess.run([flow.PROGRAM, "verify", bundle, "--json"],
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60)
        self.assertIsNone(flow.CRASH.search(done.stdout + done.stderr),
                          done.stdout + done.stderr)
        return done.returncode, done.stdout

    def try_one(self, bundle, change):
        what, files, apply = change
        with tempfile.TemporaryDirectory(dir=base) as folder:
            copy = shutil.copytree(bundle, pathlib.Path(folder) / "b")
            apply(copy)
            return what, files, *self.verify(copy)

    def try_all(self, bundle, changes):
        """What is wrong with how they were reported; how many there are."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(lambda one: self.try_one(bundle, one),
                                 changes[::STEP]))
        wrong = []
        for what, files, code, said in done:
            label = f"{what} {sorted(files)}"
            if code != 5:
                wrong.append(f"{label}: not found, exit code {code}")
                continue
            problems = json.loads(said)["problems"]
            if not any(self.is_about(problem, files) for problem in problems):
                wrong.append(f"{label}: not named")
            wrong += [f"{label}: accused {problem['file']}: "
                      f"{problem['what']} {problem['detail']}"
                      for problem in problems
                      if not self.is_about(problem, files)]
        return wrong, len(changes)

    @staticmethod
    def is_about(problem, files):
        """A list that was changed is at odds with the files it is about: then
        its line is named beside them. Nothing lists the tag manifest but the
        seal, which does not fit it then."""
        lists = [file for file in files if file in LISTS]
        return (named_in(problem) in files or
                any(file + ":" in problem["detail"] or
                    problem["detail"].endswith(file) for file in lists) or
                (TAGS in lists and problem["what"] in ("signature",
                                                       "timestamp")))

    def test_untouched_bundles_are_not_accused(self):
        for name, bundle in bundles.items():
            code, said = self.verify(bundle)
            self.assertEqual((code, json.loads(said)["problems"]), (0, []),
                             name)

    def test_parts_that_contradict_each_other_are_named(self):
        for name in ("confidential", "non-confidential", "publishable"):
            *_, code, said = self.try_one(bundles[name], ("", set(), relisted))
            self.assertEqual(code, 0, said)
        for what, bundle, problems, changes in with_relisting(
                bundles["confidential"], bundles["non-confidential"],
                bundles["publishable"]):
            def apply(copy, changes=changes):
                for change in changes:
                    change(copy)
                relisted(copy)
            _, _, code, said = self.try_one(bundle, (what, set(), apply))
            found = [(one["what"], one["file"])
                     for one in json.loads(said)["problems"]]
            self.assertEqual(code, 5, what)
            self.assertEqual(set(problems) - set(found), set(),
                             f"{what}: {said}")
            # Nothing is said to be altered that fits its list.
            self.assertLessEqual(
                {file for kind, file in found if kind == "altered"},
                {"bag-info.txt"}, what)

    def test_findings_are_held_against_what_is_derived(self):
        """Where the summary was changed alike, their packs tell."""
        def apply(copy):
            lines = [json.loads(line) for line in
                     (copy / FINDINGS).read_text().splitlines()]
            summary = json.loads((copy / SUMMARY).read_text())
            for one, listed in zip(lines, summary["findings"]["list"]):
                one["identity"] = listed["identity"] = "I4"
                one["operator"] = "OpenAI"
                one["fileable"] = one["grade"]["value"] >= 3
            (copy / FINDINGS).write_text("".join(
                json.dumps(one, sort_keys=True, separators=(",", ":"),
                           ensure_ascii=False) + "\n" for one in lines))
            (copy / SUMMARY).write_text(json.dumps(summary))
            relisted(copy)
        with tempfile.TemporaryDirectory(dir=base) as folder:
            copy = shutil.copytree(bundles["confidential"],
                                   pathlib.Path(folder) / "b")
            for change, wanted in ((lambda copy: None, False), (apply, True)):
                change(copy)
                done = subprocess.run(
                    [flow.PROGRAM, "verify", copy, "--rederive", "--json"],
                    stdin=subprocess.DEVNULL, capture_output=True, text=True,
                    timeout=60)
                said = json.loads(done.stdout)
                self.assertEqual(said["problems"], [])
                self.assertTrue(said["derived"])
                for one in said["derived"]:
                    self.assertEqual(one["result"] == "failed", wanted, one)
                self.assertEqual(done.returncode, 5 if wanted else 0)
                if wanted:
                    self.assertIn("another /identity", str(said["derived"]))

    def test_every_kind_of_file_is_there(self):
        for bundle, kinds in ((bundles["whole"], KINDS),
                              (bundles["clear"], CLEAR_KINDS)):
            files = files_of(bundle)
            for prefix, suffix in kinds:
                self.assertTrue([file for file in files
                                 if file.startswith(prefix)
                                 and file.endswith(suffix)], prefix + suffix)

    def test_every_change_is_found_and_named(self):
        wrong, count = self.try_all(bundles["whole"], [
            *to_every_file(bundles["whole"]), *to_pairs(bundles["whole"]),
            *to_the_custody_log()])
        other, more = self.try_all(bundles["clear"], [
            change for change in to_every_file(bundles["clear"])
            if "/10-captures/" in min(change[1])] + [
                *to_the_seal(bundles["older"], bundles["thief"])])
        lesser, rest = self.try_all(bundles["sealed lesser"], [
            change for change in to_every_file(bundles["sealed lesser"])
            if min(change[1]) in (EDITION, HEAD, SUMMARY, "bag-info.txt")])
        self.assertEqual(wrong + other + lesser, [])
        self.assertGreater(count + more + rest, 500)


if __name__ == "__main__":
    script_main.run()
