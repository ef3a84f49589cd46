"""Steps of `claims`: what may be said today, with its small print; and the substantiation file of one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.compose.composition import Composition
from trustpages.compose.exports.plain import make_plain
from trustpages.compose.exports.sayable import compose_sayable, has_too_few, list_sayable
from trustpages.compose.exports.substantiation import compose_substantiation
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.markdown import MarkdownPrinter
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.pages.blocks import Section
from trustpages.model.pages.exported import SayableClaim
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.json_values import Json, encode_json, to_json
from trustpages.model.results.report import AgentReport
from trustpages.workflow.assessment import compute, list_complaints
from trustpages.workflow.codes import explain_rules
from trustpages.workflow.commands.export import refuse_other_agents
from trustpages.workflow.commands.review.substantiation import Asked, substantiate
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import INVALID, Choice

SAYABLE = "trustpages.sayable/1"
SUBSTANTIATION = "trustpages.substantiation/1"


@dataclass(frozen=True, slots=True)
class ClaimsOutcome:
    """What to print, complaints for stderr, and the exit code."""

    text: str
    complaints: tuple[str, ...]
    exit_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assessed:
    """The agents that were asked for, with what is on record of them and may be said."""

    reading: ReadWorkspace
    composition: Composition
    agents: tuple[tuple[AgentReport, AgentRecord, tuple[SayableClaim, ...]], ...]


def tell_sayable(choice: Choice, subject: str | None, form: str, width: int = WIDTH) -> ClaimsOutcome:
    """What may be said of all agents, of the agent `subject`, or whether the claim `agent/claim` may be.

    Raises TrustpagesError `unknown-agent`, `export-audience`, `unknown-claim`; for a claim that may not be said
    `claim-not-sayable`, or `claim-low-n` where it is a share of too few.
    """
    agent, _, claim = (subject or "").partition("/")
    found = _assess(choice, agent)
    if isinstance(found, ClaimsOutcome):
        return found
    if claim:
        _, _, claims = found.agents[0]
        wanted = _find_claim(found, claim)
        _refuse_unsayable(found, wanted)
        shown = replace(found, agents=((*found.agents[0][:2], tuple(c for c in claims if c.id == claim)),))
    else:
        shown = found
    section = compose_sayable(shown.composition, [(report, claims) for report, _, claims in shown.agents])
    return ClaimsOutcome(_write((section,), _sayable_to_json(shown), form, width), (), 0)


def tell_substantiation(choice: Choice, asked: Asked, form: str, width: int = WIDTH) -> ClaimsOutcome:
    """What stands behind a claim, now and on its first day; raises as `tell_sayable` where there is no such claim."""
    found = _assess(choice, asked.agent)
    if isinstance(found, ClaimsOutcome):
        return found
    report, record, _ = found.agents[0]
    result = substantiate(asked, found.reading, report, record, _find_claim(found, asked.claim))
    sections = compose_substantiation(found.composition, report, result)
    value = {"format": SUBSTANTIATION, "inputs_sha256": found.composition.report.inputs_digest, "file": to_json(result)}
    return ClaimsOutcome(_write(sections, value, form, width), (), 0)


def _assess(choice: Choice, agent: str) -> _Assessed | ClaimsOutcome:
    """The agent, or all; as `export`, nothing is told that looks better than all of the evidence."""
    reading = read(choice)
    if agent:
        refuse_other_agents(agent, reading)
    computed = compute(reading, only=(agent,) if agent else None)
    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        return ClaimsOutcome("", list_complaints(computed, reading), INVALID)
    better = looks_better(reading, computed)
    if (refused := refuse_disclosure(reading, better)) is not None:
        return ClaimsOutcome("", refused.complaints, refused.exit_code)
    rules = tuple(explain_rules().values())
    composition = Composition(report, workspace.trust, reading.intake.origins, rules=rules, looks_better=better)
    records = {record.id: record for record in computed.record.agents}
    agents = tuple(
        (found, records[found.id], list_sayable(composition, records[found.id], found)) for found in report.agents
    )
    return _Assessed(reading=reading, composition=composition, agents=agents)


def _find_claim(found: _Assessed, name: str) -> SayableClaim:
    """The claim of the one agent; raises TrustpagesError `unknown-claim`, `claim-audience`."""
    report, _, claims = found.agents[0]
    claim = next((claim for claim in claims if claim.id == name), None)
    if claim is not None:
        return claim
    whole = found.reading.seen_by(WIDEST_AUDIENCE).intake.workspace
    documents = () if whole is None else (each.claims for each in whole.agents if each.agent.id == report.id)
    if any(name == known.id for claims_of in documents for document in claims_of for known in document.claims):
        sentence = f"the audience '{found.reading.audience}' may not see the claim {quote(name)}"
        raise TrustpagesError("claim-audience", sentence, "choose the audience that may, by --audience")
    ids = [known.id for known in claims]
    remedy = suggest_nearest(name, ids, f"it is one of {join_names(ids)}" if ids else "no claim is on record")
    raise TrustpagesError("unknown-claim", f"{quote(report.id)} has no claim {quote(name)}", remedy)


def _refuse_unsayable(found: _Assessed, claim: SayableClaim) -> None:
    if claim.bar is None:
        return
    report = found.agents[0][0]
    result = next(result for result in report.findings.claims if result.id == claim.id)
    code = "claim-low-n" if has_too_few(found.composition, result) else "claim-not-sayable"
    sentence = f"“{claim.text.rstrip('.')}” may not be said. {claim.why.rstrip('.')}"
    raise TrustpagesError(code, sentence, f"what would help: {claim.remedy[:1].lower()}{claim.remedy[1:].rstrip('.')}")


def _sayable_to_json(found: _Assessed) -> Json:
    report = found.composition.report
    return {
        "format": SAYABLE,
        "as_of": report.as_of.isoformat(),
        "audience": report.audience.value,
        "inputs_sha256": report.inputs_digest,
        "agents": [
            {
                "id": agent.id,
                "name": agent.agent.name,
                "valid_until": to_json(agent.valid_until.day),
                "may_be_said": [_claim_to_json(claim) for claim in claims if claim.bar is None],
                "may_not_be_said": [_claim_to_json(claim) for claim in claims if claim.bar is not None],
            }
            for agent, _, claims in found.agents
        ],
    }


def _claim_to_json(claim: SayableClaim) -> Json:
    told: dict[str, Json] = {"id": claim.id, "text": claim.text, "verdict": claim.state.word, "seen": claim.seen}
    if claim.bar is not None:
        return told | {"bar": claim.bar.value, "why": claim.why, "remedy": claim.remedy}
    return told | {"small_print": dict(claim.small_print), "evidence": list(claim.evidence)}


def _write(sections: Sequence[Section], value: Json, form: str, width: int) -> str:
    if form == "json":
        return encode_json(value).decode()
    if form == "markdown":
        lines = [*MarkdownPrinter(say, make_plain).format_sections(sections, 1)]
    else:
        lines = [escape_controls(line) for line in TextPrinter(say, width).format_lines(sections)]
    return "\n".join(lines).strip("\n") + "\n"
