#!/usr/bin/env python3
"""Fits the interval calibration of lib/analytics/forecast/combination.cpp on M1 and Tourism (needs numpy).

Usage: bench_forecast_m3 --data FILE --models dotm,ets-mean,arima-mean --dump DUMP for both files, then
calibrate_intervals.py m1.csv.gz DUMP tourism.csv.gz DUMP. Prints the coefficients of the two quantile regressions of
log(|error| / deviation), every series with equal weight.
"""
import csv
import gzip
import sys

import numpy as np

MEMBERS = ("dotm", "ets-mean", "arima-mean")
PERIODS = {"yearly": 1, "quarterly": 4, "monthly": 12, "other": 1}


def rows(data, dump):
    train, test, period = {}, {}, {}
    for row in csv.DictReader(gzip.open(data, "rt")):
        part = train if row["split"] == "train" else test
        part.setdefault(row["series_id"], []).append(float(row["value"]))
        period[row["series_id"]] = PERIODS[row["period"]]
    forecasts = {}
    for line in open(dump):
        model, series, _, _, mean, deviation = line.split(",")[:6]
        forecasts.setdefault(series, {}).setdefault(model, []).append((float(mean), float(deviation)))
    for series, actual in test.items():
        y = np.array(train[series])
        members = np.array([forecasts[series][model] for model in MEMBERS])
        mean, deviation = np.median(members[:, :, 0], 0), np.median(members[:, :, 1], 0)
        deviation = np.maximum(deviation, 1e-6 * np.mean(abs(y)) + 1e-9)
        change = np.diff(y)
        around = change - change.mean()
        autocorrelation = np.mean(around[1:] * around[:-1]) / (np.mean(around**2) + 1e-12)
        size = np.mean(abs(change))
        trend = np.log(size / (abs(change.mean()) + 0.1 * size + 1e-12))
        steps = len(actual)
        one = np.ones(steps)
        season, longest = period[series], max(period[series], (len(y) - 1) // 2)
        lags = [min((step // season + 1) * season, longest) for step in range(steps)]
        changes = np.array([np.mean(abs(y[lag:] - y[:-lag])) for lag in lags]) + 1e-9 * np.mean(abs(y)) + 1e-12
        features = np.stack([one, one * np.log(period[series]), one * np.log(min(len(y), 150)), np.log(np.minimum(np.arange(1, steps + 1), 24)),
                             np.log(0.1 + np.minimum(np.std(members[:, :, 0], 0) / deviation, 10)), one * 10 / min(len(y), 150),
                             one * autocorrelation, one * trend,
                             np.log(changes / deviation)], 1)
        target = np.log(np.maximum(abs(np.array(actual) - mean) / deviation, 1e-6))
        yield features, target, one / steps


def quantile_regression(x, y, weight, probability):
    """Majorisation-minimisation of the smoothed check loss (Hunter & Lange 2000)."""
    root = np.sqrt(weight)
    b = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0]
    smoothing = 0.3
    for _ in range(400):
        error = y - x @ b
        w = weight * 0.5 / np.sqrt(error**2 + smoothing**2)
        b = np.linalg.solve((x * w[:, None]).T @ x, x.T @ (w * y) + x.T @ (weight * (probability - 0.5)))
        smoothing = max(smoothing * 0.97, 1e-3)
    return b


parts = [part for data, dump in zip(sys.argv[1::2], sys.argv[2::2]) for part in rows(data, dump)]
features, target, weight = (np.concatenate(column) for column in zip(*parts))
for level in (0.80, 0.95):
    print(level, np.round(quantile_regression(features, target, weight, level), 3).tolist())
