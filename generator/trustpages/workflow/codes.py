"""Everything that has a code and can be explained: metrics, formulas, limitation rules, problems, refusals."""

from __future__ import annotations

from collections.abc import Mapping

from trustpages.assess.gates import GATES
from trustpages.intake.codes import CODES
from trustpages.model.explained import Explained
from trustpages.secrets.codes import CODES as SECRETS
from trustpages.workflow.authored_codes import AUTHORED
from trustpages.workflow.branch_refusals import BRANCH_REFUSALS
from trustpages.workflow.publishing_refusals import PUBLISHING_REFUSALS
from trustpages.workflow.refusals import REFUSALS


def explained_problems() -> Mapping[str, Explained]:
    """The codes of problems, authored pages, secrets and gates."""
    return {entry.code: entry for entry in (*CODES, *AUTHORED, *SECRETS, *GATES)}


def explained_metrics() -> Mapping[str, Explained]:
    """The metrics."""
    from trustpages.assess.metrics.catalog import METRICS

    return {metric.id: metric.explained() for metric in METRICS}


def explained_formulas() -> Mapping[str, Explained]:
    """The formulas behind the names of methods, and what counts in a window."""
    from trustpages.assess.formulas import FORMULAS

    return {formula.id: formula.explained() for formula in FORMULAS}


def explained_rules() -> Mapping[str, Explained]:
    """The limitation rules."""
    from trustpages.assess.limitations.catalog import RULES

    return {rule.id: rule.explained() for rule in RULES}


def explained_refusals() -> Mapping[str, Explained]:
    """Why a command could not run at all."""
    return {entry.code: entry for entry in (*REFUSALS, *PUBLISHING_REFUSALS, *BRANCH_REFUSALS)}


def everything() -> Mapping[str, Explained]:
    """All codes, metrics first."""
    return {
        **explained_metrics(),
        **explained_formulas(),
        **explained_rules(),
        **explained_problems(),
        **explained_refusals(),
    }
