"""The page of what the words mean: technical terms in plain words, then the words for states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.authority import describe_postures
from trustpages.model.pages.blocks import FactList, Panel, Section, Text
from trustpages.model.pages.glossary import GLOSSARY
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, StateLabel
from trustpages.model.states import SEVERITIES, VERDICTS, StateT

TITLE: Final = "What the words mean"


def compose_glossary_page(composition: Composition) -> Page:
    """Every technical term of the report, and every word for a state."""
    terms = tuple(
        Panel((Text(term.meaning),), title=f"{term.name[0].upper()}{term.name[1:]}", id=term.anchor)
        for term in GLOSSARY
    )
    states = (
        _show_states("How far to rely on an agent", "postures", describe_postures(composition.trust.policy)),
        _show_states("What the evidence says of a promise", "verdicts", _list_meanings(VERDICTS)),
        _show_states("How much it weighs", "severities", _list_meanings(SEVERITIES)),
    )
    return Page(
        kind="glossary",
        path=paths.GLOSSARY,
        title=TITLE,
        frame=composition.frame(),
        sections=(Section("Terms", terms), Section("Words for states", states)),
        lead="The terms of this report in plain words.",
        description="Posture, pact, interval, override, verdict: the terms of this report in plain words.",
        stands_alone=True,
    )


def _show_states(title: str, anchor: str, facts: tuple[Fact, ...]) -> Panel:
    return Panel((FactList(facts, "legend"),), title=title, id=anchor)


def _list_meanings(states: Mapping[StateT, StateLabel]) -> tuple[Fact, ...]:
    return tuple(Fact(state, state.meaning) for state in states.values())
