"""A run is measured to its end or stopped at its limit, with all that it started."""

import os
import select
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

    def test_runAboveItsLimit_isStoppedWithItsChildren(self):
        # The child holds a pipe open: its end is the end of the pipe.
        with tempfile.TemporaryDirectory() as folder:
            pipe = Path(folder, "pipe")
            os.mkfifo(pipe)
            reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            self.addCleanup(os.close, reader)
            child = f"import signal; pipe = open({str(pipe)!r}, 'w'); pipe.write('child'); pipe.flush(); signal.pause()"
            cost, _ = self.measured(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])", 10)
            self.assertFalse(cost.ended)
            os.set_blocking(reader, True)
            said = b""
            while select.select([reader], [], [], 60)[0]:
                part = os.read(reader, 100)
                said += part
                if not part:
                    break
            else:
                self.fail("the child lives on")
            self.assertEqual(said, b"child")

    def test_failure_namesTheExitCodeAndTheLog(self):
        with self.assertRaisesRegex(RuntimeError, "exit code 3.*log"):
            self.measured("raise SystemExit(3)", 60)


if __name__ == "__main__":
    unittest.main()
