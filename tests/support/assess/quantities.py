"""A quantity that a test expects to be measured, or to be absent."""

from __future__ import annotations

from trustpages.model.measured import Measured, Unmeasured


def measured(quantity: object) -> Measured:
    assert isinstance(quantity, Measured), quantity
    return quantity


def absent(quantity: object) -> Unmeasured:
    assert isinstance(quantity, Unmeasured), quantity
    return quantity
