"""The encoding `smp1` a second time: written from `../spec/{encoding,keys,tables}.md` alone, section by section.

It needs Python 3.9 and nothing else. A row is a dict of cells by column name (a cell that is not there is empty), a person a dict of
normalised values (a value that is not there, or None, is missing). It is for vectors and for reading: slow, and careless of secrets in memory.
"""

import base64
import csv
import collections
import datetime
import decimal
import functools
import hashlib
import hmac
import json
import re
from pathlib import Path

import aes

SUITE = b"smp1"
SIZE_CLASS = b"50k"
PEOPLE = {"50k": 50_000, "50k-adults": 50_000, "200k": 200_000, "1m": 1_000_000, "10m": 10_000_000}
ROWS = 16
ALTERNATIVES = 4
TABLES = Path(__file__).resolve().parent.parent / "src/main/resources/org/tellonce/protocol/encoding"


# Notation

def u16(number):
    return number.to_bytes(2, "big")


def u32(number):
    return number.to_bytes(4, "big")


def lp(data):
    """LP(b): the bytes after their length."""
    return u16(len(data)) + data


def hmac256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def expand(key, info, length):
    """Expand: HKDF-Expand of RFC 5869, section 2.3, with SHA-256."""
    output = block = b""
    counter = 1
    while len(output) < length:
        block = hmac256(key, block + info + bytes([counter]))
        output += block
        counter += 1
    return output[:length]


def once(values):
    """The values in their order, each once."""
    return list(dict.fromkeys(values))


# tables.md

