"""What a drawing is made of: colours by meaning, lines, areas, discs, labels, and symbols for verdicts.

Coordinates are those of a page: y grows downwards. Colours derive from the palette of Okabe and Ito, which stays
apart in the common forms of colour blindness, moved in lightness until marks reach a contrast of 3:1 and words
4.5:1 on either page. No colour is the only carrier of a meaning: shapes and words say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Literal, TypeAlias, assert_never

from trustpages.model.pages.chart import Chart
from trustpages.model.pages.values import StateLabel
from trustpages.model.states import VERDICTS, StateT
from trustpages.model.vocabulary import Verdict


class Ink(Enum):
    """A colour by what it means: (on a light page, on a dark page). All light values differ."""

    PAPER = ("#fffffe", "#1e2129")  # inside of hollow marks
    TEXT = ("#1f2430", "#e8eaee")
    MUTED = ("#5a6270", "#aeb6c2")
    RULE = ("#7c8594", "#7f8896")  # axes
    GRID = ("#dfe3e8", "#383e4a")
    BAND = ("#e6eef4", "#2a3644")  # the promised side of a threshold
    KEPT = ("#0067a3", "#62b8ec")
    BROKEN = ("#b84600", "#ff9257")
    LEANING = ("#8a6100", "#e9b13c")
    UNKNOWN = ("#667080", "#98a1af")
    CLAIMED = ("#8b3f73", "#e2a0c8")
    REVIEWED = ("#00735c", "#3fc79f")

    @property
    def light(self) -> str:
        """The value on light pages, as `#rrggbb`; drawings are made with it."""
        return self.value[0]

    @property
    def dark(self) -> str:
        """The value on dark pages, as `#rrggbb`."""
        return self.value[1]


DARK_FOR_LIGHT = {ink.light: ink.dark for ink in Ink}


Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]


_SHOWN = 1.2


@dataclass(frozen=True, slots=True)
class Shape:
    """A line through `points`, or the area that they enclose if `fill` is given."""

    points: tuple[Point, ...]
    stroke: Ink | None = None
    fill: Ink | None = None
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around (`x`, `y`)."""

    x: float
    y: float
    radius: float
    stroke: Ink | None = None
    fill: Ink | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text on the baseline `y`; what is unfit for XML is gone before it gets here."""

    x: float
    y: float
    text: str
    size: float
    ink: Ink = Ink.TEXT
    anchor: Anchor = "start"
    bold: bool = False


Mark: TypeAlias = Shape | Disc | Label


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of the given size, in units that are pixels at its natural size; later marks lie on top."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def shown_width(self) -> int:
        """The width in CSS pixels where there is room for it."""
        return round(self.width * _SHOWN)

    @property
    def shown_height(self) -> int:
        """The height that goes with `shown_width`."""
        return round(self.height * _SHOWN)


def draw_line(start: Point, end: Point, ink: Ink, width: float = 1.0, *, dashed: bool = False) -> Shape:
    """A straight line."""
    return Shape((start, end), stroke=ink, width=width, dashed=dashed)


def draw_box(
    left: float, top: float, right: float, bottom: float, fill: Ink | None, stroke: Ink | None = None
) -> Shape:
    """A rectangle, filled, outlined or both."""
    return Shape(((left, top), (right, top), (right, bottom), (left, bottom), (left, top)), stroke, fill)


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


def make_signs(labels: Mapping[StateT, StateLabel], looks: Mapping[StateT, tuple[Form, Ink]]) -> dict[StateT, Sign]:
    """The signs of states: the word that each has everywhere, with a form and an ink."""
    return {state: Sign(labels[state].word, form, ink) for state, (form, ink) in looks.items()}


VERDICT_SIGNS = make_signs(
    VERDICTS,
    {
        Verdict.MET: (Form.DISC, Ink.KEPT),
        Verdict.LEANING_MET: (Form.DISC_OPEN, Ink.UNKNOWN),
        Verdict.LEANING_BREACH: (Form.TRIANGLE_OPEN, Ink.LEANING),
        Verdict.BREACHED: (Form.DIAMOND, Ink.BROKEN),
        Verdict.ON_TRACK: (Form.DISC_OPEN, Ink.UNKNOWN),
        Verdict.AT_RISK: (Form.TRIANGLE_OPEN, Ink.LEANING),
        Verdict.INCOMPLETE: (Form.SQUARE_OPEN, Ink.UNKNOWN),
        Verdict.MISSING: (Form.CROSS, Ink.UNKNOWN),
        Verdict.NOT_APPLICABLE: (Form.DASH, Ink.UNKNOWN),
    },
)

_STROKE_WIDTH = 2.2


def draw_symbol(form: Form, x: float, y: float, ink: Ink, radius: float = 6.0) -> tuple[Mark, ...]:
    """The marks of one symbol centred on (`x`, `y`)."""
    match form:
        case Form.DISC | Form.DISC_OPEN:
            return (Disc(x, y, radius, ink, _choose_fill(form, ink), _STROKE_WIDTH),)
        case Form.DIAMOND | Form.DIAMOND_OPEN:
            return (_draw_outline(form, ink, ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))),)
        case Form.TRIANGLE | Form.TRIANGLE_OPEN:
            low, high = y + radius * 0.8, y - radius
            return (_draw_outline(form, ink, ((x, high), (x + radius, low), (x - radius, low))),)
        case Form.SQUARE | Form.SQUARE_OPEN:
            arm = radius * 0.85
            corners = ((x - arm, y - arm), (x + arm, y - arm), (x + arm, y + arm), (x - arm, y + arm))
            return (_draw_outline(form, ink, corners),)
        case Form.CROSS:
            arm = radius * 0.75
            return (
                draw_line((x - arm, y - arm), (x + arm, y + arm), ink, _STROKE_WIDTH),
                draw_line((x - arm, y + arm), (x + arm, y - arm), ink, _STROKE_WIDTH),
            )
        case Form.DASH:
            return (draw_line((x - radius, y), (x + radius, y), ink, _STROKE_WIDTH),)
        case _:
            assert_never(form)


def _choose_fill(form: Form, ink: Ink) -> Ink:
    return Ink.PAPER if form.name.endswith("_OPEN") else ink


def _draw_outline(form: Form, ink: Ink, corners: tuple[Point, ...]) -> Shape:
    # The first side twice, so that the last corner is joined like the others.
    return Shape((*corners, *corners[:2]), ink, _choose_fill(form, ink), _STROKE_WIDTH)


# A drawer takes exactly the type that it is listed under, which a mapping's type cannot say.
Drawers: TypeAlias = Mapping[type[Chart], Callable[[Any], Scene]]
"""Which function draws which chart: each family of charts lists its own."""
