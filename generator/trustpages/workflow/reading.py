"""Reading a workspace for a run: found, read once, seen as one audience may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.intake.folder import Folder, find_workspace
from trustpages.intake.named_report import named_report
from trustpages.intake.one_moment import trees_at_one_moment
from trustpages.intake.trees import Trees
from trustpages.intake.workspace import Intake, for_audience
from trustpages.model.vocabulary import Audience
from trustpages.workflow.choice import Choice
from trustpages.workflow.shown import seen_from


@dataclass(frozen=True, slots=True)
class Reading:
    """A workspace that was read: its folder, its trees, and what the audience may see of them.

    `names_previous` says that the earlier report in `choice` is there because `trust.yml` names it. Where it is for
    another audience it is not, and `aside` says so.
    """

    root: Path
    trees: Trees
    intake: Intake
    audience: Audience
    choice: Choice
    prefix: str = ""  # before a path of the workspace, for whoever asked
    names_previous: bool = False
    aside: str = ""

    def seen_by(self, audience: Audience) -> Reading:
        """The same trees as another audience may see them."""
        choice = replace(self.choice, previous=None) if self.names_previous else self.choice
        return _seen(self.root, self.trees, audience, choice, self.prefix)


def read(choice: Choice, audience: Audience | None = None) -> Reading:
    """The workspace of `choice`; the audience is the one given, else the chosen, else that of trust.yml.

    Raises CannotGoOn `no-workspace` where there is none, `changed-meanwhile` where it changes all the time.
    """
    root = find_workspace(choice.start)
    trees = trees_at_one_moment(Folder(root))
    wanted = audience or choice.audience
    first = wanted or Audience.PUBLIC
    reading = _seen(root, trees, first, choice, seen_from(choice.here, root))
    if wanted is None and reading.intake.workspace is not None:
        stated = reading.intake.workspace.trust.audience
        return reading if stated is first else reading.seen_by(stated)
    return reading


def _seen(root: Path, trees: Trees, audience: Audience, choice: Choice, prefix: str) -> Reading:
    """What `audience` may see, held against the report that was chosen, else the one that is named for it."""
    intake = for_audience(trees, audience, choice.today, choice.as_of)
    reading = Reading(root, trees, intake, audience, choice, prefix)
    if choice.previous is not None or not choice.takes_named:
        return reading
    named = named_report(root, intake.documents, audience, intake.as_of)
    if isinstance(named, tuple):
        return replace(reading, intake=intake.with_problems(named)) if named else reading
    if named.audience is audience:
        return replace(reading, choice=replace(choice, previous=root / named.path), names_previous=True)
    sentence = (
        f"{named.path} was not used: it is for the audience '{named.audience}', this is for '{audience}'"
    )
    return replace(reading, aside=sentence)
