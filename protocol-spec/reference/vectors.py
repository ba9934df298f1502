"""Regenerates the vectors of encoding and keys, and the worked examples of their chapters, with `smp1.py`, and those vectors of audit that nobody has
published, with `tree.py`.

The inputs are the cases that stand in `../vectors/{encoding,keys,audit}/*.json`: to add one, write a case with its inputs only and run this.

    python3 vectors.py            computes every expected value again and writes the files and examples
    python3 vectors.py --check    writes nothing; exits 1 and names the file and case where something else stands
"""

import datetime
import hashlib
import json
import sys
from pathlib import Path

import aes
import custody
import smp1
import tree

SPEC = Path(__file__).resolve().parent.parent
WIDTH = 139
NAMES = ["given_names", "surnames", "whole_given_name", "second_given_name", "whole_family_name", "surname", "middle_name", "middle_initial"]


# What each file's cases are: a function from a case's inputs to the whole case.

def folding(case, _):
    warnings = smp1.Warnings()
    return {"text": case["text"], "folded": smp1.fold(case["text"], "", warnings), "warnings": rules(warnings)}


def names(case, _):
    warnings = smp1.Warnings()
    found = smp1.names(case["row"], warnings)
    return {"row": case["row"], **{name: found[name] for name in NAMES}, "warnings": warnings}


def birth_date(case, document):
    warnings = smp1.Warnings()
    date = smp1.birth_date(case["date_of_birth"], day_of_run(document), warnings)
    return {"date_of_birth": case["date_of_birth"], **date, "md": smp1.month_and_day(date), "warnings": rules(warnings)}


def address(case, _):
    return roster({"rows": [case]}, None)["rows"][0]


def roster(case, _):
    rows = [entry["row"] for entry in case["rows"]]
    people = smp1.normalise_roster(rows, datetime.date.max)
    return {**case, "rows": [
        {"row": row, "house": person["house"], "str3": smp1.street_start(person), "zip": person["zip"], "address_line": smp1.address_line(person), "warnings": warnings}
        for row, (person, warnings) in zip(rows, people)]}


def number(column, normalise):
    def whole_case(case, _):
        warnings = smp1.Warnings()
        return {column: case[column], "value": normalise(case[column], warnings), "warnings": rules(warnings)}
    return whole_case


def guardian(case, _):
    warnings = smp1.Warnings()
    found = smp1.guardian(case["guardian_name"], warnings)
    return {"guardian_name": case["guardian_name"], "given": found["guardian_given"], "family": found["guardian_family"], "warnings": rules(warnings)}


def codes(case, _):
    name = case["name"]
    return {"name": name, "g3": smp1.g3(name), "soundex": smp1.soundex(name), "refined_soundex": smp1.refined_soundex(name)}


def passes(case, document):
    person = person_of(case, document)
    size_class = case["size_class"]
    inputs = [{"pass": number, "alternative": alternative, "components": components}
              for number, alternative, components in smp1.kept_inputs(person, size_class)]
    return {"about": case["about"], "size_class": size_class, "row": case["row"], "person": known(person), "inputs": inputs}


def crowded(case, document):
    """Each line of a case stands for `times` records of one roster."""
    lines = case["records"]
    dates = [smp1.birth_date(line["date_of_birth"], day_of_run(document), smp1.Warnings()) for line in lines]
    inputs = [[(number, alternative, components) for number, alternative, components in line["inputs"]] for line in lines]
    roster = [(date, kept) for date, kept, line in zip(dates, inputs, lines) for _ in range(line["times"])]
    firsts = [sum(line["times"] for line in lines[:place]) for place in range(len(lines))]
    left = smp1.without_crowded(roster)
    return {**case, "records": [{**line, "left": [list(entry) for entry in left[first]]} for line, first in zip(lines, firsts)]}


