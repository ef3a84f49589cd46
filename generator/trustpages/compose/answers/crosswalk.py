"""The items of a framework as rows: what in the report answers each, in three states and never as a share of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from trustpages.compose import paths
from trustpages.compose.answers.asked import make_row
from trustpages.compose.answers.basis import NOTHING, join_backings, keep_independent
from trustpages.compose.answers.telling import Teller, Told, join_told
from trustpages.compose.exports.limits import list_limits
from trustpages.model.documents.asked.framework import Framework, FrameworkItem
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet
from trustpages.model.pages.findings import Answer
from trustpages.model.states import COVERED
from trustpages.model.vocabulary import AnswerBasis

NO_WORDING: Final = "The wording is its publisher's, and is not repeated here."
NO_CERTIFICATE: Final = (
    "A row says what of this report answers an item. It is no certificate, no audit and no claim of conformity, and "
    "whoever published the framework has not looked at it."
)
_NOT_MAPPED: Final = Told(Answer((), missing="nothing in a report of this kind answers it"), NOTHING)
_AGAINST: Final = "What is on record speaks against it, so evidence does not carry it."
_NOT_INDEPENDENT: Final = "evidence that others than the vendor produced"


def compose_framework(teller: Teller, framework: Framework) -> AnswerSheet:
    """Every item of the framework, in its order, with what the report on one agent says to it."""
    return AnswerSheet(
        id=framework.id,
        title=f"{framework.name}, {framework.version}",
        agent=teller.agent.id,
        agent_name=teller.agent.agent.name,
        limits=list_limits(teller.composition, teller.agent),
        about=describe_framework(framework),
        rows=tuple(_answer(teller, framework, item) for item in framework.items),
        mark=framework.mark or "",
    )


def describe_framework(framework: Framework) -> tuple[tuple[str, str], ...]:
    """Who publishes it, under which terms it stands here, and what the rows are not."""
    url = framework.source.url if framework.source else None
    return (
        ("framework", f"{framework.name}, {framework.version}"),
        ("published-by", f"{framework.publisher}{f', {url}' if url else ''}"),
        ("licence", framework.licence),
        ("scope", framework.scope or "All of its items stand here."),
        ("what-it-is-not", NO_CERTIFICATE),
    )


def name_item_place(item: FrameworkItem) -> str:
    """The anchor of an item on the page of its framework."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in item.id.lower())
    return "-".join(filter(None, ("item", *kept.split("-"))))


def _answer(teller: Teller, framework: Framework, item: FrameworkItem) -> AnsweredRow:
    place = f"{paths.framework(framework.id)}#{name_item_place(item)}"
    asked = (item.id, item.text or item.about or "", item.part or "")
    return make_row(teller, tell_item(teller, item), COVERED, place, asked, why=item.why or "", also=item.also)


def tell_item(teller: Teller, item: FrameworkItem) -> Told:
    """What the report says to an item.

    Evidence carries it only where all that it takes stands on current evidence and none of that speaks against it. The
    vendor's word is what remains where its documents say something, or where what it takes is no more than that.
    """
    takes = (item.answers, item.metrics, item.kinds, item.kept, item.figures, item.evidence)
    key = ("framework item", (takes, item.independent, item.declared, item.limits))  # many take the same
    if key not in teller.known:
        teller.known[key] = _tell_item(teller, item)
    return teller.known[key]


def _tell_item(teller: Teller, item: FrameworkItem) -> Told:
    proof, stated = list(_tell_proof(teller, item)), [teller.tell_declared(key) for key in item.declared]
    said = [told for told in stated if told.answer.is_answered]
    if not proof and not stated:
        return _NOT_MAPPED
    joined = join_told((*proof, *stated))
    rules = tuple(dict.fromkeys((*item.limits, *joined.limits)))
    shown = _weigh_proof(item, join_told(proof) if stated else joined) if proof else None
    if shown is not None and shown.backing.basis is not AnswerBasis.NOTHING:
        return replace(joined, backing=shown.backing, limits=rules)
    backing = join_backings(told.backing for told in said) if said and (shown is None or shown.holds) else NOTHING
    missing = "; ".join(filter(None, (joined.answer.missing, shown.answer.missing if shown else "")))
    unique = "; ".join(dict.fromkeys(missing.split("; "))) if missing else ""
    return Told(replace(joined.answer, missing=unique), backing, rules, joined.holds)


def _tell_proof(teller: Teller, item: FrameworkItem) -> Iterator[Told]:
    """Everything that the item takes for evidence to carry it."""
    yield from map(teller.tell, item.answers)
    yield from map(teller.tell_metric, item.metrics)
    yield from map(teller.tell_kind, item.kinds)
    if item.kept:
        yield teller.tell_kept()
    yield from map(teller.tell_figure, item.figures)
    yield from map(teller.tell_item, item.evidence)


def _weigh_proof(item: FrameworkItem, joined: Told) -> Told:
    """The same, worth nothing where it speaks against the item, or where only the vendor says what others must."""
    if not joined.holds:
        return replace(joined, backing=NOTHING, answer=replace(joined.answer, missing=_AGAINST))
    if not item.independent:
        return joined
    backing = keep_independent(joined.backing)
    missing = joined.answer.missing if backing.basis is not AnswerBasis.NOTHING else _NOT_INDEPENDENT
    return replace(joined, backing=backing, answer=replace(joined.answer, missing=missing))
