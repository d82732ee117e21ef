"""Benchmarks: ratios within one run, started by `make bench`; no test is ever timed."""
