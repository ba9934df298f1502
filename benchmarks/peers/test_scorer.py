"""The scorer on rosters small enough to count by hand."""

import tempfile
import unittest
from pathlib import Path

import scorer

A1, A2, B1, B2, C1 = ("a", "1"), ("a", "2"), ("b", "1"), ("b", "2"), ("c", "1")
TRUTH = {A1: "ann", A2: "ann", B1: "ann", B2: "bob", C1: "bob"}


class TrueLinks(unittest.TestCase):

    def test_true_pairs_countAcrossAgenciesOnly(self):
        # ann: a1-b1 and a2-b1, never a1-a2; bob: b2-c1.
        self.assertEqual(scorer.true_pairs(TRUTH), 3)

    def test_truth_isReadByAgencyAndLocalId(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "truth.csv").write_text("agency,local_id,youth_id,household_id\na,1,Y1,H1\nb,1,Y1,H2\n", encoding="utf-8")
            self.assertEqual(scorer.read_truth(folder), {A1: "Y1", B1: "Y1"})


class LinksOfAFile(unittest.TestCase):

    def links(self, lines, grades=None):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "links.csv")
            path.write_text("agency_a,local_id_a,agency_b,local_id_b,score,grade\n" + lines, encoding="utf-8")
            return scorer.read_links(path, TRUTH, grades)

    def test_pairInBothOrders_countsOnceWithItsBestScore(self):
        self.assertEqual(self.links("a,1,b,1,0.5,likely\nb,1,a,1,0.7,likely\n"), {(A1, B1): 0.7})

    def test_pairWithinAnAgencyOrOfUnknownRecord_isIgnored(self):
        self.assertEqual(self.links("a,1,a,2,0.9,likely\na,1,b,9,0.9,likely\n"), {})

    def test_gradesGiven_keepOnlyThose(self):
        lines = "a,1,b,1,0.9,likely\na,2,b,1,0.5,possible\n"
        self.assertEqual(self.links(lines, ("likely",)), {(A1, B1): 0.9})
        self.assertEqual(len(self.links(lines)), 2)

    def test_scoreMissing_isOne(self):
        self.assertEqual(self.links("a,1,b,1,,likely\n"), {(A1, B1): 1.0})


class QualityOfLinks(unittest.TestCase):

    def test_judge_countsFoundFalseAndMissing(self):
        quality = scorer.judge([(A1, B1), (A1, C1)], TRUTH, 3)
        self.assertEqual((quality.found, quality.false), (1, 1))
        self.assertAlmostEqual(quality.precision, 1 / 2)
        self.assertAlmostEqual(quality.recall, 1 / 3)
        self.assertAlmostEqual(quality.f1, 0.4)

    def test_noLinks_areWorthNothing(self):
        self.assertEqual(scorer.judge([], TRUTH, 3).f1, 0)


class BestThreshold(unittest.TestCase):

    def test_sweep_stopsBeforeTheFalseLinks(self):
        choice = scorer.sweep({(A1, B1): 0.9, (A2, B1): 0.8, (A1, C1): 0.7, (A2, C1): 0.6}, TRUTH, 3)
        self.assertEqual((choice.threshold, choice.quality.found, choice.quality.false), (0.8, 2, 0))

    def test_linksOfEqualScore_standOrFallTogether(self):
        # The true one alone would be F1 .5; with its equal it is .4.
        choice = scorer.sweep({(A1, B1): 0.9, (A1, C1): 0.9}, TRUTH, 3)
        self.assertEqual((choice.quality.found, choice.quality.false), (1, 1))

    def test_noLinks_chooseNothing(self):
        self.assertEqual(scorer.sweep({}, TRUTH, 3).quality, scorer.Quality(0, 0, 3))


class ClustersOfLinks(unittest.TestCase):

    def joined(self, *pairs):
        clusters = scorer.Clusters(TRUTH)
        for one, other in pairs:
            clusters.join(one, other)
        return clusters.pairs, clusters.found

    def test_pairOverAThirdRecord_counts_butNoneWithinAnAgency(self):
        self.assertEqual(self.joined((A1, B1), (A2, B1)), (2, 2))
        self.assertEqual(self.joined((A1, B1), (B1, C1)), (3, 1))

    def test_pairsOfTwoClusters_areThoseOfAllTheirRecords(self):
        # {a1, b1} and {b2, c1}: a1-b1, b2-c1, then a1-b2, a1-c1, b1-c1, but not b1-b2.
        self.assertEqual(self.joined((A1, B1), (B2, C1), (A1, C1)), (5, 2))

    def test_linkWithinACluster_changesNothing(self):
        self.assertEqual(self.joined((A1, B1), (B1, C1), (A1, C1)), (3, 1))

    def test_sweep_stopsBeforeTwoPersonsAreOne(self):
        choice = scorer.sweep_clusters({(A1, B1): 9.0, (A2, B1): 8.0, (B2, C1): 7.0, (A1, C1): 2.0}, TRUTH, 3)
        self.assertEqual((choice.threshold, choice.quality.f1), (7.0, 1.0))


if __name__ == "__main__":
    unittest.main()
