"""The colours of the style sheet can be read, on paper, on panels and on their own wash, light and dark."""

from __future__ import annotations

import re

import pytest

from support.compose.rendered import TEMPLATES

TOKENS = (TEMPLATES / "stylesheets" / "10-tokens.css").read_text("utf-8")
SCHEMES = ("default", "slate")
STATES = ("kept", "broken", "leaning", "unknown")
TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA
MARK = 3.0  # 1.4.11


def colours(scheme: str) -> dict[str, str]:
    # The light scheme is that of paper, too, so that its colours stand for all.
    selector = "" if scheme == "default" else f'="{scheme}"'
    found = re.search(rf"\[data-md-color-scheme{selector}\] \{{(.*?)\}}", TOKENS, re.DOTALL)
    assert found
    return dict(re.findall(r"--tp-([a-z-]+): (#[0-9a-f]{6});", found[1]))


def luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ink", ["ink", "muted", "link", *STATES])
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_words_can_be_read(scheme: str, ink: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[ink], found[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", STATES)
def test_states_can_be_read_on_their_wash(scheme: str, state: str) -> None:
    found = colours(scheme)
    assert contrast(found[state], found[f"{state}-wash"]) >= TEXT
    assert contrast(found["ink"], found[f"{state}-wash"]) >= TEXT


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