def row_keys(case, _):
    inputs = {key: case[key] for key in ("linkage_secret", "epoch", "pass", "components", "record_token")}
    x, y, s = smp1.row_secret(bytes.fromhex(case["linkage_secret"]), case["epoch"], case["pass"], case["components"])
    return {**inputs, "x": x.hex(), "y": y.hex(), **keys_of(s, case)}


def padding_keys(case, _):
    inputs = {key: case[key] for key in ("record_secret", "epoch", "number", "record_token")}
    s = smp1.padding_secret(bytes.fromhex(case["record_secret"]), case["epoch"], case["number"])
    return {**inputs, **keys_of(s, {**case, "pass": 0})}


def keys_of(s, case):
    tag, slope, body_key = smp1.row_keys(s)
    x, a, share = smp1.pass_share(case["pass"], slope, bytes.fromhex(case["record_token"]))
    return {"s": s.hex(), "tag": tag.hex(), "slope": slope.hex(), "body_key": body_key.hex(), "X": x, "A": a, "share": share}


def bodies(case, document):
    person = person_of(case, document)
    values = smp1.segment_values(person)
    made = smp1.body(bytes.fromhex(case["body_key"]), bytes.fromhex(case["record_secret"]), values)
    inputs = {key: case[key] for key in ("about", "body_key", "record_secret", "row")}
    return {**inputs, "person": known(person), "segments": values, "body": made.hex()}


def records(case, document):
    person = person_of(case, document)
    inputs = {key: case[key] for key in ("about", "linkage_secret", "epoch", "record_key", "local_id", "row")}
    token, rows = smp1.encode(*secrets(case), case["local_id"], person)
    return {**inputs, "person": known(person), "record_token": token.hex(), "rows": [rows[i:i + 78].hex() for i in range(0, len(rows), 78)]}


def derived(case, _):
    key, local_id = bytes.fromhex(case["record_key"]), case["local_id"]
    token, secret = smp1.record_token(key, local_id), smp1.derived_record_secret(key, local_id)
    return {"record_key": case["record_key"], "local_id": local_id, "record_token": token.hex(), "record_secret": secret.hex()}


def case_commitment(case, _):
    commitment = smp1.case_commitment(bytes.fromhex(case["record_key"]), case["case_number"])
    return {"record_key": case["record_key"], "case_number": case["case_number"], "commitment": commitment.hex()}


def pseudorandom(case, _):
    value = smp1.pseudorandom(bytes.fromhex(case["record_key"]), case["use"], bytes.fromhex(case["message"]))
    return {"about": case["about"], "record_key": case["record_key"], "use": case["use"], "message": case["message"], "value": value.hex()}


def key_file(case, _):
    inputs = {"content": case["content"], "mode": case["mode"]}
    try:
        return {**inputs, **smp1.read_key_file(case["content"], int(case["mode"], 8)), "refused": None}
    except smp1.Refused as refused:
        return {**inputs, "refused": str(refused)}


def keyring(case, _):
    try:
        smp1.read_keyring(case["files"])
        return {**case, "refused": None}
    except smp1.Refused as refused:
        return {**case, "refused": str(refused)}


def grown_tree(case, _):
    entries = [tree.sha256(i.to_bytes(8, "big")) for i in range(case["size"])]
    leaves = [tree.leaf(entry) for entry in entries]
    tiles = dict(tree.tiles(leaves) + tree.bundles(entries))
    return {"size": case["size"], "index": case["index"], "from": case["from"], "root": tree.root(leaves).hex(),
            "inclusion": [beside.hex() for beside in tree.inclusion(case["index"], leaves)],
            "from_root": tree.root(leaves[:case["from"]]).hex(), "consistency": [beside.hex() for beside in tree.consistency(case["from"], leaves)],
            "tiles": {at: tree.sha256(tiles[at]).hex() for at in case["tiles"]}, "number_of_tiles": len(tiles)}


