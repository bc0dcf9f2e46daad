# SPDX-License-Identifier: GPL-3.0-or-later
"""What a site's opt-outs say: mistakes planted in a site of 300 pages are all
found and nothing else is; a site without mistakes has none."""

import io
import json
import zipfile

import flow
import script_main

HTML = {"Content-Type": "text/html; charset=utf-8"}
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
PAGES = 300


def image(number, **headers):
    """No two are the same."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return (200, {"Content-Type": "image/png", **fields},
            flow.png(number))


def reserved_image():
    """Its XMP prohibits mining."""
    packet = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf="
        "'http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' plus:DataMining="
        "'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED'/></rdf:RDF>"
        "</x:xmpmeta>")
    return flow.png(0, (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" +
                        packet.encode()))


def pdf(reservation):
    packet = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf="
        "'http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:tdm='http://www.w3.org/ns/tdmrep/' "
        f"tdm:reservation='{reservation}'/></rdf:RDF></x:xmpmeta>")
    return ("%PDF-1.7\n1 0 obj<</Type/Catalog/Metadata 2 0 R>>endobj\n"
            "2 0 obj<</Type/Metadata/Subtype/XML>>stream\n"
            f"{packet}\nendstream\nendobj\n%%EOF\n").encode()


def epub(reservation):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip",
                         zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='book.opf'/>"
            "</rootfiles></container>")
        archive.writestr(
            "book.opf",
            "<package prefix='tdm: http://www.w3.org/ns/tdmrep#'><metadata>"
            f"<meta property='tdm:reservation'>{reservation}</meta>"
            "</metadata></package>")
    return book.getvalue()


def page(body, **headers):
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return (200, {**HTML, **fields}, f"<title>p</title>{body}".encode())


def pages():
    links = "".join(f"<a href=/{n}>{n}</a>" for n in range(PAGES - 1))
    site = {f"/{n}": page(f"Page {n}") for n in range(PAGES - 1)}
    site["/"] = page(links)
    return site


ROBOTS = """\
License: /license.xml

User-agent: *
Disallow: /private/
Content-Signal: train-ai=no
Content-Usage: train-ai=no

User-agent: GPTBot
Disallow: /drafts/

User-agent: img2dataset
Disallow: /

