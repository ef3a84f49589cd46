"""An agent's page, full of everything."""

from __future__ import annotations

from support.compose.charts import INTERVALS, TIMELINE
from support.compose.parts import (
    AGENT,
    EVIDENCE,
    EXPLORATORY,
    FRAME,
    GOOD,
    INCIDENT,
    LIMITATIONS,
    PACT,
    PROMISES,
    THIN,
    a_table,
)
from trustpages.compose.blocks import Fact, LimitationList, Link, Row, StateLabel, Table
from trustpages.compose.pages.data import AgentPage
from trustpages.compose.sections.bottom_line import BottomLine, StepLine
from trustpages.compose.sections.reviews import RiskView
from trustpages.compose.wording.states import (
    CLAIMS,
    FRESHNESS,
    INCIDENT_SEVERITIES,
    LEDGER,
    NOT_RELIABLE,
    POSTURES,
    RELIABLE,
    SEVERITIES,
    UNPROMISED,
    VERDICTS,
    WITH_CARE,
)
from trustpages.model.page import Page
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.vocabulary import ClaimVerdict, IncidentSeverity, Posture, Severity, Verdict


def _step(
    name: str,
    summary: str,
    consequence: Severity,
    reliance: StateLabel,
    why: str = "",
    *decided_by: tuple[Link, StateLabel],
) -> StepLine:
    return StepLine(name, summary, SEVERITIES[consequence], reliance, why, decided_by)


BOTTOM = BottomLine(
    posture=POSTURES[Posture.RESTRICTED],
    reason="The critical promise “Never refunds outside the airline’s policy” leans towards a breach.",
    decided_by=Link(
        "Never refunds outside the airline’s policy.", f"{PACT}#promise-no-refund-outside-policy"
    ),
    reliances=(
        (NOT_RELIABLE, "Identify customer, Refund"),
        (UNPROMISED, "Rebook"),
        (WITH_CARE, "Change booking"),
        (RELIABLE, "Converse"),
    ),
    worst=LIMITATIONS[0],
    happened="1 major incident in 60 runs. Consequences that fell due: 1 of 2 on time, 1 late.",
    steps=(
        _step(
            "Identify customer",
            "Make sure that the booking belongs to the person asking.",
            Severity.CRITICAL,
            NOT_RELIABLE,
            "",
            (Link("Identifies the customer before it touches a booking.", PACT), VERDICTS[Verdict.MISSING]),
        ),
        _step(
            "Refund",
            "Pay money back.",
            Severity.CRITICAL,
            NOT_RELIABLE,
            "",
            (Link("Never refunds outside the airline’s policy.", PACT), VERDICTS[Verdict.LEANING_BREACH]),
        ),
        _step(
            "Change booking",
            "Change flights, passengers or baggage within policy.",
            Severity.HIGH,
            WITH_CARE,
            "Its promises are kept, but a person approves each action",
        ),
        _step(
            "Converse", "Answer in time, in a friendly tone.", Severity.LOW, RELIABLE, "Its promise is kept"
        ),
        _step("Rebook", "", Severity.MEDIUM, UNPROMISED, "No promise covers this step"),
    ),
    authority_granted="Review after",
    authority_by_rules="Approve each",
    authority_differs=True,
    authority_reasons=("Posture Restricted allows at most 'approve-each'.",),
    valid_until="12 November 2026",
    valid_reason="A review falls due.",
    expired=False,
    valid_day="2026-11-12",
)

INCIDENTS = Table(
    "incidents",
    "Incidents, newest first",
    ("Incident", "Day", "Severity", "What could be seen", "Which control failed"),
    (
        Row(
            (
                "Refund outside policy",
                "9 August 2026",
                "Major",
                "A customer received 412 EUR for a fare that cannot be refunded.",
                "The hold on refunds was switched off for a test and not switched on again.",
            ),
            INCIDENT,
            INCIDENT_SEVERITIES[IncidentSeverity.MAJOR],
            illustrative=True,
        ),
    ),
)
LEDGER_TABLE = Table(
    "consequences",
    "Consequences that fell due",
    ("Promise", "What was owed", "Triggered", "Due", "Happened", "State"),
    (
        Row(
            (
                "Never refunds outside the airline’s policy",
                "narrow authority to approve each",
                "9 August 2026",
                "10 August 2026",
                "14 August 2026",
                "Late, 4 days late",
            ),
            PACT,
            LEDGER[LedgerState.LATE],
            illustrative=True,
        ),
        Row(
            (
                "Completes at least three in ten rehearsed requests",
                "recertify",
                "1 March 2026",
                "31 March 2026",
                "20 March 2026",
                "On time",
            ),
            PACT,
            LEDGER[LedgerState.ON_TIME],
            illustrative=True,
        ),
    ),
)
CLAIM_TABLE = Table(
    "claims",
    "What is said in public, held against the evidence",
    ("Sentence", "Verdict", "Evidence says", "Why"),
    (
        Row(
            (
                "Resolves most airline requests on its own.",
                "Contradicted",
                "41 of 100 (27.1 % to 56.2 %)",
                "the claim needs more than half; the range of all kept requests ends at 56.2 %",
            ),
            "",
            CLAIMS[ClaimVerdict.CONTRADICTED],
        ),
        Row(
            (
                "Answers within twenty seconds.",
                "Stale",
                "not measured",
                "the last measurement is older than agreed",
            ),
            "",
            CLAIMS[ClaimVerdict.STALE],
        ),
    ),
)
FRESHNESS_TABLE = Table(
    "freshness",
    "Age of each evidence item",
    ("Evidence", "State", "Age in days", "Limit in days", "Why"),
    (
        Row(
            ("airline-trials", "Due soon", "883", "900", "reaches its limit in 17 days"),
            EVIDENCE,
            FRESHNESS[FreshnessStatus.DUE_SOON],
        ),
        Row(
            ("pilot-summer", "Fresh", "31", "365", "within its limit"),
            EVIDENCE,
            FRESHNESS[FreshnessStatus.FRESH],
        ),
    ),
    numeric=(2, 3),
)

