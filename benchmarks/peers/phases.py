"""What the peers' programs share: a clock of phases, the answer of `choose`, and the command line."""

import argparse
import json
import time
from pathlib import Path


class Clock:
    """Wall seconds of each phase, in order. Their CPU time is not told: workers' counts only once they are waited for."""

    def __init__(self):
        self.phases = {}
        self.last = time.perf_counter()

    def end(self, phase):
        now = time.perf_counter()
        self.phases[phase] = {"wall": now - self.last}
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
