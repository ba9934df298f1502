"""Encodes the roster named on the command line with clkhash, in this one process, and prints records, wall and CPU seconds.

Reading the rows and encoding them is measured, starting Python is not. One Bloom filter of 1 024 bits a person, as clkhash's tutorials set it up:
bigrams of names and address, single characters with their places for date and numbers, thirty bits a token at most, the hash that clkhash takes by itself.
"""
import csv
import sys
import time

from clkhash import clk
from clkhash.schema import from_json_dict


def feature(identifier, n, positional, bits):
    return {
        "identifier": identifier,
        "format": {"type": "string", "encoding": "utf-8"},
        "hashing": {"comparison": {"type": "ngram", "n": n, "positional": positional}, "strategy": {"bitsPerFeature": bits}},
    }


COLUMNS = {
    "given_name": feature("given_name", 2, False, 200),
    "family_name": feature("family_name", 2, False, 200),
    "date_of_birth": feature("date_of_birth", 1, True, 200),
    "address": feature("address", 2, False, 100),
    "zip": feature("zip", 1, True, 50),
    "phone": feature("phone", 1, True, 100),
}

SCHEMA = from_json_dict({
    "version": 3,
    "clkConfig": {"l": 1024, "kdf": {"type": "HKDF", "hash": "SHA256", "keySize": 64}},
    "features": list(COLUMNS.values()),
})


def rows(file):
    with open(file, encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            yield [row.get(column) or "" for column in COLUMNS]


def main():
    wall, cpu = time.perf_counter(), time.process_time()
    people = list(rows(sys.argv[1]))
    encoded = clk.generate_clks(people, SCHEMA, "a secret of this rehearsal", validate=False, max_workers=1)
    print(len(encoded), time.perf_counter() - wall, time.process_time() - cpu)


main()
