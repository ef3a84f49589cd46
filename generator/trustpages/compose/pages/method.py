"""The Method page: every metric, formula, rule and policy parameter with its value."""

from __future__ import annotations

from enum import Enum

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import MethodPage, Paragraph
from trustpages.compose.tones import POSTURES, VERDICTS
from trustpages.compose.views import Row, Table
from trustpages.model.explained import Explained
from trustpages.model.page import Page
from trustpages.model.vocabulary import Posture

LEAD = (
    "How every figure on this site is computed, from what, and when it is withheld. No figure is a composite: "
    "posture comes from ordered rules, the first that matches decides. Every line that the rules draw is a "
    "choice of this publisher, listed below with its value; none is claimed to be measured."
)

POSTURE_RULES: tuple[tuple[Posture, str], ...] = (
    (
        Posture.BLOCKED,
        "Any critical promise is breached (observed or inferred) or has no evidence; or nothing is promised.",
    ),
    (
        Posture.RESTRICTED,
        "Any high promise is breached or has no evidence; any critical one leans towards breach or is "
        "incomplete; a consequence on a critical promise is overdue.",
    ),
    (
        Posture.CONDITIONAL,
        "Any critical or high promise is inconclusive; any medium one is breached or has no evidence; a review "
        "is overdue where failures have high or critical consequences; an invalid override is in force; evidence "
        "that was published has vanished.",
    ),
    (
        Posture.PROVISIONAL,
        "Any medium promise is inconclusive; any low one is not met; all current evidence is benchmark evidence, "
        "or there is none; evidence behind a verdict is older than agreed.",
    ),
    (Posture.SUPPORTED, "None of the above, and at least one current kind of evidence besides benchmarks."),
)


def method(composition: Composition) -> Page:
    """The page on method."""
    data = MethodPage(
        frame=composition.frame(),
        lead=LEAD,
        metrics=tuple(_paragraph(metric) for metric in composition.metrics),
        formulas=tuple(_paragraph(formula) for formula in composition.formulas),
        postures=tuple(
            Row((POSTURES[posture].word, text), "", POSTURES[posture]) for posture, text in POSTURE_RULES
        ),
        verdicts=tuple(VERDICTS.values()),
        parameters=_parameters(composition),
        rules=_rules(composition),
        references=(),
    )
    return Page(paths.METHOD, "Method", "method.md.jinja", data)


def _paragraph(one: Explained) -> Paragraph:
    return Paragraph(
        one.code.lower(), one.title, tuple(part for part in one.paragraph.split("\n\n") if part.strip())
    )


def _parameters(composition: Composition) -> Table:
    return Table(
        "parameters",
        "Policy parameters",
        ("Parameter", "Value", "Meaning"),
        tuple(
            Row((name, _value(value), meaning))
            for name, value, meaning in composition.trust.policy.parameters()
        ),
        numeric=(1,),
    )


def _value(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(_value(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rules(composition: Composition) -> Table:
    return Table(
        "rules",
        "Limitation rules",
        ("Rule", "Name", "When it fires, and what removes it"),
        tuple(Row((rule.code, rule.title, rule.paragraph)) for rule in composition.rules),
    )