def commitment(case, _):
    made = tree.commitment(bytes.fromhex(case["salt"]), case["event"].encode())
    return {"salt": case["salt"], "event": case["event"], "commitment": made.hex(), "leaf_hash": tree.leaf(made).hex()}


def split(case, _):
    secret, ceremony, epoch, size_class = (bytes.fromhex(case["secret"]), bytes.fromhex(case["ceremony"]), case["epoch"], case["size_class"])
    needed, of = case["needed"], len(case["shares"])
    shares = {number: bytes.fromhex(share) for number, share in enumerate(case["shares"], 1)}
    committed = custody.commitment(secret, ceremony, epoch, size_class, needed, of)
    chosen = [dict(list(shares.items())[:needed]), dict(list(shares.items())[-needed:])]
    inputs = {key: case[key] for key in ("about", "secret", "ceremony", "epoch", "size_class", "needed", "shares")}
    return {**inputs, "combined": [custody.combine(some).hex() for some in chosen], "commitment": committed.hex(),
            "digests": [custody.share_digest(ceremony, number, share).hex() for number, share in shares.items()],
            "words": [custody.words(ceremony, epoch, size_class, needed, of, number, share, committed) for number, share in shares.items()]}


def share_file(case, _):
    return {**case, "file": {**case["file"], "check": custody.share_check(case["file"])}}


def wrap(case, _):
    return {**case, "info": custody.wrap_info(case["wrap"]["terms"]).hex(), "digest": hashlib.sha256(custody.canonical(case["wrap"])).hexdigest()}


def event(case, document):
    """An event of the log: its leaf, and what it names records and pairs by."""
    logged = changed(document["base"], case["changes"])
    salt = smp1.base64.urlsafe_b64decode(logged["salt"] + "=")
    made = {"about": case["about"], "changes": case["changes"], "leaf": tree.commitment(salt, custody.canonical(logged["event"])).hex()}
    for key in ("names", "pairs"):
        made.update({key: [named(salt, entry) for entry in case[key]]} if key in case else {})
    return made


def named(salt, entry):
    """The entry with the salted name of its record or of its pair."""
    if "of" not in entry:
        return {"agency": entry["agency"], "token": entry["token"], "name": tree.record_name(salt, entry["agency"], entry["token"]).hex()}
    names = [tree.record_name(salt, record["agency"], record["token"]) for record in entry["of"]]
    return {"of": entry["of"], "name": tree.pair_name(salt, *names).hex()}


def changed(base, changes):
    """The base with what the changes set."""
    value = json.loads(json.dumps(base))
    for change in changes:
        *holders, last = change["at"].split("/")[1:]
        holder = value
        for key in holders:
            holder = holder[key]
        holder[last] = change["to"]
    return value


FILES = {
    "encoding/folding.json": {"cases": folding},
    "encoding/names.json": {"cases": names},
    "encoding/birth-dates.json": {"cases": birth_date},
    "encoding/addresses.json": {"cases": address, "rosters": roster},
    "encoding/numbers.json": {"phone": number("phone", smp1.phone), "ssn4": number("ssn_last4", smp1.ssn4),
                              "school_id": number("school_id", smp1.school_id), "guardian": guardian},
    "encoding/codes.json": {"cases": codes},
    "encoding/passes.json": {"cases": passes},
    "encoding/crowded-inputs.json": {"cases": crowded},
    "encoding/row-keys.json": {"cases": row_keys, "padding": padding_keys},
    "encoding/bodies.json": {"cases": bodies},
    "encoding/records.json": {"cases": records},
    "keys/derived.json": {"cases": derived, "case_numbers": case_commitment, "uses": pseudorandom},
    "keys/files.json": {"files": key_file, "keyrings": keyring},
    "audit/grown-trees.json": {"cases": grown_tree},
    "audit/commitments.json": {"cases": commitment},
    "audit/events.json": {"valid": event},
    "keys/shares.json": {"cases": split},
    "keys/share-files.json": {"cases": share_file},
    "keys/wraps.json": {"cases": wrap},
    "keys/signed-wraps.json": {},
}


