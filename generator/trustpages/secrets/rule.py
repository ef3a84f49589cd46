"""What a rule about secrets is, and how one is written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from trustpages.secrets.chance import bits_per_character

Judge = Callable[[str], bool]
"""Whether a value of the right form is a secret rather than something that only looks like one."""

END = r"(?![A-Za-z0-9])"
"""The value ends here: neither letter nor digit follows. What follows a dash is a suffix, as in the name of a file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A format: its name in messages, words of which one is in every match (lower case), the form, the judge.

    The group `value` is the secret where that is not all of the match. What is `is_certain` is a secret even where
    it holds words of a manual, such as EXAMPLE. What is `is_free` may stand in the middle of a word.
    """

    name: str
    words: tuple[str, ...]
    form: str
    judge: Judge
    is_certain: bool = False
    is_free: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The form as a pattern; made when it is first needed, since most runs need few of them."""
        return _compiled(self.form)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def varied(bits: float) -> Judge:
    """A judge of values whose characters carry at least so many bits each: `ghp_0000000…` is none."""
    return lambda value: bits_per_character(value) >= bits


_VARIED = varied(3.0)


def rule(
    name: str,
    words: str,
    *pattern: str,
    judge: Judge = _VARIED,
    certain: bool = False,
    free: bool = False,
) -> Rule:
    """A rule; `words` are separated by blanks, the parts of `pattern` are joined."""
    return Rule(name, tuple(words.split()), "".join(pattern), judge, certain, free)


def token(name: str, words: str, *pattern: str, bits: float = 3.0) -> Rule:
    """The rule of an issuer whose tokens have a form of their own, which ends where no more of it can follow."""
    return rule(name, words, *pattern, END, judge=varied(bits))
