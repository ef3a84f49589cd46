"""The bare numbers that a drawing needs from a quantity; None where there is none."""

from __future__ import annotations

from trustpages.model.measured import Measured, Quantity


def value_of(quantity: Quantity) -> float | None:
    """The value."""
    return quantity.value if isinstance(quantity, Measured) else None


def low_of(quantity: Quantity) -> float | None:
    """The lower limit."""
    return quantity.low if isinstance(quantity, Measured) else None


def high_of(quantity: Quantity) -> float | None:
    """The upper limit."""
    return quantity.high if isinstance(quantity, Measured) else None
