# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Chromium, driven by tests without further packages."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import time

CHROMIUM = shutil.which("chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--remote-debugging-pipe")


class Browser:
    """Chromium, spoken to over a pair of pipes (DevTools protocol)."""

    def __init__(self, folder):
        to_browser, self.out = os.pipe()
        self.inward, from_browser = os.pipe()

        def hand_over():
            # Chromium reads commands from 3 and answers on 4.
            os.dup2(to_browser, 30), os.dup2(from_browser, 31)
            os.dup2(30, 3), os.dup2(31, 4)

        self.process = subprocess.Popen(
            [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            preexec_fn=hand_over, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(to_browser), os.close(from_browser)
        self.numbers = itertools.count(1)
        self.pending = b""

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        os.close(self.out), os.close(self.inward)
        # Its helpers may outlive it, and write into its folder meanwhile.
        for _ in range(100):
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            time.sleep(0.05)

    def say(self, method, session=None, **params):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.pending:
                piece = os.read(self.inward, 1 << 16)
                if not piece:
                    raise RuntimeError("the browser went away")
                self.pending += piece
            raw, self.pending = self.pending.split(b"\0", 1)
            answer = json.loads(raw)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def open(self, url):
        """A new page: its target and its session."""
        target = self.say("Target.createTarget", url=url)["targetId"]
        return target, self.say("Target.attachToTarget", targetId=target,
                                flatten=True)["sessionId"]

    def evaluate(self, session, script):
        """The value of an expression, or of the promise that it is; asked
        again of the page that took the place of the one before."""
        for _ in range(20):
            try:
                done = self.say("Runtime.evaluate", session, expression=script,
                                awaitPromise=True, returnByValue=True)
                break
            except RuntimeError as error:
                if "context was destroyed" not in str(error):
                    raise
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"])
        return done["result"].get("value")
