from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.publish.versions import a_published_folder, a_withdrawal, kept_checkpoint, tree_of
from trustpages.publish.site.gate import check_page
from trustpages.publish.verifier import read_checker
from trustpages.publish.verifier.trustverify import Checkpoint, derived_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = a_published_folder(tmp_path)
    a_withdrawal(root)
    return root


@pytest.mark.parametrize("page", ["versions/index.html", "1.0/index.html", "1.0/agents/desk/index.html"])
def test_pages_pass_the_gate_of_every_site(root: Path, page: str) -> None:
    assert check_page(page, (root / page).read_text()).problems == ()


def test_the_versions_page_shows_what_to_keep(root: Path) -> None:
    page = (root / "versions/index.html").read_text()
    assert f"<pre>{kept_checkpoint(root)}</pre>" in page
    assert "Withdrawn on 2024-06-10: The refund figures were wrong" in page
    assert "<b>2024-05-20</b> incident opened: desk/june-refunds, Refunds paid twice" in page


def test_a_long_log_has_a_checkpoint_of_three_lines_to_print() -> None:
    short = Checkpoint("a.example/public", 20, b"r" * 32, b"h" * 120)
    long = Checkpoint("a.example/public", 21, b"r" * 32, b"h" * 126)
    assert short.printed() == short.body().decode()
    assert long.printed() == long.short() != long.body().decode()
    assert "hints" not in derived_files([], long)["versions/index.html"].decode()


def test_links_between_versions_work_from_disk_and_below_any_path(root: Path) -> None:
    for page in ("index.html", "versions/index.html"):
        text = (root / page).read_text()
        links = [part.partition('"')[0] for part in text.split('href="')[1:]]
        assert links
        assert all((root / page).parent.joinpath(link).is_file() for link in links)
        assert not any(link.startswith(("/", "http")) for link in links)


def test_text_of_records_is_shown_and_never_runs() -> None:
    event = {"type": "claim-withdrawn", "subject": "<script>", "summary": "\u00e9 & \"'{x}", "on": "2024-06-01"}
    checkpoint = Checkpoint("<b>", 0, b"")
    for styled in (True, False):
        page = derived_files([event], checkpoint, styled)["versions/index.html"].decode("ascii")
        assert "&#233; &amp; &quot;&#x27;{x}" in page
        assert "<script>" not in page
        assert "<pre>&lt;b&gt;\n0\n\n</pre>" in page


def test_every_version_ships_the_checker(root: Path) -> None:
    tree = tree_of(root)
    places = [path for path in tree if path.endswith("trustverify.py")]
    assert len(places) == 5
    assert all(tree[path] == read_checker() for path in places)


def test_the_checker_runs_alone_without_a_network(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(root / "versions/trustverify.py"), str(root), "--now", "2024-06-15"]
    without = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*without, "true"], capture_output=True, check=False, timeout=60).returncode:
        without = []
    done = subprocess.run(
        [*without, *command], capture_output=True, text=True, check=False, cwd=tmp_path, env={}, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "VERIFIED"
