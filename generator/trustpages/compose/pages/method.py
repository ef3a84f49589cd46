"""The Method page (metrics, formulas, rules, policy parameters) and the Verify page (checking a site offline)."""

from __future__ import annotations

from enum import Enum

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Row, Table
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import MethodPage, Paragraph, VerifyPage
from trustpages.compose.wording.states import POSTURES, VERDICTS
from trustpages.model.page import Page
from trustpages.model.problem import Explanation
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


def compose_method_page(composition: Composition) -> Page:
    """The page on method."""
    data = MethodPage(
        frame=composition.frame(),
        lead=LEAD,
        metrics=tuple(_to_paragraph(metric) for metric in composition.metrics),
        formulas=tuple(_to_paragraph(formula) for formula in composition.formulas),
        postures=tuple(
            Row((POSTURES[posture].word, text), "", POSTURES[posture]) for posture, text in POSTURE_RULES
        ),
        verdicts=tuple(VERDICTS.values()),
        parameters=_tabulate_parameters(composition),
        rules=_tabulate_rules(composition),
        references=(),
    )
    return Page(paths.METHOD, "Method", "method.md.jinja", data)


def _to_paragraph(one: Explanation) -> Paragraph:
    return Paragraph(
        one.code.lower(), one.title, tuple(part for part in one.paragraph.split("\n\n") if part.strip())
    )


def _tabulate_parameters(composition: Composition) -> Table:
    return Table(
        "parameters",
        "Policy parameters",
        ("Parameter", "Value", "Meaning"),
        tuple(
            Row((name, _format_value(value), meaning))
            for name, value, meaning in composition.trust.policy.parameters()
        ),
        numeric=(1,),
    )


def _format_value(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(_format_value(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _tabulate_rules(composition: Composition) -> Table:
    return Table(
        "rules",
        "Limitation rules",
        ("Rule", "Name", "When it fires, and what removes it"),
        tuple(Row((rule.code, rule.title, rule.paragraph)) for rule in composition.rules),
    )


VERIFY_LEAD = (
    "Whoever doubts this site can check a published version of it without asking us, and without a network."
)

NOT_VERIFIABLE = (
    "Whether the evidence is true: somebody who invents evidence before the first publication is not caught.",
    "Whether history was rewritten, unless you kept an earlier checkpoint and give it as the pin.",
    "Whether two readers saw the same site, unless they compare their checkpoints.",
    "Whether a key was stolen: a stolen key signs as well as its owner's hand.",
)

VERIFY_STEPS = (
    Fact("Download the published folder, with its log and all versions", ""),
    Fact(
        "Take the checker from a version, or better from the publisher's source code, and read it",
        "verify/trustverify.py",
    ),
    Fact("Run it; it needs Python alone", "python3 trustverify.py FOLDER --pin CHECKPOINT"),
    Fact("Read the lines that begin with", "not checked"),
    Fact("With the program itself, the same check is", "trustpages verify FOLDER --pin CHECKPOINT"),
)


def _split_checkpoint(checkpoint: str) -> tuple[str, ...]:
    """The lines of a checkpoint; none for that of a log in which nothing was told yet."""
    lines = tuple(checkpoint.splitlines())
    return () if lines[1:2] == ("0",) else lines


def compose_verify_page(composition: Composition) -> Page:
    """The page on checking."""
    report = composition.report
    data = VerifyPage(
        frame=composition.frame(),
        lead=VERIFY_LEAD,
        facts=(
            Fact("Digest of the documents behind this site", report.inputs_digest),
            Fact("Digest of the earlier report", report.previous_digest or "none was given"),
            Fact("Made by", f"trustpages {composition.version}"),
            Fact("The whole report for machines", "report.json", paths.REPORT),
        ),
        steps=VERIFY_STEPS,
        not_shown=NOT_VERIFIABLE,
        is_version=composition.log_before is not None,
        log_before=_split_checkpoint(composition.log_before or ""),
    )
    return Page(paths.VERIFY, "Verify", "verify.md.jinja", data, description=VERIFY_LEAD)
