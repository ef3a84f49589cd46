"""The shapes that stand for verdicts and kinds, so that no meaning hangs on colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Disc, Mark, Point, Shape, line


class Form(Enum):
    """The outline of a symbol; the OPEN ones are hollow."""

    DISC = auto()
    DISC_OPEN = auto()
    DIAMOND = auto()
    DIAMOND_OPEN = auto()
    TRIANGLE = auto()
    TRIANGLE_OPEN = auto()
    SQUARE = auto()
    SQUARE_OPEN = auto()
    CROSS = auto()
    DASH = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """How a meaning is shown: in a word, a form and an ink."""

    word: str
    form: Form
    ink: Ink


VERDICT_SIGNS: Mapping[Verdict, Sign] = {
    Verdict.MET: Sign("Met", Form.DISC, Ink.KEPT),
    Verdict.LEANING_MET: Sign("Leaning met", Form.DISC_OPEN, Ink.KEPT),
    Verdict.LEANING_BREACH: Sign("Leaning breach", Form.TRIANGLE_OPEN, Ink.LEANING),
    Verdict.BREACHED: Sign("Breached", Form.DIAMOND, Ink.BROKEN),
    Verdict.INCOMPLETE: Sign("Incomplete", Form.SQUARE_OPEN, Ink.UNKNOWN),
    Verdict.MISSING: Sign("No evidence", Form.CROSS, Ink.UNKNOWN),
    Verdict.NOT_APPLICABLE: Sign("Not applicable", Form.DASH, Ink.UNKNOWN),
}

_WIDTH = 2.2


def symbol(form: Form, x: float, y: float, ink: Ink, radius: float = 6.0) -> tuple[Mark, ...]:
    """The marks of one symbol centred on (`x`, `y`)."""
    match form:
        case Form.DISC | Form.DISC_OPEN:
            return (Disc(x, y, radius, ink, _fill(form, ink), _WIDTH),)
        case Form.DIAMOND | Form.DIAMOND_OPEN:
            return (
                _outline(form, ink, ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))),
            )
        case Form.TRIANGLE | Form.TRIANGLE_OPEN:
            low, high = y + radius * 0.8, y - radius
            return (_outline(form, ink, ((x, high), (x + radius, low), (x - radius, low))),)
        case Form.SQUARE | Form.SQUARE_OPEN:
            arm = radius * 0.85
            corners = ((x - arm, y - arm), (x + arm, y - arm), (x + arm, y + arm), (x - arm, y + arm))
            return (_outline(form, ink, corners),)
        case Form.CROSS:
            arm = radius * 0.75
            return (
                line((x - arm, y - arm), (x + arm, y + arm), ink, _WIDTH),
                line((x - arm, y + arm), (x + arm, y - arm), ink, _WIDTH),
            )
        case Form.DASH:
            return (line((x - radius, y), (x + radius, y), ink, _WIDTH),)
        case _:
            assert_never(form)


def _fill(form: Form, ink: Ink) -> Ink:
    return Ink.PAPER if form.name.endswith("_OPEN") else ink


def _outline(form: Form, ink: Ink, corners: tuple[Point, ...]) -> Shape:
    # The first side twice, so that the last corner is joined like the others.
    return Shape((*corners, *corners[:2]), ink, _fill(form, ink), _WIDTH)