User-agent: CCBot
"""

MISTAKES = {
    "agent-directive-unread", "directive-capitals", "directive-malformed",
    "empty-named-group", "file-is-page", "group-does-not-inherit",
    "header-combined", "meta-in-body", "mixed-vocabulary", "page-only-noai",
    "preference-not-token", "rsl-license-relative", "tdm-policy-not-url",
    "tdmrep-object-not-array", "token-cut", "trust-txt-several",
}


def site_with_mistakes():
    site = pages()
    site["/robots.txt"] = (200, TEXT, ROBOTS.encode())
    site["/7"] = page("<meta name=robots content=noimageai><img src=/7.png>")
    site["/7.png"] = image(7)
    site["/8"] = page("<img src=/8.png>")
    site["/8.png"] = image(8, X_Robots_Tag="noai, max-image-preview:none")
    site["/9"] = page("x", X_Robots_Tag="noai; noimageai")
    site["/10"] = page("x", X_Robots_Tag="NoAI")
    site["/11"] = page("<meta name=GPTBot content=noai>")
    site["/12"] = page("x<meta name=robots content=noindex>")
    site["/13"] = page("x", tdm_policy="/terms")
    site["/.well-known/tdmrep.json"] = (
        200, JSON, b'{"location": "/", "tdm-reservation": 1}')
    site["/ai.txt"] = page("an application that answers every address")
    site["/trust.txt"] = (
        200, TEXT, b"datatrainingallowed=no\ndatatrainingallowed=yes\n")
    return site


GOOD_ROBOTS = """\
User-agent: *
Disallow: /private/
Content-Usage: train-ai=n
Content-Signal: search=yes, ai-train=no
"""


def site_without_mistakes():
    site = pages()
    site["/robots.txt"] = (200, TEXT, GOOD_ROBOTS.encode())
    site["/7"] = page("<img src=/7.png>", X_Robots_Tag="noai")
    site["/7.png"] = image(7, X_Robots_Tag="noai")
    site["/.well-known/tdmrep.json"] = (
        200, JSON, b'[{"location": "/", "tdm-reservation": 1}]')
    return site


class Signals(flow.FlowCase):
    def signals(self, site):
        """(document, text, report) after an audit of it."""
        with flow.Server(site) as server:
            audit = self.veto("audit", server.url, "--case", "case",
                              "--delay", "0", "--max-pages", "1000")
        self.check(audit)
        found = self.veto("signals", "--case", "case", "--json",
                          "--consumers")
        self.assertEqual(found.returncode, 0, found.stderr)
        text = self.veto("signals", "--case", "case")
        self.assertEqual(text.returncode, 0, text.stderr)
        report = (self.dir / "case/report/report.html").read_text()
        return json.loads(found.stdout), text.stdout, report

    def check(self, audit):
        """Faces are looked for on the first 200 pages alone, and it says so."""
        self.assertEqual(audit.returncode, 3, audit.stdout + audit.stderr)
        gaps = json.loads(
            (self.dir / "case/report/summary.json").read_text())["stages"]
        self.assertEqual([gap for stage in gaps for gap in stage["incomplete"]],
                         ["pages beyond the limit of 200 whose images were not "
                          "looked at: 100"])

    def test_all_mistakes_and_nothing_else(self):
        document, text, report = self.signals(site_with_mistakes())
        found = {lint["code"] for lint in document["lints"]
                 if lint["cost"] != "note"}
        planted = MISTAKES - {"file-is-page"}  # a note
        self.assertEqual(found - planted, set())
        self.assertEqual(planted - found, set())
        self.assertIn("file-is-page",
                      {lint["code"] for lint in document["lints"]})
        for lint in document["lints"]:
            self.assertIn(f"\n{lint['code']} (", text)
            self.assertTrue(lint["says"] and lint["fix"] and lint["examples"])
        kinds = [r["kind"] for r in document["resources"]]
        self.assertEqual(kinds.count("page"), PAGES)
        self.assertEqual(kinds.count("image"), 2)
        self.assertIn("Who is asked what", report)
        self.assertIn("What to mend in the opt-outs", report)
        # Three hundred pages are a table of a few rows.
        self.assertLess(len(report), 700_000)

    def test_who_is_asked_what(self):
        document, _, _ = self.signals(site_with_mistakes())
        resources = {r["url"].rsplit("/", 1)[1]: r
                     for r in document["resources"]}

        def state(name, consumer, use):
            [reading] = [r for r in resources[name]["readings"]
                         if (r["consumer"], r["use"]) == (consumer, use)]
            return reading["state"], reading["raw"]

        self.assertEqual(state("8.png", "img2dataset", "dataset"),
                         ("silent", ""))
        self.assertEqual(state("8.png", "tdm", "training"),
                         ("reserved",
                          "X-Robots-Tag: noai, max-image-preview:none"))
        self.assertEqual(state("7.png", "tdm", "dataset"), ("silent", ""))
        self.assertEqual(state("7", "tdm", "training")[0], "reserved")
        self.assertEqual(state("0", "commoncrawl", "dataset")[0], "silent")

    def test_what_an_image_says_in_itself(self):
        site = site_without_mistakes()
        site["/8"] = page("<img src=/kept.png><img src=/stripped.png>")
        site["/kept.png"] = (200, {"Content-Type": "image/png"},
                             reserved_image())
        site["/stripped.png"] = image(8)
        (self.dir / "mine.png").write_bytes(reserved_image())
        alone = self.veto("signals", "mine.png")
        self.assertIn("plus:datamining=DMI-PROHIBITED", alone.stdout)
        with flow.Server(site) as server:
            audit = self.veto("audit", server.url, "--case", "case",
                              "--delay", "0", "--max-pages", "1000")
        self.check(audit)

        def lost(name):
            done = self.veto("signals", "--case", "case", "--json",
                             "--original", "mine.png", server.url + name)
            self.assertEqual(done.returncode, 0, done.stderr)
            return [s["name"] for s in json.loads(done.stdout)["lost"]]

        self.assertEqual(lost("kept.png"), [])
        self.assertEqual(lost("stripped.png"), ["plus:datamining"])
        kept = self.veto("signals", "--case", "case", "--consumers",
                         server.url + "kept.png")
        self.assertRegex(kept.stdout, r"machine-readable\) +dataset +reserved")

    def codes(self, site):
        """Of the lints of a small site."""
        case = f"case{len(list(self.dir.iterdir()))}"
        with flow.Server(site) as server:
            done = self.veto("audit", server.url, "--case", case,
                             "--delay", "0")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        found = self.veto("signals", "--case", case, "--json")
        return {lint["code"]: lint["facts"]
                for lint in json.loads(found.stdout)["lints"]
                if lint["cost"] != "note"}

    def test_files_that_lead_nowhere(self):
        def to(place):
            return (302, {**TEXT, "Location": place}, b"")
        site = {"/": page("x"), "/robots.txt": (200, TEXT, b""),
                "/.well-known/tdmrep.json": to("/turn"),
                "/turn": to("/.well-known/tdmrep.json"),
                "/ai.txt": to("/ai1"), "/ai6": (
                    200, TEXT, b"User-Agent: *\nDisallow: /\n")}
        for hop in range(1, 6):
            site[f"/ai{hop}"] = to(f"/ai{hop + 1}")
        self.assertEqual(
            self.codes(site),
            {"file-redirect-loop": {"path": "/.well-known/tdmrep.json"},
             "file-redirects-far": {"path": "/ai.txt", "redirects": 6}})

    def test_a_robots_txt_that_is_something_else(self):
        for text, code in (
                ("User-agent: *\nDisallow: /a\n".encode("utf-16"),
                 "robots-utf16"),
                (b"<!doctype html><title>Home</title>", "robots-is-page"),
                (b"User-agent: *\nDisallow: /a\n", None)):
            with self.subTest(code):
                site = {"/": page("x"), "/robots.txt": (200, TEXT, text)}
                self.assertEqual(list(self.codes(site)),
                                 [code] if code else [])

    def test_what_linked_documents_say_in_themselves(self):
        """The innermost level of the TDM Reservation Protocol counts."""
        site = site_without_mistakes()
        site["/8"] = page("<a href=/open.epub></a><a href=/own.pdf></a>"
                          "<a href=/packed.pdf></a>")
        site["/open.epub"] = (200, {"Content-Type": "application/epub+zip"},
                              epub("0"))
        site["/own.pdf"] = (200, {"Content-Type": "application/pdf"},
                            pdf("1"))
        site["/packed.pdf"] = (200, {"Content-Type": "application/pdf"},
                               b"%PDF-1.7\n1 0 obj<</Type/Catalog"
                               b"/Metadata 2 0 R>>endobj\n%%EOF")
        (self.dir / "mine.epub").write_bytes(epub("1"))
        alone = self.veto("signals", "mine.epub")
        self.assertIn("tdm-reservation=1", alone.stdout, alone.stderr)
        with flow.Server(site) as server:
            audit = self.veto("audit", server.url, "--case", "case",
                              "--delay", "0", "--max-pages", "1000")
        self.assertIn("metadata is compressed, encrypted or cut off: 1",
                      audit.stdout + audit.stderr)
        found = self.veto("signals", "--case", "case", "--json", "--consumers")
        document = json.loads(found.stdout)
        documents = {r["url"].rsplit("/", 1)[1]: r
                     for r in document["resources"]
                     if r["kind"] == "document"}
        self.assertEqual(sorted(documents),
                         ["open.epub", "own.pdf", "packed.pdf"])
        places = {}
        for name, resource in documents.items():
            [reading] = [r for r in resource["readings"]
                         if (r["consumer"], r["use"]) == ("tdm", "dataset")]
            places[name] = (reading["state"], reading["place"])
        self.assertEqual(places["open.epub"],
                         ("allowed", server.url + "open.epub"))
        self.assertEqual(places["own.pdf"],
                         ("reserved", server.url + "own.pdf"))
        self.assertEqual(places["packed.pdf"][0], "reserved")
        self.assertIn(".well-known/tdmrep.json", places["packed.pdf"][1])
        report = (self.dir / "case/report/report.html").read_text()
        self.assertIn("1 document (PDF or EPUB)", report)

    def test_a_site_without_mistakes_has_none(self):
        document, _, _ = self.signals(site_without_mistakes())
        self.assertEqual([lint["code"] for lint in document["lints"]
                          if lint["cost"] != "note"], [])
        self.assertEqual(
            {(f["url"].rsplit("/", 1)[1], f["presence"])
             for origin in document["origins"] for f in origin["files"]
             if f["presence"] == "present"}, {("tdmrep.json", "present")})


if __name__ == "__main__":
    script_main.run()
