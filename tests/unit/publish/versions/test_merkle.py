from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.publish.log.hashing import (
    EMPTY_ROOT,
    Frontier,
    compute_root,
    hash_leaf,
    includes,
    is_consistent,
    prove_consistency,
    prove_inclusion,
)
from trustpages.publish.verifier.trustverify import roots_of

# The inputs and roots that implementations of certificate transparency test themselves with.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
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
MOST = 40


def leaves(count: int) -> list[bytes]:
    return [hash_leaf(bytes([number])) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    assert compute_root([hash_leaf(entry) for entry in ENTRIES[:size]]).hex() == ROOTS[size]


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = hash_leaf(b"a"), hash_leaf(b"b")
    assert hash_leaf(left + right) != compute_root([left, right])
    assert compute_root([]) == EMPTY_ROOT != hash_leaf(b"")


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_publisher_and_checker_compute_the_same_roots(entries: list[bytes]) -> None:
    hashes = [hash_leaf(entry) for entry in entries]
    frontier, grown = Frontier(), [EMPTY_ROOT]
    for leaf in hashes:
        frontier = frontier.append(leaf)
        grown.append(frontier.root())
    assert roots_of(hashes) == grown


def test_every_inclusion_proof_holds_for_its_place_only() -> None:
    for size in range(1, MOST + 1):
        tree = leaves(size)
        root = compute_root(tree)
        for index in range(size):
            proof = prove_inclusion(tree, index)
            places = [place for place in range(size + 1) if includes(root, size, tree[index], place, proof)]
            assert places == [index]
            assert not includes(root, size, tree[index], index, (*proof, root))
            assert not proof or not includes(root, size, tree[index], index, proof[:-1])


def test_every_consistency_proof_holds_and_each_rewrite_is_caught() -> None:
    proofs = rewrites = 0
    for size in range(1, MOST + 1):
        tree = leaves(size)
        root = compute_root(tree)
        for old_size in range(1, size + 1):
            proof = prove_consistency(tree, old_size)
            assert is_consistent(compute_root(tree[:old_size]), old_size, root, size, proof)
            proofs += 1
            other = [*tree[: old_size - 1], hash_leaf(b"other"), *tree[old_size:]]
            forged = prove_consistency(other, old_size)
            assert not is_consistent(
                compute_root(tree[:old_size]), old_size, compute_root(other), size, forged
            )
            assert not is_consistent(compute_root(other[:old_size]), old_size, root, size, proof)
            rewrites += 1
    assert (proofs, rewrites) == (820, 820)


@given(st.integers(1, 64), st.data())
def test_proofs_of_any_other_shape_are_refused(size: int, data: st.DataObject) -> None:
    tree = leaves(size)
    old_size = data.draw(st.integers(1, size))
    proof = list(prove_consistency(tree, old_size))
    spoiled = data.draw(st.sampled_from(["longer", "shorter", "turned"]))
    if spoiled == "longer":
        proof.append(EMPTY_ROOT)
    elif not proof:
        return
    elif spoiled == "shorter":
        proof.pop(data.draw(st.integers(0, len(proof) - 1)))
    else:
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    assert not is_consistent(compute_root(tree[:old_size]), old_size, compute_root(tree), size, proof)


@pytest.mark.parametrize(("old_size", "size"), [(0, 1), (2, 1), (-1, 3)])
def test_sizes_that_make_no_sense_are_refused(old_size: int, size: int) -> None:
    assert not is_consistent(EMPTY_ROOT, old_size, EMPTY_ROOT, size, ())
    with pytest.raises(IndexError):
        prove_consistency(leaves(size), old_size)


def test_a_leaf_outside_the_tree_has_no_proof() -> None:
    with pytest.raises(IndexError):
        prove_inclusion(leaves(3), 3)
    assert not includes(EMPTY_ROOT, 3, EMPTY_ROOT, -1, ())
