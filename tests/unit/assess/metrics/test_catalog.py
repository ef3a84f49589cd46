from __future__ import annotations

import dataclasses
import re

from trustpages.assess.metrics.catalog import METRICS


def test_twelve_metrics_in_order_with_stable_ids() -> None:
    assert [one.number for one in METRICS] == list(range(1, 13))
    assert len({one.id for one in METRICS}) == 12
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", one.id) for one in METRICS)


def test_every_entry_says_all_that_a_reader_needs() -> None:
    for one in METRICS:
        assert all(getattr(one, field.name) for field in dataclasses.fields(one))
        assert one.question.endswith("?")
        assert one.formula.endswith(".")
        assert one.cannot_tell.endswith(".")


def test_explained_in_one_paragraph() -> None:
    for one in METRICS:
        found = one.explained()
        assert (found.code, found.title) == (one.id, one.title)
        assert "\n" not in found.paragraph
        assert "  " not in found.paragraph
        assert one.cannot_tell in found.paragraph
