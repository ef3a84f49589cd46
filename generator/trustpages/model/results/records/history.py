"""Records that outlive one report: standing breaches, vanished evidence, terms that changed without a declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.documents.base import Period
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach as it was published: the last report day on which evidence showed it, and the window then.

    `first` is None for a window that has no first day. `since` is the first day from which it held, where known.
    `terms` are measure, target and window of the promise that was broken; reports of earlier versions have none.
    """

    seen_on: date
    first: date | None
    last: date
    since: date | None = None
    terms: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnBreach:
    """An obligation that was published as breached, or as not shown to be kept, and is no longer in any pact.

    `verdict` is the one that was published; `breach` has the days of it.
    """

    pact: str
    id: str
    promise: str
    severity: Severity
    breach: Breach
    verdict: Verdict = Verdict.BREACHED

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact}/{self.id}"


@dataclass(frozen=True, slots=True)
class UndeclaredChange:
    """A term of an obligation, or the wording of a claim, that is not as published before, and not declared.

    It was made between `since`, the day of the earlier report, and `until`, the day of the one that saw it.
    """

    field: str
    before: str
    after: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """What a later report needs to notice that an item is gone, shrank, or says something else.

    `supports` are the obligations that it names, `bears_on` all those whose verdict it can change, as
    `pact/obligation`. `attempts` and `failures` are the counts that the item itself states (of an incident, how
    often it happened), None where it states none. `severity` is how grave what it says against the agent is, by its
    own words and without counts; `day` is that of an incident.
    """

    id: str
    kind: str
    digest: str
    collected: Period | None = None
    supports: tuple[str, ...] = ()
    bears_on: tuple[str, ...] = ()
    attempts: int | None = None
    failures: int | None = None
    severity: Severity | None = None
    day: date | None = None

    def shows_less(self, now: EvidenceRecord) -> bool:
        """Whether it does `now`: fewer runs, failures, days or promises, or another day of an incident.

        What is less grave than it was shows less, too.
        """
        counts = ((self.attempts, now.attempts), (self.failures, now.failures))
        if any(old is not None and (new is None or new < old) for old, new in counts):
            return True
        if self.severity is not None and (now.severity is None or now.severity.rank > self.severity.rank):
            return True
        if not set(self.supports) <= set(now.supports) or self.day not in (None, now.day):
            return True
        old_days, days = self.collected, now.collected
        return old_days is not None and (days is None or days.from_ > old_days.from_ or days.to < old_days.to)


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """The review that says why something is gone: who held it, in which role, on which day, and what was decided."""

    review: str
    by: str
    role: str | None
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class VanishedItem:
    """An item that was published and is gone, or was cut back; `answer` is the review that says why, if one does.

    `item` is as it was published last, on `last_cited`. `moved_to` is the other agent that has an item of its name
    and kind now.
    """

    item: EvidenceRecord
    last_cited: date
    cut_back: bool = False
    moved_to: str = ""
    answer: ReviewAnswer | None = None

    @property
    def name(self) -> Sentence:
        """The item's id, with a word where a part of it is still there, or where it went."""
        where = " (cut back)" if self.cut_back else f" (now with {self.moved_to})" if self.moved_to else ""
        return Sentence(Reference(self.item.id), where)


@dataclass(frozen=True, slots=True)
class TermsRecord:
    """The terms of one obligation in words; equal terms give equal words.

    `population_shares` are None in records of before they were terms.
    """

    id: str
    severity: str
    measure: str
    threshold: str
    window: str
    verification: str
    consequences: str
    population_shares: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcomes:
    """How one version did on each task of one board, for the comparison with a later one.

    `good` of `tried` tries succeeded, in the order of `names`; `groups` names the group of each task, and is empty
    where each stands alone. `published` is the day of the report that had the evidence, where this one has it no more.
    """

    board: str
    version: str
    last: date
    names: tuple[str, ...]
    good: tuple[int, ...]
    tried: tuple[int, ...]
    groups: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True)
class RenewalRecord:
    """How a pact goes on: the mode, the day by which it is due, the days on which it was attested anew."""

    mode: str
    due: date | None = None
    attested: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class PactRecord:
    """A pact with its version and the terms of its obligations.

    `in_silence` says, a sentence each, what happened to the pact without a new version or attestation.
    """

    id: str
    version: str
    valid_from: date
    valid_until: date | None = None
    renewal: RenewalRecord | None = None
    obligations: tuple[TermsRecord, ...] = ()
    in_silence: tuple[str, ...] = ()
