"""Reading a workspace for a run: found, read once, seen as one audience may see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trustpages.intake.folder import Folder, find_workspace
from trustpages.intake.trees import Trees, read_trees
from trustpages.intake.workspace import Intake, for_audience
from trustpages.model.vocabulary import Audience
from trustpages.workflow.choice import Choice
from trustpages.workflow.shown import seen_from


@dataclass(frozen=True, slots=True)
class Reading:
    """A workspace that was read: its folder, its trees, and what the audience may see of them."""

    root: Path
    trees: Trees
    intake: Intake
    audience: Audience
    choice: Choice
    prefix: str = ""  # before a path of the workspace, for whoever asked

    def seen_by(self, audience: Audience) -> Reading:
        """The same trees as another audience may see them."""
        intake = for_audience(self.trees, audience, self.choice.today, self.choice.as_of)
        return Reading(self.root, self.trees, intake, audience, self.choice, self.prefix)


def read(choice: Choice, audience: Audience | None = None) -> Reading:
    """The workspace of `choice`; the audience is the one given, else the chosen, else that of trust.yml.

    Raises CannotGoOn `no-workspace` where there is none.
    """
    root = find_workspace(choice.start)
    trees = read_trees(Folder(root))
    wanted = audience or choice.audience
    first = wanted or Audience.PUBLIC
    intake = for_audience(trees, first, choice.today, choice.as_of)
    reading = Reading(root, trees, intake, first, choice, seen_from(choice.here, root))
    if wanted is None and reading.intake.workspace is not None:
        stated = reading.intake.workspace.trust.audience
        return reading if stated is first else reading.seen_by(stated)
    return reading
