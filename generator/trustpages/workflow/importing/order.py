"""What somebody asks an import for, and what was read for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.messages.quoting import quote
from trustpages.model.documents.catalog import find_placement
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.documents import find_agent
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import, and what the files do not say: of which agent, for which promises, by whom, from which days.

    `to` is the path of the document in the workspace, None for the usual one. `items` limits the import to some of what
    the files hold, `entrant` names the agent's own entry of a leaderboard. `agent` is None where the files concern no
    single one.
    """

    paths: tuple[Path, ...]
    agent: str | None = None
    form: str | None = None
    benchmark: str | None = None
    entrant: str | None = None
    supports: tuple[str, ...] = ()
    to: str | None = None
    producer: str | None = None
    relationship: str | None = None
    version: str | None = None
    collected: tuple[date, date] | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """An order with the files read for it, the importer that knows them, why it does, and what it makes of them.

    `reading` is the workspace as it is before the import; `imported` holds only what the order asks for.
    """

    order: ImportOrder
    reading: ReadWorkspace
    inputs: Inputs
    importer: Importer
    reason: str
    imported: Imported

    def find_agent(self) -> str:
        """The agent of the order. Raises TrustpagesError `import-agent` without one, `no-such-name` for one unknown."""
        agent = self.order.agent
        if agent is None:
            raise TrustpagesError("import-agent", "nobody says which agent the files are about", "name it by --agent")
        find_agent(self.reading, agent)
        return agent

    def choose_path(self, usual: str, kind: str) -> str:
        """Where the document goes: as ordered, else at `usual`. Raises TrustpagesError `wrong-place`."""
        path = self.order.to or usual
        placement = find_placement(path)
        if placement is None or placement.kind.name != kind:
            remedy = f"name a file like {usual}"
            raise TrustpagesError("wrong-place", f"no {kind} can stand at {quote(path)}", remedy)
        return path
