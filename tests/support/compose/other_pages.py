"""A page of every other kind."""

from __future__ import annotations

from support.compose.agent_page import BOTTOM
from support.compose.parts import (
    AGENT,
    BENCHMARK,
    EVIDENCE,
    EXPLORATORY,
    FRAME,
    INCIDENT,
    ITEM,
    LIMITATIONS,
    PACT,
    PROMISES,
    THIN,
    a_table,
)
from trustpages.compose.blocks import Fact, Link, Row, Table
from trustpages.compose.pages.data import (
    AgentCard,
    AnswerView,
    AuthoredPage,
    BenchmarkPage,
    ComparisonView,
    ConsequencesPage,
    Episode,
    EvidencePage,
    HomePage,
    IncidentPage,
    LimitationsPage,
    ListingPage,
    MethodPage,
    PactPage,
    Paragraph,
    QuestionsPage,
    QuestionView,
    VerifyPage,
)
from trustpages.compose.wording.states import (
    BENCHMARKS,
    FRESHNESS,
    INCIDENT_SEVERITIES,
    LEDGER,
    POSTURES,
    VERDICTS,
)
from trustpages.model.page import Page
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.vocabulary import BenchmarkStatus, IncidentSeverity, Posture, Verdict

DESK = Link("Airline desk agent", AGENT)
STATEMENT = "The hold was off for **nine hours**.\n\n- We said so on the same day."


def _card(name: str, posture: Posture, reason: str) -> AgentCard:
    return AgentCard(
        id="airline-desk",
        name=name,
        summary="Answers an airline’s customers in chat and changes their bookings.",
        version="gpt-4o/airline-tools-1/prompt-2",
        path=AGENT,
        posture=POSTURES[posture],
        reason=reason,
        authority="Approve each (granted: review after)",
        authority_differs=True,
        valid_until="12 November 2026",
        valid_day="2026-11-12",
        expired=False,
        reliances=BOTTOM.reliances,
        worst=LIMITATIONS[0],
        limitations=25,
        counts=(
            (VERDICTS[Verdict.MET], 3),
            (VERDICTS[Verdict.LEANING_BREACH], 1),
            (VERDICTS[Verdict.MISSING], 2),
        ),
        illustrative=True,
    )


