#!/usr/bin/env python3
"""Fits the interval calibration of lib/analytics/forecast/models/combination.cpp on M1 and Tourism (needs numpy).

Usage:
  calibrate_intervals.py --deseasonalise m1.csv.gz m1_other.csv.gz
      writes the monthly and quarterly series without their season: long series of period 1, which the sets lack
  bench_forecast_m3 --data FILE --models dotm,ets-mean,arima-mean,ces,stl-theta --dump DUMP --past PAST
      for both sets and for what was written of each
  calibrate_intervals.py m1.csv.gz DUMP PAST tourism.csv.gz DUMP PAST m1_other.csv.gz DUMP PAST tourism_other.csv.gz DUMP PAST
      prints, for each level, the coefficients of the quantile regression of log(|error| / deviation), every series with
      equal weight, and what is added to the log of the size of a series' own past errors

Intervals never narrow with the step, which widens those of seasonal series: the terms of the period are moved so that
the coverage of each period is nominal with that. What is added to the own errors makes them alone nominal over all.
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


def rows(data, dump, past):
    train, test, kind = read(data)
    own = {series: (int(origins), float(size)) for series, origins, size in csv.reader(open(past))}
    forecasts = {}
    for line in open(dump):
        model, series, _, _, mean, deviation = line.split(",")[:6]
        forecasts.setdefault(series, {}).setdefault(model, []).append((float(mean), float(deviation)))
    for series, actual in test.items():
        y, period = np.array(train[series]), PERIODS[kind[series][0]]
        long = period == 1 and len(y) >= LONG
        names = ("dotm", "ets-mean", "arima-mean") + (("stl-theta",) if period > 1 else ("ces",) if long else ())
        members = np.array([forecasts[series][name] for name in names])
        centre = np.mean if long else np.median
        mean, deviation = centre(members[:, :, 0], 0), np.median(members[:, :, 1], 0)
        if min(y) >= 0:
            mean = np.maximum(mean, 0)
        deviation = np.maximum(deviation, 1e-6 * np.mean(abs(y)) + 1e-9)
        steps = np.arange(1, len(actual) + 1)
        one = np.ones(len(actual))
        log_period = np.log(min(period, 12))
        features = np.stack([
            one, one * log_period, one * log_period**2, np.log(np.minimum(steps, 24)),
            np.log(0.1 + np.minimum(np.std(members[:, :, 0], 0) / deviation, 10)), one * 10 / min(len(y), 150)], 1)
        origins, size = own[series]
        yield period, features, abs(np.array(actual) - mean) / deviation, deviation, np.log(max(size, 1e-2)), origins


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


def moved(level, errors, half_widths):
    """What has to be added to the logs of half-widths, given as functions of it, for the coverage to be the level."""
    low, high = -3.0, 3.0
    for _ in range(30):
        shift = (low + high) / 2
        covered = np.mean([np.mean(error <= np.maximum.accumulate(np.exp(shift) * width))
                           for error, width in zip(errors, half_widths)])
        low, high = (shift, high) if covered < level else (low, shift)
    return shift


def adjust(b, series, level):
    """Moves the terms of the period so that what never narrows covers the level in each period."""
    periods = sorted({period for period, *_ in series})
    shifts = [moved(level, *zip(*((size * deviation, np.exp(x @ b) * deviation)
                                  for other, x, size, deviation, *_ in series if other == period))) for period in periods]
    log_period = np.log(periods)
    adjusted = b.copy()
    adjusted[:3] += np.linalg.solve(np.stack([log_period**0, log_period, log_period**2], 1), shifts)
    return adjusted


if sys.argv[1] == "--deseasonalise":
    deseasonalise(*sys.argv[2:4])
else:
    series = [row for files in zip(*(sys.argv[i::3] for i in (1, 2, 3))) for row in rows(*files)]
    features = np.concatenate([x for _, x, *_ in series])
    target = np.log(np.maximum(np.concatenate([size for _, _, size, *_ in series]), 1e-6))
    weight = np.concatenate([np.ones(len(size)) / len(size) for _, _, size, *_ in series])
    for level in LEVELS:
        others = adjust(quantile_regression(features, target, weight, level), series, level)
        own = moved(level, *zip(*((size * deviation, np.exp(past) * deviation)
                                  for _, _, size, deviation, past, origins in series if origins >= 3)))
        print(level, np.round(others, 3).tolist(), round(own, 3))
