from __future__ import annotations

import dataclasses
import re

from trustpages.assess.metrics.catalog import METRICS


def test_twelve_metrics_in_order_with_stable_ids() -> None:
    assert [metric.number for metric in METRICS] == list(range(1, 13))
    assert len({metric.id for metric in METRICS}) == 12
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", metric.id) for metric in METRICS)


def test_every_entry_says_all_that_a_reader_needs() -> None:
    for metric in METRICS:
        assert all(getattr(metric, field.name) for field in dataclasses.fields(metric))
        assert metric.question.endswith("?")
        assert metric.formula.endswith(".")
        assert metric.cannot_tell.endswith(".")


def test_explained_in_one_paragraph() -> None:
    for metric in METRICS:
        found = metric.explained()
        assert (found.code, found.title) == (metric.id, metric.title)
        assert "\n" not in found.paragraph
        assert "  " not in found.paragraph
        assert metric.cannot_tell in found.paragraph
