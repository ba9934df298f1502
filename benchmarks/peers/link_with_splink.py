"""Links a folder of rosters in plaintext with Splink on DuckDB.

    link_with_splink.py link FOLDER OUT [--model NAME]
        cleans, trains, predicts; the scored pairs and the phases' times go into the folder OUT
    link_with_splink.py choose FOLDER OUT
        the threshold with the best F1, with the truth of FOLDER; not timed

The configuration is written out in README.md, with the documents it follows.
"""

import logging

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import phases
import rosters
import scorer

LEAST_PROBABILITY = 0.01
RANDOM_PAIRS = 1e7

# The cleaning of `rosters.py` in SQL, for Splink's documents advise to clean inside the database.
CLEANED = """
CREATE OR REPLACE TABLE {table} AS SELECT local_id, {columns} FROM (SELECT local_id,
    {letters},
    CAST(TRY_CAST(trim(date_of_birth) AS DATE) AS VARCHAR) AS date_of_birth,
    CASE WHEN upper(trim(sex)) IN ('M', 'F') THEN upper(trim(sex)) END AS sex,
    {words},
    nullif(left(regexp_replace(zip, '[^0-9]', '', 'g'), 5), '') AS zip,
    nullif(regexp_extract(regexp_replace(phone, '[^0-9]', '', 'g'), '[0-9]{{10}}$'), '') AS phone,
    nullif(regexp_extract(regexp_replace(ssn_last4, '[^0-9]', '', 'g'), '[0-9]{{4}}$'), '') AS ssn_last4
  FROM read_csv({file}, header = true, all_varchar = true))
"""


def letters(column):
    return f"nullif(trim(regexp_replace(upper(strip_accents(replace({column}, '''', ''))), '[^A-Z]+', ' ', 'g')), '') AS {column}"


def words(column):
    return f"nullif(trim(regexp_replace(upper(strip_accents({column})), '[^A-Z0-9]+', ' ', 'g')), '') AS {column}"


def clean(connection, table, path):
    """One roster as a table of the database."""
    file = "'" + str(path).replace("'", "''") + "'"
    connection.execute(CLEANED.format(
        table=table, file=file, columns=", ".join(rosters.COLUMNS), letters=", ".join(map(letters, ("given_name", "middle_name", "family_name"))),
        words=", ".join(map(words, ("address", "city", "school_id"))))).fetchall()


def columns_in_use(connection, tables):
    """The columns that hold a value in at least two rosters, for nothing can be learned of the others."""
    def rosters_with(column):
        return sum(connection.execute(f"SELECT count({column}) FROM {table}").fetchall()[0][0] > 0 for table in tables)
    return [column for column in rosters.COLUMNS if rosters_with(column) >= 2]


# Where several people live under one roof, address and phone say family, not person: the documents advise against columns that go together.
LEFT_OUT = {"youth": ("address",), "adults": ()}
COMPARISONS = {
    "given_name": lambda: cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
    "family_name": lambda: cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
    "middle_name": lambda: cl.NameComparison("middle_name").configure(term_frequency_adjustments=True),
    "date_of_birth": lambda: cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y-%m-%d"),
    "sex": lambda: cl.ExactMatch("sex"),
    "address": lambda: cl.JaroWinklerAtThresholds("address", [0.95, 0.88]).configure(term_frequency_adjustments=True),
    "zip": lambda: cl.ExactMatch("zip").configure(term_frequency_adjustments=True),
    "ssn_last4": lambda: cl.ExactMatch("ssn_last4"),
    "school_id": lambda: cl.ExactMatch("school_id").configure(term_frequency_adjustments=True),
}


def blocking_rules(columns):
    """Many strict rules, as the documents advise: no rule needs the whole name and the whole date of birth right."""
    rules = [
        ("given_name", "family_name"), ("family_name", "date_of_birth"), ("given_name", "date_of_birth"),
        ("substr(given_name, 1, 3)", "substr(family_name, 1, 4)"),
        ("substr(given_name, 1, 2)", "substr(family_name, 1, 2)", "substr(date_of_birth, 1, 4)"),
        ("substr(given_name, 1, 1)", "date_of_birth"), ("substr(family_name, 1, 1)", "date_of_birth"),
        ("zip", "given_name"), ("zip", "family_name"), ("zip", "date_of_birth"), ("substr(address, 1, 8)", "date_of_birth"),
        ("substr(address, 1, 8)", "given_name"), ("phone", "given_name"), ("phone", "date_of_birth"), ("ssn_last4", "given_name"),
        ("ssn_last4", "family_name"), ("ssn_last4", "date_of_birth"),
    ]
    used = [rule for rule in rules if all(any(column in part for column in columns) for part in rule)]
    swapped = "l.given_name = r.family_name AND l.family_name = r.given_name"
    return [block_on(*rule) for rule in used] + [swapped]


def settings(columns, model):
    compared = [column for column in COMPARISONS if column in columns and column not in LEFT_OUT[model]]
    return SettingsCreator(
        link_type="link_only", unique_id_column_name="local_id", blocking_rules_to_generate_predictions=blocking_rules(columns),
        comparisons=[COMPARISONS[column]() for column in compared])


def train(linker, columns):
    """The order of the guide to training: the prior from strict rules, u from random pairs, m by EM with two blockings."""
    certain = [block_on("given_name", "family_name", "date_of_birth")] + ([block_on("phone", "given_name")] if "phone" in columns else [])
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS)
    for rule in (block_on("given_name", "family_name"), block_on("date_of_birth")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)


def link(folder, out, model):
    clock = phases.Clock()
    connection = duckdb.connect(":memory:")
    files = rosters.agencies(folder)
    tables = {f"roster_{number}": agency for number, agency in enumerate(files)}
    for table, path in zip(tables, files.values()):
        clean(connection, table, path)
    columns = columns_in_use(connection, tables)
    clock.end("clean")
    database = DuckDBAPI(connection=connection)
    registered = [database.register(connection.table(table), dataset_display_name=agency) for table, agency in tables.items()]
    linker = Linker(registered, settings(columns, model), log_level=None)
    train(linker, columns)
    clock.end("train")
    pairs = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY)
    file = str(out / "links.csv").replace("'", "''")
    connection.execute(f"""
        COPY (SELECT source_dataset_l AS agency_a, local_id_l AS local_id_a, source_dataset_r AS agency_b, local_id_r AS local_id_b,
                     match_weight AS score
              FROM {pairs.physical_name}) TO '{file}' (HEADER)""").fetchall()
    clock.end("compare")
    records = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in tables)
    clock.write(out, records=records)


def choose(folder, out):
    truth = scorer.read_truth(folder)
    true = scorer.true_pairs(truth)
    links = scorer.read_links(out / "links.csv", truth)
    return max(scorer.sweep(links, truth, true), scorer.sweep_clusters(links, truth, true), key=lambda choice: choice.quality.f1)


def options(parser):
    parser.add_argument("--model", choices=LEFT_OUT, default="youth")


if __name__ == "__main__":
    logging.getLogger("splink").setLevel(logging.ERROR)
    phases.main(__doc__, lambda arguments: link(arguments.folder, arguments.out, arguments.model), choose, options)
