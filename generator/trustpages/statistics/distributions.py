"""Quantiles and tail probabilities of the normal, beta, gamma, t, chi-square and binomial distributions; the
only importer of scipy.special, which is loaded at the first quantile (0.4 s).
"""

from __future__ import annotations

from functools import cache, lru_cache
from statistics import NormalDist
from typing import Any

from trustpages.statistics.rounding import decimal_of

_STANDARD_NORMAL = NormalDist()


@lru_cache(maxsize=256)
def complement(share: float) -> float:
    """One minus a share, computed on its written digits: `complement(0.95)` is 0.05."""
    # 1 - 0.95 is 0.050000000000000044: enough to tip a number of runs that lies exactly on the line.
    return float(1 - decimal_of(share))


@lru_cache(maxsize=256)
def tail(level: float) -> float:
    """The probability left outside an interval at `level`; ValueError unless 0 < level < 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must lie between 0 and 1, got {level!r}")
    return complement(level)


@lru_cache(maxsize=256)
def z_of(upper_tail: float) -> float:
    """The standard normal quantile that leaves `upper_tail` (0..1) above it."""
    return -_STANDARD_NORMAL.inv_cdf(upper_tail)


def two_sided_z(level: float) -> float:
    """The z of a two-sided interval at `level`: 1.95996 for 0.95."""
    return z_of(tail(level) / 2)


def z_to_two_sided_p(z: float) -> float:
    """The two-sided p-value of a standard normal statistic."""
    return 2 * _STANDARD_NORMAL.cdf(-abs(z))


@cache
def _special() -> Any:  # scipy ships no types for its special functions
    import scipy.special

    return scipy.special


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x (0..1) with probability `p` (0..1) below it under Beta(a, b), a and b positive."""
    return float(_special().betaincinv(a, b, p))


def beta_upper_quantile(p: float, a: float, b: float) -> float:
    """The x (0..1) with probability `p` (0..1) above it under Beta(a, b), a and b positive."""
    # Not the quantile of 1 - p, which loses the digits of a small tail.
    return float(_special().betainccinv(a, b, p))


def beta_quantiles(p: Any, a: float, b: float) -> Any:
    """The quantile of Beta(a, b) at each of an array of probabilities, a and b positive."""
    return _special().betaincinv(a, b, p)


def beta_upper_tails(x: Any, a: float, b: float) -> Any:
    """The probability above each of an array of values (0..1) under Beta(a, b), a and b positive."""
    return _special().betaincc(a, b, x)


def gamma_cdf(x: float, shape: float) -> float:
    """The probability of at most `x` under Gamma(shape, 1), x and shape positive."""
    return float(_special().gammainc(shape, x))


def gamma_quantile(p: float, shape: float) -> float:
    """The x with probability `p` (0..1) below it under Gamma(shape, 1), shape positive."""
    return float(_special().gammaincinv(shape, p))


def gamma_upper_quantile(p: float, shape: float) -> float:
    """The x with probability `p` (0..1) above it under Gamma(shape, 1), shape positive."""
    return float(_special().gammainccinv(shape, p))


def t_upper_quantile(p: float, df: float) -> float:
    """The x with probability `p` (0..1) above it under Student's t with `df` degrees of freedom."""
    return -float(_special().stdtrit(df, p))


def chi_square_upper_p(x: float, df: float) -> float:
    """The probability of more than `x` under chi-square with `df` degrees of freedom."""
    return float(_special().chdtrc(df, x))


def kolmogorov_upper_p(x: float) -> float:
    """The probability that a Brownian bridge leaves -x..x: 0.05 at 1.358 (Kolmogorov 1933)."""
    return float(_special().kolmogorov(x))


def binomial_cdf(k: int, n: int, p: float) -> float:
    """P(X <= k) for n trials with success probability `p`; 0 below k=0 and 1 from k=n."""
    if k < 0:
        return 0.0
    return 1.0 if k >= n else float(_special().bdtr(k, n, p))


def log_gamma(x: Any) -> Any:
    """The logarithm of the gamma function, elementwise over an array of positive numbers."""
    return _special().gammaln(x)


def normal_cdf(x: Any) -> Any:
    """The normal distribution function, elementwise over an array."""
    return _special().ndtr(x)


def normal_log_cdf(x: Any) -> Any:
    """The logarithm of the standard normal distribution function, elementwise over an array."""
    return _special().log_ndtr(x)
