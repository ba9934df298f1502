"""Cleaning for the peers."""

import unittest

import rosters


class Cleaning(unittest.TestCase):

    def test_name_losesAccentsAndSigns(self):
        self.assertEqual(rosters.letters(" José  O'Neil-Peña "), "JOSE ONEIL PENA")

    def test_phone_isItsLastTenDigits_orNothing(self):
        self.assertEqual(rosters.digits("+1 (310) 938-9720", 10), "3109389720")
        self.assertEqual(rosters.digits("938-9720", 10), "")

    def test_date_thatTheCalendarHasNot_isNothing(self):
        self.assertEqual([rosters.day(cell) for cell in ("2008-02-29", "2009-02-29", "")], ["2008-02-29", "", ""])

    def test_address_keepsItsNumbers(self):
        self.assertEqual(rosters.words("12 Fiveash St., #4"), "12 FIVEASH ST 4")


if __name__ == "__main__":
    unittest.main()
