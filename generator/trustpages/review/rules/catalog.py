"""All rules of changes, weightiest first: in this order a review tells changes of the same weight."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trustpages.review.rules.documents import AUDIENCE_RULES, CLAIM_RULES, DECISION_RULES, PACT_RULES, WORKSPACE_RULES
from trustpages.review.rules.evidence import EVIDENCE_RULES
from trustpages.review.rules.gaming import GAMING_RULES
from trustpages.review.rules.rule import ChangeRule
from trustpages.review.rules.standing import AGENT_RULES, RESULT_RULES

CHANGE_RULES: tuple[ChangeRule, ...] = (
    *AGENT_RULES,
    *RESULT_RULES,
    *GAMING_RULES,
    *CLAIM_RULES,
    *EVIDENCE_RULES,
    *PACT_RULES,
    *DECISION_RULES,
    *AUDIENCE_RULES,
    *WORKSPACE_RULES,
)

RULES_BY_ID: Mapping[str, ChangeRule] = MappingProxyType({rule.id: rule for rule in CHANGE_RULES})
