"""The table of all runs, in Markdown."""

from statistics import median

HEADER = ("system", "precision", "recall", "F1", "wall s", "CPU s", "encode s", "records/s", "compare s", "peak memory", "runs")


def spread(values, ended=True):
    """`min / median / max`; one number if there is one run; with `≥` where a run was stopped."""
    numbers = [number(value) for value in ((min(values), median(values), max(values)) if len(values) > 1 else values)]
    return ("" if ended else "≥ ") + " / ".join(numbers)


def number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}".replace(",", "\u202f")


def megabytes(size):
    return f"{size / 1e6:,.0f} MB".replace(",", "\u202f")


def phase(runs, name):
    """The median of a phase's wall seconds, if all the runs tell it."""
    times = [run["phases"][name]["wall"] for run in runs if name in run["phases"]]
    return number(median(times)) if len(times) == len(runs) else "–"


def encoded_per_second(runs):
    rates = [run["records"] / run["phases"]["encode"]["wall"] for run in runs if run["phases"].get("encode", {}).get("wall") and run.get("records")]
    return number(median(rates)) if len(rates) == len(runs) else "–"


def row(name, runs):
    """The line of one system on one folder; its quality is that of its first run, for all are the same."""
    costs = [run["cost"] for run in runs]
    ended = all(cost["ended"] for cost in costs)
    quality = next((run["quality"] for run in runs if run.get("quality")), None)
    cells = [f"{quality[key]:.4f}" for key in ("precision", "recall", "f1")] if quality else ["–"] * 3
    return [name, *cells, spread([cost["wall"] for cost in costs], ended), spread([cost["cpu"] for cost in costs], ended), phase(runs, "encode"),
            encoded_per_second(runs), phase(runs, "compare"), megabytes(max(cost["peak_bytes"] for cost in costs)), str(len(runs))]


def also(name, quality):
    """A line that only tells another quality of the runs above it."""
    return [name, *(f"{quality[key]:.4f}" for key in ("precision", "recall", "f1")), *[""] * (len(HEADER) - 4)]


def lines(rows):
    return ["| " + " | ".join(cells) + " |" for cells in rows]


def chosen(run):
    """How the best threshold of a peer was reached, in words."""
    choice = run.get("choice")
    return f"{choice['how']} at {choice['threshold']:.3f}" if choice else None


def markdown(folders, conditions):
    """The whole text.

    :param folders: a list of (name, records, true pairs, [(system, [run, …]), …]), in the order to show.
    :param conditions: lines that say under which conditions the runs were made.
    """
    text = ["# TellOnce and its peers, side by side", "", *(f"- {condition}" for condition in conditions)]
    for folder, records, true, systems in folders:
        text += ["", f"## {folder}: {records:,} records, {true:,} true pairs between agencies".replace(",", "\u202f"), ""]
        rows = [HEADER, ["---"] + ["---:"] * (len(HEADER) - 1)]
        for system, runs in systems:
            rows.append(row(system, runs))
            rows += [also(name, quality) for name, quality in runs[0].get("also", {}).items()]
        text += lines(rows)
        notes = [f"{system}: {chosen(runs[0])}" for system, runs in systems if chosen(runs[0])]
        if notes:
            text += ["", "Best with the truth: " + "; ".join(notes) + "."]
    return "\n".join(text) + "\n"
