"""Answers about what is promised, what narrows autonomy, who may override, what is accepted."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.answers.answer import Answer
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number
from trustpages.compose.obligation_views import consequence_fact
from trustpages.compose.spelled import item_of, promise_of, title_from
from trustpages.compose.tones import LEDGER
from trustpages.compose.views import Link
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Action, Trigger

NARROWING = {Action.NARROW_AUTHORITY, Action.REVOKE_SCOPE, Action.FREEZE, Action.SUSPEND}


def thresholds(composition: Composition, agent: AgentReport) -> Answer:
    """Which threshold narrows autonomy."""
    del composition
    found = [
        (one, trigger, term)
        for one in agent.obligations
        for trigger, term in one.consequences
        if term.action in NARROWING
    ]
    return Answer(
        tuple(_narrowing(one, trigger, term) for one, trigger, term in found),
        tuple(Link(one.ref, paths.obligation(agent.id, one.ref)) for one, _, _ in found),
        "" if found else "a promise whose breach narrows or ends what the agent may do alone",
    )


def _narrowing(one: ObligationResult, trigger: Trigger, term: Consequence) -> str:
    said = consequence_fact(trigger, term)
    return f"{one.promise.rstrip('.')} ({one.target.text}). {said.label}: {said.value}"


def _role(identifier: str) -> str:
    """A role or rung in words, as it stands inside a sentence."""
    return title_from(identifier).lower()


def _named(role: str | None) -> str:
    return f"the {_role(role)}" if role else "nobody who is named"


def authority(composition: Composition, agent: AgentReport) -> Answer:
    """What the agent may do alone today."""
    del composition
    found = agent.authority
    differs = f", although “{_role(found.granted)}” was granted" if found.differs else ""
    bounds = "; ".join(agent.agent.boundary.may_not)
    said = [f"Under the rules its authority today is “{_role(found.by_rules)}”{differs}."]
    if bounds:
        said.append(f"It must never: {bounds}.")
    return Answer(tuple(said), (Link("authority", paths.agent(agent.id)),))


def overriding(composition: Composition, agent: AgentReport) -> Answer:
    """Who may override, and what they must leave."""
    del composition
    rights = agent.agent.decision_rights
    bad = [one for one in agent.follow_through.overrides if not one.valid]
    said = [
        f"{title_from(one.decision)} is decided by the {_role(one.owner)}; "
        f"{', '.join(f'the {_role(who)}' for who in one.may_override) or 'nobody'} may override. "
        f"To leave behind: {', '.join(one.evidence_required) or 'nothing'}."
        for one in rights
    ]
    if agent.follow_through.overrides:
        count = len(agent.follow_through.overrides)
        said.append(f"Overrides on record: {number(count)}, of which not valid: {number(len(bad))}.")
    links = tuple(
        Link(item_of(agent, one.id), paths.evidence(agent.id, one.id))
        for one in agent.follow_through.overrides
    )
    return Answer(
        tuple(said), links, "" if rights else "decision rights: nobody is named who may decide or override"
    )


def accepted_risks(composition: Composition, agent: AgentReport) -> Answer:
    """Which failure modes are accepted, and why."""
    del composition
    said = tuple(
        f"{one.risk} Accepted by {_named(one.accepted_by)}"
        f"{f' until {day(one.valid_until)}' if one.valid_until else ' without an end'}: {one.why_accepted}"
        for one in agent.agent.residual_risks
    )
    link = Link("accepted risks", paths.agent(agent.id))
    return Answer(
        said, (link,) if said else (), "" if said else "a record of the risks that somebody accepted"
    )


def followed(composition: Composition, agent: AgentReport) -> Answer:
    """What happens when a promise is broken, and whether it did."""
    entries = agent.follow_through.entries
    said = [
        f"“{promise_of(agent, one.obligation)}”: {one.action.value.replace('-', ' ')} was owed "
        f"from {day(one.triggered_at)}: {LEDGER[one.state].word.lower()}."
        for one in entries
    ]
    if entries:
        shown = composition.figure(agent.follow_through.on_time)
        said.append(f"On time: {shown.sentence}.")
    links = tuple(Link(one.obligation, paths.obligation(agent.id, one.obligation)) for one in entries)
    return Answer(
        tuple(said), links, "" if said else "a consequence that was triggered, or a drill: it is untested"
    )


def disputes(composition: Composition, agent: AgentReport) -> Answer:
    """Whether the evidence survives a dispute."""
    del composition
    checkable = [one for one in agent.limitations.triggered if one.rule == "L71"]
    found = [one for one in agent.evidence if one.item.kind == "dispute"]
    proof = sum(one.evidence_class is not None for one in agent.evidence)
    bad = next((int(str(dict(one.inputs)["k"])) for one in checkable), 0)
    said = []
    if proof:
        good = number(proof - bad)
        said.append(f"{good} of {number(proof)} evidence items carry a digest or signature of their source.")
    if found:
        said.append(f"Disputes on record with their state and settlement: {number(len(found))}.")
    links = [Link(one.item.title or one.id, paths.evidence(agent.id, one.id)) for one in found]
    links.append(Link("all evidence", paths.evidence_list(agent.id)))
    return Answer(
        tuple(said), tuple(links) if said else (), "" if found else "a dispute that was raised and settled"
    )


def ends(composition: Composition, agent: AgentReport) -> Answer:
    """Until when this holds."""
    del composition
    until = agent.valid_until
    if until.day is None:
        return Answer((), (), "a date on which evidence, review, override or pact ends")
    return Answer(
        (f"Until {day(until.day)}: {until.reason}.",), (Link("valid until", paths.agent(agent.id)),)
    )
