"""The closed vocabularies (enums): spelled in YAML, in JSON and on pages exactly as here."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may read; each includes those before it."""

    PUBLIC = "public"
    NDA = "nda"
    INTERNAL = "internal"

    @property
    def rank(self) -> int:
        """Position in the order public < nda < internal."""
        return _RANKS[self]

    def may_see(self, visibility: Audience) -> bool:
        """Whether this audience may read a thing of the given visibility."""
        return visibility.rank <= self.rank


_RANKS = {audience: rank for rank, audience in enumerate(Audience)}  # asked for with each entry of each document


class Severity(StrEnum):
    """Of obligations and limitations, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for critical up to 3 for low: sorts worst first."""
        return tuple(Severity).index(self)


class IncidentSeverity(StrEnum):
    """Of incidents, worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for critical up to 2 for minor: sorts worst first."""
        return tuple(IncidentSeverity).index(self)

    @property
    def weighs_as(self) -> Severity | None:
        """What an incident weighs beside promises and limitations; None for minor ones, which call for no review."""
        return {IncidentSeverity.CRITICAL: Severity.CRITICAL, IncidentSeverity.MAJOR: Severity.HIGH}.get(self)


class Verdict(StrEnum):
    """What the evidence says of one obligation."""

    MET = "met"
    LEANING_MET = "leaning-met"
    LEANING_BREACH = "leaning-breach"
    BREACHED = "breached"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    INCOMPLETE = "incomplete"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"

    @property
    def is_interim(self) -> bool:
        """Whether it is said between two reviews, so that nothing follows from it."""
        return self in {Verdict.ON_TRACK, Verdict.AT_RISK}

    @property
    def as_interim(self) -> Verdict:
        """What is said in its place where the promise is not judged yet."""
        match self:
            case Verdict.MET | Verdict.LEANING_MET:
                return Verdict.ON_TRACK
            case Verdict.BREACHED | Verdict.LEANING_BREACH:
                return Verdict.AT_RISK
            case _:
                return self

    @property
    def ranked_as(self) -> Verdict:
        """The verdict that it ranks with wherever verdicts are ordered: an interim one leans to its side."""
        match self:
            case Verdict.ON_TRACK:
                return Verdict.LEANING_MET
            case Verdict.AT_RISK:
                return Verdict.LEANING_BREACH
            case _:
                return self

    @property
    def rank(self) -> int | None:
        """How good it is, from 0 to 3, as posture ranks it; None where the promise does not apply."""
        match self.ranked_as:
            case Verdict.MET:
                return 3
            case Verdict.LEANING_MET:
                return 2
            case Verdict.LEANING_BREACH | Verdict.INCOMPLETE:
                return 1
            case Verdict.BREACHED | Verdict.MISSING:
                return 0
            case _:
                return None

    @property
    def is_inconclusive(self) -> bool:
        """Whether it is not settled if the promise is kept."""
        return self.ranked_as in {Verdict.LEANING_MET, Verdict.LEANING_BREACH, Verdict.INCOMPLETE}

    def as_leaning(self) -> Verdict:
        """The verdict where the evidence may not decide: it leans to the side that it would have decided for."""
        return {Verdict.MET: Verdict.LEANING_MET, Verdict.BREACHED: Verdict.LEANING_BREACH}.get(self, self)


class Recurrence(StrEnum):
    """How often something falls due: on the last day of each calendar period."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Length of the period in months."""
        return {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3, Recurrence.YEARLY: 12}[self]


class Posture(StrEnum):
    """How far the rules let anyone rely on an agent, worst first."""

    BLOCKED = "Blocked"
    RESTRICTED = "Restricted"
    CONDITIONAL = "Conditional"
    PROVISIONAL = "Provisional"
    SUPPORTED = "Supported"

    @property
    def rank(self) -> int:
        """0 for Blocked up to 4 for Supported."""
        return tuple(Posture).index(self)


