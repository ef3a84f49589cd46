"""The severity that every rule is meant to have, written down apart from the rules."""

from __future__ import annotations

from collections import defaultdict

from trustpages.model.vocabulary import Severity

_CRITICAL = "L04 L12 L20 L30 L33 L38 L42 L53 L54 L56 L68 L80 L83 L92"
_MEDIUM = "L05 L06 L07 L09 L16 L17 L18 L21 L24 L26 L32 L35 L37 L39 L41 L43 L45 L63 L65 L66 L76 L84 L86 L88 L95"
_LOW = "L52 L58 L70"

GRADED = {
    "L10",
    "L12",
    "L27",
    "L44",
    "L48",
    "L49",
    "L51",
    "L54",
    "L56",
    "L60",
    "L62",
    "L80",
    "L81",
    "L83",
    "L84",
    "L85",
    "L86",
    "L90",
    "L95",
}
"""Rules that fire one step lower where a condition of theirs does not hold."""

SEVERITIES = defaultdict(
    lambda: Severity.HIGH,
    dict.fromkeys(_CRITICAL.split(), Severity.CRITICAL)
    | dict.fromkeys(_MEDIUM.split(), Severity.MEDIUM)
    | dict.fromkeys(_LOW.split(), Severity.LOW),
)
"""High, unless it is listed."""
