"""The pages of everything that `trustpages explain` knows."""

from __future__ import annotations

from collections.abc import Iterable

from reference_pages.markdown import page
from trustpages.model.problem import Explanation
from trustpages.workflow.codes import (
    explain_changes,
    explain_formulas,
    explain_metrics,
    explain_problems,
    explain_refusals,
    explain_rules,
)


def metrics() -> str:
    """What is measured, how, and what it cannot tell."""
    return page(
        "Metrics",
        "Each metric answers one question. There is no composite of them. Where there is too little to go on, the "
        "status says why, and there is no number.",
        _entries(explain_metrics().values()),
    )


def formulas() -> str:
    """The formulas behind the methods, in symbols."""
    return page(
        "Formulas",
        "Each figure names its method. This is what stands behind the name, and what counts in a window. The same text "
        "is on the Method page of every site.",
        _entries(explain_formulas().values()),
    )


def limitation_rules() -> str:
    """Every rule: when it fires, what it says, what removes it."""
    return page(
        "Limitation rules",
        "Every rule is evaluated for every agent on every build, with one of three outcomes: triggered, clear, or "
        "not evaluable. The last one is a limitation too, and is listed.",
        _entries(explain_rules().values()),
    )


def changes() -> str:
    """Every change that a review names."""
    return page(
        "Changes",
        "`trustpages diff` names each change between two states of a workspace by one of these rules, weightiest "
        "first. What may be an attempt to look better stands beside its harmless reading. The last three are of "
        "acceptances that fail a review. How changes are weighed: [review](../explanation/review.md).",
        _entries(explain_changes().values()),
    )


def problems() -> str:
    """Every code that `check` can print."""
    return page(
        "Problems and gates",
        "`trustpages check` prints each problem as `file:line:column: [code] sentence; remedy`. Warnings say so after "
        "the place, and leave the evidence valid. Codes are stable. Those that begin with `gate-` say that the "
        "evidence is valid and `trust.yml` forbids to publish it.",
        _entries(explain_problems().values()),
    )


def refusals() -> str:
    """Every code with which a command ends that could not run."""
    return page(
        "Refusals",
        "A command that could not run ends with exit code 1, or 75 where trying again may help, and prints "
        "`trustpages: [code] sentence; remedy` on stderr. Codes that are problems of the workspace as well, such as "
        "`no-workspace`, stand under [problems](problems.md).",
        _entries(explain_refusals().values()),
    )


def _entries(entries: Iterable[Explanation]) -> str:
    return "\n\n".join(f"## {entry.code}\n\n**{entry.title}**\n\n{entry.paragraph}" for entry in entries)
