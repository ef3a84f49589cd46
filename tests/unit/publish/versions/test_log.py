from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.publish.versions import a_published_folder, some_facts, tree_of
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.publish.log.entries import read_log
from trustpages.publish.log.events import (
    Event,
    RecordChanged,
    VersionEvent,
    VersionPublished,
    VersionWithdrawn,
    decode_entry,
    encode_entry,
)
from trustpages.publish.verifier.trustverify import Outcome, event_of

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
LINES = st.text(max_size=30).map(lambda text: " ".join(text.split()))
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(RecordChanged, st.sampled_from(VersionEvent), LINES, LINES, DAYS),
    st.builds(VersionWithdrawn, st.just("1.0"), LINES, DAYS, DIGESTS),
    st.builds(
        VersionPublished,
        version=st.just("1.0"),
        as_of=DAYS,
        valid_until=st.none() | DAYS,
        manifest=DIGESTS,
        statement=DIGESTS,
        signer=st.none() | st.just("SHA256:" + "A" * 43),
    ),
)


@given(EVENTS, st.sampled_from(Audience))
def test_an_entry_reads_back_and_the_checker_knows_it(event: Event, audience: Audience) -> None:
    entry = encode_entry(event, audience)
    assert encode_entry(decode_entry(entry), audience) == entry
    out = Outcome()
    assert event_of(0, entry, f"a.example/{audience}", out)
    assert not out.failures


@given(st.binary(max_size=60))
def test_other_bytes_are_refused_by_both(entry: bytes) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        decode_entry(entry)
    assert stopped.value.code == "log-damaged"
    out = Outcome()
    assert event_of(0, entry, "a.example/public", out) == {}
    assert out.failures


def test_one_log_for_each_audience(tmp_path: Path) -> None:
    assert read_log(a_published_folder(tmp_path, versions=1)).audience is some_facts().audience


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("log/checkpoint", b""),
        ("log/checkpoint", b"a/public\n9\n" + b"A" * 43 + b"=\n"),
        ("log/entries/0", b"{}\n"),
        ("log/entries/7", b"{}\n"),
    ],
)
def test_a_damaged_log_is_not_read(tmp_path: Path, path: str, content: bytes) -> None:
    root = a_published_folder(tmp_path, versions=2)
    (root / path).write_bytes(content)
    with pytest.raises(TrustpagesError) as stopped:
        read_log(root)
    assert stopped.value.code == "log-damaged"
    assert "restore" in stopped.value.remedy


def test_the_shorter_hints_of_the_first_logs_are_read(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    log = read_log(root)
    (root / "log/checkpoint").write_bytes(log.checkpoint(width=3).body())
    assert read_log(root) == log
    (root / "log/checkpoint").write_bytes(log.checkpoint(width=3)._replace(hints=b"abc" * log.counted).body())
    with pytest.raises(TrustpagesError):
        read_log(root)


def test_a_log_whose_name_no_publisher_can_have_is_not_read(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    named = read_log(root).checkpoint()._replace(origin="<b>/public")
    (root / "log/checkpoint").write_bytes(named.body())
    with pytest.raises(TrustpagesError) as stopped:
        read_log(root)
    assert stopped.value.code == "log-damaged"


def test_entries_are_only_ever_added(tmp_path: Path) -> None:
    before = tree_of(a_published_folder(tmp_path / "two", versions=2))
    after = tree_of(a_published_folder(tmp_path / "three", versions=3))
    entries = {path for path in before if path.startswith("log/entries/")}
    assert len(entries) == 3
    assert all(after[path] == before[path] for path in entries)
