"""A page of an agent with a block of every kind, and the pages that it leads to."""

from __future__ import annotations

from datetime import date

from support.compose.parts import (
    AGENT,
    BENCHMARK,
    EVIDENCE,
    EXPLORATORY,
    FRAME,
    GOOD,
    INCIDENT,
    ITEM,
    LIMITATIONS,
    NOTHING,
    PACT,
    PROMISES,
    THIN,
)
from support.render.charts import INTERVALS, TIMELINE
from trustpages.model.pages.blocks import (
    Authored,
    Bullets,
    ChartBlock,
    Columns,
    Definitions,
    FactList,
    Index,
    LinkList,
    Panel,
    Preview,
    Row,
    Section,
    Snippet,
    SourceLines,
    StateCounts,
    Statement,
    Table,
    Text,
)
from trustpages.model.pages.findings import (
    AgentCard,
    Answer,
    BottomLine,
    Episode,
    LimitationList,
    PromiseList,
    RiskView,
    StepLine,
    Steps,
)
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import MADE_UP, Code, Fact, Link
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.states import (
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
from trustpages.model.vocabulary import IncidentSeverity, Posture, Severity, Verdict

DESK = Link("Airline desk agent", AGENT)
REFUND = Link("Never refunds outside the airline’s policy.", f"{PACT}#promise-no-refund-outside-policy")
COUNTS = ((VERDICTS[Verdict.MET], 3), (VERDICTS[Verdict.LEANING_BREACH], 1), (VERDICTS[Verdict.MISSING], 2))
BOTTOM = BottomLine(
    posture=POSTURES[Posture.RESTRICTED],
    action="A person must approve every action.",
    alone="No",
    reason="The critical promise “Never refunds outside the airline’s policy” leans towards a breach.",
    decided_by=REFUND,
    authority_granted="Review after",
    authority_by_rules="Approve each",
    authority_differs=True,
    authority_why="Its owner granted more. That is not in force while the agent is Restricted.",
    valid_until=date(2026, 11, 12),
    valid_reason="A review falls due.",
    expired=False,
    reliances=(
        (NOT_RELIABLE, "Identify customer, Refund"),
        (UNPROMISED, "Rebook"),
        (WITH_CARE, "Change booking"),
        (RELIABLE, "Converse"),
    ),
    worst=LIMITATIONS[0],
    happened="1 major incident in 60 runs.",
    followed="Of 2 agreed consequences, 1 on time, 1 late.",
)
STEPS = Steps(
    (
        StepLine(
            "Refund",
            "Pay money back.",
            SEVERITIES[Severity.CRITICAL],
            NOT_RELIABLE,
            "",
            ((REFUND, VERDICTS[Verdict.LEANING_BREACH]),),
        ),
        StepLine("Rebook", "", SEVERITIES[Severity.MEDIUM], UNPROMISED, "No promise covers this step", ()),
    )
)
CARD = AgentCard(
    DESK,
    "Answers an airline’s customers in chat.",
    BOTTOM,
    "1 major incident.",
    "Posture: Conditional before, Restricted now.",
)
INCIDENTS = Table(
    "incidents",
    "Incidents, newest first",
    ("Incident", "Severity", "Day", "Times", "What could be seen"),
    (
        Row(
            (
                Link("Refund outside policy", INCIDENT),
                INCIDENT_SEVERITIES[IncidentSeverity.MAJOR],
                date(2026, 8, 9),
                1151,
                "A customer received 412 EUR for a fare that cannot be refunded.",
            ),
            illustrative=True,
        ),
    ),
    numeric=(3,),
)
LEDGER_TABLE = Table(
    "consequences",
    "Consequences that fell due",
    ("Promise", "State", "Due"),
    (
        Row((REFUND, (LEDGER[LedgerState.LATE], " by 4 days"), date(2026, 8, 10)), illustrative=True),
        Row((Link("Completes three in ten requests", PACT), LEDGER[LedgerState.ON_TIME], "no deadline")),
    ),
    csv="agents/airline-desk/consequences.csv",
    level=2,
)
GAPS = Table(
    "gaps",
    "Claims against real use",
    ("Claim", "Failures, as claimed", "Failures, as seen", "Difference"),
    (Row(("Resolves most airline requests on its own", GOOD, THIN, NOTHING), anchor="gap"),),
    in_full=True,
    level=0,
)
EPISODE = Episode(
    REFUND,
    LEDGER[LedgerState.LATE],
    (Fact("What happened", (date(2026, 8, 9), ": an incident.")), Fact("Proof", Link("refund-august", ITEM))),
    illustrative=True,
)
RISK = RiskView(
    "The agent may settle a request today and fail the same request tomorrow.",
    False,
    (Fact("Accepted by", "chief-risk-officer"), Fact("Until", (date(2027, 1, 31), ""))),
)
FACTS = (
    Fact("Version", "gpt-4o/airline-tools-1/prompt-2", note=("since ", date(2026, 6, 15))),
    Fact("Agents", 1151, "agents/index.md"),
)
STATE = (FRESHNESS[FreshnessStatus.DUE_SOON], " ", MADE_UP, " reaches its limit in ", 17, " days")

PAGE = Page(
    kind="agent",
    path=AGENT,
    title="Airline desk agent",
    heading="Airline desk agent",
    frame=FRAME,
    lead="Answers an airline’s customers in chat and changes their bookings.",
    above=(Link("All agents", "agents/index.md"),),
    sections=(
        Section(
            "",
            (
                BOTTOM,
                STEPS,
                Columns(
                    (("Its owner allows", ("read bookings",)), ("Its owner forbids", ()), ("Left out", ())), "Nothing."
                ),
                FactList(FACTS),
            ),
        ),
        Section(
            "What the evidence does not show",
            (
                Panel((LimitationList(LIMITATIONS), Text((DESK, "; 7 rules found nothing."), "more"))),
                Text("With 10 promises, up to 0.25 would be called broken by chance alone.", "caution"),
            ),
        ),
        Section(
            "What was promised, and what was seen",
            (
                Panel((ChartBlock(INTERVALS), StateCounts(COUNTS)), "pair"),
                PromiseList(PROMISES[:-1]),
                Section("Promises that are met: 1", (PromiseList(PROMISES[-1:]),), folded=True),
            ),
        ),
        Section(
            "What happened, and what followed",
            (
                Panel((ChartBlock(TIMELINE), FactList((Fact("Real use", "212 conversations"),))), "pair"),
                INCIDENTS,
                LEDGER_TABLE,
                Table("overrides", "Overrides", ("Promise",), (), empty="No override is on record."),
                Section("What each claim implies", (GAPS,), folded=True),
                EPISODE,
                Panel((RISK,)),
            ),
        ),
        Section(
            "Other kinds of block",
            (
                CARD,
                Index("The questions", ((Link("Which steps were tested?", "#steps"), 3),), numbered=True),
                Index("The agents", ((Link("Airline desk agent", "#steps"), ""),)),
                Panel(
                    (
                        Answer(("Two of four steps were tested.",), (Link("Trials", ITEM),), agent=DESK),
                        Answer((), missing="nothing in this report is bound to the question"),
                    ),
                    "question",
                    "Which steps were tested?",
                    "steps",
                    2,
                ),
                Panel((Text("Whether it is so."), Text("Newcombe’s interval.")), "metric", "Gap", "gap-metric"),
                Panel(
                    (
                        Text((INCIDENT_SEVERITIES[IncidentSeverity.MAJOR], " incident")),
                        FactList((Fact("Rank correlation", EXPLORATORY), Fact("Score", THIN)), "terms"),
                    ),
                    "incident",
                ),
                Panel(
                    (
                        Text(STATE),
                        FactList(tuple(Fact(state, state.meaning) for state in POSTURES.values()), "legend"),
                        FactList((*FACTS, Fact("SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")), "lines"),
                        Bullets(("tone", ("what happens ", Code("afterwards")))),
                        Bullets((Code("trust.example.com/public"),), "kept-lines"),
                        Bullets((("Run it ", Code("python3 trustverify.py FOLDER")),), "commands"),
                        Definitions(
                            "rules",
                            ("Rule", "Name", "Meaning"),
                            (("L30", "untested step", "Fires where nothing tests a step."),),
                        ),
                        Text(("Original: ", Link("https://example.org/", "https://example.org/", "elsewhere"))),
                        Text(("See ", Link("all versions", "../../../versions/index.html", "beside"), ".")),
                        Text("No rule names it.", "empty"),
                        LinkList((Link("All evidence", EVIDENCE), Link("The benchmark", BENCHMARK)), ("results",)),
                    )
                ),
            ),
        ),
        Section("As it stands in the repository", (SourceLines(("- kind: runs", "  id: airline-trials"), 14),)),
        Section(
            "Show it elsewhere",
            (
                Preview("assets/favicon.svg", "Trust report: Airline desk agent", 0, 20),
                Snippet("A plain frame", '<iframe src="https://trust.example/x"></iframe>'),
            ),
        ),
        Section("About", (Authored("### First\n\nRead the limits.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", {}),)),
        Section(
            "In the vendor's own words",
            (Statement("We publish what we know and what we do **not** know.\n\n- Still small.", "Example"),),
        ),
    ),
)


RULES = Definitions(
    "rules", ("Rule", "Name", "Meaning"), tuple((view.rule, "a rule", "Fires where it fires.") for view in LIMITATIONS)
)


def _a_page(path: str, title: str, *sections: Section) -> Page:
    return Page("listing", path, title, FRAME, sections)


OTHERS = (
    _a_page("index.md", "Example Agents trust report", Section("The agents", (CARD,))),
    _a_page("agents/index.md", "Agents"),
    _a_page(PACT, "Customer service", Section("The promises", (PromiseList(PROMISES),))),
    _a_page(BENCHMARK, "tau-bench airline"),
    _a_page(INCIDENT, "Refund outside policy"),
    _a_page(ITEM, "Airline trials", Section("", (LEDGER_TABLE,))),
    _a_page(EVIDENCE, "Evidence"),
    _a_page("method.md", "Method", Section("Limitation rules", (Panel((RULES,)),))),
    _a_page("changes.md", "What changed"),
    _a_page("verify.md", "How to check it"),
)
