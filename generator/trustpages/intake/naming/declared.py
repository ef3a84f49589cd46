"""What all documents declare together, by the agent, workflow or document to which an id belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from trustpages.intake.naming.walker import DocumentIds
from trustpages.model.ids import Declares, IdScope

Holder: TypeAlias = tuple[str, str]
"""To what ids belong: a noun and its id, as in `("agent", "desk")`."""

WORKSPACE: Holder = ("workspace", "")


class DeclaredIds:
    """The ids that documents declare, whatever their order."""

    def __init__(self, documents: Iterable[DocumentIds]) -> None:
        self._ids: dict[Holder, defaultdict[str, set[str]]] = {WORKSPACE: defaultdict(set)}
        self._unnamed: set[tuple[Holder, str]] = set()
        for document in documents:
            self._add(document)

    def __contains__(self, holder: Holder) -> bool:
        """Whether ids could belong to it: an agent of any document, a workflow that is declared, a document."""
        return holder in self._ids

    def get(self, noun: str, holder: Holder) -> Collection[str]:
        """The ids of a noun that belong to a holder."""
        return self._ids[holder][noun] if holder in self._ids else ()

    def has_only_unnamed(self, noun: str, holder: Holder) -> bool:
        """Whether a holder has entries that could have an id, and none of them has."""
        return (holder, noun) in self._unnamed and not self.get(noun, holder)

    def list_by_agent(self, noun: str) -> Iterator[tuple[str, str]]:
        """Every id of a noun after the agent that it belongs to."""
        for (kind, agent), ids in self._ids.items():
            if kind == "agent":
                yield from ((agent, name) for name in ids[noun])

    def _add(self, document: DocumentIds) -> None:
        agent, latest = find_holder(IdScope.AGENT, document), dict[str, str]()
        self._ids.setdefault(find_holder(IdScope.DOCUMENT, document), defaultdict(set))
        self._unnamed |= {(agent, noun) for noun in document.unnamed}
        if document.owner is not None:
            self._ids.setdefault(agent, defaultdict(set))
            if document.kind == "agent":
                self._ids[WORKSPACE]["agent"].add(document.owner)
        declared = [(name.mark, name.text) for name in document.names if isinstance(name.mark, Declares)]
        for mark, text in declared:
            latest[mark.noun] = text
            full = f"{latest.get(mark.prefix, '')}/{text}" if mark.prefix else text
            ids = self._ids.get(find_holder(mark.scope, document))
            if ids is not None and mark.noun != "agent":  # whose id is the name of its folder
                ids[mark.noun].add(full)
        if "workflow" in latest:
            steps = {text for mark, text in declared if mark.noun == "step"}
            self._ids.setdefault(("workflow", latest["workflow"]), defaultdict(set))["step"] |= steps


def find_holder(scope: IdScope, document: DocumentIds) -> Holder:
    """To what an id in a document belongs; an agent without name where agents share the document."""
    match scope:
        case IdScope.DOCUMENT:
            return "document", document.source.file
        case IdScope.AGENT:
            return "agent", document.owner or ""
        case IdScope.WORKSPACE:
            return WORKSPACE
