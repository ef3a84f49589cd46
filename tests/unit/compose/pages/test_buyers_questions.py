"""Ten questions that a buyer asks first: the page of an agent answers each, its report as text has all the facts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from support.compose.rendered import rendered
from support.outputs.whole import Whole
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose import paths
from trustpages.compose.sections.consequences import MOST_RECENT
from trustpages.compose.sections.first_screen.at_a_glance import MOST_TESTERS
from trustpages.compose.sections.limitations import MOST_DECISIVE
from trustpages.compose.wording.authority import explain_authority
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.headlines import tell_gravest_change
from trustpages.compose.wording.names import name_decision, to_sentence, to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.compose.wording.said import escape_controls
from trustpages.model.documents.items.events import Incident
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, INCIDENT_SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Audience, ClaimVerdict

pytestmark = IN_ONE_PROCESS

_LINK = re.compile(r"</?a\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def who_tested(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    behind = {name for result in agent.findings.obligations for name in result.pooled}
    yield from {item.producer.name for item in agent.evidence if item.id in behind}
    yield from (VERDICTS[result.verdict].word for result in agent.findings.obligations)


def how_many(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    seen = [result.quantity for result in agent.findings.obligations]
    shares = [share for share in seen if isinstance(share, Measured) and share.unit == "share"]
    yield from (f"{share.k:,.10g} of {int(share.n):,}" for share in shares if share.k and share.n)
    if not shares:
        yield from (absent.reason for absent in seen if isinstance(absent, Unmeasured))


def what_went_wrong(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    incidents = [item.item for item in agent.evidence if isinstance(item.item, Incident)]
    for incident in incidents:
        yield from (incident.title or incident.id, format_day(incident.occurred))
    if not incidents:
        yield "No incident is on record."


def who_overrides(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    for right in agent.agent.decision_rights:
        yield from (name_decision(right.decision), to_title(right.owner), *map(to_title, right.may_override))
    for override in agent.findings.follow_through.overrides:
        yield from (override.by, format_day(override.on))
    if not agent.agent.decision_rights:
        yield "Nobody is named who may decide anything."


def what_changed(whole: Whole, agent: AgentReport) -> Iterator[str]:
    yield from (change.summary for change in agent.agent.changes)
    assert whole.report.previous_as_of is not None
    yield f"Held against the report of {format_day(whole.report.previous_as_of)}."
    changes = [change for change in whole.composition.changes if change.agent == agent.id]
    yield f"Everything that changed: {sum(change.changed.value != 'agent' for change in changes)}"


def whether_claims_are_true(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    for claim in agent.findings.claims:
        yield from (claim.text, CLAIMS[claim.verdict].word)
    if not agent.findings.claims:
        yield "No public claim is on record."


def until_when(whole: Whole, agent: AgentReport) -> Iterator[str]:
    until = agent.valid_until.day
    yield "no end" if until is None else format_day(until)
    if until is not None and until < whole.report.as_of:
        yield "expired"


def what_it_may_do_alone(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    yield to_title(agent.authority.by_rules)
    yield from (*agent.agent.boundary.may, *agent.agent.boundary.may_not)


def what_is_not_covered(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    promises = {result.ref: result.promise.rstrip(".") for result in agent.findings.obligations}
    yield from (promises[ref] for ref in agent.findings.coverage.uncovered)
    yield from (limitation.rule for limitation in agent.limitations.triggered[:6])


def whom_to_ask(whole: Whole, agent: AgentReport) -> Iterator[str]:
    yield agent.agent.owner.name
    contact = whole.composition.trust.publisher.contact
    if contact:
        yield contact.removeprefix("mailto:")


def who_tested_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    counted = [item.producer for item in agent.evidence if item.evidence_class is not None and item.counts]
    outside = {producer.name for producer in counted if producer.relationship.value in {"third_party", "customer"}}
    yield from sorted(outside)[:MOST_TESTERS]
    yield from () if outside else ("Nobody",)
    yield from (VERDICTS[result.verdict].word for result in agent.findings.obligations)


def what_went_wrong_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    incidents = [item.item for item in agent.evidence if isinstance(item.item, Incident)]
    incidents.sort(key=lambda item: (item.occurred, item.id), reverse=True)
    gravest = sorted(incidents, key=lambda item: list(INCIDENT_SEVERITIES).index(item.severity))[:MOST_RECENT]
    yield from (incident.title or incident.id for incident in gravest if incident.severity is gravest[0].severity)
    if not incidents:
        yield "No incident is on record."


def what_changed_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    assert whole.report.previous_as_of is not None
    told = tell_gravest_change(whole.composition, agent)
    yield f"Since {format_day(whole.report.previous_as_of)}: {told}"


def whether_claims_are_true_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    claims = agent.findings.claims
    yield count_of(len(claims), "public claim") if claims else "It makes no public claim."
    counts = Counter(claim.verdict for claim in claims)
    yield from (f"{count} {CLAIMS[verdict].in_sentence}" for verdict, count in counts.items())
    wrong = [claim.text.rstrip(".") for claim in claims if claim.verdict is ClaimVerdict.CONTRADICTED]
    yield from wrong[:1]


def what_it_may_do_alone_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    yield explain_authority(agent)
    yield from (*agent.agent.boundary.may, *agent.agent.boundary.may_not)


def what_is_not_covered_in_short(whole: Whole, agent: AgentReport) -> Iterator[str]:
    del whole
    yield from (to_sentence(limitation.text, agent) for limitation in agent.limitations.triggered[: MOST_DECISIVE - 1])


IN_SHORT: dict[str, Callable[[Whole, AgentReport], Iterator[str]]] = {
    "Who tested it?": who_tested_in_short,
    "What went wrong, and when?": what_went_wrong_in_short,
    "What changed?": what_changed_in_short,
    "Are the claims true?": whether_claims_are_true_in_short,
    "What may it do alone?": what_it_may_do_alone_in_short,
    "What is not covered?": what_is_not_covered_in_short,
}
"""What the page says where it leaves the rest to the one for analysts."""

QUESTIONS: dict[str, Callable[[Whole, AgentReport], Iterator[str]]] = {
    "Who tested it?": who_tested,
    "How many times, with what result?": how_many,
    "What went wrong, and when?": what_went_wrong,
    "Who decides, and who overrides?": who_overrides,
    "What changed?": what_changed,
    "Are the claims true?": whether_claims_are_true,
    "Until when does this hold?": until_when,
    "What may it do alone?": what_it_may_do_alone,
    "What is not covered?": what_is_not_covered,
    "Whom do I ask?": whom_to_ask,
}


@pytest.fixture(scope="module", params=["demo", "bad news"])
def whole(request: pytest.FixtureRequest) -> Whole:
    return known_whole(request.param, Audience.PUBLIC)


def squeeze(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_buyers_question_is_answered(question: str, whole: Whole) -> None:
    pages = {page.path: page for page in whole.site.pages}
    for agent in whole.report.agents:
        facts = set(QUESTIONS[question](whole, agent))
        in_short = set(IN_SHORT.get(question, QUESTIONS[question])(whole, agent))
        assert facts
        assert in_short
        markdown = rendered(pages[paths.agent(agent.id)], frozenset(pages)).content.decode()
        page, text = squeeze(html.unescape(_TAG.sub(" ", _LINK.sub("", markdown)))), squeeze(whole.text(agent.id))
        assert [fact for fact in sorted(in_short) if squeeze(fact) not in page] == []
        assert [fact for fact in sorted(facts) if escape_controls(squeeze(fact)) not in text] == []
