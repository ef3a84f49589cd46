"""What hosts look for at the root of a published folder: the newest version's, and checked as such."""

from __future__ import annotations

from pathlib import Path

from support.publish.versions import a_site, a_withdrawal, outcome, some_facts
from trustpages.publish.verifier.trustverify import COPIED
from trustpages.publish.versions.publication import publish_version


def test_the_root_has_what_the_newest_version_has_and_another_file_is_told(tmp_path: Path) -> None:
    root = tmp_path / "published"
    for version in ("1.0", "2.0"):
        site = a_site(tmp_path / version, version)
        for name in COPIED:
            (site / name).write_text(f"<p>{name} {version}</p>")
        publish_version(site, version, root, some_facts())
    assert [(root / name).read_text() for name in COPIED] == [f"<p>{name} 2.0</p>" for name in COPIED]
    assert outcome(root).failures == []
    a_withdrawal(root, "2.0")
    assert outcome(root).failures == []
    assert (root / "404.html").read_bytes() == (root / "2.0/404.html").read_bytes()
    (root / "404.html").write_text("<p>404.html 1.0</p>")
    (root / "sitemap.xml").unlink()
    assert [failure for failure in outcome(root).failures if "404.html" in str(failure)]
    assert not [failure for failure in outcome(root).failures if "sitemap" in str(failure)]
