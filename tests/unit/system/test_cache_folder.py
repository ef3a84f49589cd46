"""The folder of caches, where several runs begin at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from trustpages.system.cache_folder import MARK, MARKER, OWN_FOLDER, VARIABLE, prepare_result_cache

RUNS = 8


@pytest.fixture(params=range(20))
def attempt() -> None:
    """One of several: what goes wrong at once goes wrong sometimes."""


@pytest.mark.usefixtures("attempt")
def test_runs_that_begin_at_once_all_have_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "states"))
    start = Barrier(RUNS)

    def prepare(_: int) -> bytes | None:
        start.wait()
        cache = prepare_result_cache(tmp_path / "workspace")
        return None if cache is None else cache.key

    with ThreadPoolExecutor(RUNS) as runs:
        keys = set(runs.map(prepare, range(RUNS)))
    assert len(keys) == 1
    assert None not in keys
    assert (tmp_path / "caches" / OWN_FOLDER / MARKER).read_bytes() == MARK
    assert len([*(tmp_path / "states/trustpages").iterdir()]) == 1  # no draft is left
