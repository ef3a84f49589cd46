"""The substantiation file of a claim: where it is said, what stood behind it, what changed, whether it may be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from trustpages.compose.composition import Composition
from trustpages.compose.exports.sayable import show_claim
from trustpages.compose.wording.dates import NO_DATE, format_day
from trustpages.compose.wording.labels import RELATIONSHIPS
from trustpages.compose.wording.names import name_item, to_sentence
from trustpages.model.documents.claims import Claim
from trustpages.model.pages.blocks import Block, Bullets, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.exported import SayableClaim
from trustpages.model.pages.substantiated import PastBasis, PastItem, Substantiation
from trustpages.model.pages.values import Code, Fact
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS


def read_past(before: AgentRecord | None, claim: ClaimRecord | None, now: AgentRecord) -> Mapping[str, object]:
    """What a record of then says of the claim: text, verdict, reason, agent's version, and the items behind it."""
    if before is None or claim is None:
        return {}
    then = {item.id: item for item in before.evidence}
    items = (then[name] for name in claim.evidence if name in then)
    today = {item.id: item for item in now.evidence}
    return {
        "text": claim.text,
        "verdict": claim.verdict,
        "reason": claim.reason,
        "version": before.version,
        "evidence": tuple(
            PastItem(
                id=item.id,
                digest=item.digest,
                collected_to=item.collected.to if item.collected else None,
                now="gone"
                if item.id not in today
                else "counts for nothing any more"
                if today[item.id].set_aside is not None
                else "as it was"
                if today[item.id].digest == item.digest
                else "changed",
            )
            for item in items
        ),
    }


def list_changes(past: PastBasis, today: SayableClaim, agent: AgentReport) -> Iterator[str]:
    """What is otherwise now than in a state of then, as sentences."""
    if past.verdict is None:
        return
    where = f"{_name_source(past)} of {format_day(past.day)}"
    word = CLAIMS[past.verdict].word
    if word != today.state.word:
        yield f"{where}: {word.lower()} then, {today.state.in_sentence} now."
    if past.text and past.text != today.text:
        yield f"{where}: the sentence was “{past.text}” then."
    if past.version and past.version != agent.agent.version:
        yield f"{where}: it was about version {past.version} then; version {agent.agent.version} is deployed now."
    for item in past.evidence:
        if item.now != "as it was":
            yield f"{where}: “{name_item(agent, item.id)}” stood behind it then and {_say_became(item)}."
    known = {item.id for item in past.evidence}
    for name in today.evidence:
        if name not in known:
            yield f"{where}: “{name_item(agent, name)}” did not stand behind it then."


def _say_became(item: PastItem) -> str:
    return {"changed": "has changed since", "gone": "is gone"}.get(item.now, item.now)


def _name_source(past: PastBasis) -> str:
    return "The workspace" if past.source == "git" else f"Version {past.name}"


def compose_substantiation(composition: Composition, agent: AgentReport, found: Substantiation) -> tuple[Section, ...]:
    """The sentence, whether it may be said, what stood behind it then, what changed since, the evidence of today."""
    claim, today = found.claim, found.today
    verdict = "No." if today.bar is not None else "Yes, with its small print."
    return (
        Section(
            f"Substantiation of a claim about {agent.agent.name}",
            (Text(f"“{claim.text}”", "said"), FactList(tuple(_describe_claim(composition, today.ref, claim)), "lines")),
        ),
        Section("May it be said today?", (Text(verdict, "caution" if today.bar else ""), show_claim(today))),
        *(_show_past(agent, claim.date, past) for past in found.past),
        Section(
            "What changed since",
            (Bullets(found.changes),) if found.changes else (Text("Nothing that these states tell.", "empty"),),
        ),
        Section("The evidence of today", (_tabulate_evidence(agent, today, dict(found.digests)),)),
    )


def _describe_claim(composition: Composition, ref: str, claim: Claim) -> Iterator[Fact]:
    source = claim.source
    yield Fact("Name", Code(ref))
    yield Fact("Said where", claim.where or "nobody recorded where")
    yield Fact("Said since", claim.date)
    if claim.withdrawn is not None:
        yield Fact("Withdrawn", claim.withdrawn)
    if source is not None:
        yield Fact("Copy of where it is said", source.url or source.title or "no address")
        yield Fact("Fetched", source.retrieved or NO_DATE)
        yield Fact("SHA-256 of the copy", Code(source.sha256) if source.sha256 else "not recorded")
    yield Fact("As of", composition.report.as_of)
    yield Fact("Inputs, SHA-256", Code(composition.report.inputs_digest))


def _show_past(agent: AgentReport, day: date, past: PastBasis) -> Section:
    title = f"What stood behind it on {format_day(day)}, by {'git' if past.source == 'git' else 'the published log'}"
    if past.missing:
        return Section(title, (Text(past.missing, "caution"),))
    blocks: list[Block] = [FactList(tuple(_describe_past(agent, past)), "lines")]
    if past.verdict is not None:
        rows = tuple(
            Row((name_item(agent, item.id), item.collected_to or NO_DATE, item.now, Code(item.digest)))
            for item in past.evidence
        )
        columns = ("Item", "Collected up to", "Now", "SHA-256 of what it says")
        blocks.append(Table(past.source, title, columns, rows, level=0, empty="No evidence stood behind it."))
    return Section(title, (Panel(tuple(blocks)),))


def _describe_past(agent: AgentReport, past: PastBasis) -> Iterator[Fact]:
    if past.name:
        yield Fact("Commit" if past.source == "git" else "Version", Code(past.name))
    yield Fact("Of", past.day or NO_DATE)
    if past.verdict is None:
        yield Fact("Verdict", "The sentence is not on record there.")
    else:
        yield Fact("Verdict", (CLAIMS[past.verdict], f": {to_sentence(past.reason, agent)}"))
    yield Fact("Inputs, SHA-256" if past.source == "git" else "Manifest, SHA-256", Code(past.digest))


def _tabulate_evidence(agent: AgentReport, today: SayableClaim, digests: Mapping[str, str]) -> Table:
    rows = tuple(
        Row(
            (
                name_item(agent, item.id),
                f"{item.producer.name} ({RELATIONSHIPS[item.producer.relationship.value]})",
                item.collected_to or NO_DATE,
                Code(digests.get(item.id, "")),
            )
        )
        for item in agent.evidence
        if item.id in today.evidence
    )
    columns = ("Item", "Measured by", "Collected up to", "SHA-256 of what it says")
    return Table("evidence", "The evidence of today", columns, rows, level=0, empty="No evidence is on record for it.")
