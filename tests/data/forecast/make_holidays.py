#!/usr/bin/env python3
"""Makes holidays.csv: the public holidays that python3-holidays knows, to compare ours with.

Run in this folder: python3 make_holidays.py   (made with python3-holidays 0.10.1 of Debian 12, which knows the rules up to
2020: later changes of law are tested by hand). Sundays, which it counts in Norway and Sweden, are left out.
"""
import csv
import datetime
import sys

sys.modules.setdefault("korean_lunar_calendar", type(sys)("korean_lunar_calendar"))  # its Korea alone needs it
import holidays

KINDS = {
    "AT": lambda: holidays.Austria(prov=None), "BE": holidays.Belgium, "CZ": holidays.Czechia,
    "DE": lambda: holidays.Germany(prov=None), "DK": holidays.Denmark, "ES": lambda: holidays.Spain(observed=False),
    "FI": holidays.Finland, "FR": holidays.France, "GB": holidays.England, "IE": holidays.Ireland,
    "IT": lambda: holidays.Italy(prov=None), "NL": holidays.Netherlands,
    "NO": lambda: holidays.Norway(include_sundays=False), "PL": holidays.Poland, "PT": holidays.Portugal,
    "SE": lambda: holidays.Sweden(include_sundays=False), "US": holidays.UnitedStates,
}
with open("holidays.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["country", "date"])
    for country, make in sorted(KINDS.items()):
        known = make()
        day = datetime.date(2011, 1, 1)
        while day.year < 2021:
            if day in known:
                out.writerow([country, day])
            day += datetime.timedelta(1)
