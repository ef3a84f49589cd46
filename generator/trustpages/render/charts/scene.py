"""What a drawing is made of: lines and areas, discs, labels, in page coordinates (y grows downwards)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from trustpages.render.charts.palette import Ink

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


def line(start: Point, end: Point, ink: Ink, width: float = 1.0, *, dashed: bool = False) -> Shape:
    """A straight line."""
    return Shape((start, end), stroke=ink, width=width, dashed=dashed)


def box(
    left: float, top: float, right: float, bottom: float, fill: Ink | None, stroke: Ink | None = None
) -> Shape:
    """A rectangle, filled, outlined or both."""
    return Shape(((left, top), (right, top), (right, bottom), (left, bottom), (left, top)), stroke, fill)
