# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers in tests: found, started on loopback, and ended by their pid."""

import os
import pathlib
import random
import shutil
import socket
import subprocess
import time
import unittest

import flow

PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
ROOT = os.geteuid() == 0
APACHE_MODULES = pathlib.Path("/usr/lib/apache2/modules")


def program(name):
    return shutil.which(name, path=PATH)


def installed(*names):
    missing = [name for name in names if not program(name)]
    return unittest.skipIf(missing, f"not installed: {' '.join(missing)}")


def free_port(kind=socket.SOCK_STREAM):
    """Not one of those that the kernel hands out: another test beside this one
    would be given it before the server has it."""
    for port in random.SystemRandom().sample(range(10_000, 32_000), 100):
        with socket.socket(type=kind) as holder:
            try:
                holder.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    raise AssertionError("no free port")


class ServerCase(flow.FlowCase):

    def start(self, port, command, **options):
        """A server that is ended, and waited for, with the test."""
        log = open(self.dir / f"{pathlib.Path(command[0]).name}.out", "wb")
        self.addCleanup(log.close)
        process = subprocess.Popen(list(map(str, command)), stdout=log,
                                   stderr=log, stdin=subprocess.DEVNULL,
                                   **options)

        def stop():
            if process.poll() is None:
                process.terminate()
            process.wait()
        self.addCleanup(stop)
        for _ in range(600):
            if process.poll() is not None:
                raise AssertionError(
                    f"{command[0]} ended: {pathlib.Path(log.name).read_text()}")
            if port is None:
                return stop
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return stop
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{command[0]} does not listen")

    def wait_for(self, text, log):
        """A server writes a line after the answer is out."""
        for _ in range(600):
            if text in log.read_bytes():
                return
            time.sleep(0.05)
        raise AssertionError(f"{log} lacks {text}: {log.read_bytes()}")
