"""The difference between two reports: typed changes in a fixed order; reads neither files nor dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import TypeVar

from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import CLAIM_FIELDS, ChangeTopic, ReportChange, Turn
from trustpages.model.results.records.history import TermsRecord
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.results.records.terms import say_the_same
from trustpages.model.vocabulary import ClaimVerdict, Severity, Verdict
from trustpages.review.turns import lose_better, temper_turn

_VERDICTS = {verdict: verdict.rank for verdict in Verdict if verdict.rank is not None}
_CLAIMS = {verdict: verdict.rank for verdict in ClaimVerdict}

_CONSEQUENCES = {
    LedgerState.ON_TIME: 2,
    LedgerState.PENDING: 1,
    LedgerState.LATE: 1,
    LedgerState.NOT_ENACTED: 0,
    LedgerState.OVERRIDE_LAPSED: 0,
    LedgerState.MISSED_TRIGGER: 0,
    LedgerState.INVALID: 0,
}
"""How well a consequence was carried out; one that somebody set aside or took back is neither good nor bad."""

_ORDER = tuple(ChangeTopic)  # what decides about an agent first, what it rests on last

S = TypeVar("S")
V = TypeVar("V", Verdict, ClaimVerdict, LedgerState)


def find_changes(before: ReportRecord, after: ReportRecord) -> tuple[ReportChange, ...]:
    """Every difference, by agent, then by topic and subject; none between equals, and swapping the sides reverses each.

    Of an agent that only one side has, everything was added, or removed, with it.
    """
    old, new = ({agent.id: agent for agent in side.agents} for side in (before, after))
    return tuple(change for id_ in sorted(old.keys() | new.keys()) for change in _compare(old.get(id_), new.get(id_)))


def _compare(before: AgentRecord | None, after: AgentRecord | None) -> list[ReportChange]:
    if before is not None and after is not None:
        return _compare_agents(before, after)
    if before is not None:
        gone = ReportChange(before.id, ChangeTopic.AGENT, before.id, before.posture.value, None)
        return [gone, *map(lose_better, _compare_agents(before, _without_records(before)))]
    if after is not None:
        came = ReportChange(after.id, ChangeTopic.AGENT, after.id, None, after.posture.value)
        return [came, *_compare_agents(_without_records(after), after)]
    return []


def _without_records(agent: AgentRecord) -> AgentRecord:
    """The agent as it is where nothing is on record about it."""
    nothing = dict.fromkeys(("obligations", "claims", "consequences", "limitations", "evidence", "pacts"), ())
    return replace(agent, **nothing)  # type: ignore[arg-type]  # each of them is a tuple


def _compare_agents(before: AgentRecord, after: AgentRecord) -> list[ReportChange]:
    found = (
        *_compare_posture(before, after),
        *_compare_authority(before, after),
        *_compare_version(before, after),
        *_compare_verdicts(before, after),
        *_compare_claims(before, after),
        *_compare_wordings(before, after),
        *_compare_consequences(before, after),
        *_compare_limitations(before, after),
        *_compare_evidence(before, after),
        *_compare_terms(before, after),
        *_compare_pacts(before, after),
    )
    found = tuple(temper_turn(change, before, after) for change in found)
    return sorted(found, key=lambda change: (_ORDER.index(change.changed), change.subject, change.aspect))


def _find_differences(before: Mapping[str, S], after: Mapping[str, S]) -> Iterator[tuple[str, S | None, S | None]]:
    """The keys whose values differ, each with both values; None where a side does not have it."""
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield key, old, new


def _classify_turn(old: int | None, new: int | None) -> Turn:
    if old is None or new is None or old == new:
        return Turn.NEUTRAL
    return Turn.BETTER if new > old else Turn.WORSE


def _compare_posture(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old, new = before.posture, after.posture
    if old is not new:
        turn = _classify_turn(old.rank, new.rank)
        yield ReportChange(after.id, ChangeTopic.POSTURE, after.id, old.value, new.value, turn)


def _compare_authority(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old, new = before.authority, after.authority
    # Rungs of two different ladders cannot be compared, so such a change is neither better nor worse.
    rungs = {name: rung for rung, name in enumerate(new.ladder)} if old.ladder == new.ladder else {}
    for aspect in ("by_rules", "granted"):
        old_rung, new_rung = getattr(old, aspect), getattr(new, aspect)
        if old_rung != new_rung:
            turn = _classify_turn(rungs.get(old_rung), rungs.get(new_rung))
            yield ReportChange(after.id, ChangeTopic.AUTHORITY, after.id, old_rung, new_rung, turn, aspect)


def _compare_version(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    """What is deployed; an earlier report that names no version tells of no change."""
    old, new = before.version, after.version
    if old and new and old != new:
        yield ReportChange(after.id, ChangeTopic.VERSION, after.id, old, new)


def _compare_verdicts(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old, new = ({obligation.ref: obligation.verdict for obligation in side.obligations} for side in (before, after))
    words = {obligation.ref: obligation.promise for side in (before, after) for obligation in side.obligations}
    yield from _compare_ranked(after.id, ChangeTopic.VERDICT, old, new, _VERDICTS, words)


def _compare_claims(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old, new = ({claim.id: claim.verdict for claim in side.claims} for side in (before, after))
    words = {claim.id: claim.text for side in (before, after) for claim in side.claims}
    yield from _compare_ranked(after.id, ChangeTopic.CLAIM, old, new, _CLAIMS, words)


def _compare_wordings(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old_claims, new_claims = ({claim.id: claim for claim in side.claims} for side in (before, after))
    for id_ in sorted(old_claims.keys() & new_claims.keys()):
        for field in CLAIM_FIELDS:
            old, new = getattr(old_claims[id_], field), getattr(new_claims[id_], field)
            # Reports of earlier versions leave some of these fields empty.
            if old and new and not (old == new if field == "text" else say_the_same(old, new)):
                yield ReportChange(after.id, ChangeTopic.CLAIM, id_, old, new, aspect=field)


def _compare_consequences(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old, new = ({consequence.id: consequence.state for consequence in side.consequences} for side in (before, after))
    yield from _compare_ranked(after.id, ChangeTopic.CONSEQUENCE, old, new, _CONSEQUENCES, {})


def _compare_ranked(
    agent: str,
    changed: ChangeTopic,
    before: Mapping[str, V],
    after: Mapping[str, V],
    ranks: Mapping[V, int],
    words: Mapping[str, str],
) -> Iterator[ReportChange]:
    for subject, old, new in _find_differences(before, after):
        turn = _classify_turn(_get_rank(ranks, old), _get_rank(ranks, new))
        # Of what only one side has a reader cannot look up the text in the other.
        text = words.get(subject, "") if old is None or new is None else ""
        yield ReportChange(agent, changed, subject, _get_value(old), _get_value(new), turn, words=text)


def _get_rank(ranks: Mapping[V, int], verdict: V | None) -> int | None:
    return None if verdict is None else ranks.get(verdict)


def _get_value(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _compare_limitations(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old_worst, new_worst = _drop_whole_agent_limitations(_find_worst_severities(before), _find_worst_severities(after))
    for rule, about in sorted(old_worst.keys() | new_worst.keys()):
        old, new = old_worst.get((rule, about)), new_worst.get((rule, about))
        if old is not new:
            # None at all is better than the mildest.
            none = len(Severity)
            turn = _classify_turn(none if old is None else old.rank, none if new is None else new.rank)
            yield ReportChange(after.id, ChangeTopic.LIMITATION, rule, _get_value(old), _get_value(new), turn, about)


def _drop_whole_agent_limitations(
    old: dict[tuple[str, str], Severity], new: dict[tuple[str, str], Severity]
) -> tuple[dict[tuple[str, str], Severity], dict[tuple[str, str], Severity]]:
    """Both without what one of them says of the whole agent where the other names particular subjects.

    The limitation stands in both; only its subjects came or went, and they tell.
    """
    rules = [{rule for rule, _ in side} for side in (old, new)]
    both = {rule for rule in rules[0] & rules[1] if ((rule, "") in old) != ((rule, "") in new)}
    kept = [{key: severity for key, severity in side.items() if key[1] or key[0] not in both} for side in (old, new)]
    return kept[0], kept[1]


def _find_worst_severities(agent: AgentRecord) -> dict[tuple[str, str], Severity]:
    """The worst severity of each rule and subject."""
    found: dict[tuple[str, str], Severity] = {}
    for limitation in agent.limitations:
        for about in limitation.subjects or ("",):
            known = found.get((limitation.rule, about), limitation.severity)
            found[limitation.rule, about] = min(known, limitation.severity, key=lambda severity: severity.rank)
    return found


def _compare_evidence(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    sides = ({item.id: item.digest for item in side.evidence} for side in (before, after))
    kinds = {item.id: item.kind for side in (before, after) for item in side.evidence}
    for id_, old, new in _find_differences(*sides):
        if old is None or new is None:
            kind = kinds[id_]
            old, new = None if old is None else kind, None if new is None else kind
            yield ReportChange(after.id, ChangeTopic.EVIDENCE, id_, old, new)
        else:
            yield ReportChange(after.id, ChangeTopic.EVIDENCE, id_, old, new, aspect="content")


def _compare_terms(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    old_terms, new_terms = _index_terms(before), _index_terms(after)
    for ref in sorted(old_terms.keys() & new_terms.keys()):
        for field in fields(TermsRecord):
            old, new = getattr(old_terms[ref], field.name), getattr(new_terms[ref], field.name)
            if old is not None and not say_the_same(old, new):
                yield ReportChange(after.id, ChangeTopic.TERMS, ref, old, new, aspect=field.name)


def _index_terms(agent: AgentRecord) -> dict[str, TermsRecord]:
    return {f"{pact.id}/{obligation.id}": obligation for pact in agent.pacts for obligation in pact.obligations}


def _compare_pacts(before: AgentRecord, after: AgentRecord) -> Iterator[ReportChange]:
    sides = ({pact.id: pact.version for pact in side.pacts} for side in (before, after))
    for id_, old, new in _find_differences(*sides):
        yield ReportChange(after.id, ChangeTopic.PACT, id_, old, new, aspect="version")
    old_silent, new_silent = (
        {(pact.id, sentence) for pact in side.pacts for sentence in pact.in_silence} for side in (before, after)
    )
    for id_, sentence in sorted(old_silent ^ new_silent):
        # What happened without a new version or attestation is no good news, so it is better gone.
        is_gone = (id_, sentence) in old_silent
        turn = Turn.BETTER if is_gone else Turn.WORSE
        old, new = (sentence, None) if is_gone else (None, sentence)
        yield ReportChange(after.id, ChangeTopic.PACT, id_, old, new, turn, aspect="in_silence")
