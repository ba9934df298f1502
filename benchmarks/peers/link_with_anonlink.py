"""Links a folder of rosters with clkhash and anonlink, with blocklib's blocks if asked.

    link_with_anonlink.py link FOLDER OUT [--model NAME] [--blocks]
        encodes, compares, solves; candidates and the phases' times go into the folder OUT
    link_with_anonlink.py choose FOLDER OUT
        the threshold and the solver with the best F1, with the truth of FOLDER; not timed

The configuration is written out in README.md, with the documents it follows.
"""

import array
import json
import multiprocessing
import os
import zlib

import anonlink
import blocklib
import numpy
from anonlink.concurrency import process_chunk, split_to_chunks
from clkhash import clk
from clkhash.comparators import NgramComparison
from clkhash.field_formats import BitsPerFeatureStrategy, FieldHashingProperties, MissingValueSpec, StringSpec
from clkhash.schema import Schema

import phases
import rosters
import scorer

SECRET = "a secret for invented people"
BITS = 1024
LEAST_SIMILARITY = 0.7
CANDIDATES_A_RECORD = 20
COMPARISONS_A_CHUNK = 20_000_000
WORKERS = os.cpu_count() or 1

# Column, length of the n-grams, whether they are positional, bits that a value sets.
FEATURES = {
    "youth": (
        ("given_name", 2, False, 150), ("middle_name", 2, False, 15), ("family_name", 2, False, 180), ("date_of_birth", 3, True, 250),
        ("sex", 1, False, 20), ("address", 2, False, 30), ("phone", 3, True, 40), ("ssn_last4", 3, True, 40), ("school_id", 3, True, 30)),
    "adults": (
        ("given_name", 2, False, 200), ("family_name", 2, False, 200), ("date_of_birth", 1, True, 200), ("address", 2, False, 200),
        ("city", 2, False, 100), ("zip", 1, True, 100)),
}


def signature(*parts):
    """What the records of a block agree on: the sound of a column, its value, or some of its characters (`0:7`)."""
    def strategy(part):
        kind, column = part.split(" ")
        if kind == "sound":
            return {"type": "metaphone", "feature": column}
        if kind == "value":
            return {"type": "feature-value", "feature": column}
        return {"type": "characters-at", "config": {"pos": [kind]}, "feature": column}
    return [strategy(part) for part in parts]


NAMES_AND_DATES = (
    signature("sound given_name", "sound family_name"), signature("value date_of_birth"), signature("sound given_name", "0:7 date_of_birth"),
    signature("sound family_name", "0:7 date_of_birth"), signature("sound family_name", "value zip"), signature("sound given_name", "value zip"))
SIGNATURES = {
    "youth": (*NAMES_AND_DATES, signature("value phone"), signature("value ssn_last4", "0:1 given_name")),
    "adults": (*NAMES_AND_DATES, signature("0:12 address"), signature("sound family_name", "value city"),
               signature("sound given_name", "value city")),
}


def blocking(model):
    """The blocking schema: probabilistic signatures, no block above 2 % of a roster."""
    return {
        "type": "p-sig", "version": 1,
        "config": {
            "blocking-features": ["given_name", "family_name", "date_of_birth", "zip", "phone", "ssn_last4", "address", "city"],
            "filter": {"type": "ratio", "max": 0.02, "min": 0.0},
            "blocking-filter": {"type": "bloom filter", "number-hash-functions": 4, "bf-len": 2048, "compress-block-key": True},
            "signatureSpecs": list(SIGNATURES[model]),
        },
    }


def schema(features):
    """The linkage schema (version 3 of clkhash) of these features."""
    def field(column, grams, positional, bits):
        properties = FieldHashingProperties(comparator=NgramComparison(grams, positional), strategy=BitsPerFeatureStrategy(bits),
                                            missing_value=MissingValueSpec(""))
        return StringSpec(column, properties)
    return Schema([field(*feature) for feature in features], BITS)


def encode(rows, features):
    """One roster's CLKs: 1024 bits a record."""
    return clk.generate_clks([[row[column] for column, *_ in features] for row in rows], schema(features), SECRET)


def joined(parts):
    """Candidates of several chunks as anonlink wants them: each pair once, most similar first."""
    columns = [numpy.concatenate(column) for column in zip(*parts)]
    order = numpy.lexsort((columns[4], columns[3], columns[2], columns[1], -columns[0]))
    columns = [column[order] for column in columns]
    new = numpy.ones(len(order), dtype=bool)
    new[1:] = numpy.any([column[1:] != column[:-1] for column in columns], axis=0)
    return [column[new] for column in columns]


def candidates(columns):
    """Candidates as anonlink's solvers take them."""
    similarities, *indices = columns
    one, other, row, partner = (array.array("I", column.astype("I").tobytes()) for column in indices)
    return array.array("d", similarities.tobytes()), (one, other), (row, partner)


