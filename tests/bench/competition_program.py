#!/usr/bin/env python3
"""The accuracy of `klytics forecast`, CSV to CSV, on the series of a forecasting competition, with the processor time it takes.

Usage: competition_program.py FILE.csv.gz (columns series_id, period, split, t, value). Measures are means over series: sMAPE
in percent, MASE by the season's naive error of the training part, OWA against naive2, coverage of the 80 % and 95 % intervals
in percent of all steps, and the mean scaled interval score at 95 %.
"""
import collections
import csv
import gzip
import resource
import subprocess
import sys
import tempfile

SEASON = {"yearly": 1, "quarterly": 4, "monthly": 12, "other": 1}


def read(path):
    """The rows by series, training and test parts apart, and each series' period."""
    train, test, period = collections.defaultdict(list), collections.defaultdict(list), {}
    with gzip.open(path, "rt") as rows:
        for row in csv.DictReader(rows):
            part = train if row["split"] == "train" else test
            part[row["series_id"]].append(float(row["value"]))
            period[row["series_id"]] = row["period"]
    return train, test, period


def forecasts(path, group, horizon, model):
    """The program's rows by series, and its processor time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["klytics", "--quiet", "forecast", "--input", path, "--series", "series_id", "--time", "t", "--value", "value",
               "--where", "split=train", "--where", f"period={group}", "--period", str(SEASON[group]), "--horizon",
               str(horizon), "--level", "80,95", "--model", model, "--format", "csv"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = collections.defaultdict(list)
    for row in csv.DictReader(out.splitlines()):
        rows[row["series"]].append({key: float(row[key]) for key in ("mean", "lo_80", "hi_80", "lo_95", "hi_95")})
    return rows, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def mean(values):
    return sum(values) / len(values)


def smape(actual, steps):
    return 200 * mean([abs(a - s["mean"]) / (abs(a) + abs(s["mean"])) if a or s["mean"] else 0 for a, s in zip(actual, steps)])


def scaled_error(actual, steps, scale):
    return mean([abs(a - s["mean"]) for a, s in zip(actual, steps)]) / scale


def covered(actual, steps, level):
    return mean([step[f"lo_{level}"] <= a <= step[f"hi_{level}"] for a, step in zip(actual, steps)])


def interval_score(actual, steps, scale):
    def one(a, low, high):
        return high - low + 40 * max(low - a, 0) + 40 * max(a - high, 0)
    return mean([one(a, s["lo_95"], s["hi_95"]) for a, s in zip(actual, steps)]) / scale


def show(name, measures, seconds):
    s, e, c80, c95, score, s_naive, e_naive = (mean(column) for column in zip(*measures))
    owa = (s / s_naive + e / e_naive) / 2
    print(f"{name:10} {len(measures):6} {s:8.3f} {e:7.3f} {owa:6.3f} {100 * c80:6.1f} {100 * c95:6.1f} {score:7.2f} {seconds:9.1f}")


def main():
    train, test, period = read(sys.argv[1])
    everything, total = [], 0
    print(f"{'group':10} {'series':>6} {'sMAPE':>8} {'MASE':>7} {'OWA':>6} {'c80':>6} {'c95':>6} {'MSIS':>7} {'processor s':>9}")
    with tempfile.NamedTemporaryFile(suffix=".csv") as plain:
        with gzip.open(sys.argv[1]) as packed:
            plain.write(packed.read())
        plain.flush()
        for group, season in SEASON.items():
            names = [name for name in test if period[name] == group]
            horizon = max(len(test[name]) for name in names)
            ours, seconds = forecasts(plain.name, group, horizon, "auto")
            naive, _ = forecasts(plain.name, group, horizon, "naive2")
            measures = []
            for name in names:
                known, actual = train[name], test[name]
                scale = mean([abs(a - b) for a, b in zip(known[season:], known)])
                steps = ours[name]
                measures.append((smape(actual, steps), scaled_error(actual, steps, scale), covered(actual, steps, 80),
                                 covered(actual, steps, 95), interval_score(actual, steps, scale),
                                 smape(actual, naive[name]), scaled_error(actual, naive[name], scale)))
            show(group, measures, seconds)
            everything += measures
            total += seconds
    show("all", everything, total)


main()
