"""The table from made-up runs."""

import unittest

import table


def run(wall, cpu=None, ended=True, **more):
    return {"cost": {"wall": wall, "cpu": wall if cpu is None else cpu, "peak_bytes": 1_500_000_000, "ended": ended}, "phases": {}, **more}


QUALITY = {"precision": 0.5, "recall": 0.25, "f1": 1 / 3}


class Numbers(unittest.TestCase):

    def test_spread_isMinMedianMax(self):
        self.assertEqual(table.spread([30.0, 10.0, 20.04]), "10.0 / 20.0 / 30.0")

    def test_spreadOfOneRun_isOneNumber(self):
        self.assertEqual(table.spread([1234.4]), "1\u202f234")

    def test_spreadOfAStoppedRun_saysAtLeast(self):
        self.assertEqual(table.spread([2700.0], ended=False), "≥ 2\u202f700")


class Rows(unittest.TestCase):

    def test_row_takesQualityFromTheRunThatHasIt(self):
        cells = table.row("peer", [run(2.0, quality=QUALITY), run(4.0), run(3.0)])
        self.assertEqual(cells[:5], ["peer", "0.5000", "0.2500", "0.3333", "2.00 / 3.00 / 4.00"])
        self.assertEqual(cells[-2:], ["1\u202f500 MB", "3"])
        self.assertEqual(len(cells), len(table.HEADER))

    def test_qualityShown_isThatOfTheMedianF1(self):
        runs = [run(1.0, quality={**QUALITY, "f1": f1}) for f1 in (0.9, 0.7, 0.8)]
        self.assertEqual(table.row("ours", runs)[3], "0.8000")

    def test_rowOfAStoppedRun_hasNoQuality(self):
        cells = table.row("peer", [run(60.0, ended=False)])
        self.assertEqual(cells[1:5], ["–", "–", "–", "≥ 60.0"])

    def test_rateOfEncoding_isTheMedianOfTheRuns(self):
        runs = [{**run(1.0, records=1000), "phases": {"encode": {"wall": wall}}} for wall in (1.0, 2.0, 4.0)]
        self.assertEqual(table.encoded_per_second(runs), "500")

    def test_rateOfASystemThatTellsNone_isADash(self):
        self.assertEqual(table.encoded_per_second([run(1.0, records=1000)]), "–")


class Whole(unittest.TestCase):

    def test_markdown_showsEverySystemAndTheTimesAgainstOurs(self):
        own = [run(10.0, 5.0, quality=QUALITY, also={"likely alone": QUALITY})]
        peer = [run(20.0, 20.0, quality=QUALITY, choice={"how": "greedy", "threshold": 0.75})]
        text = table.markdown([("county", 1234, 56, [(table.OWN, own), ("peer", peer)])], ["two cores"])
        self.assertIn("## county: 1\u202f234 records, 56 true pairs between agencies", text)
        self.assertIn("- two cores", text)
        self.assertIn("| likely alone | 0.5000 | 0.2500 | 0.3333 |", text)
        self.assertIn("Best with the truth: peer: greedy at 0.750.", text)
        self.assertIn("TellOnce's time is 1; peer: 2.00 of wall, 4.00 of CPU.", text)
        rows = [line for line in text.splitlines() if line.startswith("|")]
        self.assertEqual({line.count("|") for line in rows}, {len(table.HEADER) + 1})

    def test_peerThatWasStopped_tookAtLeastThatLong(self):
        self.assertEqual(table.against([run(10.0)], [run(40.0, ended=False)]), "at least 4.00 of wall, 4.00 of CPU")

    def test_ownRunThatWasStopped_tellsNoRatio(self):
        self.assertEqual(table.against([run(40.0, ended=False)], [run(10.0)]), "not known, for TellOnce was stopped")


if __name__ == "__main__":
    unittest.main()
