"""The facts about an agent under another policy, computed anew as far as the change reaches."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from trustpages.assess.case import Case
from trustpages.assess.context import Context
from trustpages.assess.freshness import freshness_summary
from trustpages.assess.history.vanished import HISTORY
from trustpages.assess.intervals import review_interval
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.claims import claims
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.follow_through import follow_through
from trustpages.assess.metrics.incidents import incident_rates
from trustpages.assess.obligations import ruling_of
from trustpages.assess.reviews import review_cadence
from trustpages.assess.triggers import FOUND_KINDS
from trustpages.assess.variations import Variation
from trustpages.model.documents.pact import MeanMeasure, Obligation, Pact
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.loop import OpenTrigger
from trustpages.model.results.metrics import Coverage, CoverageRow, ProofShares
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict, Severity


def with_lines(facts: Facts, variation: Variation) -> Facts:
    """The same figures under the other lines."""
    return replace(facts, context=replace(facts.context, policy=variation.policy))
