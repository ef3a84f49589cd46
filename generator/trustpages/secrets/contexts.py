"""Secrets that are known by what stands before them: a name such as `api_key`, a header, the place in an address."""

from __future__ import annotations

from typing import Final

from trustpages.secrets.chance import is_generated, is_password
from trustpages.secrets.rule import Rule, rule, varied

# What may stand between a name and its value in YAML, JSON, code, shells, XML and address lines.
_ASSIGNED = r"\\?[\"']?(?:[ \t]{0,5}(?::=|=>|[:=>])[ \t]{0,5}|,[ \t]{0,3}|\" value=)(?:\\?[\"'`])?"

_NAMED_KINDS = (
    *("api", "access", "secret", "private", "auth", "account"),
    *("app", "admin", "master", "logged_in", "encryption"),
)
# What a name that ends in "key" says before that, with and without a character between. Looked at backwards, so
# that the search is for the rare "key" alone.
_KINDS_OF_KEYS = "|".join(f"(?<={kind}{between}key)" for kind in _NAMED_KINDS for between in ("", "[_.-]"))


def _assigned(words: str, names: str) -> Rule:
    """The rule of a name that is given a value which looks generated; `names` is a pattern, fast to search for."""
    value = rf"{_ASSIGNED}(?:base64:|0x)?(?P<value>[\w.=+/~@!%^*#-]{{12,300}})"
    return rule("assigned secret", words, names, value, judge=is_generated, free=True)


CONTEXTS: Final[tuple[Rule, ...]] = (
    rule(
        "JSON web token",
        "eyj",
        r"eyJ(?<![\w-]eyJ)[\w-]{14,4000}+\.(?:eyJ|ZXlK)[\w-]{10,8000}+\.[\w-]{16,1000}",
    ),
    rule(
        "password in an address",
        "://",
        r"://[^\s/:@\"'<>]{0,100}:(?P<value>[^\s/@\"'<>]{3,200})@[A-Za-z0-9\[]",
        judge=varied(1.5),
        free=True,
    ),
    rule(
        "signature in an address",
        "sig= signature=",
        r"[?&](?i:sig|x-(?:amz|goog)-signature)=(?P<value>[\w%+/=-]{40,400})",
        free=True,
    ),
    rule(
        "password of curl",
        "curl",
        r"-(?:u|-user)[ =]{1,3}[\"']?[^\s\"'$:]{1,100}+[\"']?:[\"']?(?P<value>[^\s\"'$]{6,100})",
        judge=is_password,
    ),
    rule(
        "password of a command",
        "sshpass",
        r"sshpass\s{1,3}-p\s{0,3}[\"']?(?P<value>[^\s\"'$]{6,100})",
        judge=is_password,
    ),
    rule(
        "key in a header",
        "authorization api-key api-token auth-token access-token",
        r"(?i:(?:proxy-)?authorization|(?:x-)?(?:api|auth|access)-(?:key|token))[\"']?\s{0,3}:\s{0,3}[\"']?",
        r"(?i:(?:bearer|basic|token|apikey)\s{1,3})?(?P<value>[\w.=~@+/-]{10,4000})",
        judge=is_generated,
    ),
    rule(
        "session in a cookie",
        "cookie:",
        r"(?i:(?:set-)?cookie):\s{0,3}[\w.-]{1,60}=(?P<value>[\w%.+/=-]{20,4000})",
        judge=is_generated,
    ),
    rule(
        "assigned password",
        "passw passphrase pwd",
        r"(?i:passw(?:or)?d|passphrase|pwd)",
        rf"(?:{_ASSIGNED}|[ \t]{{1,3}}(?i:is[ \t]{{1,3}})?[\"'`]?)",
        r"(?P<value>[^\s\"'`<>,;&()]{8,200})",
        judge=is_password,
        free=True,
    ),
    _assigned("secret token credential", r"(?i:secret|token|credentials?)(?<!csrf.token)(?<!csrftoken)"),
    _assigned("key", rf"[kK](?:ey|EY)(?i:{_KINDS_OF_KEYS})"),
    _assigned("_pat _salt auth", r"(?:_(?:pat|PAT|salt|SALT)|[\"']auth)"),
)
"""After the issuers' own forms, which say more."""
