"""An older tree, whole and rightly signed, is refused by whoever kept a newer checkpoint."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from support.publish.independent_check import is_sound
from support.publish.versions import (
    INCIDENT,
    a_key,
    a_site,
    allowed_signers,
    codes,
    entries_of,
    kept_checkpoint,
    outcome,
    some_facts,
)
from trustpages.publish.versions.publication import publish_version

Figure = Callable[[int, str, str], None]


def test_each_older_signed_tree_is_refused_under_each_newer_pin(
    tmp_path: Path, count: Callable[[int, int], int], figure: Figure
) -> None:
    key = a_key(tmp_path)
    signers = allowed_signers(tmp_path, key)
    trees = list(_signed_trees(tmp_path, key, count(12, 3)))
    tried = 0
    for older, tree in enumerate(trees):
        assert outcome(tree, pin=kept_checkpoint(tree), allowed_signers=signers).failures == []
        for newer in trees[older + 1 :]:
            pin = kept_checkpoint(newer)
            out = outcome(tree, pin=pin, allowed_signers=signers)
            assert codes(out) == {"rollback", "history-rewritten"}
            assert any(f"log/entries/{len(entries_of(tree))}:" in failure for failure in out.failures)
            assert not is_sound(tree, pin)
            assert outcome(newer, pin=kept_checkpoint(tree), allowed_signers=signers).failures == []
            tried += 1
    figure(23, "older trees, signed and whole, under a newer pin: refused as a rollback", f"{tried}/{tried}")


def test_an_older_checkpoint_beside_newer_files_is_refused_too(tmp_path: Path, figure: Figure) -> None:
    older, newer = _signed_trees(tmp_path, a_key(tmp_path), 2)
    pin = kept_checkpoint(newer)
    (newer / "log/checkpoint").write_text(kept_checkpoint(older))
    assert "rollback" in codes(outcome(newer, pin=pin))
    figure(23, "an older checkpoint beside newer files: refused as a rollback", "1/1")


def _signed_trees(folder: Path, key: Path, versions: int) -> list[Path]:
    """The published folder as it was after each version, all of them signed."""
    trees = []
    for number in range(1, versions + 1):
        site = a_site(folder / f"site-{number}", f"text {number}")
        publish_version(site, f"{number}.0", folder / "published", some_facts(changes=(INCIDENT,)), key)
        trees.append(folder / f"tree-{number}")
        shutil.copytree(folder / "published", trees[-1])
    return trees
