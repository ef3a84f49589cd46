"""Values of the model as bytes, and bytes that are none."""

from __future__ import annotations

import os
import pickle
import subprocess
from datetime import date
from decimal import Decimal

import pytest

from trustpages.model.problem import Place, Problem, ProblemLevel
from trustpages.workflow.caching.values import Passed, pack, unpack


def test_values_of_the_model_come_back() -> None:
    value = (Problem(Place("a.yml", 2, 1), "code", "Words", "", ProblemLevel.WARNING), date(2026, 7, 1), Decimal("0.1"))
    assert unpack(pack(value)) == value


def test_what_is_passed_on_is_packed_on_the_way_alone() -> None:
    value = (Place("a.yml", 2, 1), date(2026, 7, 1))
    passed = Passed(value)
    assert passed.value is value
    content = pickle.dumps(passed)
    assert pack(value) in content
    assert pickle.loads(content) == passed  # noqa: S301  # made above


class _Calls:
    def __reduce__(self) -> tuple[object, ...]:
        return os.getpid, ()


@pytest.mark.parametrize("value", [_Calls(), os.getcwd, subprocess.Popen, eval, ("a", os.path.join), pytest.raises])
def test_nothing_else_is_called(value: object) -> None:
    with pytest.raises(ValueError, match="no values of the model"):
        unpack(pickle.dumps(value))


def test_what_a_module_of_the_model_imports_is_not_of_the_model() -> None:
    content = b"\x80\x05\x8c\x18trustpages.model.problem\x8c\tdataclass\x93."
    with pytest.raises(ValueError, match="not of the model"):
        unpack(content)


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"words", pack(date(2026, 7, 1))[:-3]])
def test_other_bytes_are_no_values(content: bytes) -> None:
    with pytest.raises(ValueError, match="no values of the model"):
        unpack(content)
