"""What a model states of itself on a hub: values without metric or count, placeholders, tokens, other sources."""

from __future__ import annotations

import pytest

from support.importing import DATA, kinds, read_files, read_shared
from trustpages.intake.importers.cards.hub_results import HUB_RESULTS
from trustpages.intake.importers.cards.model_index import MODEL_INDEX

RESULTS = """- dataset:
    id: a/suite
    task_id: hard
  value: 57.50
  date: "2026-09-17"
  source:
    url: https://example.org/other-model
  notes: "Base: 56.00%"
- dataset:
    id: {dataset}
    task_id: {task_id}
  value: {metric_value}
- dataset:
    id: a/suite
    task_id: easy
  value: 0.412
  verifyToken: abc
"""
CARD = """---
license: apache-2.0
model-index:
- name: model-1
  results:
  - task: {type: text-generation}
    dataset: {name: ai2_arc, type: ai2_arc}
    metrics:
    - {type: accuracy, value: 64.59, name: ARC}
    - {type: f1, value: none}
---
# model-1
"""


def test_values_stand_as_they_are_and_placeholders_are_left_out() -> None:
    imported = read_files(HUB_RESULTS, {"eval_results/x.yaml": RESULTS})
    hard, easy = imported.items
    assert imported.read == 3
    assert (hard.kind, hard.keys) == ("published_score", {"score": "a-suite-hard", "value": 57.5})
    assert kinds(hard) == {"no-metric", "samples-not-counted", "not-verified", "taken-from", "notes", "values-left-out"}
    assert "not-verified" not in kinds(easy)
    assert (str(hard.last), easy.last) == ("2026-09-17", None)


def test_metrics_of_a_card() -> None:
    imported = read_files(MODEL_INDEX, {"README.md": CARD})
    (item,) = imported.items
    assert (item.keys, item.version, imported.read) == ({"score": "accuracy", "value": 64.59}, "model-1", 2)
    assert "values-left-out" in kinds(item)


def test_a_card_of_windows_is_read_too() -> None:
    assert len(read_files(MODEL_INDEX, {"README.md": CARD.replace("\n", "\r\n")}).items) == 1


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_results() -> None:
    values = [item.keys["value"] for item in read_shared(HUB_RESULTS, "benchmarks/hf_eval_results").items]
    assert values == [57.5, 83.33, 20.9, 0.412, 0.412]
    cards = read_shared(MODEL_INDEX, "benchmarks/hf_model_index", "compliance/hf_model_cards").items
    assert cards[0].keys["value"] == 64.59
    assert len(cards) == 5
