"""The table of figures: every acceptance test has its line, and parts of one test are put together."""

from __future__ import annotations

from support.acceptance import OUT_OF_REACH, TESTS, table


def test_every_acceptance_test_has_its_line() -> None:
    lines = table([])
    assert [int(line[:2]) for line in lines] == list(range(1, 41)) == list(TESTS)
    assert all(OUT_OF_REACH.get(number, "no figure in this run") in lines[number - 1] for number in TESTS)


def test_parts_of_one_test_are_put_together() -> None:
    parts = [(14, "x", "1/1"), (14, "x", "2/3"), (11, "worst", "0.20 s"), (11, "worst", "1.10 s")]
    lines = table([*parts, (17, "most", "9 MB"), (17, "most", "11 MB")])
    assert [line.split()[-1] for line in lines if line.startswith("14")] == ["3/4"]
    assert [line.split("  ")[-1].strip() for line in lines if line.startswith("11")] == ["1.10 s"]
    assert [line.split("  ")[-1].strip() for line in lines if line.startswith("17")] == ["11 MB"]
