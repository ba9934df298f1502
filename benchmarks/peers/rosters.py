"""Rosters of a folder (`NN_agency.csv`), read and cleaned for the peers.

Both peers' documents ask for cleaned input and leave the cleaning to their user. So the same plain cleaning is done for both: no accents, capitals,
digits only where digits belong, a date of the calendar or nothing.
"""

import csv
import datetime
import re
import unicodedata
from pathlib import Path

COLUMNS = ("given_name", "middle_name", "family_name", "date_of_birth", "sex", "address", "city", "zip", "phone", "ssn_last4", "school_id")


def agencies(folder):
    """The rosters' files by agency, in the order of their numbers."""
    return {path.stem[3:]: path for path in sorted(Path(folder).glob("[0-9][0-9]_*.csv"))}


def letters(cell):
    """A name: capitals, no accents, one space between words; an apostrophe joins, anything else parts."""
    plain = unicodedata.normalize("NFKD", cell).upper().replace("'", "").replace("\u2019", "")
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[A-Z]+", plain))


def words(cell):
    """An address or a town: as a name, but with digits."""
    plain = "".join(character for character in unicodedata.normalize("NFKD", cell).upper() if not unicodedata.combining(character))
    return " ".join(re.findall(r"[A-Z0-9]+", plain))


def digits(cell, length):
    """The last `length` digits; nothing if there are fewer."""
    found = re.sub(r"\D", "", cell)
    return found[-length:] if len(found) >= length else ""


def day(cell):
    """The date if the calendar has it, else nothing."""
    try:
        return datetime.date.fromisoformat(cell.strip()).isoformat()
    except ValueError:
        return ""


CLEANING = {
    "given_name": letters, "middle_name": letters, "family_name": letters, "date_of_birth": day,
    "sex": lambda cell: cell.strip().upper() if cell.strip().upper() in ("M", "F") else "",
    "address": words, "city": words, "zip": lambda cell: re.sub(r"\D", "", cell)[:5], "phone": lambda cell: digits(cell, 10),
    "ssn_last4": lambda cell: digits(cell, 4), "school_id": words,
}


def read(path):
    """The cleaned rows of one roster, and its local ids in the same order."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [{column: CLEANING[column](row.get(column) or "") for column in COLUMNS} for row in rows], [row["local_id"] for row in rows]
