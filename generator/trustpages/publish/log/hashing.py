"""Canonical JSON, SHA-256 digests, and Merkle trees over log entries as in RFC 6962, section 2.1.

Canonical JSON has sorted keys, no blanks, ASCII only, and one final line end. A hash of the tree is 32 bytes of
SHA-256; leaves and nodes are hashed with different first bytes, so that no node can pass for an entry.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256


def to_canonical_json(value: object) -> bytes:
    """The value as the bytes that are stored, hashed and signed.

    Raises ValueError for what is not a number, TypeError for what is not JSON.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return (text + "\n").encode("ascii")


def digest(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return sha256(content).hexdigest()


EMPTY_ROOT = sha256(b"").digest()


def hash_leaf(entry: bytes) -> bytes:
    """The hash of one entry, as its stored bytes."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A growing tree, kept as the roots of its complete subtrees, the largest first.

    A new leaf costs at most log2(size) hashes; no earlier leaf is needed.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Frontier:
        """The tree with one more leaf hash."""
        peaks, rest = [*self.peaks, leaf], self.size
        while rest & 1:
            right = peaks.pop()
            peaks[-1] = hash_node(peaks[-1], right)
            rest >>= 1
        return Frontier(self.size + 1, tuple(peaks))

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = hash_node(peak, root)
        return root


def compute_root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes, in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def prove_inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from the leaf at `index` to the root (RFC 6962, 2.1.1).

    Raises IndexError for an index outside the tree.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*prove_inclusion(leaves[:split], index), compute_root(leaves[split:]))
    return (*prove_inclusion(leaves[split:], index - split), compute_root(leaves[:split]))


def includes(root: bytes, size: int, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """True if the proof shows that `leaf` stands at `index` in the tree of this root and size."""
    if not 0 <= index < size:
        return False
    found, last, rest = leaf, size - 1, list(proof)
    while last:
        if index & 1 or index < last:
            if not rest:
                return False
            sibling = rest.pop(0)
            found = hash_node(sibling, found) if index & 1 else hash_node(found, sibling)
        index, last = index >> 1, last >> 1
    return not rest and found == root


def prove_consistency(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """The hashes that show that the first `old_size` leaves are an earlier tree (RFC 6962, 2.1.2).

    Raises IndexError unless 0 < old_size <= len(leaves).
    """
    if not 0 < old_size <= len(leaves):
        raise IndexError(f"no earlier tree of {old_size} in a tree of {len(leaves)}")
    return _prove_subtree(leaves, old_size, is_old_root=True)


def is_consistent(old_root: bytes, old_size: int, root: bytes, size: int, proof: Sequence[bytes]) -> bool:
    """True if the proof shows that the tree of `old_root` was extended, and only extended, to that of `root`."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == root
    hashes = list(proof)
    if old_size & (old_size - 1) == 0:
        hashes.insert(0, old_root)  # a complete tree is a node of the later one, so the proof omits it
    if not hashes:
        return False
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = hashes.pop(0)
    while last:
        if node & 1 or node < last:
            if not hashes:
                return False
            sibling = hashes.pop(0)
            if node & 1:
                old, new = hash_node(sibling, old), hash_node(sibling, new)
            else:
                new = hash_node(new, sibling)
        node, last = node >> 1, last >> 1
    return not hashes and old == old_root and new == root


def _prove_subtree(leaves: Sequence[bytes], old_size: int, *, is_old_root: bool) -> tuple[bytes, ...]:
    if old_size == len(leaves):
        return () if is_old_root else (compute_root(leaves),)
    split = _split(len(leaves))
    if old_size <= split:
        return (
            *_prove_subtree(leaves[:split], old_size, is_old_root=is_old_root),
            compute_root(leaves[split:]),
        )
    return (
        *_prove_subtree(leaves[split:], old_size - split, is_old_root=False),
        compute_root(leaves[:split]),
    )


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