class ClaimVerdict(StrEnum):
    """What the evidence says of a public sentence."""

    SUPPORTED = "supported"
    PARTIALLY_SUPPORTED = "partially-supported"
    UNSUPPORTED = "unsupported"
    OUT_OF_SCOPE = "out-of-scope"
    CONTRADICTED = "contradicted"
    STALE = "stale"

    @property
    def rank(self) -> int:
        """How good it is, from 0 to 3."""
        match self:
            case ClaimVerdict.SUPPORTED:
                return 3
            case ClaimVerdict.PARTIALLY_SUPPORTED:
                return 2
            case ClaimVerdict.CONTRADICTED:
                return 0
            case _:
                return 1


class Setting(StrEnum):
    """Where runs took place."""

    PRODUCTION = "production"
    STAGING = "staging"
    BENCHMARK = "benchmark"


class Averaging(StrEnum):
    """What a published score is the mean of."""

    TASKS = "tasks"
    CATEGORIES = "categories"
    PART_CREDIT = "part_credit"


class Selection(StrEnum):
    """How the recorded runs were chosen among those that took place; only `all` and `random` stand for all of them."""

    ALL = "all"
    RANDOM = "random"
    RISK_WEIGHTED = "risk_weighted"
    CONVENIENCE = "convenience"


class Method(StrEnum):
    """How it was decided whether an outcome is good."""

    DETERMINISTIC = "deterministic"
    LLM_JUDGE = "llm_judge"
    HUMAN = "human"
    ATTESTED = "attested"


class Relationship(StrEnum):
    """Whose the producer of evidence is."""

    VENDOR = "vendor"
    CONTRACTOR = "contractor"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"

    @property
    def is_first_party(self) -> bool:
        """Whether the vendor or somebody paid by the vendor produced the evidence."""
        return self in {Relationship.VENDOR, Relationship.CONTRACTOR}


class AnswerBasis(StrEnum):
    """What an answer rests on, best first."""

    EVIDENCE = "evidence"
    WORD = "vendors-word"
    NOTHING = "nothing"

    @property
    def rank(self) -> int:
        """0 for evidence up to 2 for nothing: the weakest of several is the greatest."""
        return tuple(AnswerBasis).index(self)


class EvidenceClass(StrEnum):
    """The kinds of evidence that diversity counts."""

    BENCHMARK = "benchmark"
    RUNTIME = "runtime"
    INCIDENT = "incident"
    GOVERNANCE = "governance"
    AUDIT = "audit"
    HUMAN_REVIEW = "human_review"
    RED_TEAM = "red_team"
    CUSTOMER_OUTCOME = "customer_outcome"


class Action(StrEnum):
    """What a consequence does."""

    NARROW_AUTHORITY = "narrow-authority"
    ESCALATE = "escalate"
    CHANGE_ROUTING = "change-routing"
    ALTER_SETTLEMENT = "alter-settlement"
    REVOKE_SCOPE = "revoke-scope"
    RECERTIFY = "recertify"
    FREEZE = "freeze"
    SUSPEND = "suspend"


class ChangeKind(StrEnum):
    """What changed about an agent."""

    MODEL = "model"
    PROMPT = "prompt"
    TOOLS = "tools"
    DATA = "data"
    POLICY = "policy"
    HARNESS = "harness"
    AUTONOMY = "autonomy"

    @property
    def is_material(self) -> bool:
        """Whether evidence from before such a change says nothing about what runs now."""
        return self in {ChangeKind.MODEL, ChangeKind.TOOLS, ChangeKind.AUTONOMY, ChangeKind.POLICY}


class BenchmarkStatus(StrEnum):
    """Whether its maintainers still stand behind a benchmark."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class Trigger(StrEnum):
    """What makes a consequence fall due."""

    ON_BREACH = "on_breach"
    ON_LEANING_BREACH = "on_leaning_breach"
    ON_STALE = "on_stale"
    ON_INCIDENT = "on_incident"


class Scale(StrEnum):
    """What figures are printed as: shares as percentages, counts and measures as plain numbers."""

    SHARE = "share"
    NUMBER = "number"
