"""Catalog of all limitation rules, in the order of their ids."""

from __future__ import annotations

from trustpages.assess.limitations.engine import Rule
from trustpages.assess.limitations.rules.benchmarks.benchmark_facts import FACT_RULES
from trustpages.assess.limitations.rules.benchmarks.benchmark_quality import BENCHMARK_RULES
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import SCORE_RULES
from trustpages.assess.limitations.rules.benchmarks.score_reporting import REPORTING_RULES
from trustpages.assess.limitations.rules.claims import CLAIM_RULES
from trustpages.assess.limitations.rules.coverage_and_diversity import COVERAGE_AND_DIVERSITY_RULES
from trustpages.assess.limitations.rules.freshness import FRESHNESS_RULES
from trustpages.assess.limitations.rules.governance import GOVERNANCE_RULES
from trustpages.assess.limitations.rules.history import HISTORY_RULES
from trustpages.assess.limitations.rules.imports import IMPORT_RULES
from trustpages.assess.limitations.rules.judgment import JUDGMENT_RULES
from trustpages.assess.limitations.rules.oversight import OVERSIGHT_RULES
from trustpages.assess.limitations.rules.parts import PART_RULES
from trustpages.assess.limitations.rules.production import PRODUCTION_RULES
from trustpages.assess.limitations.rules.promises.disputes import DISPUTE_RULES
from trustpages.assess.limitations.rules.promises.lines import LINE_RULES
from trustpages.assess.limitations.rules.promises.obligations import OBLIGATION_RULES
from trustpages.assess.limitations.rules.promises.rows import ROW_RULES
from trustpages.assess.limitations.rules.promises.verdict_threats import VERDICT_THREAT_RULES
from trustpages.assess.limitations.rules.rank import RANK_RULES
from trustpages.assess.limitations.rules.version_gains import VERSION_GAIN_RULES

_FAMILIES = (
    RANK_RULES,
    VERSION_GAIN_RULES,
    FRESHNESS_RULES,
    SCORE_RULES,
    BENCHMARK_RULES,
    REPORTING_RULES,
    FACT_RULES,
    COVERAGE_AND_DIVERSITY_RULES,
    PRODUCTION_RULES,
    OBLIGATION_RULES,
    LINE_RULES,
    DISPUTE_RULES,
    ROW_RULES,
    VERDICT_THREAT_RULES,
    OVERSIGHT_RULES,
    JUDGMENT_RULES,
    CLAIM_RULES,
    GOVERNANCE_RULES,
    PART_RULES,
    HISTORY_RULES,
    IMPORT_RULES,
)

RULES: tuple[Rule, ...] = tuple(sorted((rule for family in _FAMILIES for rule in family), key=lambda rule: rule.id))
