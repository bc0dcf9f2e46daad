# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs see in a bundle's WACZ: unzip and zipinfo, warcio.js and
js-wacz, and ReplayWeb.page in Chromium, which must show the page with its
pictures, and find the signature and the digests right, or wrong where the file
was altered."""

import gzip
import hashlib
import http.server
import json
import pathlib
import re
import subprocess
import tempfile
import threading
import unittest
import zipfile

import browser
import flow
import npm
import script_main

TEXT = "The rowing club of the lower river"
TWO = "/two?b=2&a=1"
FACE = flow.SHARED / "testdata/faces/pos/astronaut.png"

EMBED = """<!doctype html><script src="/ui.js"></script>
<replay-web-page style="height:600px" embed="full" noWebWorker
 source="{source}" url="{url}"></replay-web-page>"""
# Hash checking is off unless the worker's address asks for it, which ui.js
# cannot be made to do.
WORKER = """(() => {
  const get = URLSearchParams.prototype.get;
  URLSearchParams.prototype.get = function(name) {
    return name === 'useHashCheck' ? '1' : get.call(this, name);
  };
})();
importScripts('/sw.js');"""
# The replayed page lies in frames within shadow trees.
DOCUMENTS = """(root, found) => {
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) documents(element.shadowRoot, found);
    const inner = element.localName === 'iframe' && element.contentDocument;
    if (inner) { found.push(inner); documents(inner, found); }
  }
  return found;
}"""
SHOWN = """(async () => {
  const documents = DOCUMENTS;
  for (let i = 0; i < 1200; ++i) {
    for (const inner of documents(document, [])) {
      if (inner.readyState !== 'complete') continue;  // half its pictures
      const text = inner.body ? inner.body.innerText : '';
      const images = [...inner.images].map((image) => image.naturalWidth);
      if (text.includes(WANTED) && images.every((width) => width > 0))
        return {text, images};
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return null;
})()""".replace("DOCUMENTS", DOCUMENTS)
# The picture that the replayed page shows: its bytes, and how much neighbouring
# pixels differ within the face and beside it.
PICTURE = """(async () => {
  const documents = DOCUMENTS;
  const page = documents(document, []).find((inner) =>
    inner.body && inner.body.innerText.includes(WANTED));
  const [image] = page.images;
  const answer = await page.defaultView.fetch(image.currentSrc);
  const bytes = await answer.arrayBuffer();
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const canvas = document.createElement('canvas');
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  Object.assign(canvas, {width, height});
  const drawing = canvas.getContext('2d');
  drawing.drawImage(image, 0, 0);
  const detail = (x, y, side) => {
    const {data} = drawing.getImageData(x, y, side, side);
    let sum = 0;
    for (let i = 4; i < data.length; i += 4) sum += Math.abs(data[i] - data[i - 4]);
    return sum / (data.length / 4);
  };
  return {
    size: [width, height],
    type: answer.headers.get('content-type'),
    sha256: [...new Uint8Array(digest)].map((byte) =>
      byte.toString(16).padStart(2, '0')).join(''),
    detail_in_face: detail(185, 80, 80),
    detail_outside: detail(200, 350, 80),
  };
})()""".replace("DOCUMENTS", DOCUMENTS)
ROWS = """(async () => {
  const rows = {};
  for (const {name} of await indexedDB.databases()) {
    if (!name.startsWith('db:')) continue;
    const db = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    if (db.objectStoreNames.contains('verification')) {
      const store = db.transaction('verification').objectStore('verification');
      const all = await new Promise((done) => {
        const asked = store.getAll();
        asked.onsuccess = () => done(asked.result);
      });
      for (const row of all) rows[row.id] = row.matched;
    }
    db.close();
  }
  return rows;
})()"""


class Files(http.server.ThreadingHTTPServer):
    """Serves texts and files on loopback, parts of them too."""

    def __init__(self, files):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self):
                self.answer(False)

            def do_GET(self):
                self.answer(True)

            def answer(self, with_body):
                path = self.path.split("?")[0]
                if path not in files:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                kind, body = files[path]
                size = len(body)
                asked = re.fullmatch(r"bytes=(\d*)-(\d*)",
                                     self.headers.get("Range", ""))
                if asked and not asked[1]:  # the last so many bytes
                    first, last = max(0, size - int(asked[2])), size - 1
                elif asked:
                    first = int(asked[1])
                    last = min(int(asked[2] or size), size - 1)
                else:
                    first, last = 0, size - 1
                self.send_response(206 if asked else 200)
                self.send_header("Content-Type", kind)
                self.send_header("Accept-Ranges", "bytes")
                if asked:
                    self.send_header("Content-Range",
                                     f"bytes {first}-{last}/{size}")
                self.send_header("Content-Length", str(last - first + 1))
                self.end_headers()
                if with_body:
                    self.wfile.write(body[first:last + 1])

            def log_message(self, *arguments):
                pass

        super().__init__(("127.0.0.1", 0), Handler)


def altered(wacz, to):
    """A copy in which one letter of the pages' titles is another."""
    raw = wacz.read_bytes()
    assert raw.count(b'"title":"Club"') == 1
    to.write_bytes(raw.replace(b'"title":"Club"', b'"title":"Clue"'))
    return to


def replayed(folder, wacz, url, *scripts):
    """What ReplayWeb.page makes of an archive: the scripts' values, one after
    another, in the page that shows it."""
    if not browser.CHROMIUM:
        raise unittest.SkipTest("no chromium")
    viewer_scripts = npm.viewer()
    script = "text/javascript"
    files = {
        "/": ("text/html", EMBED.format(source="/c.wacz", url=url).encode()),
        "/ui.js": (script, (viewer_scripts / "ui.js").read_bytes()),
        "/sw.js": (script, (viewer_scripts / "sw.js").read_bytes()),
        "/replay/sw.js": (script, WORKER.encode()),
        "/c.wacz": ("application/wacz", wacz.read_bytes()),
    }
    with Files(files) as server:
        thread = threading.Thread(target=server.serve_forever,
                                  kwargs={"poll_interval": 0.05})
        thread.start()
        chromium = browser.Browser(
            tempfile.mkdtemp(prefix="profile-", dir=folder))
        try:
            _, session = chromium.open(
                f"http://127.0.0.1:{server.server_port}/")
            return [chromium.evaluate(session, one) for one in scripts]
        finally:
            chromium.close()
            server.shutdown()
            thread.join()


class WaczClients(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="veto-wacz-test-")
        cls.addClassCleanup(holder.cleanup)
        cls.dir = pathlib.Path(holder.name)
        html = {"Content-Type": "text/html; charset=utf-8"}
        answers = {
            "/": (200, html, f"<!doctype html><title>Club</title><h1>{TEXT}"
                  f"</h1><img src=/a.png><img src=/b.png><a href='{TWO}'>two"
                  "</a>".encode()),
            TWO: (200, html, b"<title>Two</title><p>The second page"),
            "/a.png": (200, {"Content-Type": "image/png"}, flow.png(1)),
            "/b.png": (200, {"Content-Type": "image/png"}, flow.png(2)),
        }
        env = flow.environment(VETO_KEY_PASSPHRASE="a good passphrase",
                               XDG_DATA_HOME=str(cls.dir / "data"))
        with flow.Server(answers) as site:
            cls.url = site.url
            subprocess.run([flow.PROGRAM, "audit", site.url, "--case",
                            cls.dir / "c", "--delay", "0", "--seal",
                            "--allow-untimestamped"], check=True, env=env,
                           stdin=subprocess.DEVNULL, capture_output=True)
        [bundle] = (cls.dir / "c/bundles").iterdir()
        cls.wacz = bundle / "data/10-captures/captures.wacz"
        # An edition: what stands in for pictures nobody looked at is in it.
        with zipfile.ZipFile(cls.wacz) as archive:
            [name] = [name for name in archive.namelist()
                      if name.startswith("archive/")]
            cls.warc = pathlib.Path(archive.extract(name, cls.dir))

    def index(self):
        with zipfile.ZipFile(self.wacz) as archive:
            text = archive.read("indexes/index.cdxj").decode()
        lines = [line.split(" ", 2) for line in text.splitlines()]
        return [(key, time, json.loads(facts)) for key, time, facts in lines]

    def test_unzip_and_zipinfo(self):
        subprocess.run(["unzip", "-tq", self.wacz], check=True,
                       stdout=subprocess.DEVNULL)
        listed = subprocess.run(["zipinfo", "-m", self.wacz], check=True,
                                capture_output=True, text=True).stdout
        rows = [line for line in listed.splitlines() if line.startswith("-rw")]
        self.assertEqual(len(rows), 5)
        for row in rows:
            self.assertIn(" stor ", row)
        with zipfile.ZipFile(self.wacz) as archive:
            self.assertIsNone(archive.testzip())

    def test_in_clear_it_holds_the_cases_files(self):
        done = subprocess.run(
            [flow.PROGRAM, "bundle", "--case", self.dir / "c",
             "--clear-originals"], check=True, env=flow.environment(),
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        bundle = pathlib.Path(done.stdout.strip())
        [warc] = (self.dir / "c/captures").glob("*.warc.gz")
        with zipfile.ZipFile(bundle / "data/10-captures/captures.wacz"
                             ) as archive:
            self.assertEqual(archive.read("archive/" + warc.name),
                             warc.read_bytes())

    def test_the_index_is_sorted_as_sort_does(self):
        with zipfile.ZipFile(self.wacz) as archive:
            text = archive.read("indexes/index.cdxj")
        done = subprocess.run(["sort", "-c"], input=text, env={"LC_ALL": "C"},
                              check=False)
        self.assertEqual(done.returncode, 0)

    def test_the_index_is_warcio_js_s(self):
        done = subprocess.run(
            [npm.program(npm.WARCIO, "warcio"), "cdx-index", self.warc,
             "--format", "cdxj"], check=True, capture_output=True, text=True,
            timeout=60)
        theirs = [line.split(" ", 2) for line in done.stdout.splitlines()]
        theirs = sorted((key, time, json.loads(facts))
                        for key, time, facts in theirs)
        self.assertGreater(len(theirs), 5)
        self.assertEqual(
            [(key, time, facts["url"], facts["mime"], facts["status"],
              "sha256:" + facts["digest"], facts["offset"], facts["length"])
             for key, time, facts in theirs],
            [(key, time, facts["url"], facts["mime"], facts["status"],
              facts["digest"], facts["offset"], facts["length"])
             for key, time, facts in self.index()])

    def test_js_wacz_makes_the_same_index(self):
        out = self.dir / "js.wacz"
        subprocess.run(
            [npm.program(npm.JS_WACZ, "js-wacz"), "create", "-f", self.warc,
             "-o", out], check=True, capture_output=True, timeout=120)
        with zipfile.ZipFile(out) as archive:
            text = archive.read("indexes/index.cdx").decode()
        theirs = [json.loads(line.split(" ", 2)[2])
                  for line in text.splitlines()]
        self.assertEqual(
            sorted((one["url"], one["offset"], one["length"],
                    "sha256:" + one["digest"]) for one in theirs),
            sorted((one["url"], one["offset"], one["length"], one["digest"])
                   for _, _, one in self.index()))

    def test_we_take_it_in_again(self):
        subprocess.run([flow.PROGRAM, "import", self.wacz, "--case",
                        self.dir / "i"], check=True, env=flow.environment(),
                       stdin=subprocess.DEVNULL, capture_output=True)
        done = subprocess.run([flow.PROGRAM, "audit", "--case",
                               self.dir / "i"], env=flow.environment(),
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=True)
        self.assertIn("2 pages, 2 images", done.stdout)
        self.assertNotIn("lost", done.stdout)

    def replay(self, wacz):
        """What ReplayWeb.page shows, and what it makes of the digests."""
        return replayed(self.dir, wacz, self.url,
                        SHOWN.replace("WANTED", json.dumps(TEXT)), ROWS)

    def test_replaywebpage_shows_it(self):
        shown, rows = self.replay(self.wacz)
        self.assertIsNotNone(shown)
        self.assertEqual(shown["images"], [16, 16])
        matched = {name.rsplit(":", 1)[-1]: right
                   for name, right in rows.items()}
        self.assertIs(matched.get("signature"), True, rows)
        for name in ("datapackage.json", "pages/pages.jsonl"):
            self.assertIs(next(right for row, right in rows.items()
                               if row.endswith(name)), True, rows)

    def test_replaywebpage_finds_what_was_altered(self):
        _, rows = self.replay(altered(self.wacz, self.dir / "altered.wacz"))
        self.assertIs(next(right for row, right in rows.items()
                           if row.endswith("pages/pages.jsonl")), False, rows)


class BlurredPicture(unittest.TestCase):
    """A page with somebody's portrait, of which the bundle has a rendition."""

    def setUp(self):
        if not FACE.exists() or "VETO_MODELS" not in flow.environment():
            raise unittest.SkipTest(f"no {FACE}, or no detector weights")
        holder = tempfile.TemporaryDirectory(prefix="veto-wacz-test-")
        self.addCleanup(holder.cleanup)
        self.dir = pathlib.Path(holder.name)
        answers = {
            "/": (200, {"Content-Type": "text/html"},
                  f"<title>Coach</title><h1>{TEXT}</h1><img src=/coach.png>"
                  .encode()),
            "/coach.png": (200, {"Content-Type": "image/png"},
                           FACE.read_bytes()),
        }
        with flow.Server(answers) as site:
            self.url = site.url
            subprocess.run([flow.PROGRAM, "audit", site.url, "--case",
                            self.dir / "c", "--delay", "0"], check=True,
                           env=flow.environment(), stdin=subprocess.DEVNULL,
                           capture_output=True)
        [bundle] = (self.dir / "c/bundles").iterdir()
        self.wacz = bundle / "data/10-captures/captures.wacz"

    def rendition(self):
        """What the archive has at the portrait's URL: a resource record's
        block."""
        with zipfile.ZipFile(self.wacz) as archive:
            [name] = [name for name in archive.namelist()
                      if name.startswith("archive/")]
            records = gzip.decompress(archive.read(name))
        for record in records.split(b"WARC/1.1\r\n")[1:]:
            head, block = record.split(b"\r\n\r\n", 1)
            if (b"WARC-Type: resource" in head and b"/coach.png" in head):
                size = int(re.search(rb"Content-Length: (\d+)", head)[1])
                return block[:size]
        self.fail("no rendition")

    def test_replaywebpage_shows_the_rendition(self):
        shown, picture = replayed(
            self.dir, self.wacz, self.url,
            SHOWN.replace("WANTED", json.dumps(TEXT)),
            PICTURE.replace("WANTED", json.dumps(TEXT)))
        self.assertIsNotNone(shown)
        self.assertEqual(shown["images"], [512])
        rendition = self.rendition()
        self.assertTrue(rendition.startswith(b"\xff\xd8\xff"))
        self.assertEqual(picture["size"], [512, 512])
        self.assertEqual(picture["type"], "image/jpeg")
        self.assertEqual(picture["sha256"],
                         hashlib.sha256(rendition).hexdigest())
        # The pixels on the screen: no detail is left in the face.
        self.assertGreater(picture["detail_outside"],
                           4 * picture["detail_in_face"])


if __name__ == "__main__":
    script_main.run()
