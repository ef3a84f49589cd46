"""Secrets that are files, or parts of files, of known forms: private keys, and hashes of passwords."""

from __future__ import annotations

from typing import Final

from trustpages.secrets.rule import END, Rule, rule, varied

_LITTLE = varied(2.0)

KEY_FILES: Final[tuple[Rule, ...]] = (
    rule(
        "private key",
        "private",
        r"----[- ]BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?[- ]----",
        r"(?P<value>(?:[A-Za-z0-9+/=\s\\:,.-]){64})",
        certain=True,
    ),
    rule("age secret key", "age-secret-key-", r"AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{58}", END),
    rule(
        "PuTTY private key",
        "putty-user-key-file",
        r"PuTTY-User-Key-File-\d: [a-z0-9@.-]{4,60}",
        judge=_LITTLE,
    ),
    rule("minisign or signify secret key", "rwrty0iy rwrcs", r"RWR(?:TY0Iy|CS)[A-Za-z0-9+/]{120,300}"),
    rule(
        "private JSON web key",
        '"kty"',
        r'"(?:d|k)"\s{0,9}:\s{0,9}"(?P<value>[\w-]{40,1400})"',
    ),
    rule("WireGuard private key", "privatekey", r"PrivateKey\s{0,5}=\s{0,5}(?P<value>[A-Za-z0-9+/]{43}=)"),
    rule(
        "hash of a password",
        "$1$ $5$ $6$ $y$ $2a$ $2b$ $2y$ $apr1$ $argon2",
        r"\$(?P<value>2[aby]\$\d\d\$[./A-Za-z0-9]{53}",
        r"|(?:1|apr1)\$[./A-Za-z0-9]{4,8}\$[./A-Za-z0-9]{22}",
        r"|(?:5|6|y)\$(?:[\w=,]{1,20}\$)?[./A-Za-z0-9]{8,22}\$[./A-Za-z0-9]{43,86}",
        r"|argon2(?:id|i|d)\$v=\d{1,3}\$[\w=,]{8,40}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{20,90})",
        free=True,
    ),
)
"""Before all other rules: what is in a key file is no token of an issuer."""
