# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that VERIFY.txt prints, run as its reader would; and an
authority for the stamps that they check."""

import os
import re
import subprocess
import time

import script_main

AUTHORITY = script_main.ROOT / "scripts" / "time_stamp_authority"


class Authority:
    """Answers at `url` until it is closed; its root is FOLDER/tsa/root.pem."""

    def __init__(self, folder):
        subprocess.run([AUTHORITY, "make", folder / "tsa"], check=True)
        port = folder / "port"
        self.server = subprocess.Popen([AUTHORITY, "serve", folder / "tsa",
                                        port])
        for _ in range(200):
            if port.exists():
                break
            time.sleep(0.05)
        self.url = f"http://127.0.0.1:{port.read_text().strip()}/"

    def close(self):
        self.server.terminate()
        self.server.wait()


def commands(bundle):
    """The commands of VERIFY.txt, in order: its indented lines, without those
    for Windows."""
    text = (bundle / "VERIFY.txt").read_text()
    steps = text[:text.index("WHAT IS IN IT")]
    blocks = re.findall(r"(?:^     .*\n)+", steps, re.MULTILINE)
    lines = []
    for block in blocks:
        block = re.sub(r"^     ", "", block, flags=re.MULTILINE)
        if block.startswith("Get-Content"):
            continue  # PowerShell
        if block.startswith(("prev=", "log=")):
            lines.append(block)  # a loop over several lines
        else:
            lines += block.replace("\\\n", " ").splitlines()
    return [line for line in lines if not line.startswith("certutil")]


def viewing(bundle):
    """The commands by which the captures are looked at without a viewer."""
    text = (bundle / "VERIFY.txt").read_text()
    return re.findall(r"^  (unzip .*)$", text, re.MULTILINE)


def run_all(bundle):
    """(command, exit code, output) of each, in one shell after another."""
    return run(bundle, commands(bundle))


def run(bundle, script):
    results = []
    # The loop leaves the head of the custody log to the command after it.
    for at, command in enumerate(script):
        if command.startswith("echo $prev"):
            command = script[at - 1] + command
        done = subprocess.run(["bash", "-c", command], cwd=bundle,
                              capture_output=True, text=True,
                              errors="replace",
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        results.append((command, done.returncode,
                        done.stdout + done.stderr))
    return results
