#!/usr/bin/env python3
"""Fits the interval calibration of lib/analytics/forecast/models/combination.cpp on M1 and Tourism (needs numpy).

Usage:
  calibrate_intervals.py --deseasonalise m1.csv.gz m1_other.csv.gz
      writes the monthly and quarterly series without their season: long series of period 1, which the sets lack
  bench_forecast_m3 --data FILE --models dotm,ets-mean,arima-mean,stl-theta --dump DUMP
      for both sets and for what was written of each
  calibrate_intervals.py m1.csv.gz DUMP tourism.csv.gz DUMP m1_other.csv.gz DUMP tourism_other.csv.gz DUMP
      prints the coefficients of the quantile regressions of log(|error| / deviation), every series with equal weight

Intervals never narrow with the step, which widens those of seasonal series: the terms of the period are moved so that
the coverage of each period is nominal with that.
"""
import csv
import gzip
import sys

import numpy as np

PERIODS = {"yearly": 1, "quarterly": 4, "monthly": 12, "other": 1}
LEVELS = (0.80, 0.95)
LONG = 60  # from here on combine() takes the mean of members without a season
LONGEST_HORIZON = 8  # of deseasonalised series, as of those of period 1 in competitions


def read(data):
    train, test, kind = {}, {}, {}
    for row in csv.DictReader(gzip.open(data, "rt")):
        part = train if row["split"] == "train" else test
        part.setdefault(row["series_id"], []).append(float(row["value"]))
        kind[row["series_id"]] = (row["period"], row["category"])
    return train, test, kind


def deseasonalise(source, target):
    train, test, kind = read(source)
    with gzip.open(target, "wt") as out:
        out.write("series_id,period,category,split,t,value\n")
        for series, history in train.items():
            period = PERIODS[kind[series][0]]
            values, size = np.array(history + test[series]), len(history)
            if period == 1 or size < 3 * period or min(values) <= 0:
                continue
            window = np.ones(period + 1) / period
            window[[0, -1]] /= 2
            half = period // 2
            ratio = values[half : size - half] / np.convolve(values[:size], window, "valid")
            phase = (np.arange(len(ratio)) + half) % period
            factors = np.array([ratio[phase == i].mean() for i in range(period)])
            factors /= factors.mean()
            if min(factors) <= 0.05:
                continue
            adjusted = values / factors[np.arange(len(values)) % period]
            for t, value in enumerate(adjusted[: size + min(LONGEST_HORIZON, len(test[series]))]):
                split, at = ("train", t) if t < size else ("test", t - size)
                out.write(f"{series},other,{kind[series][1]},{split},{at + 1},{value:.10g}\n")


def rows(data, dump):
    train, test, kind = read(data)
    forecasts = {}
    for line in open(dump):
        model, series, _, _, mean, deviation = line.split(",")[:6]
        forecasts.setdefault(series, {}).setdefault(model, []).append((float(mean), float(deviation)))
    for series, actual in test.items():
        y, period = np.array(train[series]), PERIODS[kind[series][0]]
        names = ("dotm", "ets-mean", "arima-mean") + (("stl-theta",) if period > 1 else ())
        members = np.array([forecasts[series][name] for name in names])
        centre = np.mean if period == 1 and len(y) >= LONG else np.median
        mean, deviation = centre(members[:, :, 0], 0), np.median(members[:, :, 1], 0)
        if min(y) >= 0:
            mean = np.maximum(mean, 0)
        deviation = np.maximum(deviation, 1e-6 * np.mean(abs(y)) + 1e-9)
        change = np.diff(y)
        around = change - change.mean()
        autocorrelation = np.mean(around[1:] * around[:-1]) / (np.mean(around**2) + 1e-12)
        size = np.mean(abs(change)) + 1e-12
        trend = np.log(size / (abs(change.mean()) + 0.1 * size))
        steps = np.arange(len(actual))
        one = np.ones(len(actual))
        season = period if period < len(y) else 1
        longest = max(season, (len(y) - 1) // 2)
        changes = [np.mean(abs(y[lag:] - y[:-lag])) for lag in np.minimum((steps // season + 1) * season, longest)]
        log_period, length = np.log(min(period, 12)), min(len(y), 150)
        features = np.stack([
            one, one * log_period, one * log_period**2, one * np.log(length), np.log(np.minimum(steps + 1, 24)),
            np.log(0.1 + np.minimum(np.std(members[:, :, 0], 0) / deviation, 10)), one * 10 / length,
            one * autocorrelation, one * trend, np.log(np.maximum(changes, 0.01 * deviation) / deviation)], 1)
        yield period, features, abs(np.array(actual) - mean) / deviation, deviation


def quantile_regression(x, y, weight, probability):
    """Majorisation-minimisation of the smoothed check loss (Hunter & Lange 2000)."""
    root = np.sqrt(weight)
    b = np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0]
    smoothing = 0.3
    for _ in range(250):
        error = y - x @ b
        w = weight * 0.5 / np.sqrt(error**2 + smoothing**2)
        b = np.linalg.solve((x * w[:, None]).T @ x, x.T @ (w * y) + x.T @ (weight * (probability - 0.5)))
        smoothing = max(smoothing * 0.96, 1e-3)
    return b


def adjust(b, series, level):
    """Moves the terms of the period so that what never narrows covers the level in each period."""
    shifts = []
    periods = sorted({period for period, *_ in series})
    for period in periods:
        low, high = -1.0, 1.0
        for _ in range(30):
            shift = (low + high) / 2
            covered = np.mean([np.mean(size * deviation <= np.maximum.accumulate(np.exp(x @ b + shift) * deviation))
                               for other, x, size, deviation in series if other == period])
            low, high = (shift, high) if covered < level else (low, shift)
        shifts.append(shift)
    log_period = np.log(periods)
    adjusted = b.copy()
    adjusted[:3] += np.linalg.solve(np.stack([log_period**0, log_period, log_period**2], 1), shifts)
    return adjusted


if sys.argv[1] == "--deseasonalise":
    deseasonalise(*sys.argv[2:4])
else:
    series = [row for data, dump in zip(sys.argv[1::2], sys.argv[2::2]) for row in rows(data, dump)]
    features = np.concatenate([x for _, x, _, _ in series])
    target = np.log(np.maximum(np.concatenate([size for _, _, size, _ in series]), 1e-6))
    weight = np.concatenate([np.ones(len(size)) / len(size) for _, _, size, _ in series])
    for level in LEVELS:
        print(level, np.round(adjust(quantile_regression(features, target, weight, level), series, level), 3).tolist())