def flat(found):
    """Candidates as five columns: similarity, roster and roster, row and row."""
    similarities, (one, other), (row, partner) = found
    return [numpy.array(similarities, "d"), *(numpy.array(column, "I") for column in (one, other, row, partner))]


# The encoded rosters and the blocks of each record, which the workers inherit.
_encoded = []
_blocks = []


def compare_chunk(chunk):
    """Candidates between two stretches of two rosters, each record of one with each of the other."""
    parts = [_encoded[side["datasetIndex"]][slice(*side["range"])] for side in chunk]
    return flat(process_chunk(chunk, parts, anonlink.similarities.dice_coefficient, LEAST_SIMILARITY, k=CANDIDATES_A_RECORD))


def compare_blocks(worker):
    """Candidates within every block that is this worker's."""
    def blocks(roster, record, _):
        return (block for block in _blocks[roster].get(record, ()) if zlib.crc32(block.encode()) % WORKERS == worker)
    return flat(anonlink.candidate_generation.find_candidate_pairs(
        _encoded, anonlink.similarities.dice_coefficient, LEAST_SIMILARITY, k=CANDIDATES_A_RECORD, blocking_f=blocks))


def block(rows, model):
    """One roster's candidate blocks."""
    agreed = blocking(model)
    columns = agreed["config"]["blocking-features"]
    return blocklib.generate_candidate_blocks([[row[column] for column in columns] for row in rows], agreed, header=columns)


def compare(blocked):
    chunks = [*range(WORKERS)] if blocked else list(split_to_chunks(COMPARISONS_A_CHUNK, dataset_sizes=[*map(len, _encoded)]))
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        return joined(list(pool.imap_unordered(compare_blocks if blocked else compare_chunk, chunks)))


def link(folder, out, model, blocked):
    clock = phases.Clock()
    read = [rosters.read(path) for path in rosters.agencies(folder).values()]
    features = [feature for feature in FEATURES[model] if any(row[feature[0]] for rows, _ in read for row in rows)]
    clock.end("clean")
    _encoded.extend(encode(rows, features) for rows, _ in read)
    clock.end("encode")
    if blocked:
        common = blocklib.generate_blocks([block(rows, model) for rows, _ in read], K=2)
        _blocks.extend(blocklib.generate_reverse_blocks(common))
        clock.end("block")
    columns = compare(blocked)
    clock.end("compare")
    groups = anonlink.solving.probabilistic_greedy_solve(candidates(columns))
    clock.end("solve")
    numpy.savez(out / "candidates.npz", *columns)
    (out / "rows.json").write_text(json.dumps([ids for _, ids in read]))
    clock.write(out, records=sum(map(len, _encoded)), candidates=len(columns[0]), groups=len(groups))


SOLVERS = {
    "pairs over the threshold": None,
    "greedy": anonlink.solving.greedy_solve,
    "probabilistic greedy": anonlink.solving.probabilistic_greedy_solve,
    "probabilistic greedy, several rows of one roster allowed": lambda found: anonlink.solving.probabilistic_greedy_solve(found, deduplicated=False),
}


def choose(folder, out):
    truth = scorer.read_truth(folder)
    true = scorer.true_pairs(truth)
    with numpy.load(out / "candidates.npz") as file:
        columns = [file[name] for name in file.files]
    names, ids = list(rosters.agencies(folder)), json.loads((out / "rows.json").read_text())

    def record(roster, row):
        return names[roster], ids[roster][row]

    def pairs(group):
        members = [record(*member) for member in group]
        return (scorer.ordered(one, other) for number, one in enumerate(members) for other in members[:number] if one[0] != other[0])

    links = {scorer.ordered(record(one, row), record(other, partner)): similarity for similarity, one, other, row, partner in zip(*(
        column.tolist() for column in columns))}
    choices = [scorer.sweep(links, truth, true)]
    for threshold in numpy.arange(LEAST_SIMILARITY, 0.951, 0.01).tolist():
        found = candidates([column[columns[0] >= threshold] for column in columns])
        for how, solve in SOLVERS.items():
            if solve:
                solved = {pair for group in solve(found) for pair in pairs(group)}
                choices.append(scorer.Choice(threshold, scorer.judge(solved, truth, true), how))
    return max(choices, key=lambda choice: choice.quality.f1)


def options(parser):
    parser.add_argument("--model", choices=FEATURES, default="youth")
    parser.add_argument("--blocks", action="store_true", help="compare only within blocklib's blocks")


if __name__ == "__main__":
    phases.main(__doc__, lambda arguments: link(arguments.folder, arguments.out, arguments.model, arguments.blocks), choose, options)
