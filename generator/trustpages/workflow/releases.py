"""What crosses from the whole workspace to an audience that sees a part of it, because trust.yml says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from trustpages.assess.classes import class_of
from trustpages.intake.audience import COMPLETE
from trustpages.intake.documents import Document
from trustpages.intake.git import history
from trustpages.intake.origins import lines_of_items
from trustpages.model.documents.bundle import Bundle
from trustpages.model.problem import CannotGoOn
from trustpages.model.withheld import Withheld
from trustpages.model.workspace import Origin, Origins
from trustpages.workflow.reading import Reading

Commit: TypeAlias = "tuple[str | None, str]"
"""The short id of a commit, None for lines that are in none, and its day."""


@dataclass(frozen=True, slots=True)
class Released:
    """Commits by `agent/item-id`, and what is withheld, None where the workspace does not declare it."""

    commits: Mapping[str, Commit] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] | None = None


def released(reading: Reading) -> Released:
    """What may be told about the whole of a valid workspace to the audience of `reading`.

    Raises CannotGoOn `withheld-unknown` where the number of withheld items is declared and cannot be counted.
    """
    workspace = reading.intake.workspace
    if workspace is None:
        return Released()
    site, sees_all = workspace.trust.site, reading.audience is COMPLETE
    return Released(
        commits=_commits(reading) if sees_all or site.commit_ids else {},
        withheld=_withheld(reading) if site.declare_withheld and not sees_all else None,
    )


def with_commits(origins: Origins, commits: Mapping[str, Commit]) -> Origins:
    """The origins with the commit that last changed each item, where it is told."""

    def committed(key: str, origin: Origin) -> Origin:
        commit, day = commits.get(key, (None, None))
        return replace(origin, commit=commit, committed=day)

    return replace(origins, items={key: committed(key, origin) for key, origin in origins.items.items()})


def _commits(reading: Reading) -> dict[str, Commit]:
    lines = lines_of_items(reading.intake.documents)
    found = history(reading.root, sorted({file for file, _, _ in lines.values()}))
    changes = {key: found.last_change(*place) for key, place in lines.items()}
    return {key: (change.commit, change.day) for key, change in changes.items() if change is not None}


def _withheld(reading: Reading) -> tuple[Withheld, ...]:
    whole, part = reading.seen_by(COMPLETE).intake, reading.intake
    if whole.workspace is None or part.workspace is None:
        sentence = (
            "trust.yml declares the number of withheld items, and an invalid workspace cannot be counted"
        )
        raise CannotGoOn("withheld-unknown", sentence, "run `trustpages check --audience internal`")
    seen = set(_items(part.documents))
    agents = {agent.agent.id for agent in part.workspace.agents}
    counts = Counter(
        (agent, class_)
        for agent, id_, class_ in _items(whole.documents)
        if agent in agents and (agent, id_, class_) not in seen
    )
    return tuple(Withheld(agent, class_, count) for (agent, class_), count in sorted(counts.items()))


def _items(documents: Iterable[Document]) -> Iterable[tuple[str, str, str]]:
    """Agent, id and class of every item; a control record has none."""
    for document in documents:
        if isinstance(document.model, Bundle):
            for item in document.model.items:
                yield document.model.agent, item.id, class_of(item) or ""
