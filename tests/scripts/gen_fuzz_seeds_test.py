# SPDX-License-Identifier: GPL-3.0-or-later
"""The binary seeds of fuzz targets: for targets that exist, the same each time.
"""

import pathlib
import subprocess
import tempfile
import unittest

import script_main

SCRIPT = script_main.ROOT / "scripts" / "gen_fuzz_seeds"


def written():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([SCRIPT, folder], check=True)
        paths = [p for p in pathlib.Path(folder).rglob("*") if p.is_file()]
        return {str(p.relative_to(folder)): p.read_bytes() for p in paths}


class GenFuzzSeeds(unittest.TestCase):
    def test_same_each_time(self):
        self.assertEqual(written(), written())

    def test_each_for_a_target(self):
        for name in written():
            target = f"fuzz_{pathlib.Path(name).parts[0]}.cc"
            path = script_main.ROOT / "tests" / "fuzz" / target
            self.assertTrue(path.exists(), name)

    def test_manifest_store(self):
        seed = written()["jumbf/current"]
        self.assertEqual(len(seed), int.from_bytes(seed[:4], "big"))
        self.assertEqual(seed[4:8], b"jumb")
        self.assertIn(b"cawg.training-mining\0", seed)

    def test_needs_a_folder(self):
        done = subprocess.run([SCRIPT], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("usage", done.stderr)


if __name__ == "__main__":
    script_main.run()
