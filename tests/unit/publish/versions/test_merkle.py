from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from trustpages.publish.log.entries import hash_leaf
from trustpages.publish.verifier.trustverify import roots_of

# The inputs and roots that implementations of certificate transparency test themselves with.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def compute_root(hashes: Sequence[bytes]) -> bytes:
    """The root by its definition (RFC 6962, 2.1): the hash over those of the two halves."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\x01" + compute_root(hashes[:half]) + compute_root(hashes[half:])).digest()


def test_the_published_roots() -> None:
    assert [root.hex() for root in roots_of([hash_leaf(entry) for entry in ENTRIES])] == ROOTS


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = hash_leaf(b"a"), hash_leaf(b"b")
    empty, _, both = roots_of([left, right])
    assert hash_leaf(left + right) != both
    assert hash_leaf(b"") != empty


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_roots_are_those_of_the_definition(entries: list[bytes]) -> None:
    hashes = [hash_leaf(entry) for entry in entries]
    assert roots_of(hashes) == [compute_root(hashes[:size]) for size in range(len(hashes) + 1)]


@given(st.lists(st.binary(max_size=2), min_size=1, max_size=40), st.data())
def test_every_rewrite_changes_all_later_roots(entries: list[bytes], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(entries) - 1))
    rewritten = [*entries[:number], entries[number] + b"other", *entries[number + 1 :]]
    before, after = (roots_of([hash_leaf(entry) for entry in log]) for log in (entries, rewritten))
    assert [old == new for old, new in zip(before, after, strict=True)] == [
        size <= number for size in range(len(entries) + 1)
    ]
