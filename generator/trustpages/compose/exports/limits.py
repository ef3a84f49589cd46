"""What every export carries, whatever its format leaves out: date, expiry, posture, limitations, audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trustpages.compose.composition import Composition
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line
from trustpages.compose.sections.limitations import NOTHING_FOUND, view_limitation
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.numbers import count_of
from trustpages.compose.wording.said import say
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.findings import BottomLine
from trustpages.model.results.report import AgentReport
from trustpages.model.states import SEVERITIES
from trustpages.model.vocabulary import Severity

ILLUSTRATIVE = "Parts of it are made up to show how things work."


def list_limits(composition: Composition, agent: AgentReport) -> Limits:
    """The limits of what is said of the agent, each under a short name; what there is nothing to say of is left out."""
    named = (*_describe_standing(composition, agent), *_describe_origin(composition, agent))
    return tuple((name, sentence) for name, sentence in named if sentence)


def _describe_standing(composition: Composition, agent: AgentReport) -> Iterator[tuple[str, str]]:
    report, bottom = composition.report, compose_bottom_line(composition.report, agent)
    yield "as-of", report.as_of.isoformat()
    yield "valid-until", bottom.valid_until.isoformat() if bottom.valid_until else "no end is named"
    yield "valid-until-because", say(bottom.valid_reason)
    yield "expired", _describe_expiry(bottom)
    yield "posture", bottom.posture.word
    yield "posture-because", say(bottom.reason)
    differs = f", although {bottom.authority_granted.lower()} was granted" if bottom.authority_differs else ""
    yield "authority", f"{bottom.authority_by_rules}{differs}"
    yield "limitations", count_limitations(agent)
    triggered = agent.limitations.triggered
    yield "worst-limitation", _tell_worst(agent) if triggered else NOTHING_FOUND
    yield "speaks-against-it", bottom.against
    yield "under-dispute", " ".join(map(say, bottom.disputed))
    yield "what-happened", bottom.happened
    yield "what-followed", bottom.followed
    yield "waiting", bottom.waiting


def _describe_expiry(bottom: BottomLine) -> str:
    return f"Expired: its last good day was {format_day(bottom.valid_until)}." if bottom.expired else ""


def count_limitations(agent: AgentReport) -> str:
    """How many there are of each severity, and how many rules could not be evaluated."""
    counts = Counter(limitation.severity for limitation in agent.limitations.triggered)
    counted = [f"{counts[severity]} {SEVERITIES[severity].in_sentence}" for severity in Severity if counts[severity]]
    total = count_of(len(agent.limitations.triggered), "limitation")
    by_severity = f" ({', '.join(counted)})" if counted else ""
    return f"{total}{by_severity}; {count_of(len(agent.limitations.not_evaluable), 'rule')} could not be evaluated"


def _tell_worst(agent: AgentReport) -> str:
    worst = view_limitation(agent.limitations.triggered[0], agent)
    return f"{worst.severity.word}, {worst.rule}: {say(worst.text)}"


def _describe_origin(composition: Composition, agent: AgentReport) -> Iterator[tuple[str, str]]:
    frame = composition.frame(agent)
    yield "audience", frame.audience
    yield "against-all-evidence", say(frame.against_all)
    yield "illustrative", ILLUSTRATIVE if frame.illustrative else ""
    yield "publisher", say(frame.publisher)
    yield "report", composition.trust.site.url or ""
    yield "agent-version", agent.agent.version
    yield "agent-sha256", agent.agent.digest or ""
    yield "inputs-sha256", composition.report.inputs_digest