def rules(warnings):
    """The rules of warnings that are all of one column."""
    return [rule for _, rule in warnings]


def day_of_run(document):
    return datetime.date.fromisoformat(document["day_of_run"])


def person_of(case, document):
    return smp1.normalise(case["row"], day_of_run(document))[0]


def known(person):
    """The person without what is missing."""
    return {key: value for key, value in person.items() if value not in (None, [])}


def secrets(case):
    return bytes.fromhex(case["linkage_secret"]), case["epoch"], bytes.fromhex(case["record_key"])


# Worked examples: the ends of the chapters, made from the record of the vectors that is about `EXAMPLE`.

EXAMPLE = "worked example"


def example_case():
    document = read(SPEC / "vectors/encoding/records.json")
    return next(case for case in document["cases"] if case["about"] == EXAMPLE), document


def encoding_example():
    """Section 6 of encoding.md: one person from the row to the record."""
    case, document = example_case()
    person, warnings = smp1.normalise(case["row"], day_of_run(document))
    token, rows = smp1.encode(*secrets(case), case["local_id"], person)
    record_secret = smp1.derived_record_secret(bytes.fromhex(case["record_key"]), case["local_id"])
    inputs = smp1.kept_inputs(person)
    shown = [inputs[0], next(entry for entry in inputs if entry[0] == 3)]
    return f"""The person whose record in `vectors/encoding/records.json` is about "{EXAMPLE}". Linkage secret `{case["linkage_secret"][:8]}…` of epoch {case["epoch"]}
(bytes 00 to 1f), record key `{case["record_key"][:8]}…` (40 to 5f), day of the run {document["day_of_run"]}. The agency's row:

{quoted([f"{column:<14} {cell}" for column, cell in {"local_id": case["local_id"], **case["row"]}.items()])}
**Normalise** (section 1). Warnings: {", ".join(f"`{column}` {rule}" for column, rule in warnings) or "none"}.

{quoted(normalised_lines(person))}
**Passes** (section 2). {len(inputs)} inputs are kept; `pass.alternative` and the components:

{quoted([f"{number:>2}.{alternative}  {' · '.join(components)}" for number, alternative, components in inputs])}
**Keys** (section 3) of two of them. `X` comes from the record token `{token.hex()}`.

{quoted([line for entry in shown for line in key_lines(case, entry, token)])}
**Body** (section 4) of the first of the two: its segments, their values, and their bytes under that bodyKey. Record secret:
`{record_secret.hex()}`.

{quoted(body_lines(case, person, shown[0], record_secret))}
**Record** (section 5). {len(inputs)} rows, {smp1.ROWS - len(inputs)} rows of padding, in ascending order of their tags; the SHA-256 of the {len(rows)} bytes is
`{hashlib.sha256(rows).hexdigest()}`.
"""


def quoted(lines):
    return "\n".join(["```", *lines, "```", ""])


def normalised_lines(person):
    address_line, md = smp1.address_line(person), smp1.month_and_day(person)
    codes = {"sg": smp1.soundex, "rg": smp1.refined_soundex, "g3": smp1.g3}, {"sf": smp1.soundex, "rf": smp1.refined_soundex}
    lines = {"G": person["given_names"], "F": person["surnames"]}
    lines.update({name: [code(given) for given in person["given_names"]] for name, code in codes[0].items()})
    lines.update({name: [code(family) for family in person["surnames"]] for name, code in codes[1].items()})
    lines.update({"second given": person["second_given_name"], "middle name": person["middle_name"], "middle initial": person["middle_initial"]})
    lines.update({"y": person["year"], "md": md, "house": person["house"], "str3": smp1.street_start(person), "address line": address_line, "ZIP": person["zip"]})
    lines.update({"phone": person["phone"], "SSN4": person["ssn4"], "school id": person["school_id"]})
    lines.update({"guardian": [person["guardian_given"], person["guardian_family"]]})
    return [f"{name:<14} {shown_value(value)}" for name, value in lines.items()]


