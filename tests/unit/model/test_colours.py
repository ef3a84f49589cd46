"""Shades of any colour that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.model.pages.colours import (
    DARK_GROUNDS,
    LEAST_CONTRAST,
    LIGHT_GROUNDS,
    make_readable,
    measure_contrast,
    measure_least_contrast,
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("colour", "ground", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.478),
        ("#aa0000", "#aa0000", 1),
    ],
)
def test_contrast_is_that_of_wcag(colour: str, ground: str, expected: float) -> None:
    assert measure_contrast(colour, ground) == pytest.approx(expected, abs=0.001)


@given(COLOURS, st.sampled_from((LIGHT_GROUNDS, DARK_GROUNDS)))
def test_a_shade_of_every_colour_can_be_read_and_one_that_can_is_kept(colour: str, grounds: tuple[str, ...]) -> None:
    shade = make_readable(colour, grounds)
    assert measure_least_contrast(shade, grounds) >= LEAST_CONTRAST
    assert make_readable(shade, grounds) == shade
