"""Answers about obligations: which threshold narrows autonomy, who may override, what is accepted."""

from __future__ import annotations

from datetime import date

from trustpages.compose import paths
from trustpages.compose.answers.reliance import has_expired
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_evidence, link_item, link_promise
from trustpages.compose.sections.first_screen.happened import count_taken_back
from trustpages.compose.sections.obligations import describe_consequence
from trustpages.compose.sections.reviews import describe_waiting
from trustpages.compose.wording.dates import format_day, mark_passed
from trustpages.compose.wording.names import describe_action, name_decision, name_promise, spell_out, to_title
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.compose.wording.said import say
from trustpages.model.documents.agent import ResidualRisk
from trustpages.model.documents.pact import Consequence
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import Link
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.states import LEDGER
from trustpages.model.vocabulary import Action, Trigger

NARROWING = {Action.NARROW_AUTHORITY, Action.REVOKE_SCOPE, Action.FREEZE, Action.SUSPEND}


def answer_thresholds(composition: Composition, agent: AgentReport) -> Answer:
    """Which threshold narrows autonomy."""
    del composition
    narrowing = [
        (obligation, trigger, term)
        for obligation in agent.findings.obligations
        for trigger, term in obligation.consequences
        if term.action in NARROWING
    ]
    return Answer(
        tuple(_describe_narrowing(agent, obligation, trigger, term) for obligation, trigger, term in narrowing),
        tuple(link_promise(agent, obligation.ref) for obligation, _, _ in narrowing),
        "" if narrowing else "a promise whose breach narrows or ends what the agent may do alone",
    )


def _describe_narrowing(agent: AgentReport, result: ObligationResult, trigger: Trigger, term: Consequence) -> str:
    said = describe_consequence(agent, trigger, term)
    return f"{result.promise.rstrip('.')} ({result.target.text}). {said.label}: {said.value}"


def _spell_role(identifier: str) -> str:
    """A role or rung in words, as it stands inside a sentence."""
    return to_title(identifier).lower()


def _name_role(role: str | None) -> str:
    return f"Accepted by the {_spell_role(role)}" if role else "Nobody is named who accepted it"


def answer_authority(composition: Composition, agent: AgentReport) -> Answer:
    """What the agent may do alone today."""
    del composition
    authority = agent.authority
    differs = f", although “{_spell_role(authority.granted)}” was granted" if authority.differs else ""
    bounds = "; ".join(agent.agent.boundary.may_not)
    said = [f"Under the rules its authority today is “{_spell_role(authority.by_rules)}”{differs}."]
    if bounds:
        said.append(f"It must never: {bounds}.")
    return Answer(tuple(said), (Link("authority", paths.agent(agent.id)),))


def answer_overriding(composition: Composition, agent: AgentReport) -> Answer:
    """Who may override, and what they must leave."""
    del composition
    rights = agent.agent.decision_rights
    bad = [override for override in agent.findings.follow_through.overrides if not override.valid]
    said = [
        f"{name_decision(right.decision)}: this is decided by the {_spell_role(right.owner)}; "
        f"{', '.join(f'the {_spell_role(who)}' for who in right.may_override) or 'nobody'} may override. "
        f"To leave behind: {', '.join(right.evidence_required) or 'nothing'}."
        for right in rights
    ]
    if agent.findings.follow_through.overrides:
        count = len(agent.findings.follow_through.overrides)
        said.append(f"Overrides on record: {format_number(count)}, of which not valid: {format_number(len(bad))}.")
    links = tuple(link_item(agent, override.id) for override in agent.findings.follow_through.overrides)
    return Answer(tuple(said), links, "" if rights else "decision rights: nobody is named who may decide or override")


def answer_accepted_risks(composition: Composition, agent: AgentReport) -> Answer:
    """Which failure modes are accepted, and why."""
    as_of = composition.report.as_of
    said = tuple(
        f"{risk.risk} {_name_role(risk.accepted_by)}{_describe_term(risk, as_of)}: {risk.why_accepted}"
        for risk in agent.agent.residual_risks
    )
    link = Link("accepted risks", paths.analyst(agent.id))
    return Answer(said, (link,) if said else (), "" if said else "a record of the risks that somebody accepted")


def _describe_term(risk: ResidualRisk, as_of: date) -> str:
    return f" until {say(mark_passed(risk.valid_until, as_of))}" if risk.valid_until else ", and no end is named"


def answer_followed(composition: Composition, agent: AgentReport) -> Answer:
    """What happens when a promise is broken, and whether it did."""
    entries = sorted(agent.findings.follow_through.entries, key=lambda entry: (entry.triggered_at, entry.id))
    said = [
        f"“{name_promise(agent, entry.obligation)}”: “{describe_action(agent, entry.action, entry.to)}” was owed "
        f"from {format_day(entry.triggered_at)}: {LEDGER[entry.state].in_sentence}."
        for entry in entries
    ]
    if entries:
        shown = composition.figure(agent.findings.follow_through.on_time)
        back = count_taken_back(entry for entry in entries if entry.fell_due and not entry.days_late)
        said.append(
            f"On time: {', '.join(filter(None, (shown.sentence if shown.has_number else shown.reason, back)))}."
        )
    links = tuple(link_promise(agent, entry.obligation) for entry in entries)
    return Answer(tuple(said), links, "" if said else "a consequence that was triggered, or a drill: it is untested")


def answer_disputes(composition: Composition, agent: AgentReport) -> Answer:
    """Whether the evidence survives a dispute."""
    del composition
    checkable = [limitation for limitation in agent.limitations.triggered if limitation.rule == "L71"]
    disputes = [item for item in agent.evidence if item.item.kind == "dispute"]
    proof = sum(item.evidence_class is not None for item in agent.evidence)
    # L71 has counted them; counted here again, the page could give two numbers for one thing.
    bad = next((int(str(dict(limitation.inputs)["k"])) for limitation in checkable), 0)
    said = []
    if proof:
        good = format_number(proof - bad)
        carry = "carries" if proof == 1 else "carry"
        said.append(f"{good} of {count_of(proof, 'evidence item')} {carry} a fingerprint or signature of their source.")
    if disputes:
        said.append(f"Disputes on record, with how they ended: {format_number(len(disputes))}.")
    links = [link_evidence(item) for item in disputes]
    links.append(Link("all evidence", paths.evidence_list(agent.id)))
    return Answer(
        tuple(said), tuple(links) if said else (), "" if disputes else "a dispute that was raised and settled"
    )


def answer_ends(composition: Composition, agent: AgentReport) -> Answer:
    """Until when this holds."""
    until = agent.valid_until
    if until.day is None:
        return Answer((), (), "a date on which evidence, review, override or pact ends")
    over = has_expired(composition.report, agent)
    held = f"{'It held until' if over else 'Until'} {format_day(until.day)}: {spell_out(until.reason, agent)}."
    waiting = describe_waiting(agent.findings.reviews, composition.report.as_of)
    said = (held, *((f"{waiting}.",) if waiting else ()))
    return Answer(said, (Link("valid until", paths.agent(agent.id)),))