HOME = HomePage(
    frame=FRAME,
    lead="For each agent: what was promised, what was verified, what changed, and what followed. A rank on a "
    "leaderboard is not operational trust; the limits of the evidence stand before its merits.",
    introduction="# What may be relied on\n\nEach agent has a page of its own. See [the method](method.md).",
    references={},
    agents=(
        _card("Airline desk agent", Posture.RESTRICTED, "A critical promise leans towards a breach."),
        _card("Patch writer", Posture.PROVISIONAL, "A medium promise is not settled."),
        _card("Generalist", Posture.BLOCKED, "A critical promise has no evidence that counts."),
    ),
    summary=(
        Fact("Agents", "3", "agents/index.md"),
        Fact("Promises", "27", note="6 broken or without evidence"),
        Fact("Pieces of evidence", "31"),
        Fact("Limitations", "71", "limitations.md"),
    ),
    changes=("Airline desk agent: from Provisional to Restricted.",),
    postures=tuple(POSTURES.values()),
    ranks=(
        Fact(
            "TAU-bench airline against GAIA",
            "14 agents; Spearman’s rho 0.58, 95 % interval 0.02 to 0.87; exploratory: not evidence",
            BENCHMARK,
            "The outcome here stands in for real use.",
        ),
    ),
    more=Link("All 14 agents in one list; above are the 12 with the worst posture", "agents/index.md"),
    limitations=None,
)
PACT_PAGE = PactPage(
    frame=FRAME,
    agent=DESK,
    title="Customer service",
    version="1.3.0",
    counterparty="every airline on the standard plan",
    facts=(
        Fact("Promised to", "every airline on the standard plan"),
        Fact("Version", "1.3.0", note="major: behaviour, minor: scope, patch: wording"),
        Fact("In force since", "1 January 2026"),
    ),
    obligations=PROMISES,
    changes=a_table(
        "changes",
        "Changes of targets and windows",
        "Promise|Day|What|Before|After|Reason",
        (
            "task-success",
            "1 March 2026",
            "threshold",
            "at least 40 %",
            "at least 30 %",
            "agreed with the buyer",
        ),
    ),
    false_alarms="With 10 promises, each at its target, up to 0.25 would be called broken by chance alone.",
    charts=(),
    illustrative=True,
)
BENCHMARK_PAGE = BenchmarkPage(
    frame=FRAME,
    name="tau-bench airline",
    facts=(
        Fact("Maintained by", "Sierra Research"),
        Fact("Tasks", "50"),
        Fact("Tasks can be read by anyone", "yes"),
    ),
    status=BENCHMARKS[BenchmarkStatus.SUPERSEDED],
    measures=("whether a simulated customer’s booking ends in the expected state",),
    suggests=("how an agent follows a written policy",),
    does_not_measure=("tone", "identification of customers", "what happens after the conversation"),
    limitations=LIMITATIONS[2:4],
    checklist=a_table(
        "checklist",
        "Validity checklist",
        "Section|Met|Applicable|Unknown",
        ("task validity", "4", "9", "2"),
        numeric=(1, 2, 3),
    ),
    failed=a_table(
        "failed",
        "Checks that it does not meet",
        "Item|Check|Reason",
        ("T.3", "Tasks can be solved", "some cannot"),
    ),
    saturation="The best entry is far below the ceiling.",
    baseline="An agent that does nothing scores 38 %; only what is above counts.",
    results=a_table(
        "results",
        "Results in this report",
        "Agent|Version|Score|Measured by|Collected up to",
        (
            "Airline desk agent",
            "gpt-4o/airline-tools-1/prompt-1",
            "41 of 100 (27.1 % to 56.2 %)",
            "Sierra Research",
            "1 June 2024",
        ),
    ),
    mapping=a_table(
        "mapping",
        "What its tasks say about the work",
        "Work|Step or promise|How directly|Tasks|Why",
        ("airline-service", "change-booking", "direct", "31", "the same tools and policy"),
    ),
    leaderboard=a_table(
        "leaderboard", "Best entries", "Entry|Score|Entered", ("o4-mini", "56 %", "2 April 2025")
    ),
    comparisons=(
        ComparisonView(
            title="GAIA against TAU-bench airline",
            warning="The outcome here is another benchmark that stands in for real use.",
            words="A better position tends to go with a better outcome; the range is wide",
            facts=(Fact("Compared", "14 agents"), Fact("Left out", "2", note="no outcome or no score")),
            rho=EXPLORATORY,
            tau=EXPLORATORY,
            table=a_table(
                "ranks-gaia",
                "Positions that the scores allow",
                "Name|Position|Could be",
                ("HAL", "1", "1 to 6"),
                numeric=(1,),
            ),
            chart="",
        ),
    ),
    charts=(),
    illustrative=False,
)
INCIDENT_PAGE = IncidentPage(
    frame=FRAME,
    agent=DESK,
    title="Refund outside policy",
    severity=INCIDENT_SEVERITIES[IncidentSeverity.MAJOR],
    visible_event="A customer received 412 EUR for a fare that cannot be refunded.",
    control_failure="The hold on refunds was switched off for a test and not switched on again.",
    facts=(
        Fact("Happened", "9 August 2026"),
        Fact("Noticed", "9 August 2026", note="by somebody who looked"),
    ),
    obligations=(
        Link("Never refunds outside the airline’s policy.", f"{PACT}#promise-no-refund-outside-policy"),
    ),
    followed=a_table(
        "consequences", "Consequences that fell due", "Promise|State", ("Never refunds", "Late")
    ),
    statement=STATEMENT,
    producer="Example Agents Ltd",
    evidence=Link("refund-august", ITEM),
    illustrative=True,
)
EVIDENCE_PAGE = EvidencePage(
    frame=FRAME,
    agent=DESK,
    id="airline-trials",
    title="Airline trials, four tries a task",
    kind="A set of runs",
    facts=(
        Fact("Kind of evidence", "benchmark"),
        Fact("Measured by", "Sierra Research", note="independent of the vendor"),
    ),
    source=(Fact("SHA-256 of the file", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),),
    source_url="https://github.com/sierra-research/tau-bench",
    freshness=FRESHNESS[FreshnessStatus.DUE_SOON],
    freshness_reasons=("reaches its limit in 17 days",),
    supports=(Link("service/task-success", f"{PACT}#promise-task-success"),),
    limitations=LIMITATIONS[1:3],
    figures=(("Completes at least three in ten rehearsed requests.", THIN),),
    file="evidence/airline-desk/bundles/tau-bench-trials.yml",
    first_line=14,
    lines=(
        "- kind: runs",
        "  id: airline-trials",
        "  data: {file: airline-trials.csv, success: {column: reward, equals: 1}}",
    ),
    commit="1a2b3c4, 1 June 2026",
    statement=STATEMENT,
    producer="Sierra Research",
    download="",
    illustrative=False,
)
LISTING_PAGE = ListingPage(
    FRAME,
    "Every number on this site rests on one of these items; each has a page with its source and its YAML.",
    (
        a_table(
            "evidence",
            "Evidence",
            "Item|Kind|Measured by|Collected up to|State",
            ("Airline trials", "A set of runs", "Sierra Research", "1 June 2024", "Due soon"),
        ),
        Table("records", "Control records", ("Item",), ()),
    ),
    DESK,
)
LIMITATIONS_PAGE = LimitationsPage(
    FRAME,
    "Every rule is evaluated on every build and is triggered, clear, or cannot be evaluated.",
    (
        (
            DESK,
            LIMITATIONS,
            (
                a_table(
                    "unevaluated",
                    "Rules that could not be evaluated",
                    "Rule|What is missing",
                    ("L61 judge drift", "no judge is used"),
                ),
                a_table(
                    "sensitivity",
                    "What other choices of policy would change",
                    "Parameter|Value|Tried|What changes",
                    ("level", "0.95", "0.9", "“Finds the booking”: leaning met → met"),
                ),
            ),
        ),
    ),
    LIMITATIONS[3:4],
)
METHOD_PAGE = MethodPage(
    FRAME,
    "How every figure on this site is computed, from what, and when it is withheld.",
    (
        Paragraph(
            "gap",
            "Claim against use",
            ("The failure share that a claim implies, beside the one observed.", "Newcombe’s interval."),
        ),
    ),
    (Paragraph("wilson", "Wilson, to describe a share", ("(k + z²/2 ± z·√(k(n−k)/n + z²/4)) / (n + z²)",)),),
    tuple(
        Row((posture.value, "When any critical promise is breached."), "", POSTURES[posture])
        for posture in Posture
    ),
    tuple(VERDICTS.values()),
    a_table(
        "parameters",
        "Policy parameters",
        "Parameter|Value|Meaning",
        ("claim.delta", "0.05", "how far a claim may fall short"),
        numeric=(1,),
    ),
    Table(
        "rules",
        "Limitation rules",
        ("Rule", "Name", "When it fires, and what removes it"),
        tuple(
            Row(
                (
                    limitation.rule,
                    "rule of the sample",
                    f"{limitation.text} Removed by: {limitation.removed_by}",
                )
            )
            for limitation in LIMITATIONS
        ),
    ),
    ("Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion.",),
)
QUESTIONS_PAGE = QuestionsPage(
    FRAME,
    "One set of facts, in the order in which you ask.",
    (
        QuestionView(
            "steps",
            "Which steps of our work were tested?",
            (
                AnswerView(
                    DESK,
                    True,
                    ("Three of four steps are promised; two were tested.",),
                    (Link("Trials", ITEM),),
                    "",
                ),
                AnswerView(None, False, (), (), "nothing in this report is bound to the question"),
            ),
        ),
    ),
    1,
)
BECAUSE_PAGE = ConsequencesPage(
    FRAME,
    DESK,
    (Fact("Consequences due", "2"), Fact("On time", "1 of 2")),
    (
        Episode(
            Link("Never refunds outside the airline’s policy.", PACT),
            "9 August 2026: the promise was touched by an incident.",
            "Narrow authority to approve each, due by 10 August 2026, decided by head of operations.",
            LEDGER[LedgerState.LATE],
            "It happened on 14 August 2026, 4 days late.",
            (Fact("Authority", "review-after → approve-each"),),
            (Link("refund-august", ITEM),),
            illustrative=True,
        ),
    ),
    (Fact("service/no-refund", "worked as agreed", PACT),),
    (Link("service/courtesy", PACT),),
    (),
)
VERIFY_PAGE = VerifyPage(
    FRAME,
    "Anyone can check what this site says, offline.",
    (
        Fact(
            "Digest of the documents behind this site",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ),
    ),
    (Fact("Check the published folder", "trustpages verify site/"), Fact("Keep the checkpoint", "")),
    ("whether the evidence was true when it was written",),
    True,
    ("trust.example.com/public", "3", "2DUX2qOAIQ8JZzdBoBIMnQTsPpW8AA8V+muZ6NFNNNY=", "hints tzWm7KCfv7Fk"),
)