def shown_value(value):
    if isinstance(value, list):
        return ", ".join(shown_value(entry) for entry in value)
    return "missing" if value is None else value


def key_lines(case, entry, token):
    number, alternative, components = entry
    x, y, s = smp1.row_secret(bytes.fromhex(case["linkage_secret"]), case["epoch"], number, components)
    tag, slope, body_key = smp1.row_keys(s)
    abscissa, a, share = smp1.pass_share(number, slope, token)
    return [
        f"input {number}.{alternative}", f"  x       {x.hex()}", f"  y       {y.hex()}", f"  s       {s.hex()}", f"  tag     {tag.hex()}",
        f"  slope   {slope.hex()}", f"  bodyKey {body_key.hex()}", f"  share   ({number} + {a} · {abscissa}) mod 65521 = {share}, {share:04x}"]


def body_lines(case, person, entry, record_secret):
    number, _, components = entry
    body_key = smp1.row_keys(smp1.row_secret(bytes.fromhex(case["linkage_secret"]), case["epoch"], number, components)[2])[2]
    values = smp1.segment_values(person)
    made = smp1.body(body_key, record_secret, values)
    ends = [2 * (i + 1) for i in range(22)] + [52, 60]
    parts = [made[start:end].hex() for start, end in zip([0] + ends, ends)]
    return [f"{i:>2} {shown_value(value):<22} {part}" for i, (value, part) in enumerate(zip(values, parts))] + [f"body: {made.hex()}"]


def keys_example():
    """The end of keys.md: what the key files and local ids of the vectors give."""
    case, _ = example_case()
    record_key = bytes.fromhex(case["record_key"])
    linkage_secret, epoch, _ = secrets(case)
    label = {"suite": smp1.SUITE.decode(), "size_class": smp1.SIZE_CLASS.decode(), "epoch": epoch}
    shared = read(SPEC / "vectors/keys/shares.json")["cases"][0]
    page = "\n".join(f"{number:>2}  {line}" for number, line in enumerate(shared["words"][0], 1))
    wrapped = read(SPEC / "vectors/keys/wraps.json")["cases"][0]
    return f"""The record key is the 32 bytes 40 to 5f, the linkage secret those 00 to 1f. The two files of the keyring:
```json
{key_file_of("tellonce/linkage-secret", linkage_secret, label)}
{key_file_of("tellonce/record-key", record_key, {})}
```
For the local id `{case["local_id"]}` (also when the cell is ` {case["local_id"]} `):
```
recordToken  = {smp1.record_token(record_key, case["local_id"]).hex()}
recordSecret = {smp1.derived_record_secret(record_key, case["local_id"]).hex()}
```
The ceremony `{shared["ceremony"]}` split that linkage secret, three of five. Its commitment, and the page of the first share:
```
commitment {shared["commitment"]}
{page}
```
Wrapped to the card of `child_welfare` in [agreements](agreements.md), terms and randomness of `vectors/keys/wraps.json`, it has the digest `{wrapped["digest"]}`.
Other local ids, shares and wraps, and files that are to be refused, stand in `vectors/keys/`; `reference/custody_check.py` opens the share files and wraps with another library.
"""


def key_file_of(kind, secret, label):
    text = smp1.base64.urlsafe_b64encode(secret).decode().rstrip("=")
    return json.dumps({"type": kind, **label, "secret": text, "check": smp1.check_of(secret, kind, **label)})


