"""The records that can be written by flags or questions: of which model, into which list of which kind of document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from trustpages.model.documents.base import Model
from trustpages.model.documents.bundle import ITEM_KINDS
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.decisions import Acceptance, Decision
from trustpages.workflow.editing.questions import RecordQuestion, list_questions

# What an item of evidence may say besides, and a record that somebody makes on one line does not.
_OF_EVIDENCE = frozenset(
    {"agent_version", "collected", "producer", "source", "population", "run_set", "statement", "withdrawn"}
)
_DEFAULT = "[default: the day of the report]"
_NEVER_ASKED = _OF_EVIDENCE | {"kind", "corrected_by", "illustrative", "day_known"}


@dataclass(frozen=True)
class RecordForm:
    """A record of one kind: an entry of `entries` in a document of kind `document`.

    Keys that are `asked` must be given although a document may lack them; those of `today` are the day of the report
    unless given.
    """

    name: str
    model: type[Model]
    document: str
    entries: str
    asked: frozenset[str] = frozenset()
    today: frozenset[str] = frozenset()

    @property
    def is_of_agent(self) -> bool:
        """Whether its document belongs to one agent."""
        return self.document != "decisions"

    @cached_property
    def questions(self) -> tuple[RecordQuestion, ...]:
        """What has to be said of it, and may be."""
        questions = list_questions(self.model, _NEVER_ASKED | {"id"}, self.asked)
        return tuple(
            replace(question, required=False, text=f"{question.text} {_DEFAULT}")
            if question.path[0] in self.today
            else question
            for question in questions
        )


def _of_item(name: str, **options: frozenset[str]) -> RecordForm:
    return RecordForm(name, ITEM_KINDS[name], "bundle", "items", **options)


# Without reason, evidence and end an override does not count, so it is not written without them.
_OVERRIDE_ASKED = frozenset({"justification", "evidence", "expires"})

RECORDS: Final[Mapping[str, RecordForm]] = MappingProxyType(
    {
        form.name: form
        for form in (
            _of_item("review", today=frozenset({"date"})),
            _of_item("override", asked=_OVERRIDE_ASKED, today=frozenset({"date"})),
            _of_item("incident"),
            _of_item("consequence"),
            _of_item("dispute", asked=frozenset({"concerns"}), today=frozenset({"opened"})),
            RecordForm("decision", Decision, "decisions", "decisions", today=frozenset({"date"})),
            RecordForm("acceptance", Acceptance, "decisions", "acceptances", today=frozenset({"date"})),
        )
    }
)
"""What `record` writes, by its name."""

CLAIM: Final = RecordForm("claim", Claim, "claims", "claims", today=frozenset({"date"}))
"""What `new claim` writes."""
