"""Runs TellOnce and its peers in turn on the same folders of rosters and writes one table.

Every folder has rosters `NN_agency.csv` and `truth.csv`. A given folder that has none itself stands for all its subfolders that have.
The systems take turns on each folder (round robin), so that whatever else runs on the machine falls on all of them.
"""

import argparse
import datetime
import importlib.metadata
import itertools
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
import rosters
import scorer
import table

HERE = Path(__file__).resolve().parent
SYSTEMS = ("tellonce", "anonlink", "anonlink-blocks", "splink")
NAMES = {"tellonce": table.OWN, "anonlink": "clkhash + anonlink, all with all", "anonlink-blocks": "clkhash + anonlink in blocklib's blocks",
         "splink": "Splink, plaintext"}
# Which of the peers' two configurations fits the people of a roster.
MODELS = {"youth": "youth", "county": "youth", "febrl4": "adults"}
# Which size class of TellOnce: 20 000 young people, 100 000 of a county, adults.
SIZE_CLASSES = {"youth": "50k", "county": "200k", "febrl4": "50k-adults"}


def arguments():
    parser = argparse.ArgumentParser(prog="run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for kind, what in (("youth", "folders of young people"), ("febrl4", "folders of FEBRL4"), ("county", "folders of a large county")):
        parser.add_argument(f"--{kind}", type=Path, nargs="+", default=[], metavar="DIR", help=what)
    parser.add_argument("--tellonce", type=Path, default=HERE.parent.parent, metavar="DIR", help="the checkout of TellOnce (default: this one)")
    parser.add_argument("--environment", type=Path, required=True, metavar="DIR", help=argparse.SUPPRESS)
    parser.add_argument("--systems", default=",".join(SYSTEMS), metavar="LIST", help="comma-separated (default: %(default)s)")
    parser.add_argument("--rosters", default=",".join(MODELS), metavar="LIST", help="kinds of folders, comma-separated (default: %(default)s)")
    parser.add_argument("--repetitions", type=int, default=3, metavar="N", help="runs of each system on each folder (default: %(default)s)")
    parser.add_argument("--county-repetitions", type=int, default=1, metavar="N", help="the same for --county (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=2700, metavar="SECONDS", help="when a run is stopped (default: %(default)s)")
    parser.add_argument("--heap", default="4g", help="Java heap of TellOnce (default: %(default)s)")
    parser.add_argument("--beside", default="nothing that we know of", help="what else ran on the machine, for the table")
    parser.add_argument("--out", type=Path, default=Path("table.md"), metavar="FILE", help="the table (default: %(default)s); the runs go beside it")
    parser.add_argument("--earlier", type=Path, metavar="FILE.json", help="runs of an earlier table, for what is not run now")
    chosen = parser.parse_args()
    for name, allowed in (("systems", SYSTEMS), ("rosters", MODELS)):
        words = getattr(chosen, name).split(",")
        wrong = [word for word in words if word not in allowed]
        if wrong:
            parser.error(f"--{name}: no such word: {', '.join(wrong)} (there are {', '.join(allowed)})")
        setattr(chosen, name, words)
    return chosen


def folders(chosen):
    """(kind, name, folder) of every folder with rosters, in the order given."""
    found = []
    for kind in chosen.rosters:
        for given in getattr(chosen, kind):
            inside = [given] if (given / "truth.csv").exists() else sorted(path.parent for path in given.glob("*/truth.csv"))
            if not inside:
                raise SystemExit(f"peers: no truth.csv in {given} nor in a folder of it: give a folder with rosters and their truth")
            found += [(kind, f"{kind} {folder.resolve().name}", folder.resolve()) for folder in inside]
    return found


def command(system, kind, folder, out, chosen):
    """The command line of one run."""
    if system == "tellonce":
        return [str(chosen.tellonce / "tellonce"), "rehearse", str(folder), "--size-class", SIZE_CLASSES[kind], "--out", str(out / "links.csv")]
    peer = "splink" if system == "splink" else "anonlink"
    blocks = ["--blocks"] if system == "anonlink-blocks" else []
    python = chosen.environment / peer / "bin" / "python"
    return [str(python), str(HERE / f"link_with_{peer}.py"), "link", str(folder), str(out), "--model", MODELS[kind], *blocks]


def said_by_tellonce(log):
    """The phases that `rehearse` prints: wall seconds of encoding and comparison, and the records."""
    text = Path(log).read_text(encoding="utf-8", errors="replace").replace("\r", "\n")
    records = re.search(r"^records +([0-9]+)", text, re.MULTILINE)
    phases = {}
    for ours, theirs in (("encode", "encoding"), ("compare", "comparison")):
        seconds = re.search(rf"^{theirs} +([0-9.]+) s", text, re.MULTILINE)
        if seconds:
            phases[ours] = {"wall": float(seconds[1])}
    return phases, int(records[1]) if records else None


def as_dict(quality):
    return {"precision": quality.precision, "recall": quality.recall, "f1": quality.f1, "found": quality.found, "false": quality.false}


def quality_of_tellonce(folder, out):
    truth = scorer.read_truth(folder)
    true = scorer.true_pairs(truth)
    every, likely = (scorer.judge(scorer.read_links(out / "links.csv", truth, grades), truth, true) for grades in (None, ("likely",)))
    return {"quality": as_dict(every), "also": {"TellOnce, likely alone": as_dict(likely)}}


def quality_of_peer(linking, folder, out):
    """The best that the truth can find for a peer; searched by the peer's own program, not timed."""
    python, program = linking[:2]
    subprocess.run([python, program, "choose", str(folder), str(out)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    choice = json.loads((out / "choice.json").read_text())
    quality = scorer.Quality(choice["found"], choice["false"], choice["true"])
    return {"quality": as_dict(quality), "choice": {"threshold": choice["threshold"], "how": choice["how"]}}


def once(system, kind, folder, chosen, first):
    """One run of one system, and its quality: a peer's of its first run, for it finds the same each time; TellOnce takes a new secret each time."""
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        out = Path(scratch)
        linking = command(system, kind, folder, out, chosen)
        cost = measure.run(linking, out / "log", chosen.timeout, {"TELLONCE_JAVA_OPTS": f"-Xmx{chosen.heap}"})
        run = {"cost": cost.as_dict(), "phases": {}, "load": os.getloadavg()[0]}
        if not cost.ended:
            return run
        if system == "tellonce":
            run["phases"], run["records"] = said_by_tellonce(out / "log")
        else:
            told = json.loads((out / "phases.json").read_text())
            run["phases"], run["records"] = told["phases"], told["records"]
        if system == "tellonce":
            run |= quality_of_tellonce(folder, out)
        elif first:
            run |= quality_of_peer(linking, folder, out)
        return run


def versions(chosen):
    """The versions of all that is compared."""
    def installed(peer, packages):
        site = next((chosen.environment / peer / "lib").glob("python*/site-packages"))
        found = {item.metadata["Name"].lower(): item.version for item in importlib.metadata.distributions(path=[str(site)])}
        return [f"{package} {found[package]}" for package in packages]
    describe = ["git", "-C", str(chosen.tellonce), "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, capture_output=True, text=True, check=False).stdout.strip()
    ours = subprocess.run([str(chosen.tellonce / "tellonce"), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return [f"{ours} ({commit or 'no commit'})", *installed("anonlink", ("clkhash", "anonlink", "blocklib")),
            *installed("splink", ("splink", "duckdb")), f"Python {platform.python_version()}"]


def conditions(chosen, started, loads):
    times = f"{started:%Y-%m-%d %H:%M} to {datetime.datetime.now():%Y-%m-%d %H:%M}"
    load = f"load average {loads[0]:.1f} at the start, {loads[1]:.1f} at the end"
    return [
        ", ".join(versions(chosen)),
        f"{os.cpu_count()} cores, {platform.machine()}; {times}; {load}; beside it ran {chosen.beside}",
        f"{chosen.repetitions} runs of each system on each folder, {chosen.county_repetitions} on a county, in turn; "
        f"stopped after {chosen.timeout:.0f} s; times are min / median / max; Java heap {chosen.heap}",
        "wall and CPU time (user and system, the children's too) from start to end of the program, the start of the JVM or of Python included; "
        "peak memory is the largest single process; records/s is encoding on all cores, by the wall",
        "peers at their best threshold, found with the truth; TellOnce at its own, which never saw it",
    ]


def shown(told):
    """The runs as the table takes them, the systems always in the same order."""
    return [(name, of["records"], of["true"], [(NAMES[system], of["systems"][system]) for system in SYSTEMS if of["systems"].get(system)])
            for name, of in told.items()]


def main():
    chosen = arguments()
    work = folders(chosen)
    if not work:
        raise SystemExit("peers: no folders of rosters: give --youth, --febrl4 or --county (--help tells more)")
    if "tellonce" in chosen.systems:
        # Builds what is out of date, outside the measured time.
        subprocess.run([str(chosen.tellonce / "tellonce"), "rehearse", "--help"], check=True, stdout=subprocess.DEVNULL)
    started, load = datetime.datetime.now(), os.getloadavg()[0]
    told = json.loads(chosen.earlier.read_text()) if chosen.earlier else {}
    for kind, name, folder in work:
        truth = scorer.read_truth(folder)
        earlier = told.get(name, {}).get("systems", {})
        rows = {system: [] for system in chosen.systems}
        repetitions = chosen.county_repetitions if kind == "county" else chosen.repetitions
        for repetition, system in itertools.product(range(repetitions), chosen.systems):
            if any(not run["cost"]["ended"] for run in rows[system]):
                continue
            print(f"{name}: {system}, run {repetition + 1} of {repetitions}", file=sys.stderr, flush=True)
            rows[system].append(once(system, kind, folder, chosen, repetition == 0))
            # After every run, so that an interrupted evening still leaves a table.
            run_now = {system: runs for system, runs in rows.items() if runs}
            told[name] = {"records": len(truth), "true": scorer.true_pairs(truth), "systems": {**earlier, **run_now}}
            text = table.markdown(shown(told), conditions(chosen, started, (load, os.getloadavg()[0])))
            chosen.out.write_text(text, encoding="utf-8")
            Path(f"{chosen.out}.json").write_text(json.dumps(told, indent=1))
    print(text, end="")


if __name__ == "__main__":
    main()
