"""The other cases of rules: severities under a condition, sentences that differ, findings that are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from support.builders import (
    AS_OF,
    OBLIGATION,
    a_benchmark,
    a_benchmark_result,
    a_claim,
    a_review,
    an_agent_evidence,
    an_incident,
    an_obligation,
    an_override,
    days_before,
    runs,
)
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.cases.benchmark_quality import PUBLIC
from unit.assess.limitations.cases.disputes import WITHDRAWN, a_dispute
from unit.assess.limitations.cases.freshness import changed, collected
from unit.assess.limitations.cases.governance import audited, decided
from unit.assess.limitations.cases.judgment import judged
from unit.assess.limitations.cases.lines import valued
from unit.assess.limitations.cases.obligations import sampled
from unit.assess.limitations.cases.oversight import CONSEQUENCE, RIGHT, enacted, reviewed
from unit.assess.limitations.cases.production import watched
from unit.assess.limitations.cases.rows import log, sums
from unit.assess.limitations.cases.shared import IN_ORDER, on, ranked, result
from unit.assess.limitations.cases.verdict_threats import promises
from unit.assess.limitations.cases.version_gains import VERSIONS, scored, versions
from unit.assess.limitations.rule_case import compared, documents, fired, limitations_of, nothing

NEW_TOOLS = {"date": days_before(5), "kind": "tools", "summary": "New tools."}


def broken_in_runs() -> Workspace:
    """Two of 100 runs in real use did what must never happen, and nobody recorded an incident."""
    never = an_obligation(measure={"kind": "zero", "of": "runs"}, threshold={"tolerable_rate": 0.05})
    return documents(runs(98, 100, selection="all"), obligations=[never])


LOW_PROMISE = an_obligation(severity="low")

SEVERITIES = [
    ("L10", documents(a_benchmark_result(**collected(361))), Severity.HIGH),
    ("L10", documents(a_benchmark_result(**collected(360))), Severity.MEDIUM),
    ("L12", documents(runs(), agent=changed("prompt"), agent_version="v0"), Severity.HIGH),
    ("L12", documents(runs(), agent_version="v0"), Severity.HIGH),
    ("L12", documents(runs(), agent={"changes": [NEW_TOOLS]}), Severity.CRITICAL),
    ("L27", result(reported="43.1%", score=0.431, average="tasks"), Severity.HIGH),
    ("L27", result(reported="43.1%", score=0.431), Severity.MEDIUM),
    ("L27", documents(claims=[a_claim(value=0.805, n=100)]), Severity.MEDIUM),
    ("L48", sampled(95, 100, severity="high"), Severity.MEDIUM),
    ("L60", reviewed(181, blast_radius="high", cadence={"review": "180 days"}), Severity.HIGH),
    ("L60", reviewed(181, blast_radius="medium", cadence={"review": "180 days"}), Severity.MEDIUM),
    ("L62", documents(decisions=[decided("benchmark", id=f"purchase-{n}") for n in range(5)]), Severity.HIGH),
    ("L62", documents(decisions=[decided("benchmark", id=f"purchase-{n}") for n in range(4)]), Severity.MEDIUM),
    (
        "L82",
        documents(obligations=[an_obligation(measure={"kind": "zero"}, threshold={"tolerable_rate": 1})]),
        Severity.HIGH,
    ),
    ("L81", documents(obligations=[an_obligation(promise="Answers 4 of 5.")]), Severity.MEDIUM),
    ("L81", documents(claims=[a_claim(text="Resolves 9 in 10.")]), Severity.HIGH),
    ("L81", documents(claims=[a_claim(text="Resolves 7 in 10.")]), Severity.MEDIUM),
    ("L83", documents(runs(400, 400), a_dispute(), obligations=[an_obligation(severity="low")]), Severity.HIGH),
    ("L83", documents(runs(400, 400, supports=[]), a_dispute()), Severity.MEDIUM),
    ("L83", documents(runs(400, 400), a_dispute(concerns=[OBLIGATION])), Severity.MEDIUM),
    ("L83", documents(runs(400, 400), a_dispute("upheld", closed=AS_OF, concerns=[OBLIGATION])), Severity.HIGH),
    ("L84", documents(runs(200, 400, withdrawn=WITHDRAWN), runs(400, 400, id="b")), Severity.HIGH),
    ("L84", documents(runs(399, 400, corrected_by="b"), runs(400, 400, id="b")), Severity.MEDIUM),
    ("L84", documents(runs(400, 400, corrected_by="b"), runs(399, 400, id="b")), Severity.LOW),
    ("L84", documents(audited("fail", withdrawn=WITHDRAWN)), Severity.HIGH),
    ("L85", log("tries.csv"), Severity.MEDIUM),
    ("L85", log("copied.csv"), Severity.HIGH),
    ("L80", documents(audited("qualified", findings=2)), Severity.HIGH),
    ("L80", documents(audited("pass", findings=1)), Severity.HIGH),
    ("L80", documents(audited("fail"), a_review(closes=["outside-audit"])), Severity.MEDIUM),
    ("L80", documents(audited("fail"), a_review(closes=["outside-audit"], deploying_team=True)), Severity.CRITICAL),
]


@pytest.mark.parametrize(("rule", "workspace", "severity"), SEVERITIES)
def test_severity_hangs_on_the_case(rule: str, workspace: Workspace, severity: Severity) -> None:
    assert [limitation.severity for limitation in fired(limitations_of(workspace), rule)] == [severity]


def test_a_late_consequence_of_a_lesser_promise_is_high() -> None:
    late = enacted(date(2026, 6, 6))
    agent = late.agents[0]
    lesser = an_agent_evidence(
        *agent.bundles, pacts=[agent.pacts[0].model_copy(update={"obligations": (LOW_PROMISE,)})]
    )
    found = fired(limitations_of(Workspace(late.trust, (lesser,))), "L56")
    assert [limitation.severity for limitation in found] == [Severity.HIGH]


SENTENCES = [
    ("L01", on(compared(*ranked(*IN_ORDER), stand_in=True)), "no ranked agent or version has outcome"),
    ("L01", nothing(), "no ranked agent or version has outcome"),
    ("L02", on(compared(*versions((0.1, 20), (0.2, 30), (0.25, 33), (0.5, 60), (0.6, 61), (0.9, 99)), **VERSIONS)),
     "5 steps from version to version"),
    ("L03", on(compared(*ranked(30, 35, 31, 34, 32), stand_in=True)), "only stands in for real use"),
    ("L09", on(compared(*scored(0.50, 0.52))), "Position 1 of agent-1"),
    ("L10", documents(runs(**collected(181))), "The evidence june-runs is 181 days old"),
    ("L11", documents(runs(collected={"from": date(2027, 1, 1), "to": date(2027, 1, 2)})), "1 of 1"),
    ("L12", documents(runs(), agent_version="v0"), "the change log does not say"),
    ("L12", documents(runs(), agent=changed("prompt"), agent_version="v0"), "1 minor change (prompt)"),
    ("L12", documents(runs(), agent={"changes": [NEW_TOOLS]}),
     "before 1 material change (tools) to the agent, which still bears the version"),
    ("L12", documents(runs(), agent={"changes": [NEW_TOOLS | {"kind": "prompt"}]}), "before 1 minor change (prompt)"),
    ("L13", result(benchmark={"status": "deprecated"}), "on an unstated date; its maintainers name no successor"),
    ("L18", result(groups=[50, 50], se=0.05), "takes no account of them"),
    ("L19", result(benchmark=PUBLIC), "not known when the model was trained"),
    ("L20", result(n_tasks=None, tuned_on=2), "2 test tasks of Bench were used"),
    ("L22", result(benchmark={"grader": "llm_judge"}, method="attested"), "bench-result"),
    ("L24", result(), "never reported"),
    ("L26", result(), "was not recorded"),
    ("L26", result(n_tasks=None, variants=3), "without a sample size"),
    ("L27", result(reported="43.1%", score=0.431, trials=2, average="tasks"), "100 tasks tried 2 times each"),
    ("L27", result(reported="43.1%", score=0.431), "(43.1%) is not a whole share of 100 tasks: it may be an average"),
    ("L27", documents(runs(), claims=[a_claim(value=0.805, reported="80.5%", n=100, average="tasks")]),
     "80.5% is not a possible result of 100 tries"),
    ("L27", documents(runs(), claims=[a_claim(value=0.805, reported="80.5%", n=100)]),
     "80.5% is not a whole share of 100 tries: it may be an average"),
    ("L80", documents(runs(90, 100, events=3)), "3 events in its runs, which no promise counts"),
    ("L49", documents(runs(920, 1000, unknown=75)), "75 of 1,000 runs have no recorded outcome"),
    ("L40", documents(claims=[a_claim(value=0.7258, n=550)]), "is, or may be, a mean over parts of any size"),
    ("L88", result(score=0.431, benchmark={"n_tasks": 150}), "it is, or may be, an average of something else"),
    ("L90", result(score=0.431, benchmark={"trivial_baseline": 0.4}), "(43.1 %, of unknown error) is not shown"),
    ("L28", documents(claims=[a_claim(attempts=3)], agent={"workflow": {
        "id": "service", "summary": "Work.", "steps": [{"id": "answer", "consequence": "high"}],
        "attempts": 2}}), "users get 2. The single-attempt score is not known"),
    ("L39", documents(runs(80, 200, unknown=100, selection="random"), claims=[a_claim(value=0.9, n=1000)]),
     "whether they do depends on the runs without one"),
    ("L40", documents(claims=[a_claim()]), "how precise it is cannot be said"),
    ("L41", documents(runs(), an_incident(occurred=days_before(100))), "1 outside of the days"),
    ("L41", broken_in_runs(), "Runs broke service/task-success all the same, and no incident is on record"),
    ("L43", broken_in_runs(), "Runs broke service/task-success all the same, and no incident is on record"),
    ("L42", documents(an_incident()), "1 incident cannot be set against any use"),
    ("L44", watched(fraction=1.0, detection="user_reported"), "only when users report them"),
    ("L44", watched(fraction=1.0), "Nobody tested which share of failures would be noticed in june-runs"),
    ("L44", documents(runs(monitoring={"fraction": 0.5}), runs(id="rest")), "for others nobody says"),
    ("L47", documents(runs(38, 38, selection="random", clusters=[
        {"id": f"task-{n}", "attempts": 2, "successes": 2} for n in range(19)])),
     "38 runs in 19 groups even if all succeed; 36 groups are needed"),
    ("L48", documents(runs(180, 215, unknown=25, selection="random")), "depending on 25 outcomes that are missing"),
    ("L48", documents(runs(), obligations=[an_obligation(measure={"kind": "zero"}, threshold={})]),
     "No breach of \"Completes the request\" was seen in 100 runs"),
    ("L48", documents(runs(monitoring={"fraction": 1.0}, selection="random"), obligations=[an_obligation(
        measure={"kind": "rate"}, threshold={"at_most": 0.01})]), "0 events in 100 runs"),
    ("L48", documents(runs(4, 100, selection="random"), obligations=[an_obligation(
        threshold={"at_most": 0.05})]), "4 of 100 runs count against"),
    ("L53", documents(runs(), obligations=[an_obligation(changes=[{
        "date": days_before(9), "field": "window", "before": "30 days", "after": "90 days"}])]),
     "The window for"),
    ("L58", documents(runs()), "No consequence has been triggered; whether it works is unknown."),
    ("L59", documents(runs(), an_override(expires=days_before(1)), agent={"decision_rights": [RIGHT]}),
     "override-1 expired on 2026-06-29 without an end or a renewal"),
    ("L60", documents(runs()), "No review was ever held; the first was due on 2026-01-01"),
    ("L64", documents(agent={"decision_rights": [RIGHT | {"may_override": []}]}), "who may override"),
    ("L64", documents(obligations=[an_obligation(on_breach=CONSEQUENCE | {"decided_by": None,
        "action": "freeze"})], agent={"decision_rights": [RIGHT]}), "1 of 1 promise nobody is named"),
    ("L66", documents(runs(method="human")), "whether two of them agree was not measured"),
    ("L67", judged(50, 50, of=100), "in june-runs shows nothing: the judge does no better than chance"),
    ("L67", judged(90, 100, passed=975, of=100), "(975 of 1,000), which its measured errors do not allow"),
    ("L67", judged(100, 90, passed=25, of=100), "(25 of 1,000), which its measured errors do not allow"),
    ("L68", documents(runs(), an_incident(), claims=[a_claim(operator="never", metric="event", value=None)]),
     "is contradicted"),
    ("L61", documents(an_incident(severity="major", occurred="2026-05")), "answer was sent (May 2026): this required"),
    ("L61", documents(an_incident(severity="major", occurred="2026-05", detected="2026-06-02")),
     "answer was sent (noticed on 2026-06-02): this required"),
    ("L68", documents(runs(702, 1000), claims=[a_claim()], agent_version="v0"), "by evidence that is stale"),
    ("L85", log("copied.csv"), "60 of 100 rows of june-runs stand in whole too"),
    ("L97", log("scaled.csv"), "In june-runs the cells of the column 'score' go up to 84: the two"),
    ("L97", documents(valued(84), claims=[a_claim(metric="value", value=0.5, of_value="score")]),
     "is decided at 0.5, and what was measured is 84 on average"),
    ("L86", log("numbered.csv", trials=1), "june-runs does not say which of its runs belong together"),
    ("L86", log("numbered.csv"), "june-runs does not say which of its runs belong together"),
    ("L86", log("told.csv", "at", "cluster"), "when its runs took place and which of its runs belong together"),
    ("L86", sums("sums.csv", "july-sums.csv"), "several tables whose clusters have no names: july-sums, sums. One"),
    ("L86", log("unsaid.csv"), "3 cells of june-runs say that nothing is known, and count as rows without an event"),
    ("L86", log("presumed.csv"), "5 of 100 rows of june-runs have no outcome and count as good"),
    ("L86", log("always.csv"), "All rows of june-runs meet what is asked of 'score'"),
    ("L86", log("chosen.csv"), "leaves out 10 rows of june-runs that have an outcome, 6 of them bad"),
    ("L86", log("spelled.csv"), "2 cells of june-runs nearly meet a condition and do not count"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "workspace", "phrase"), SENTENCES)
def test_the_sentence_fits_the_case(rule: str, workspace: Workspace, phrase: str) -> None:
    found = fired(limitations_of(workspace), rule)
    assert [limitation.text for limitation in found if phrase in limitation.text], [
        limitation.text for limitation in found
    ]
    assert not [limitation.text for limitation in found if "{" in limitation.text]


@pytest.mark.parametrize(
    "workspace", [judged(90, 100, passed=930, of=100), judged(100, 90, passed=70, of=100), judged(58, 58, of=100)]
)
def test_errors_that_allow_what_the_judge_saw_are_not_called_impossible(workspace: Workspace) -> None:
    assert not [found.text for found in fired(limitations_of(workspace), "L67") if "do not allow" in found.text]
    assert not [found.text for found in fired(limitations_of(workspace), "L67") if "shows nothing" in found.text]


TWO = (a_benchmark_result(), a_benchmark_result(id="second", benchmark="other"))
OLD_TWO = tuple(item | collected(181) for item in TWO)
BOARDS = [a_benchmark(**PUBLIC), a_benchmark(id="other", name="Other", **PUBLIC)]

GROUPED = [
    ("L10", documents(*OLD_TWO), ("bench-result", "second")),
    ("L15", documents(a_benchmark_result(n_tasks=None), a_benchmark_result(id="second", n_tasks=None)),
     ("bench-result", "second")),
    ("L16", documents(*TWO), ("bench-result", "second")),
    ("L17", documents(*(item | {"trials": 1} for item in TWO)), ("bench-result", "second")),
    ("L19", documents(*TWO, benchmarks=BOARDS), ("bench-result", "second")),
    ("L24", documents(*TWO, benchmarks=BOARDS), ("bench", "other")),
    ("L25", documents(*TWO), ("bench-result", "second")),
    ("L26", documents(*TWO), ("bench-result", "second")),
    ("L46", documents(runs(), claims=[a_claim(), a_claim(id="other-claim")]), ("other-claim", "resolves-most")),
    ("L57", documents(obligations=promises(2)), ("service/promise-0", "service/promise-1")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "workspace", "subjects"), GROUPED)
def test_several_findings_with_one_remedy_are_one(rule: str, workspace: Workspace, subjects: Sequence[str]) -> None:
    found = fired(limitations_of(workspace), rule)
    assert [limitation.subjects for limitation in found] == [tuple(subjects)]
    assert found[0].subject == ""
    assert found[0].is_about(subjects[0])


SILENT = [
    ("L10", documents(runs(**collected(181)), obligations=[an_obligation(evidence_max_age="200 days",
        window={"from": date(2025, 1, 1)})])),
    ("L13", result(benchmark={"status": "superseded", "status_date": date(2026, 7, 1)})),
    ("L17", result(trials=1, agent={"stochastic": False})),
    ("L22", result()),
    ("L28", documents(claims=[a_claim(attempts=2, withdrawn=date(2026, 1, 2)), a_claim(id="other")])),
    ("L30", documents(runs())),
    ("L58", enacted(date(2026, 6, 5))),
    ("L66", documents(runs())),
    ("L86", log("numbered.csv", setting="staging", trials=1)),
    ("L67", documents(runs())),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "workspace"), SILENT)
def test_it_is_clear_for_other_reasons(rule: str, workspace: Workspace) -> None:
    assert rule in limitations_of(workspace).clear


def test_an_own_age_of_a_promise_is_its_agreed_limit() -> None:
    young = an_obligation(evidence_max_age="5 days")
    found = fired(limitations_of(documents(runs(), obligations=[young])), "L10")
    assert "10 days old; the agreed limit is 5 days" in found[0].text


def test_subjects_name_what_a_finding_is_about() -> None:
    found = fired(limitations_of(sampled(35, 35)), "L47")
    assert (found[0].subject, found[0].subjects) == (OBLIGATION, (OBLIGATION,))


def test_a_gap_that_missing_outcomes_could_close_is_not_confirmed() -> None:
    found = limitations_of(
        documents(runs(80, 200, unknown=100, selection="random"), claims=[a_claim(value=0.9, n=1000)])
    )
    assert fired(found, "L38") == []


def test_a_consequence_that_is_not_due_yet_says_nothing_of_follow_through() -> None:
    event = {
        "kind": "consequence",
        "id": "narrowed",
        "obligation": OBLIGATION,
        "action": "narrow-authority",
        "triggered_at": days_before(1),
        "due_at": days_before(-1),
    }
    found = limitations_of(documents(runs(), event))
    assert [entry.reason for entry in found.not_evaluable if entry.rule == "L56"] == [
        "no consequence that was triggered is due yet"
    ]


def test_parts_of_what_is_broken_as_a_whole_are_no_news() -> None:
    strata = [{"name": name, "attempts": 100, "successes": 40} for name in ("English", "German")]
    found = limitations_of(documents(runs(80, 200, strata=strata, selection="random")))
    assert "L78" in found.clear