OTHERS = (
    Page("index.md", "Example Agents trust report", "home.md.jinja", HOME),
    Page("agents/index.md", "Agents", "listing.md.jinja", LISTING_PAGE),
    Page(PACT, "Customer service — Airline desk agent", "pact.md.jinja", PACT_PAGE),
    Page(BENCHMARK, BENCHMARK_PAGE.name, "benchmark.md.jinja", BENCHMARK_PAGE),
    Page(INCIDENT, "Refund outside policy — Airline desk agent", "incident.md.jinja", INCIDENT_PAGE),
    Page(ITEM, "Airline trials — Airline desk agent", "evidence.md.jinja", EVIDENCE_PAGE),
    Page(EVIDENCE, "Evidence — Airline desk agent", "listing.md.jinja", LISTING_PAGE),
    Page("limitations.md", "Limitations", "limitations.md.jinja", LIMITATIONS_PAGE),
    Page("method.md", "Method", "method.md.jinja", METHOD_PAGE),
    Page(
        "how-to-read.md",
        "How to read this report",
        "authored.md.jinja",
        AuthoredPage(
            FRAME, "# How to read\n\n## First\n\nRead the limits.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", {}
        ),
    ),
    Page("for/security.md", "For security", "questions.md.jinja", QUESTIONS_PAGE),
    Page("verify.md", "Verify", "verify.md.jinja", VERIFY_PAGE),
    Page("agents/airline-desk/because.md", "What changed", "because.md.jinja", BECAUSE_PAGE),
)
