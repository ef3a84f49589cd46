"""The colours of the style sheet can be read, on paper, on panels and on their own wash, light and dark."""

from __future__ import annotations

import re

import pytest

from support.compose.rendered import TEMPLATES
from trustpages.model.pages.colours import DARK_GROUNDS, LEAST_CONTRAST, LIGHT_GROUNDS, measure_contrast

TOKENS = (TEMPLATES / "stylesheets" / "10-tokens.css").read_text("utf-8")
SCHEMES = ("default", "slate")
GROUNDS = {"paper", "panel", *(f"{state}-wash" for state in ("kept", "broken", "leaning", "unknown"))}
STATES = ("kept", "broken", "leaning", "unknown")


def colours(scheme: str) -> dict[str, str]:
    # The light scheme is that of paper, too, so that its colours stand for all.
    selector = "" if scheme == "default" else f'="{scheme}"'
    found = re.search(rf"\[data-md-color-scheme{selector}\] \{{(.*?)\}}", TOKENS, re.DOTALL)
    assert found
    return dict(re.findall(r"--tp-([a-z-]+): (#[0-9a-f]{6});", found[1]))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ink", ["ink", "muted", "link", *STATES])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_words_can_be_read(scheme: str, ink: str, ground: str) -> None:
    found = colours(scheme)
    assert measure_contrast(found[ink], found[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_states_can_be_read_on_their_wash(scheme: str, state: str) -> None:
    found = colours(scheme)
    assert measure_contrast(found[state], found[f"{state}-wash"]) >= LEAST_CONTRAST
    assert measure_contrast(found["ink"], found[f"{state}-wash"]) >= LEAST_CONTRAST


@pytest.mark.parametrize(("scheme", "grounds"), [("default", LIGHT_GROUNDS), ("slate", DARK_GROUNDS)])
def test_an_accent_is_held_against_the_grounds_of_the_style_sheet(scheme: str, grounds: tuple[str, ...]) -> None:
    assert set(grounds) == {colour for name, colour in colours(scheme).items() if name in GROUNDS}


def test_both_schemes_have_the_same_names() -> None:
    assert colours("default").keys() == colours("slate").keys()


def test_every_tone_has_an_ink_and_a_shape() -> None:
    from trustpages.model import states
    from trustpages.model.pages.values import StateLabel

    used = {
        tone.name
        for value in vars(states).values()
        if isinstance(value, dict)
        for tone in value.values()
        if isinstance(tone, StateLabel)
    } | {"rely", "care", "no", "unpromised"}
    forms = (TEMPLATES / "parts" / "marks.jinja").read_text("utf-8")
    assert used
    assert [name for name in sorted(used) if f".tp-tone--{name}" not in TOKENS or f'"{name}":' not in forms] == []