def tables_example():
    """The end of tables.md: the tables' digests, and the gate worked through for two names."""
    lines = []
    for name in ("given-names.csv", "nicknames.csv", "repertoire.csv", "surnames.csv"):
        lines.append(f"{name:<16} {hashlib.sha256((smp1.TABLES / name).read_bytes()).hexdigest()}")
    return f"""SHA-256 of the files:

{quoted(lines)}
Shares per million of some values, as the gate of [encoding](encoding.md) takes them:

{quoted([f"{kind:<3} {value:<8} {smp1.share(kind, value):>6}" for kind, value in SHOWN_SHARES])}
Pass 3 of {{jacob, smith}}: 50 000 · 5 000 · 8 000 = {5 * 10**4 * 5000 * 8000:,} is more than 0.1 · 10¹², no input.
Of {{jacob, quintero}}: 50 000 · 5 000 · 100 = {5 * 10**4 * 5000 * 100:,}, an input.
""".replace(",000", " 000")


SHOWN_SHARES = [("g", "jacob"), ("g", "zorablix"), ("g3", "jac"), ("sg", "j210"), ("rg", "j4030"), ("f", "smith"), ("f", "quintero"), ("rf", "s38060")]
EXAMPLES = {
    "spec/encoding.md": ("## 6. Worked example\n", encoding_example),
    "spec/keys.md": ("## Worked example\n", keys_example),
    "spec/tables.md": ("## Worked example\n", tables_example),
}


# Files

def read(path):
    with open(path, encoding="utf-8") as lines:
        return json.load(lines)


def regenerate(document, kinds):
    """The document with every case computed again."""
    return {key: [kinds[key](case, document) for case in value] if key in kinds else value for key, value in document.items()}


def render(value, indent=0, taken=0):
    """JSON in ASCII, on one line what fits on it; `taken` is what stands around the value on its first line."""
    line = json.dumps(value)
    if not isinstance(value, (dict, list)) or not value or indent and indent + taken + len(line) <= WIDTH:
        return line
    names = [json.dumps(key) + ": " for key in value] if isinstance(value, dict) else [""] * len(value)
    values = list(value.values()) if isinstance(value, dict) else value
    commas = ["," if i < len(values) - 1 else "" for i in range(len(values))]
    inner = [" " * (indent + 2) + name + render(entry, indent + 2, len(name + comma)) + comma for name, entry, comma in zip(names, values, commas)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, *inner, " " * indent + closing])


def differences(name, stands, made):
    """Lines that name the file and the cases of it that differ."""
    found = [f"{name}: {key}[{i}] differs: {json.dumps(case)[:200]}"
             for key in FILES[name] for i, (case, other) in enumerate(zip(stands[key], made[key])) if json.dumps(case) != json.dumps(other)]
    return found or [f"{name}: laid out otherwise"]


def vectors(check):
    """Computes the vectors again; returns what differs, or writes it."""
    problems = []
    for name, kinds in FILES.items():
        path = SPEC / "vectors" / name
        stands = read(path)
        made = regenerate(stands, kinds)
        if path.read_text(encoding="utf-8") == render(made) + "\n":
            continue
        problems += differences(name, stands, made) if check else []
        if not check:
            write(path, render(made) + "\n")
    unknown = {path.relative_to(SPEC / "vectors").as_posix() for room in ("encoding", "keys") for path in (SPEC / "vectors" / room).glob("*.json")}
    return problems + [f"{name}: nothing here makes it" for name in sorted(unknown - FILES.keys())]


def examples(check):
    """Makes the worked examples again; returns what differs, or writes it."""
    problems = []
    for name, (heading, example) in EXAMPLES.items():
        path = SPEC / name
        text = path.read_text(encoding="utf-8")
        before, found, after = text.partition("\n" + heading)
        if not found:
            problems.append(f"{name}: no heading {heading.strip()}")
        elif after != example() and check:
            problems.append(f"{name}: the worked example differs")
        elif after != example():
            write(path, before + found + example())
    return problems


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
    print(f"wrote {path.relative_to(SPEC)}")


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    aes.self_test()
    check = arguments == ["--check"]
    problems = vectors(check) + examples(check)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
