# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of others from the npm registry, fetched once, beside the build."""

import contextlib
import fcntl
import pathlib
import shutil
import subprocess
import unittest

import flow

HOME = pathlib.Path(flow.PROGRAM).parent.parent / "npm"
WARCIO = "warcio@2.4.11"
JS_WACZ = "@harvard-lil/js-wacz@0.1.6"
VIEWER = "replaywebpage@2.5.3"


@contextlib.contextmanager
def alone():
    """Tests run beside each other, and npm does not bear another npm in its
    folder. Skips where there is no npm."""
    if not shutil.which("npm") or not shutil.which("node"):
        raise unittest.SkipTest("no npm")
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def program(package, name):
    """Of a package, which is installed when it is not there."""
    path = HOME / "node_modules/.bin" / name
    with alone():
        if not path.exists():
            subprocess.run(
                ["npm", "install", "--prefix", HOME, "--no-audit", "--no-fund",
                 "--silent", package], check=True, timeout=300)
    return path


def viewer():
    """ReplayWeb.page's two scripts. Its package cannot be installed, for it
    asks for a warcio that no registry has, and needs none: they are whole."""
    folder = HOME / "replaywebpage"
    with alone():
        if not (folder / "package/sw.js").exists():
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "pack", "--silent", VIEWER], cwd=folder,
                           check=True, timeout=300, stdout=subprocess.DEVNULL)
            [packed] = folder.glob("*.tgz")
            subprocess.run(["tar", "xzf", packed, "package/ui.js",
                            "package/sw.js"], cwd=folder, check=True)
    return folder / "package"
