"""A branch with a published folder that unpacks to gigabytes: a publisher refuses it before it is in memory."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.publish.branches import PAGES, Repository, publish_on
from support.publish.versions import a_site
from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import LARGEST_FILE


def _add_zeros(repository: Repository, path: str, size: int) -> None:
    """A commit on the branch with a file of zeros, which git packs to a thousandth."""
    head = (
        f"commit refs/heads/{PAGES.name}\ncommitter Kim <kim@example.com> 1700000000 +0000\ndata 0\n"
        f"from refs/heads/{PAGES.name}^0\nM 100644 inline {path}\ndata {size}\n"
    )
    command = ["git", "-C", str(repository.folder), "fast-import", "--quiet"]
    subprocess.run(command, input=head.encode() + bytes(size) + b"\n", check=True, timeout=120)


@pytest.mark.parametrize("path", ["log/checkpoint", "1.0/report.json"])
def test_it_is_refused_by_its_size(tmp_path: Path, path: str) -> None:
    repository = Repository(tmp_path / "acme")
    publish_on(repository, a_site(tmp_path / "1.0", "first"), "1.0")
    _add_zeros(repository, path, LARGEST_FILE + 1)
    with pytest.raises(TrustpagesError) as refused:
        publish_on(repository, a_site(tmp_path / "2.0", "second"), "2.0")
    assert refused.value.code == "file-too-large"
