"""Work that several processes share: the same results in the same order, errors that arrive, processes that end."""

from __future__ import annotations

from multiprocessing import active_children

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import refuse_unsafe_paths
from trustpages.publish.processes import ALONE, Workers

ITEMS = range(40)


@pytest.mark.parametrize(("processes", "items", "parts"), [(1, 40, 1), (2, 15, 1), (2, 16, 8), (3, 40, 20)])
def test_few_items_stay_in_one_part(processes: int, items: int, parts: int) -> None:
    divided = Workers(processes).divide(range(items), 8)
    assert len(divided) == parts
    assert [item for part in divided for item in part] == [*range(items)]


def test_results_are_in_the_order_of_the_parts_whoever_does_them() -> None:
    with Workers(3) as workers:
        parts = workers.divide(ITEMS, 4)
        assert workers.run(sum, parts) == ALONE.run(sum, parts) == tuple(ITEMS)
        helpers = active_children()
        assert workers.run(list, parts) == tuple([item] for item in ITEMS)
        assert active_children() == helpers  # started once
        assert len(helpers) == 2
        workers.dismiss()
        assert active_children() == []


@pytest.mark.parametrize("wrong", [0, 1])
def test_an_error_of_any_part_arrives_and_ends_the_helpers(wrong: int) -> None:
    parts = [[f"{'/' if item == wrong else ''}p{item}"] for item in range(2)]
    with Workers(2) as workers, pytest.raises(TrustpagesError, match=f"'/p{wrong}'") as caught:
        workers.run(refuse_unsafe_paths, parts)
    assert caught.value.code == "unsafe-path"
    assert active_children() == []


def test_a_helper_that_ends_early_is_told_and_replaced() -> None:
    with Workers(2) as workers:
        parts = workers.divide(ITEMS, 4)
        workers.run(sum, parts)
        (helper,) = active_children()
        helper.kill()
        helper.join()
        with pytest.raises(TrustpagesError, match="ended early"):
            workers.run(sum, parts)
        assert workers.run(sum, parts) == tuple(ITEMS)
