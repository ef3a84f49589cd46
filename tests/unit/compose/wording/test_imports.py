"""What an import accounts for is said whole: counted, unknown, left out, stated beside recomputed."""

from __future__ import annotations

from trustpages.compose.wording.imports import describe_import
from trustpages.model.documents.items.imported import ImportRecord


def test_the_account_of_an_import_is_said_whole() -> None:
    account = ImportRecord.model_validate(
        {
            "format": "terminal-bench",
            "tool": "Terminal-Bench 0.2",
            "inputs": [],
            "read": 1200,
            "counted": 1197,
            "unknown": {"test-timeout": 2},
            "left_out": {"warm-up": 1},
            "stated": [{"name": "accuracy", "value": 0.5375, "recomputed": 0.5412}, {"name": "cost", "value": 3.0}],
            "leaves_out": ["Instructions.", "Single tests."],
        }
    )
    assert [(fact.label, fact.value, fact.note) for fact in describe_import(account)] == [
        (
            "Imported from",
            "Terminal-Bench 0.2",
            "1,197 of 1,200 records counted; 2 unknown: test timeout; 1 left out: warm up",
        ),
        ("Stated: accuracy", "0.5375", "0.5412 by its records"),
        ("Stated: cost", "3", "its records do not tell"),
        ("Not carried over", "Instructions. Single tests.", ""),
    ]
