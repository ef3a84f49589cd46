"""What leaves the site about an agent and stands on pages of others: a card, a badge, a picture, all from one value."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.pages.blocks import Frame
from trustpages.model.pages.findings import BottomLine, LimitationView
from trustpages.model.pages.values import Said, StateLabel


@dataclass(frozen=True, slots=True)
class BadgeState:
    """The one state that a badge has room for.

    `doubts` are what keeps it from looking good whatever the posture is, in a few words each, the gravest first.
    `label` says the posture with the gravest of them, under a name that is good only where there is none.
    """

    label: StateLabel
    doubts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The doubts as one sentence; empty without any."""
        told = ", ".join(self.doubts)
        return f"{told[:1].upper()}{told[1:]}." if told else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """All that is said of an agent where no page of the site is around it: made of the first screen, never of less.

    `limitations` are the worst, `counted` how many there are in words, `further` how many beside these; `worst` is the
    worst that is known of any kind. `after` and `after_action` stand in the place of posture and action once the last
    good day has passed.
    `version` is that of the agent, `inputs` the digest of all that the report was computed from, `page` the agent's
    page. `site` is where the pages are found for good, with a final slash, empty where nobody says.
    """

    agent: str
    name: str
    version: str
    publisher: str
    page: str
    bottom: BottomLine
    after: StateLabel
    after_action: str
    badge: BadgeState
    limitations: tuple[LimitationView, ...]
    counted: str
    further: str
    claims: Said
    worst: Said
    frame: Frame
    inputs: str
    site: str = ""

    @property
    def title(self) -> str:
        """What the card is called where it is listed or read aloud."""
        return f"Trust report: {self.name}"
