"""Precision, recall and F1 over pairs of records of different agencies, from `truth.csv` (agency, local_id, youth_id).

A pair is a frozen order of two records `(agency, local_id)`; pairs within one agency do not count, nor does a pair of an unknown record.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path


@dataclass(frozen=True)
class Quality:
    """What a set of links is worth: true links found, false links, true links there are."""

    found: int
    false: int
    true: int

    @property
    def precision(self):
        return self.found / max(self.found + self.false, 1)

    @property
    def recall(self):
        return self.found / max(self.true, 1)

    @property
    def f1(self):
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Choice:
    """The best threshold, found with the truth: no peer could know it, so it is an upper bound."""

    threshold: float
    quality: Quality
    how: str


def read_truth(folder):
    """The person of each record."""
    with open(Path(folder) / "truth.csv", newline="", encoding="utf-8") as file:
        return {(row["agency"], row["local_id"]): row["youth_id"] for row in csv.DictReader(file)}


def true_pairs(truth):
    """How many pairs of records of different agencies are one person."""
    by_person = defaultdict(lambda: defaultdict(int))
    for (agency, _), person in truth.items():
        by_person[person][agency] += 1
    return sum(a * b for counts in by_person.values() for a, b in combinations(counts.values(), 2))


def ordered(one, other):
    return (one, other) if one < other else (other, one)


def read_links(path, truth, grades=None):
    """The best score of each pair in a file of links; only the given grades, if any are given."""
    links = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one, other = (row["agency_a"], row["local_id_a"]), (row["agency_b"], row["local_id_b"])
            if one[0] == other[0] or one not in truth or other not in truth or grades and row["grade"] not in grades:
                continue
            pair, score = ordered(one, other), float(row.get("score") or 1)
            links[pair] = max(score, links.get(pair, score))
    return links


def judge(links, truth, true):
    """The quality of links (any iterable of pairs)."""
    links = list(links)
    found = sum(truth[one] == truth[other] for one, other in links)
    return Quality(found, len(links) - found, true)


def sweep(links, truth, true, how="pairs over the threshold"):
    """The threshold with the best F1 among the scores of the links; links of equal score stand or fall together."""
    ranked = sorted(((score, truth[one] == truth[other]) for (one, other), score in links.items()), reverse=True)
    best, found = Choice(float("inf"), Quality(0, 0, true), how), 0
    for count, (score, right) in enumerate(ranked, 1):
        found += right
        last_of_score = count == len(ranked) or ranked[count][0] != score
        if last_of_score:
            quality = Quality(found, count - found, true)
            if quality.f1 > best.quality.f1:
                best = Choice(score, quality, how)
    return best


def closure(pairs):
    """All pairs of different agencies within the connected components of the given pairs."""
    parent = {}

    def root(record):
        parent.setdefault(record, record)
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    for one, other in pairs:
        parent[root(one)] = root(other)
    components = defaultdict(list)
    for record in list(parent):
        components[root(record)].append(record)
    return {ordered(one, other) for members in components.values() for one, other in combinations(members, 2) if one[0] != other[0]}


def sweep_closures(links, thresholds, truth, true):
    """The best threshold when links are closed over third records, as clustering does."""
    choices = [Choice(threshold, judge(closure(pair for pair, score in links.items() if score >= threshold), truth, true), "clusters")
               for threshold in thresholds]
    return max(choices, key=lambda choice: choice.quality.f1)
