"""A name that imitates another by letters that look the same, or hides text by characters that nobody sees."""

from __future__ import annotations

from support.intake.workspaces import problems_after as found


def test_two_names_that_look_alike_are_told_with_both_places() -> None:
    (problem,) = found("june", "producer: {name: Example Vendor,", "producer: {name: Examp1e Vendor,")
    assert problem.startswith("7:18 confusable-name the name 'Examp1e Vendor' looks like 'Example Vendor' at evidence/")


def test_same_name_in_another_case_is_the_same_name() -> None:
    assert found("june", "producer: {name: Example Vendor,", "producer: {name: EXAMPLE VENDOR,") == []


def test_a_producer_by_another_spelling_is_told() -> None:
    spelt = "id: late-refund\n    producer: {name: EXAMPLE VENDOR., relationship: vendor}\n"
    (problem,) = found("june", "id: late-refund\n", spelt)
    assert problem.startswith("19:22 confusable-name the producer 'EXAMPLE VENDOR.' is counted as 'Example Vendor' at ")


def test_a_name_with_an_invisible_character_is_refused() -> None:
    (problem,) = found("june", "producer: {name: Example Vendor,", 'producer: {name: "Example Vendor\\u200b",')
    assert problem.startswith(
        "7:18 invisible-character the name 'Example Vendor\\u200b' holds U+200B (ZERO WIDTH SPACE)"
    )