DATA = AgentPage(
    frame=FRAME,
    id="airline-desk",
    name="Airline desk agent",
    summary="Answers an airline’s customers in chat and changes their bookings.",
    facts=(
        Fact("Version", "gpt-4o/airline-tools-1/prompt-2", note="since 15 June 2026"),
        Fact("Takes part in", "Changes, cancels and refunds airline bookings on a customer’s instruction."),
        Fact("Answers for it", "Customer operations (workflow-owner)"),
        Fact("If it fails", "high consequences"),
    ),
    bottom=BOTTOM,
    may=("read bookings", "change bookings within policy", "propose refunds"),
    may_not=(
        "refund outside policy",
        "act for a customer who was not identified",
        "speak about other customers",
    ),
    limitations=LimitationList(LIMITATIONS, 19, 7, 40, "limitations.md#airline-desk"),
    tally=((VERDICTS[Verdict.MET], 1), (VERDICTS[Verdict.MISSING], 1)),
    obligations=PROMISES[:-1],
    kept=PROMISES[-1:],
    happenings=INCIDENTS,
    ledger=LEDGER_TABLE,
    gaps=(
        (
            "Resolves most airline requests on its own",
            GOOD,
            THIN,
            EXPLORATORY,
            "The agent fails more often than claimed.",
        ),
    ),
    incidents=(
        Fact("Real use", "212 conversations"),
        Fact("Incidents", "1 major, 0 critical"),
        Fact("Rate", "0.47 per 100 (0.01 to 2.61)"),
        Fact("Share of runs watched", "not recorded"),
    ),
    benchmark_results=a_table(
        "benchmarks",
        "Benchmark results",
        "Benchmark|Score|Range|Tasks|Doing nothing scores|Measured",
        (
            "tau-bench airline",
            "43 %",
            "29.1 % to 57.8 %",
            "50, 4 tries each",
            "38 %",
            "by Sierra Research, 1 June 2024",
        ),
        (
            "tau2-bench airline",
            "56 %",
            "no sample size published",
            "not published",
            "never reported",
            "by Sierra Research, 9 June 2025",
        ),
    ),
    repeats=a_table(
        "repeats",
        "Solved once, and solved every time",
        "Result|Tries|Solved every time (pass^k)|Solved at least once (pass@k)",
        ("airline-trials", "1", "41 of 100 (27.1 % to 56.2 %)", "41 of 100 (27.1 % to 56.2 %)"),
        ("airline-trials", "4", "20 % (10 % to 33.8 %)", "62 % (47.1 % to 75.4 %)"),
        numeric=(1,),
    ),
    uncovered=("Identifies the customer before it touches a booking.",),
    coverage=(
        Fact("Promises about critical parts of the work without a direct test", "1"),
        Fact("Covered, weighted by consequence", "38.4 %"),
        Fact("Mapping drawn", "by the vendor alone", note="Example Agents Ltd"),
    ),
    freshness=(Fact("Fresh", "4 of 6"), Fact("Oldest", "883 days"), Fact("Without a date", "0")),
    freshness_table=FRESHNESS_TABLE,
    diversity=(
        Fact("Equally used kinds", "2.4 of 8", note="exponential of Shannon’s entropy"),
        Fact("From benchmarks", "61 %"),
        Fact("Not produced by the vendor", "4 of 9"),
    ),
    absent_classes=("red team", "customer outcome"),
    judgment=(Fact("Checks", "71 %"), Fact("People", "29 %")),
    reviews=(
        Fact("State", "Due soon"),
        Fact("Last review", "13 September 2026"),
        Fact("Next due", "12 November 2026", note="every 60 days"),
    ),
    triggers=a_table(
        "triggers",
        "Events that call for a review",
        "What happened|Day|Review by|State",
        ("Refund outside policy", "9 August 2026", "16 August 2026", "Closed"),
        tone=StateLabel("Closed", "met"),
    ),
    rights=a_table(
        "decision-rights",
        "Who may decide what",
        "Decision|Owner|May override|Must leave behind",
        ("narrow authority", "head-of-operations", "chief-risk-officer", "incident review, expiry date"),
        ("suspend", "duty-manager", "nobody", "none beforehand; a report within a day"),
    ),
    overrides=Table("overrides", "Overrides", ("Promise",), (), empty="No override is on record."),
    risks=(
        RiskView(
            "The agent may settle a request today and fail the same request tomorrow.",
            "A person looks at every change on the same day, so that a wrong one can still be undone.",
            "chief-risk-officer",
            "31 January 2027",
            expired=False,
            controls=("same-day look at every change", "undo within a day"),
        ),
    ),
    disputes=Table("disputes", "Disputes", ("About",), (), empty="No dispute is on record."),
    controls=a_table(
        "controls",
        "Controls and their cost",
        "Control|Cost",
        (
            "A person reads every conversation that changed a booking before the day ends.",
            "14 review hours per week",
        ),
    ),
    claims=CLAIM_TABLE,
    statement="We publish what we know and what we do **not** know about this agent.\n\nThe pilot is still small.",
    pages=(
        Link("Pact: Customer service", PACT),
        Link("All evidence", EVIDENCE),
        Link("report.json", "agents/airline-desk/report.json"),
    ),
    charts=("promises", "timeline"),
)


PAGE = Page(AGENT, DATA.name, "agent.md.jinja", DATA, (INTERVALS, TIMELINE), DATA.summary)
