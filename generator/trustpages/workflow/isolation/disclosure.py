"""Facts about the whole workspace that `trust.yml` allows to be disclosed to a restricted audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.history.second_readers import find_item_changes
from trustpages.intake.origins import find_item_lines
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.bundle import Bundle
from trustpages.model.problem import TrustpagesError
from trustpages.model.workspace import LastChange, Origins, WithheldCount, Workspace
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Last changes by `agent/item-id`, and counts of withheld items, None if the workspace does not declare them.

    `looks_better` says whether the report does so beside the one on all of the evidence, None where nobody knows.
    """

    changes: Mapping[str, LastChange] = field(default_factory=dict)
    withheld: tuple[WithheldCount, ...] | None = None
    looks_better: bool | None = None


def disclose(reading: ReadWorkspace) -> Disclosed:
    """The facts about the whole of a valid workspace that the audience of `reading` may know.

    Raises TrustpagesError `withheld-unknown` if withheld items are to be declared and cannot be counted.
    """
    workspace = reading.intake.workspace
    if workspace is None:
        return Disclosed()
    site, sees_all = workspace.trust.site, reading.audience is WIDEST_AUDIENCE
    return Disclosed(
        changes=_find_changes(reading, names_people=sees_all) if sees_all or site.commit_ids else {},
        withheld=_count_withheld(reading) if site.declare_withheld and not sees_all else None,
    )


def add_changes(origins: Origins, changes: Mapping[str, LastChange]) -> Origins:
    """The origins with the last change of each item, as far as changes are disclosed."""
    return replace(
        origins, items={key: replace(origin, change=changes.get(key)) for key, origin in origins.items.items()}
    )


def _find_changes(reading: ReadWorkspace, *, names_people: bool) -> dict[str, LastChange]:
    changes = find_item_changes(reading.root, find_item_lines(reading.intake.documents), reading.choice.at)
    if names_people:
        return changes
    return {key: replace(change, author="", readers=()) for key, change in changes.items()}


def _count_withheld(reading: ReadWorkspace) -> tuple[WithheldCount, ...]:
    whole, part = reading.seen_by(WIDEST_AUDIENCE).intake, reading.intake
    if whole.workspace is None or part.workspace is None:
        sentence = "trust.yml declares the number of withheld items, and an invalid workspace cannot be counted"
        raise TrustpagesError("withheld-unknown", sentence, "run `trustpages check --audience internal`")
    seen = set(_list_items(part.documents))
    owners = _find_owners(whole.workspace, part.workspace)
    counts = Counter(
        (shown, class_)
        for agent, id_, class_ in _list_items(whole.documents)
        if (agent, id_, class_) not in seen
        for shown in owners.get(agent, ())
    )
    return tuple(WithheldCount(agent, class_, count) for (agent, class_), count in sorted(counts.items()))


def _find_owners(whole: Workspace, part: Workspace) -> dict[str, tuple[str, ...]]:
    """By agent the visible ones to which its items count: itself, or where it is withheld those that may be the same.

    Another agent that the audience cannot see is not disclosed by a count.
    """
    shown = [evidence.agent for evidence in part.agents]
    ids = {agent.id for agent in shown}
    hidden = [evidence.agent for evidence in whole.agents if evidence.agent.id not in ids]
    twins = {agent.id: tuple(twin.id for twin in shown if agent.is_twin_of(twin)) for agent in hidden}
    return {**twins, **{id_: (id_,) for id_ in ids}}


def _list_items(documents: Iterable[LoadedDocument]) -> Iterable[tuple[str, str, str]]:
    """Agent, id and class of every item; a control record has none."""
    for document in documents:
        if isinstance(document.model, Bundle):
            for item in document.model.items:
                yield document.model.agent, item.id, item.evidence_class or ""