def table(name):
    """The rows of a table of the suite, without the header line."""
    with open(TABLES / name, encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


REPERTOIRE = {int(code, 16): text.replace("_", " ") for code, text in table("repertoire.csv")}
NICKNAMES = table("nicknames.csv")


def per_million(share):
    """A share in whole numbers per million: `0.0008` is 800."""
    return int(share.partition(".")[2].ljust(6, "0"))


GIVEN_SHARES = {name: per_million(share) for name, share in table("given-names.csv")}
SURNAME_SHARES = {name: per_million(share) for name, share in table("surnames.csv")}


# encoding.md, 1.1 Folding

class Warnings(list):
    """Warnings as [column, rule], each once."""

    def add(self, column, rule):
        if [column, rule] not in self:
            self.append([column, rule])


def fold(text, column, warnings):
    """1.1: the text in `a`–`z`, `0`–`9` and single spaces, or None if a code point is not in the repertoire."""
    if any(ord(c) not in REPERTOIRE for c in text):
        warnings.add(column, "other-script")
        return None
    return " ".join("".join(REPERTOIRE[ord(c)] for c in text).split())


# 1.2 Names

TITLES = set("mr mrs ms miss mx dr".split())
SUFFIXES = set("jr sr ii iii iv".split())
PARTICLES = set("de del dela de las los la da dos di du van von der den ter st san santa mc mac o al el".split())
PLACEHOLDERS = {
    "unknown", "unk", "none", "na", "n a", "not given", "no name", "noname", "nfn", "nln", "fnu", "lnu", "fnu lnu", "baby", "baby girl",
    "baby boy", "babygirl", "babyboy", "infant", "doe", "john doe", "jane doe", "test", "tester", "testing", "xx", "xxx", "refused",
    "declined", "anonymous", "tbd"}


def name_words(text, column, warnings):
    """1.2, steps 1 to 4: the words of a name; none if it is missing."""
    words = re.sub("[0-9]", "", fold(text, column, warnings) or "").split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    words = join_particles(words)
    if " ".join(words) in PLACEHOLDERS:
        warnings.add(column, "placeholder-name")
        return []
    return words


def join_particles(words):
    """1.2, step 3: each particle of the words, the last word excepted, stands before the next word without a space."""
    joined, front = [], ""
    for i, word in enumerate(words):
        front += word
        if word not in PARTICLES or i == len(words) - 1:
            joined.append(front)
            front = ""
    return joined


def names(row, warnings):
    """1.2: G, F and the single names of a person."""
    given = two_letters(name_words(row.get("given_name", ""), "given_name", warnings))
    middle = name_words(row.get("middle_name", ""), "middle_name", warnings)
    family = two_letters(name_words(row.get("family_name", ""), "family_name", warnings))
    parts = [two_letters(name_words(part, "preferred_name", warnings)) for part in row.get("preferred_name", "").split(";")]
    preferred = ["".join(words) for words in parts if words]

    first = [word for word in given[:1] if len(word) > 1]
    own = once(["".join(given)] * bool(given) + first + preferred)
    all_given = own + full_names(once(first + preferred), own)
    whole = own[0] if own else None
    middle = "".join(middle or given[1:])
    surnames = [word for word in family if len(word) > 1]
    return {
        "given_names": all_given,
        "surnames": once(["".join(family)] * bool(family) + surnames)[:3],
        "whole_given_name": whole,
        "second_given_name": next((name for name in first + preferred if name != whole), None),
        "whole_family_name": "".join(family) or None,
        "surname": surnames[0] if surnames else None,
        "middle_name": middle if len(middle) > 1 else None,
        "middle_initial": middle[:1] or None,
    }


def two_letters(words):
    """1.2: a given, family or preferred name whose whole has one letter is missing."""
    return words if len("".join(words)) > 1 else []


def full_names(nicknames, own):
    """1.2: at most three full names, not yet in G, that the nicknames can stand for."""
    found = once(name for nickname in nicknames for short, name in NICKNAMES if short == nickname and name not in own)
    return found[:3]


# 1.3 Date of birth

def birth_date(text, day_of_run, warnings, column="date_of_birth"):
    """1.3: year, month and day as text, each None if it is missing."""
    missing = {"year": None, "month": None, "day": None}
    if text == "":
        return missing
    parts = re.fullmatch("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    date = first_day(*parts.groups()) if parts else None
    if date is None:
        warnings.add(column, "impossible-date")
        return missing
    year, month, day = parts.groups()
    if date > day_of_run:
        warnings.add(column, "future-date")
        return missing
    if text == "1900-01-01":
        warnings.add(column, "placeholder-date")
        return missing
    if day is None:
        return {**missing, "year": year}
    if (month, day) == ("01", "01"):
        warnings.add(column, "first-of-january")
        return {**missing, "year": year}
    return {"year": year, "month": month, "day": day}


def first_day(year, month, day):
    """1.3: the first day that the text can mean, or None if the calendar does not have it."""
    if not 1900 <= int(year) <= 2100:
        return None
    try:
        return datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def month_and_day(person):
    """1.3, `md`: both as two digits each, the smaller number first."""
    if person.get("month") is None:
        return None
    return "".join(sorted([person["month"], person["day"]]))


# 1.4 Address

DIRECTIONS = set("n s e w ne nw se sw north south east west".split())
UNITS = set("apt apartment unit ste suite spc space rm room lot fl floor bldg building trlr no".split())
STREETS = set("""
    st street ave avenue av blvd boulevard dr drive rd road ln lane ct court pl place ter terrace terr way cir circle pkwy parkway hwy highway
    sq square trl trail loop aly alley plz plaza row walk cres crescent""".split())


def address(row, warnings):
    """1.4: house and street core, both None if the address is missing, and ZIP."""
    post_code = zip_code(row.get("zip", ""), warnings)
    missing = {"house": None, "street_core": None, "zip": post_code}
    words = (fold(re.split("[#,]", row.get("address", ""))[0], "address", warnings) or "").split()
    if not words or words[0][0] not in "123456789":
        return missing
    house = re.match("[0-9]+", words[0]).group()
    words = words[1:]
    while len(words) > 1 and words[0] in DIRECTIONS:
        words = words[1:]
    core = "".join(cut_before(cut_before(words, UNITS), STREETS))
    return {"house": house, "street_core": core, "zip": post_code} if core else missing


def cut_before(words, ends):
    """1.4: the words before the first one, the very first excepted, that is in `ends`."""
    return words[:next((i for i in range(1, len(words)) if words[i] in ends), len(words))]


def zip_code(text, warnings):
    """1.4: five digits, four, or None."""
    folded = fold(text, "zip", warnings) or ""
    return folded[:5] if re.fullmatch("[0-9]{5}", folded[:5]) else folded if re.fullmatch("[0-9]{4}", folded) else None


def address_line(person):
    """1.4: house, core and ZIP with a space between them."""
    if person.get("house") is None:
        return None
    return " ".join([person["house"], person["street_core"], person.get("zip") or ""])


def street_start(person):
    """1.4, `str3`: the first three characters of the core."""
    return None if person.get("house") is None else person["street_core"][:3]


# 1.5 Numbers and guardian

def phone(text, warnings):
    """1.5: ten digits."""
    digits = re.sub("[^0-9]", "", text)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) == 10 and digits[0] in "23456789" and not {digits[:3], digits[3:6]} & {"555", "000"}:
        return digits
    if text:
        warnings.add("phone", "unusable-phone")
    return None


def ssn4(text, warnings):
    """1.5: four digits."""
    digits = text.replace(" ", "")
    if re.fullmatch("[0-9]{4}", digits) and digits != "1234" and len(set(digits)) > 1:
        return digits
    if text:
        warnings.add("ssn_last4", "unusable-ssn4")
    return None


def school_id(text, warnings):
    """1.5: four to 32 letters and digits."""
    folded = fold(text, "school_id", warnings)
    if folded is None:
        return None
    joined = folded.replace(" ", "")
    if 4 <= len(joined) <= 32 and len(set(joined)) > 1:
        return joined
    if text:
        warnings.add("school_id", "unusable-school-id")
    return None


def guardian(text, warnings):
    """1.5: the guardian's first given name and last family name; both or neither."""
    missing = {"guardian_given": None, "guardian_family": None}
    family, comma, given = text.partition(",")
    if comma:
        last, first = (name_words(part, "guardian_name", warnings) for part in (family, given))
    else:
        last = first = name_words(text, "guardian_name", warnings)
        if len(first) < 2:
            return missing
    if not first or not last or len(first[0]) < 2 or len(last[-1]) < 2:
        return missing
    return {"guardian_given": first[0], "guardian_family": last[-1]}


# 1, the whole row and the roster

def normalise(row, day_of_run):
    """Section 1 but for the facility rule: a person and the warnings."""
    warnings = Warnings()
    person = {
        **names(row, warnings),
        **birth_date(row.get("date_of_birth", ""), day_of_run, warnings),
        **address(row, warnings),
        "phone": phone(row.get("phone", ""), warnings),
        "ssn4": ssn4(row.get("ssn_last4", ""), warnings),
        "school_id": school_id(row.get("school_id", ""), warnings),
        **guardian(row.get("guardian_name", ""), warnings),
    }
    return person, warnings


def normalise_roster(rows, day_of_run):
    """Section 1 with the facility rule of 1.4, which needs the whole roster."""
    people = [normalise(row, day_of_run) for row in rows]
    families = {}
    for person, _ in people:
        families.setdefault(address_line(person), set()).add(person["whole_family_name"])
    for person, warnings in people:
        line = address_line(person)
        if line is not None and len(families[line] - {None}) >= 6:
            warnings.add("address", "facility-address")
            person.update(house=None, street_core=None, zip=None)
    return people


# 1.6 Codes

def g3(name):
    return name[:3]


SOUNDEX = {letter: digit for digit, letters in
           {"1": "bfpv", "2": "cgjkqsxz", "3": "dt", "4": "l", "5": "mn", "6": "r", "": "aeiouy"}.items() for letter in letters}
REFINED = dict(zip("abcdefghijklmnopqrstuvwxyz", "01360240043788015936020505"))


def soundex(name):
    """1.6, `S`: h and w are skipped, vowels and y separate. A first letter h or w has no digit of its own."""
    last = SOUNDEX.get(name[0], "")
    digits = ""
    for letter in name[1:]:
        if letter in "hw":
            continue
        digit = SOUNDEX[letter]
        digits += digit if digit != last else ""
        last = digit
    return name[0] + digits[:3].ljust(3, "0")


def refined_soundex(name):
    """1.6, `R`: the first letter, then the digits of all letters, a run of equal ones once."""
    digits = [REFINED[letter] for letter in name]
    return name[0] + "".join(d for i, d in enumerate(digits) if i == 0 or d != digits[i - 1])


# 2 Passes

def start(letters):
    """1.6: the first letters, or all."""
    return lambda name: name[:letters]


CODES = {"g": (str, "given"), "g1": (start(1), "given"), "g2": (start(2), "given"), "g3": (g3, "given"), "sg": (soundex, "given"),
         "rg": (refined_soundex, "given"), "f": (str, "surname"), "f3": (start(3), "surname"), "sf": (soundex, "surname"),
         "rf": (refined_soundex, "surname")}
FACTS = {
    "y": lambda person: person.get("year"),
    "md": month_and_day,
    "m": lambda person: person.get("month"),
    "mi": lambda person: person.get("middle_initial"),
    "house": lambda person: person.get("house"),
    "str3": street_start,
    "street": lambda person: person.get("street_core"),
    "zip": lambda person: person.get("zip"),
    "phone": lambda person: person.get("phone"),
    "ssn4": lambda person: person.get("ssn4"),
    "school": lambda person: person.get("school_id"),
    "gg": lambda person: person.get("guardian_given"),
    "gf": lambda person: person.get("guardian_family"),
    "sgg": lambda person: person.get("guardian_given") and soundex(person["guardian_given"]),
    "sgf": lambda person: person.get("guardian_family") and soundex(person["guardian_family"]),
}


def components_of(text):
    """tables.md, Passes: `{sg sf} md` is a set, which is a tuple here, and `md`."""
    return [tuple(part.strip("{}").split(" ")) if part.startswith("{") else part for part in re.findall(r"{[^}]*}|[^ ]+", text)]


def limit_of(gate):
    """tables.md, Passes: the gate in units of 10^-12, or None."""
    return int(decimal.Decimal(gate).scaleb(12)) if gate else None


# For each size class: number, components, gate.
PASSES = {}
for size_class, number, text, gate in table("passes.csv"):
    PASSES.setdefault(size_class, []).append((int(number), components_of(text), limit_of(gate)))


@functools.lru_cache(maxsize=None)
def share(kind, value):
    """2, Gate: `p` of a name or code, per million; 400 or 100 outside the table."""
    code, source = CODES[kind]
    shares, outside = (GIVEN_SHARES, 400) if source == "given" else (SURNAME_SHARES, 100)
    return sum(s for name, s in shares.items() if code(name) == value) or outside


def inputs_of_pass(person, components, limit, people):
    """2: the inputs of one pass in their order, at most four: lists of components."""
    kinds = [kind for component in components for kind in (component if isinstance(component, tuple) else (component,))]
    given = person["given_names"] if any(CODES.get(k, ("", ""))[1] == "given" for k in kinds) else [None]
    surnames = person["surnames"] if any(CODES.get(k, ("", ""))[1] == "surname" for k in kinds) else [None]
    pairs = sorted(((i, j) for i in range(len(given)) for j in range(len(surnames))), key=lambda pair: (sum(pair), pair[0]))
    found = []
    for i, j in pairs:
        values = {kind: value_of(kind, person, given[i], surnames[j]) for kind in kinds}
        if None in values.values():
            return []
        candidate = [value for component in components for value in in_order(component, values)]
        if candidate not in found and passes_gate(values, limit, people):
            found.append(candidate)
    return found[:ALTERNATIVES]


def value_of(kind, person, given, surname):
    if kind not in CODES:
        return FACTS[kind](person)
    code, source = CODES[kind]
    return code(given if source == "given" else surname)


def in_order(component, values):
    """2: one value, or the two of a set in byte order."""
    return sorted(values[kind] for kind in component) if isinstance(component, tuple) else [values[component]]


def passes_gate(values, limit, people):
    """2, Gate: N · a · b ≤ c · 10^12 in integers, `a` and `b` per million."""
    if limit is None:
        return True
    a, b = (share(kind, value) for kind, value in values.items() if kind in CODES)
    return people * a * b <= limit


def kept_inputs(person, size_class=SIZE_CLASS.decode()):
    """2, Rows kept: (pass, alternative, components), passes from 17 on last, by alternative, then pass; the first sixteen."""
    inputs = [(number, alternative, found) for number, components, limit in PASSES[size_class]
              for alternative, found in enumerate(inputs_of_pass(person, components, limit, PEOPLE[size_class]))]
    return sorted(inputs, key=lambda entry: (entry[0] > 16, entry[1], entry[0]))[:ROWS]


MOST_DATES = 4
MOST_RECORDS = 32


def without_crowded(roster):
    """2, Crowded inputs: of each record, a birth date and its kept inputs, the inputs that are left."""
    records, dates = collections.Counter(), collections.defaultdict(set)
    for date, inputs in roster:
        for number, _, components in inputs:
            found = number, tuple(components)
            records[found] += 1
            if date["year"] is not None and date["month"] is not None:
                dates[found].add((date["year"], date["month"], date["day"]))
    crowded = {found for found in records if len(dates[found]) > MOST_DATES or records[found] > MOST_RECORDS}
    return [[entry for entry in inputs if (entry[0], tuple(entry[2])) not in crowded] for _, inputs in roster]


# 3 Keys of a row

def row_secret(linkage_secret, epoch, number, components):
    """3: x, y and s of an input in basic mode."""
    x = lp(SUITE) + lp(SIZE_CLASS) + lp(u32(epoch)) + lp(bytes([number])) + b"".join(lp(c.encode("ascii")) for c in components)
    y = hmac256(expand(linkage_secret, b"smp1/input", 32), x)
    return x, y, hmac256(linkage_secret, y)


def row_keys(secret):
    """3: tag, slope and bodyKey of an `s`."""
    tag_and_slope = expand(secret, b"smp1/tag", 24)
    return tag_and_slope[:16], tag_and_slope[16:], expand(secret, b"smp1/body", 32)


def pass_share(number, slope, token):
    """3, Pass share: X, A and the share."""
    x = 1 + int.from_bytes(token[:8], "big") % 65520
    a = 1 + int.from_bytes(slope, "big") % 65520
    return x, a, (number + a * x) % 65521


# 4 Body

FACT_SEGMENTS, FACT_BITS, FACT_WEIGHT = 22, 16, 4
NAME_BITS, NAME_WEIGHT = 64, 16
DOMAINS = [1, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20]


def segment_values(person):
    """4: the values of the twenty-four segments, None where it is missing."""
    year = person.get("year")
    present = {True: "1", False: None}
    return [
        person.get("whole_given_name"),
        person.get("second_given_name"),
        person.get("surname"),
        person.get("middle_name"),
        person.get("middle_initial"),
        year and str(int(year) // 2),
        year and str((int(year) + 1) // 2),
        person.get("month"),
        person.get("day"),
        address_line(person),
        person.get("phone"),
        person.get("ssn4"),
        person.get("school_id"),
        present[person.get("middle_initial") is not None],
        present[year is not None],
        present[person.get("month") is not None],
        present[person.get("ssn4") is not None],
        present[person.get("school_id") is not None],
        person.get("zip"),
        person.get("house"),
        present[is_rare(person.get("whole_given_name"), GIVEN_SHARES)],
        present[is_rare(person.get("surname"), SURNAME_SHARES)],
        person.get("whole_given_name"),
        person.get("whole_family_name"),
    ]


def is_rare(name, shares):
    """4: a name that the table does not have."""
    return name is not None and name not in shares


def block(domain, occurrence, value, counter):
    """4, Blocks: one AES block."""
    length = len(value)
    if length > 12:
        length, value = 255, hashlib.sha256(value).digest()[:12]
    return bytes([domain, counter, occurrence, length]) + value.ljust(12, b"\0")


def body(body_key, record_secret, values):
    """4: the 60 bytes of a body from the values of its segments."""
    round_keys = aes.expand_key(body_key)
    nothing = hmac256(record_secret, b"smp1/missing")[:12]
    result = b""
    for number, value in enumerate(values):
        if number < FACT_SEGMENTS:
            result += fact(round_keys, *fact_block(number, values, nothing))
        else:
            bigrams = [(255, number, nothing)] if value is None else bigrams_of(value)
            result += name(round_keys, bigrams)
    return result


def fact_block(number, values, nothing):
    """4, Blocks: domain, occurrence and value of a fact segment, missing or not."""
    if values[number] is None:
        return 255, number, nothing
    domain = DOMAINS[number]
    occurrence = sum(DOMAINS[n] == domain and values[n] == values[number] for n in range(number))
    return domain, occurrence, values[number].encode("ascii")


def bigrams_of(text):
    """4: domain, occurrence and value of each bigram of `_name_`."""
    padded = f"_{text}_"
    bigrams = [padded[i:i + 2] for i in range(len(padded) - 1)]
    return [(16, bigrams[:i].count(bigram), bigram.encode("ascii")) for i, bigram in enumerate(bigrams)]


def fact(round_keys, domain, occurrence, value):
    """4, Fact: four different bits of sixteen, from the nibbles of the blocks."""
    bits, counter = set(), 0
    while True:
        for byte in aes.encrypt(round_keys, block(domain, occurrence, value, counter)):
            for nibble in (byte >> 4, byte & 15):
                bits.add(nibble)
                if len(bits) == FACT_WEIGHT:
                    return segment(bits, FACT_BITS)
        counter += 1


def name(round_keys, bigrams):
    """4, Name: sixteen different bits of sixty-four, from the bytes of the bigrams' blocks, one byte of each in turn."""
    bits, counter = set(), 0
    while True:
        streams = [aes.encrypt(round_keys, block(*bigram, counter)) for bigram in bigrams]
        for j in range(16):
            for stream in streams:
                bits.add(stream[j] % NAME_BITS)
                if len(bits) == NAME_WEIGHT:
                    return segment(bits, NAME_BITS)
        counter += 1


def segment(bits, length):
    """4: bit `b` is `1 << (b mod 8)` of byte `b div 8`."""
    return sum(1 << bit for bit in bits).to_bytes(length // 8, "little")


# 5 Record

def row(secret, number, token, record_secret, values):
    """5: tag, share and body, 78 bytes."""
    tag, slope, body_key = row_keys(secret)
    return tag + u16(pass_share(number, slope, token)[2]) + body(body_key, record_secret, values)


def padding_secret(record_secret, epoch, index):
    """5, Padding: `s` of a row that no input gives."""
    return hmac256(record_secret, b"smp1/padding" + lp(SIZE_CLASS) + lp(u32(epoch)) + bytes([index]))


def encode(linkage_secret, epoch, record_key, local_id, person):
    """5: the record token and 1 248 bytes of rows."""
    token, record_secret = record_token(record_key, local_id), derived_record_secret(record_key, local_id)
    values = segment_values(person)
    rows = {}
    for number, _, components in kept_inputs(person):
        made = row(row_secret(linkage_secret, epoch, number, components)[2], number, token, record_secret, values)
        rows.setdefault(made[:16], made)
    for index in range(ROWS - len(rows)):
        made = row(padding_secret(record_secret, epoch, index), 0, token, record_secret, [None] * len(values))
        rows[made[:16]] = made
    return token, b"".join(rows[tag] for tag in sorted(rows))


# keys.md, Derived values

def record_token(record_key, local_id):
    return hmac256(record_key, b"tellonce/token\0" + local_id.strip(" ").encode("utf-8"))[:16]


def derived_record_secret(record_key, local_id):
    return hmac256(record_key, b"tellonce/secret\0" + local_id.strip(" ").encode("utf-8"))


def case_commitment(record_key, case_number):
    return hmac256(record_key, b"tellonce/case\0" + case_number.strip(" ").encode("utf-8"))


def pseudorandom(record_key, use, message):
    return hmac256(record_key, b"tellonce/" + use.encode("ascii") + b"\0" + message)


# keys.md, Files

FILE_KEYS = {
    "tellonce/linkage-secret": {"type", "suite", "size_class", "epoch", "secret", "check"},
    "tellonce/record-key": {"type", "secret", "check"},
}


class Refused(Exception):
    """Why a key file or keyring is refused."""


def check_of(secret, kind, suite="", size_class="", epoch=0):
    """keys.md, Files: the first 16 hexadecimal digits that find a damaged or mislabelled file."""
    labels = b"".join(part.encode("utf-8") + b"\0" for part in ("tellonce/check", kind, suite, size_class))
    return hmac256(secret, labels + u32(epoch)).hex()[:16]


def read_key_file(content, mode=0o600):
    """keys.md, Files: what a key file holds, or Refused."""
    if mode & 0o077:
        raise Refused("open to group or others")
    values = parse_object(content)
    kind = values.get("type")
    if not isinstance(kind, str) or kind not in FILE_KEYS:
        raise Refused("unknown or missing type")
    if values.keys() - FILE_KEYS[kind]:
        raise Refused("an unknown key")
    if FILE_KEYS[kind] - values.keys():
        raise Refused("a missing key")
    label = label_of(values) if kind == "tellonce/linkage-secret" else {"suite": "", "size_class": "", "epoch": 0}
    secret = secret_of(values["secret"])
    if values["check"] != check_of(secret, kind, **label):
        raise Refused("wrong check")
    return {"secret": secret.hex(), **label}


def parse_object(content):
    """One JSON object without a key twice."""
    def unique(pairs):
        if len(dict(pairs)) < len(pairs):
            raise Refused("a value twice")
        return dict(pairs)
    try:
        values = json.loads(content, object_pairs_hook=unique)
    except ValueError:
        raise Refused("not JSON") from None
    if not isinstance(values, dict):
        raise Refused("not an object")
    return values


def label_of(values):
    """Suite, size class and epoch of a linkage secret."""
    label = {key: values[key] for key in ("suite", "size_class", "epoch")}
    if label["suite"] != SUITE.decode() or label["size_class"] != SIZE_CLASS.decode():
        raise Refused("unknown suite or size class")
    if type(label["epoch"]) is not int or not 1 <= label["epoch"] <= 4294967295:
        raise Refused("epoch out of range")
    return label


def secret_of(text):
    """32 bytes from 43 characters of base64url without padding."""
    if not isinstance(text, str) or not re.fullmatch("[A-Za-z0-9_-]{43}", text):
        raise Refused("secret of a wrong length or alphabet")
    return base64.urlsafe_b64decode(text + "=")


def read_keyring(files):
    """keys.md, Files: a keyring's files by name; Refused if one is, or if an epoch has two."""
    epochs = [held["epoch"] for held in map(read_key_file, files.values()) if held["epoch"]]
    if len(set(epochs)) < len(epochs):
        raise Refused("two files of one epoch")
    return sorted(epochs)
