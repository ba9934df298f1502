"""The table of all runs, in Markdown."""

from statistics import median

OWN = "TellOnce, likely and possible"
HEADER = ("system", "precision", "recall", "F1", "wall s", "CPU s", "encode s", "records/s", "compare s", "peak memory", "runs")


def spread(values, ended=True):
    """`min / median / max`; one number if there is one run; with `≥` where a run was stopped."""
    numbers = [number(value) for value in ((min(values), median(values), max(values)) if len(values) > 1 else values)]
    return ("" if ended else "≥ ") + " / ".join(numbers)


def whole(value):
    """A whole number with narrow spaces between the thousands."""
    return f"{value:,.0f}".replace(",", "\u202f")


def number(value):
    """Three figures at least."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else whole(value)


def phase(runs, name):
    """The median of a phase's wall seconds, if all the runs tell it."""
    times = [run["phases"][name]["wall"] for run in runs if name in run["phases"]]
    return number(median(times)) if len(times) == len(runs) else "–"


def encoded_per_second(runs):
    """The median rate of encoding, by the wall, if all the runs tell it."""
    rates = [run["records"] / run["phases"]["encode"]["wall"] for run in runs if run["phases"].get("encode", {}).get("wall") and run.get("records")]
    return number(median(rates)) if len(rates) == len(runs) else "–"


def judged(runs):
    """The run whose quality is shown: the one with the median F1 of those that were judged."""
    known = sorted((run for run in runs if run.get("quality")), key=lambda run: run["quality"]["f1"])
    return known[(len(known) - 1) // 2] if known else {}


def row(name, runs):
    """The line of one system on one folder."""
    costs = [run["cost"] for run in runs]
    ended = all(cost["ended"] for cost in costs)
    quality = judged(runs).get("quality")
    cells = [f"{quality[key]:.4f}" for key in ("precision", "recall", "f1")] if quality else ["–"] * 3
    peak = max(cost["peak_bytes"] for cost in costs) / 1e6
    return [name, *cells, spread([cost["wall"] for cost in costs], ended), spread([cost["cpu"] for cost in costs], ended), phase(runs, "encode"),
            encoded_per_second(runs), phase(runs, "compare"), f"{whole(peak)} MB", str(len(runs))]


def also(name, quality):
    """A line that only tells another quality of the runs above it."""
    return [name, *(f"{quality[key]:.4f}" for key in ("precision", "recall", "f1")), *[""] * (len(HEADER) - 4)]


def lines(rows):
    """The lines of a Markdown table."""
    return ["| " + " | ".join(cells) + " |" for cells in rows]


def chosen(run):
    """How the best threshold of a peer was reached, in words."""
    choice = run.get("choice")
    return f"{choice['how']} at {choice['threshold']:.3f}" if choice else None


def against(own, peer):
    """How much longer than ours a peer took, by the medians of wall and CPU time."""
    def ratio(cost):
        ours, theirs = (median(run["cost"][cost] for run in runs) for runs in (own, peer))
        return f"{theirs / ours:.2f}"
    if not all(run["cost"]["ended"] for run in own):
        return "not known, for TellOnce was stopped"
    least = "" if all(run["cost"]["ended"] for run in peer) else "at least "
    return f"{least}{ratio('wall')} of wall, {ratio('cpu')} of CPU"


def markdown(folders, conditions):
    """The whole text.

    :param folders: a list of (name, records, true pairs, [(system, [run, …]), …]), in the order to show.
    :param conditions: lines that say under which conditions the runs were made.
    """
    text = ["# TellOnce and its peers, side by side", "", *(f"- {condition}" for condition in conditions)]
    for folder, records, true, systems in folders:
        text += ["", f"## {folder}: {whole(records)} records, {whole(true)} true pairs between agencies", ""]
        rows = [HEADER, ["---"] + ["---:"] * (len(HEADER) - 1)]
        for system, runs in systems:
            rows.append(row(system, runs))
            rows += [also(name, quality) for name, quality in judged(runs).get("also", {}).items()]
        text += lines(rows)
        notes = [f"{system}: {chosen(judged(runs))}" for system, runs in systems if chosen(judged(runs))]
        if notes:
            text += ["", "Best with the truth: " + "; ".join(notes) + "."]
        own = dict(systems).get(OWN)
        others = [f"{system}: {against(own, runs)}" for system, runs in systems if own and system != OWN]
        if others:
            text += ["", "TellOnce's time is 1; " + "; ".join(others) + "."]
    return "\n".join(text) + "\n"
