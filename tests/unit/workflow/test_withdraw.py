"""The reason of a withdrawal is published, and cannot be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.workflow.commands.withdraw import withdraw

KEY = "".join(["gh", "p_", "Zq3vX9bT7mK2pL8wR4yN6cJ1hF5dS0aGeUoi"])


def test_a_reason_that_holds_a_secret_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    with pytest.raises(TrustpagesError) as refused:
        withdraw("1.0", nowhere, tmp_path, f"The key {KEY} stood in it.", date(2026, 11, 1))
    assert (refused.value.code, KEY in str(refused.value)) == ("reason", False)
    assert list(tmp_path.iterdir()) == []
