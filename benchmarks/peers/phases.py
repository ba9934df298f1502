"""What the peers' programs share: a clock of phases, the answer of `choose`, and the command line."""

import argparse
import json
import os
import time
from pathlib import Path


class Clock:
    """Wall and CPU seconds of each phase, in order; the CPU of workers counts once they have ended."""

    def __init__(self):
        self.phases = {}
        self.last = self._now()

    @staticmethod
    def _now():
        return time.perf_counter(), sum(os.times()[:4])

    def end(self, phase):
        now = self._now()
        self.phases[phase] = {"wall": now[0] - self.last[0], "cpu": now[1] - self.last[1]}
        self.last = now

    def write(self, out, **counts):
        (out / "phases.json").write_text(json.dumps({"phases": self.phases, **counts}))


def main(about, link, choose, options):
    """`link FOLDER OUT` or `choose FOLDER OUT`; what `choose` finds is written to `choice.json`."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=("link", "choose"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options(parser)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.work == "link":
        link(arguments)
        return
    choice = choose(arguments.folder, arguments.out)
    quality = choice.quality
    (arguments.out / "choice.json").write_text(json.dumps({
        "threshold": choice.threshold, "how": choice.how, "found": quality.found, "false": quality.false, "true": quality.true}))
