"""A run is measured to its end or stopped at its limit, with all that it started."""

import sys
import tempfile
import unittest
from pathlib import Path

import measure


class Runs(unittest.TestCase):

    def measured(self, program, limit_seconds):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            return measure.run([sys.executable, "-c", program], log, limit_seconds), log.read_text()

    def test_cpuOfChildren_counts(self):
        child = "sum(range(4_000_000))"
        alone, _ = self.measured(child, 60)
        parent, _ = self.measured(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)", 60)
        self.assertTrue(alone.ended and parent.ended)
        self.assertGreater(parent.cpu, alone.cpu / 2)

    def test_memory_isThatOfTheProgram(self):
        cost, _ = self.measured("kept = b'x' * 200_000_000; print(len(kept))", 60)
        self.assertGreater(cost.peak_bytes, 200_000_000)

    @unittest.skipUnless(Path("/proc/self/stat").exists(), "looks for the child in /proc")
    def test_runAboveItsLimit_isStoppedWithItsChildren(self):
        program = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print(child.pid, flush=True)
child.wait()
"""
        cost, said = self.measured(program, 3)
        self.assertFalse(cost.ended)
        child = Path("/proc", said.strip(), "stat")
        self.assertTrue(not child.exists() or child.read_text().split()[2] == "Z")

    def test_failure_namesTheExitCodeAndTheLog(self):
        with self.assertRaisesRegex(RuntimeError, "exit code 3.*log"):
            self.measured("raise SystemExit(3)", 60)


if __name__ == "__main__":
    unittest.main()
