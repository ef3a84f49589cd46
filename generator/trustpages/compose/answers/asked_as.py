"""In which words buyers ask what a report can answer, so that their own questionnaires are understood.

A phrase counts where all of its words stand in the question. A question that speaks of something that no report about
an agent answers, such as a building or an employee, is matched by no words at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "authority": ("act autonomously", "without human approval", "level of autonomy", "human in the loop", "act alone"),
    "thresholds": ("threshold autonomy", "threshold narrows", "kill switch", "limits autonomy reduced"),
    "overriding": ("who may override", "human override", "override decision agent"),
    "accepted-risks": ("residual risk", "accepted risk", "risk acceptance", "known failure modes"),
    "followed": ("promise broken happens", "consequence breach agent", "remedies breach promise"),
    "disputes": ("evidence disputed", "dispute evidence", "evidence tamper", "digest signature evidence"),
    "ends": ("valid until report", "evidence valid until", "how long results hold"),
    "measured-by": ("who measured", "who evaluated agent", "independent evaluation agent", "third party evaluation"),
    "age": ("how old evidence", "date last evaluation", "when last evaluated", "when last tested"),
    "incomplete": ("evidence incomplete", "missing evidence", "not evaluated untested"),
    "judgment": ("llm judge", "ai judge", "human judgment evaluation", "automated checks evaluation"),
    "artifacts": ("independent audit", "third party audit", "audit report", "external audit agent"),
    "workflow-fit": ("benchmark relevant use case", "benchmark workflow", "benchmark represent use", "tested use case"),
    "version": ("version tested", "version evaluated", "version deployed"),
    "repeats": ("consistency repeated", "same task again", "repeated trials", "reliability repeated", "pass k"),
    "baseline": ("baseline score", "trivial baseline", "doing nothing score"),
    "incidents": (
        "incidents occurred",
        "past incidents",
        "incidents production",
        "history incidents",
        "what went wrong",
        "incidents agent",
        "incidents ai",
    ),
    "monitoring": (
        "monitored production",
        "monitor agent",
        "monitoring ai",
        "monitor outputs",
        "detect incidents agent",
    ),
    "attacked": (
        "prompt injection",
        "jailbreak",
        "red team",
        "red teaming",
        "adversarial testing",
        "adversarial robustness",
        "penetration test agent",
        "penetration test ai",
    ),
    "claims": ("marketing claims", "public claims", "claims supported", "claims product page"),
    "cost": ("cost control", "cost oversight", "cost human review"),
}
"""By the id of a computed answer; each of several phrases is enough."""


def _list_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELSEWHERE: Final = _list_words(
    """background badge building camera ccpa cloud continuity datacenter disaster disciplinary employee employees
    encryption encrypted firewall gdpr hire hiring insurance laptop mobile network office password passwords payroll
    personnel physical premises subprocessor subprocessors subcontractor subcontractors training visitor wireless"""
)
"""Words of questions about the company and not about an agent: their wording is matched by nothing."""

_STOP: Final = _list_words(
    """a an and any are as at be been by can could describe did do does each ensure for from give had has have how if in
    including into is it its may must of on or organisation organization our please process processes provide provided
    shall should so such system systems than that the their them there these they this to was we were what when where
    whether which who will with would you your yes no agent agents ai"""
)
"""Words that say nothing of what is asked."""
_WORD: Final = re.compile(r"[a-z0-9]+")


def split_words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, accents dropped and plurals made singular."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return tuple(map(_make_singular, _WORD.findall(plain)))


def _make_singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def find_content(words: tuple[str, ...]) -> frozenset[str]:
    """The words that say what is asked."""
    return frozenset(words) - _STOP
