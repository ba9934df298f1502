"""Precision, recall and F1 over pairs of records of different agencies, from `truth.csv` (agency, local_id, youth_id).

A pair is a frozen order of two records `(agency, local_id)`; pairs within one agency do not count, nor does a pair of an unknown record.
"""

import csv
from collections import Counter, defaultdict
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


class Clusters:
    """Records joined step by step, as clustering at ever lower thresholds does, with the pairs between agencies counted as they come."""

    def __init__(self, truth):
        self.truth = truth
        self.cluster = {}
        self.pairs = 0
        self.found = 0

    def join(self, one, other):
        """Joins the clusters of two records; each cluster is a count of records by (agency, person)."""
        first, second = (self.cluster.setdefault(record, ([record], Counter([(record[0], self.truth[record])]))) for record in (one, other))
        if first is second:
            return
        if len(first[0]) < len(second[0]):
            first, second = second, first
        for (agency, person), count in second[1].items():
            for (its_agency, its_person), its_count in first[1].items():
                if agency != its_agency:
                    self.pairs += count * its_count
                    self.found += count * its_count * (person == its_person)
        first[0].extend(second[0])
        first[1].update(second[1])
        for record in second[0]:
            self.cluster[record] = first


def sweep_clusters(links, truth, true):
    """The threshold with the best F1 when links are closed over third records."""
    ranked = sorted(links.items(), key=lambda link: -link[1])
    best, clusters = Choice(float("inf"), Quality(0, 0, true), "clusters"), Clusters(truth)
    for count, ((one, other), score) in enumerate(ranked, 1):
        clusters.join(one, other)
        if count == len(ranked) or ranked[count][1] != score:
            quality = Quality(clusters.found, clusters.pairs - clusters.found, true)
            if quality.f1 > best.quality.f1:
                best = Choice(score, quality, "clusters")
    return best
