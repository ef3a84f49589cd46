"""What can be told of an agent to those who ask from outside: answers, what they are worth, what limits them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Final, TypeVar

from trustpages.compose import paths
from trustpages.compose.answers.basis import NOTHING, WORD, Backing, join_backings, judge_backing
from trustpages.compose.answers.behind import list_deciding, list_kind
from trustpages.compose.answers.catalog import BY_ID, compute_answer
from trustpages.compose.answers.declared import DECLARED
from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import ILLUSTRATIVE
from trustpages.compose.links import link_evidence, link_promise
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import describe_observation
from trustpages.compose.wording.labels import RELATIONSHIPS
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.compose.wording.said import say
from trustpages.model.documents.asked.framework import Declared
from trustpages.model.documents.base import has_passed
from trustpages.model.measured import Measured, get_headline
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.page import page_folder
from trustpages.model.pages.values import Link
from trustpages.model.results.findings import find_field
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import EvidenceClass, Verdict

MOST_LIMITS: Final = 4
"""So many limitations stand in a row; of more it says how many there are."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer and what it is worth; `limits` are the rules that say what it does not show.

    It does not `hold` where it is an answer that speaks against the agent.
    """

    answer: Answer
    backing: Backing
    limits: tuple[str, ...] = ()
    holds: bool = True


_OPEN: Final = frozenset({Verdict.MISSING, Verdict.INCOMPLETE})
_OF_ANOTHER: Final = Told(Answer((), missing="nothing that it names is of this agent"), NOTHING)


def join_told(parts: Iterable[Told]) -> Told:
    """Several answers as one, which is worth no more than the weakest of them."""
    told = tuple(parts)
    answers = [part.answer for part in told]
    return Told(
        Answer(
            tuple(dict.fromkeys(sentence for answer in answers for sentence in answer.said)),
            tuple(dict.fromkeys(link for answer in answers for link in answer.links)),
            "; ".join(dict.fromkeys(answer.missing for answer in answers if answer.missing)),
        ),
        join_backings(part.backing for part in told),
        tuple(dict.fromkeys(rule for part in told for rule in part.limits)),
        all(part.holds for part in told),
    )


Asked = TypeVar("Asked")


def _once(tell: Callable[[Teller, Asked], Told]) -> Callable[[Teller, Asked], Told]:
    """Items of several frameworks ask the same: the answer to each question is kept by who tells it."""

    @wraps(tell)
    def tell_once(teller: Teller, asked: Asked) -> Told:
        key = (tell.__name__, asked)
        if key not in teller.known:
            teller.known[key] = tell(teller, asked)
        return teller.known[key]

    return tell_once


@dataclass(frozen=True)
class Teller:
    """All that can be told of one agent; `known` is what was told already, so that each answer is computed once."""

    composition: Composition
    agent: AgentReport
    known: dict[tuple[str, object], Told] = field(default_factory=dict)

    @_once
    def tell(self, name: str) -> Told:
        """The computed answer of that id, in the words of readers."""
        entry = BY_ID[name]
        answer = compute_answer(name, self.composition, self.agent)
        if not answer.is_answered:
            return Told(answer, NOTHING, entry.limits)
        said = tuple(to_sentence(sentence, self.agent) for sentence in answer.said)
        backing = judge_backing(self.agent, entry.rests_on(self.agent) if entry.rests_on else ())
        return Told(replace(answer, said=said), backing, entry.limits, entry.holds is None or entry.holds(self.agent))

    @_once
    def tell_declared(self, key: Declared) -> Told:
        """What the vendor's own documents say under that key."""
        answer = DECLARED[key](self.composition, self.agent)
        return Told(answer, WORD if answer.is_answered else NOTHING)

    @_once
    def tell_metric(self, metric: str) -> Told:
        """The figure of a metric, where it has one; it is worth what its inputs are worth."""
        if metric == "pact-compliance":
            return self._tell_verdicts()
        found = getattr(self.agent.findings, find_field(metric))
        quantity = get_headline(found)
        if not isinstance(quantity, Measured):
            return Told(Answer((), missing=quantity.reason), NOTHING)
        behind = [item for item in self.agent.evidence if item.id in self._list_inputs(quantity)]
        title = metric.replace("-", " ").capitalize()
        said = (f"{title}: {self.composition.figure(quantity).sentence}.",)
        return Told(Answer(said, (Link(title, paths.analyst(self.agent.id)),)), judge_backing(self.agent, behind))

    def _list_inputs(self, quantity: Measured) -> frozenset[str]:
        """The items that a figure rests on, those behind the promises that it names included."""
        named = frozenset(quantity.inputs)
        pooled = (name for found in self.agent.findings.obligations if found.ref in named for name in found.pooled)
        return named.union(pooled)

    @_once
    def tell_figure(self, ref: str) -> Told:
        """The verdict of the promise `agent/pact/obligation`, where it is this agent's, and what was seen."""
        owner, _, name = ref.partition("/")
        result = next((found for found in self.agent.findings.obligations if found.ref == name), None)
        if owner != self.agent.id or result is None:
            return _OF_ANOTHER
        shown = describe_observation(result, self.composition.trust.policy.low_n)
        seen = shown.sentence if shown.has_number else f"{shown.headline}: {shown.reason}"
        said = (f"{result.promise.rstrip('.')}: {VERDICTS[result.verdict].in_sentence}; {seen}.",)
        behind = [item for item in self.agent.evidence if item.id in result.pooled]
        backing = judge_backing(self.agent, behind) if behind else NOTHING
        return Told(Answer(said, (link_promise(self.agent, name),)), backing, holds=result.is_kept_today)

    @_once
    def tell_item(self, ref: str) -> Told:
        """The evidence item `agent/item`, where it is this agent's."""
        owner, _, name = ref.partition("/")
        item = self.composition.evidence.get((owner, name))
        if owner != self.agent.id or item is None:
            return _OF_ANOTHER
        said = (f"{item.item.title or item.id}, by {item.producer.name}.",)
        return Told(Answer(said, (link_evidence(item),)), judge_backing(self.agent, (item,)))

    @_once
    def tell_kind(self, kind: EvidenceClass) -> Told:
        """What there is of a kind of evidence, and who produced it."""
        items = tuple(list_kind(self.agent, kind))
        if not items:
            return Told(Answer((), missing=f"evidence of the kind {kind.value.replace('_', ' ')}"), NOTHING)
        said = tuple(
            f"{item.item.title or item.id}: {item.producer.name}, {RELATIONSHIPS[item.producer.relationship.value]}."
            for item in items
        )
        return Told(Answer(said, tuple(map(link_evidence, items))), judge_backing(self.agent, items))

    def tell_kept(self) -> Told:
        """Which promises are kept today; it does not hold unless all of them are shown to be."""
        told = self._tell_verdicts()
        return replace(told, holds=all(found.is_kept_today for found in self._list_applicable()))

    def _tell_verdicts(self) -> Told:
        """The verdict of every promise; without evidence for one of them nothing stands behind all of them."""
        judged = self._list_applicable()
        if not judged:
            return Told(Answer((), missing="a promise with a verdict"), NOTHING)
        said = tuple(f"{found.promise.rstrip('.')}: {VERDICTS[found.verdict].in_sentence}." for found in judged)
        links = tuple(link_promise(self.agent, found.ref) for found in judged)
        bare = sum(found.verdict in _OPEN for found in judged)
        if bare:
            of_all = f"{format_number(bare)} of {count_of(len(judged), 'promise')}"
            return Told(Answer(said, links, f"current evidence for {of_all}"), NOTHING)
        return Told(Answer(said, links), judge_backing(self.agent, list_deciding(self.agent)))

    def _list_applicable(self) -> list[ObligationResult]:
        return [found for found in self.agent.findings.obligations if found.verdict is not Verdict.NOT_APPLICABLE]

    def list_limits(self, rules: Iterable[str], backing: Backing) -> tuple[str, ...]:
        """The limitations of the agent by these rules, the worst first, and what does not count any more."""
        wanted, until, as_of = frozenset(rules), self.agent.valid_until.day, self.composition.report.as_of
        views = [
            view_limitation(found, self.agent) for found in self.agent.limitations.triggered if found.rule in wanted
        ]
        told = [f"{view.severity.word}, {view.rule}: {say(view.text)}" for view in views[:MOST_LIMITS]]
        if len(views) > MOST_LIMITS:
            told.append(f"And {len(views) - MOST_LIMITS} more limitations of this kind.")
        made_up = ILLUSTRATIVE if self.agent.illustrative else ""
        over = f"Expired: its last good day was {format_day(until)}." if has_passed(until, as_of) and until else ""
        return tuple(filter(None, (over, *told, backing.caveat, made_up)))


def find_address(composition: Composition, path: str) -> str:
    """Where the page of a path stands once it is published; from the root, where nobody says on which site."""
    page, mark, anchor = path.partition("#")
    folder = page_folder(page).as_posix() if page.endswith(".md") else page
    folder = "" if folder == "." else f"{folder}/" if page.endswith(".md") else folder
    return f"{(composition.trust.site.url or '').rstrip('/')}/{folder}{mark}{anchor}"
