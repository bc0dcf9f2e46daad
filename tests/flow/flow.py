# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end to end tests share: running the program, a small server, and
what must be true of every run, however it ended."""

import http.server
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import unittest
import zlib

import script_main

PROGRAM = os.environ.get("VETO_PROGRAM",
                         str(script_main.ROOT / "build/release/cli/veto"))
SHARED = pathlib.Path(os.environ.get("VETO_SHARED_DIR",
                                     script_main.ROOT.parent / "shared"))
PHOTOS = {
    "astronaut.png": "pos", "coffee.png": "neg", "chelsea.png": "neg",
    "hubble_deep_field.jpg": "neg", "rocket.jpg": "neg",
}
CRASH = re.compile(r"terminate called|what\(\):|Segmentation|Assertion|"
                   r"Sanitizer|Traceback|runtime error|VETO_CHECK|#0 0x")


def environment(**more):
    """Ours, with the weights that lie beside the project."""
    env = {**os.environ, "NO_COLOR": "1", **more}
    models = SHARED / "models"
    if "VETO_MODELS" not in env and models.is_dir():
        env["VETO_MODELS"] = str(models)
    return env


def photographs(folder):
    """The demo's photographs from ../shared into `folder`; None without."""
    for name, kind in PHOTOS.items():
        source = SHARED / "testdata" / "faces" / kind / name
        if not source.exists():
            return None  # the demo then downloads them itself
        shutil.copy(source, folder / name)
    return folder


def png(colour=64, *more):
    """A picture too small to show a face, by its colour one of its own; `more`
    are chunks (kind, data) before the end."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + bytes([colour, 128, 192]) * 16) * 16
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) +
            b"".join(chunk(*one) for one in more) + chunk(b"IEND", b""))


class Server:
    """Serves `answers`, a map of path to (status, headers, body), on
    loopback. A body of None drops the connection without an answer."""

    def __init__(self, answers):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, headers, body = answers.get(
                    self.path, (404, {"Content-Type": "text/plain"}, b"none"))
                if body is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                                      Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.05})

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class FlowCase(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="veto-flow-")
        self.addCleanup(holder.cleanup)
        self.dir = pathlib.Path(holder.name)

    def veto(self, *arguments, **options):
        """Runs the program in the test's folder; sound in every case."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.dir,
                              env=environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120,
                              **options)
        self.assert_sound(done)
        return done

    def assert_sound(self, done):
        """No crash, no stack trace, no half-written file."""
        said = done.stdout + done.stderr
        self.assertIsNone(CRASH.search(said), said)
        self.assertGreaterEqual(done.returncode, 0, said)
        self.assertNotEqual(done.returncode, 70, said)
        # Atomic writes go through a neighbour named FILE.XXXXXX.
        left = [str(path) for path in self.dir.rglob("*")
                if re.search(r"\.(?:html|json|jsonl|txt|gz)\.\w{6}$|\.tmp",
                             path.name)]
        self.assertEqual(left, [])
        for report in self.dir.rglob("report.html"):
            self.assertTrue(report.read_text().rstrip().endswith("</html>"))

    def assert_one_error(self, done):
        """One clear error line, lower case, no full stop."""
        errors = [line for line in done.stderr.splitlines()
                  if line.startswith("veto: error: ")]
        self.assertEqual(len(errors), 1, done.stderr)
        # A sample that was cut ends in "...".
        self.assertNotRegex(errors[0], r"(?<!\.\.)\.$")
        return errors[0]
