"""The first evidence for a promise that has none: as many outcomes as can show it, all of them good."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from trustpages.advise.situation import Situation, count_of
from trustpages.model.documents.bundle import ITEM_KINDS, AnyItem
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.measures.events import EventMeasure
from trustpages.model.documents.measures.outcomes import BooleanMeasure, ProportionMeasure
from trustpages.model.documents.measures.values import QuantileMeasure
from trustpages.model.documents.pact import Obligation
from trustpages.model.sentence import Part, Reference, Sentence
from trustpages.model.vocabulary import Method, Selection, Setting

WATCHED = {"fraction": 1.0, "detection": "human"}


def imagine_first(situation: Situation, ref: str, term: Obligation, name: str, runs: int) -> AnyItem | None:
    """An item that could show the promise `ref` kept; None for kinds of promise whose first result cannot be guessed.

    Such are means, published scores, and what goes by tasks: there one would have to guess by how much it is kept.
    """
    content = _imagine_content(situation, term, runs)
    if content is None:
        return None
    item = {"id": name, "supports": (ref,), **content}
    return TypeAdapter[AnyItem](AnyItem).validate_python(item)


def _imagine_content(situation: Situation, term: Obligation, runs: int) -> dict[str, Any] | None:
    counted: dict[str, Any] = {
        "method": Method.HUMAN if term.verification is Method.ATTESTED else term.verification,
        "selection": Selection.ALL,
        "setting": Setting.PRODUCTION,
        "attempts": runs,
    }
    match term.measure:
        case ProportionMeasure(of="runs" | "human_review" | "red_team" | "customer_outcome", good=good) as measure:
            kept = runs if term.threshold.at_least is not None else 0
            named = {"successes": runs, "outcomes": {good: {"attempts": runs, "successes": kept}}}
            outcomes = {"successes": kept} if good == "success" else named
            return {"kind": measure.of, **_name_scope(measure.of), **counted, **outcomes}
        case EventMeasure():
            exposure = [{"unit": term.measure.exposure_unit, "amount": runs}]
            return {
                "kind": "runs",
                **counted,
                "successes": runs,
                "events": 0,
                "exposure": exposure,
                "monitoring": WATCHED,
            }
        case QuantileMeasure(value=value) if term.threshold.at_most is not None:
            within = [{"limit": term.threshold.at_most, "count": runs}]
            return {"kind": "runs", **counted, "successes": runs, "values": {value: {"n": runs, "within": within}}}
        case BooleanMeasure(of=of):
            return _imagine_record(situation, of, counted)
    return None


def _name_scope(kind: str) -> dict[str, str]:
    return {"red_team": {"scope": "what is promised"}, "customer_outcome": {"outcome": "what is promised"}}.get(
        kind, {}
    )


def _imagine_record(situation: Situation, kind: str, counted: dict[str, Any]) -> dict[str, Any]:
    day, by = situation.as_of, {"name": "Somebody independent"}
    match kind:
        case "audit":
            return {"kind": kind, "date": day, "scope": "what is promised", "auditor": by, "result": "pass"}
        case "review":
            return {"kind": kind, "date": day, "occasion": "scheduled", "by": by, "outcome": "what was decided"}
        case "drill":
            obligation = f"{situation.documents.pacts[0].id}/{situation.documents.pacts[0].obligations[0].id}"
            return {"kind": kind, "date": day, "obligation": obligation, "worked": True}
    return {"kind": kind, **_name_scope(kind), **counted, "successes": counted["attempts"]}


def imagine_use(situation: Situation, name: str, runs: int) -> Runs:
    """So many runs of real use without an incident, each of them watched; how they ended is not guessed."""
    events = (
        f"{pact.id}/{term.id}"
        for pact in situation.documents.pacts
        for term in pact.obligations
        if isinstance(term.measure, EventMeasure) and term.measure.of == "incidents"
    )
    return Runs.model_validate(
        {
            "kind": "runs",
            "id": name,
            "supports": tuple(events),
            "setting": Setting.PRODUCTION,
            "selection": Selection.ALL,
            "exposure": [{"unit": "runs", "amount": runs}],
            "monitoring": WATCHED,
        }
    )


def describe_first(item: AnyItem, ref: str, term: Obligation, runs: int) -> tuple[Sentence, str]:
    """What is to be recorded for the promise, and what is supposed of it."""
    subject: tuple[Part, ...] = (" for ", Reference(ref))
    if term.measure.traits.is_record:
        label = ITEM_KINDS[item.kind].traits.label.lower()
        return Sentence(f"Put {label} on record", *subject), "it finds nothing that speaks against the agent"
    outcomes = ITEM_KINDS[item.kind].traits.outcomes
    words = outcomes.words if outcomes is not None else "outcomes"
    where = f"{words} of real use, each watched" if isinstance(term.measure, EventMeasure) else words
    amount = count_of(runs, where.removesuffix("s") if where == words else where, where)
    good = "nothing that must not happen happens" if isinstance(term.measure, EventMeasure) else "all of them are good"
    return Sentence(f"Record the first {amount}", *subject), good
