"""What a writer reads when a document does not fit its model: code, position, words."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.intake.workspaces import valid
from trustpages.intake import yaml
from trustpages.intake.files.projection import WIDEST_AUDIENCE, project
from trustpages.intake.validation.documents import validate_document
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.problem import Problem
from trustpages.model.source_map import Located

PACT = "evidence/desk/pacts/service.yml"
BUNDLE = "evidence/desk/bundles/june.yml"
AGENT = "evidence/desk/agent.yml"
FILES = valid()
DOCUMENTS = sorted(path for path in FILES if path.endswith(".yml"))


def problems(file: str, text: str) -> tuple[Problem, ...]:
    located, found = yaml.load(text.encode(), file)
    assert located is not None, found
    return problems_of(located)


def problems_of(located: Located) -> tuple[Problem, ...]:
    projection = project(located, WIDEST_AUDIENCE)
    assert projection is not None
    return tuple(sorted(validate_document(projection)[1]))


def changed(file: str, old: str, new: str) -> str:
    text = FILES[file].decode()
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (PACT, "severity: high", "severity: 3", "13:15 wrong-type 'severity' is the number 3 where a word is expected"),
        (PACT, "severity: high", "severity: crit", "13:15 unknown-value did you mean 'critical'?"),
        (PACT, "severity: high", "severity:", "13:13 wrong-type 'severity' is empty"),
        (PACT, "severity: high", "severty: high", "13:5 unknown-key did you mean 'severity'?"),
        (PACT, "promise: Completes the request.", 'promise: ""', "11:14 out-of-range 'promise' is an empty text"),
        (PACT, "promise: Completes the request.", "promise: [a]", "11:14 wrong-type 'promise' is a list where text"),
        (PACT, "kind: proportion}", "kind: share}", "14:21 unknown-kind no kind 'share' for 'measure'"),
        (PACT, "{kind: proportion}", "{of: runs}", "14:14 missing-key 'measure' does not say of which kind it is"),
        (PACT, "{kind: proportion}", "proportion", "14:14 wrong-type the text 'proportion' where a mapping"),
        (PACT, "{kind: proportion}", "{kind: proportion, q: 1}", "14:33 unknown-key it is a key of a quantile measure"),
        (PACT, "{at_least: 0.9}", "{at_least: '0.9'}", "15:27 wrong-type write a number, without quotes"),
        (
            PACT,
            "{at_least: 0.9}",
            "{at_least: 40%}",
            "15:27 wrong-type a per cent sign makes it text: write a share, 0.4 for '40%'",
        ),
        (
            PACT,
            "{at_least: 0.9}",
            "{at_least: '0,9'}",
            "15:27 wrong-type a decimal point is expected, not a comma: write 0.9 for '0,9'",
        ),
        (PACT, "min_samples: 10", "looks: 4", "16:32 unknown-key delete it: reports count how often"),
        (PACT, "min_samples: 10", "reviews: weekly", "16:41 unknown-value it is one of monthly, quarterly"),
        (PACT, "min_samples: 10", "review_dates: 2026-09-30", "16:46 wrong-type put it in brackets"),
        (PACT, "min_samples: 10", "min_samples: 10.0", "16:45 wrong-type write 10"),
        (PACT, "min_samples: 10", "min_samples: 0", "16:45 out-of-range 'min_samples' is 0, expected at least 1"),
        (PACT, "within: 2 days", "within: -2", "18:69 out-of-range write at least 0 days"),
        (PACT, "within: 2 days", "within: two days", "18:69 bad-duration"),
        (PACT, "valid_from: 2026-01-01", "valid_from: 20260101", "8:13 bad-date write 2026-01-01"),
        (PACT, "valid_from: 2026-01-01", "valid_from: 2026-06-31", "8:13 bad-date '2026-06-31' is not a day"),
        (PACT, "valid_from: 2026-01-01", "valid_from: 2026-01-01T10:00", "8:13 bad-date neither a date nor a moment"),
        (PACT, "obligations:\n", "obligations: []\nx:\n", "9:14 out-of-range 'obligations' has too few entries"),
        (PACT, "agent: desk\n", "agent: desk\nagents: desk\n", "6:1 unknown-key did you mean 'agent'?"),
        (BUNDLE, "[service/task-success, service/no-leak]", "[x]", "12:16 bad-id write it as pact/obligation"),
        (BUNDLE, "relationship: vendor", "relationship: Vendor", "7:48 unknown-value did you mean 'vendor'?"),
        (BUNDLE, "equals: good}", "equals: [good]}", "16:68 wrong-type text or a number or true/false"),
        (BUNDLE, "equals: good}", "equals: good, at_most: 1}", "16:42 inconsistent one of `equals`, `at_least`"),
        (BUNDLE, "from: 2026-06-01", "from_: 2026-06-01", "8:13 unknown-key did you mean 'from'?"),
        (BUNDLE, "  - kind: incident\n", "  - kind: incident\n    kinds: 1\n", "18:5 unknown-key did you mean 'kind'?"),
        (BUNDLE, "items:\n", "items: 3\nx:\n", "9:8 wrong-type 'items' is the number 3 where a list is expected"),
        (AGENT, "blast_radius: low", "blast_radius: true", "16:15 wrong-type 'blast_radius' is true where a word"),
        (AGENT, "name: Desk agent", f"name: {'x' * 2001}", "4:7 out-of-range has 2,001 characters"),
        ("trust.yml", "as_of", "policy: {level: 95}\nas_of", "4:17 out-of-range 'level' is 95, expected less than 1"),
        ("trust.yml", "as_of", "gates: {claims: [stale, old]}\nas_of", "4:25 unknown-value entry 2 of 'claims'"),
        (
            "trust.yml",
            "as_of",
            "policy: {authority: {Blokked: lowest}}\nas_of",
            "4:22 unknown-value a key of 'authority' cannot be 'Blokked'; did you mean 'Blocked'",
        ),
    ],
)  # fmt: skip
def test_problem_is_placed_and_worded(file: str, old: str, new: str, expected: str) -> None:
    position, code, phrase = (*expected.split(" ", 2), "")[:3]
    found = [str(problem) for problem in problems(file, changed(file, old, new))]
    assert any(f"{file}:{position}: [{code}]" in one and phrase in one for one in found), found


def test_misspelt_key_is_reported_once_and_not_as_missing_too() -> None:
    found = problems(PACT, changed(PACT, "severity: high", "severty: high"))
    assert [problem.code for problem in found] == ["unknown-key"]


def test_list_of_wrong_entries_is_not_called_too_short() -> None:
    text = FILES[PACT].decode().partition("obligations:")[0] + "obligations: [1, 2]\n"
    assert [problem.code for problem in problems(PACT, text)] == ["wrong-type", "wrong-type"]


def test_all_problems_of_a_document_are_collected() -> None:
    text = changed(PACT, "severity: high", "severity: x").replace("version: 1.0.0", "version: 1")
    assert [problem.code for problem in problems(PACT, text)] == ["wrong-type", "unknown-value"]


def paths_in(value: Any) -> list[tuple[Any, ...]]:
    """Every path in a plain value, the root included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(), *((key, *path) for key, child in inner for path in paths_in(child))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed_value = copy.deepcopy(value)
    target = changed_value
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = new
    return changed_value


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from(["", "x", "2026-02-30", "2026-06-01", "service/x", "30 days", "runs", "high", "<b>"]),
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["kind", "id", "file"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_change_gives_problems_in_plain_words_with_a_place(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(DOCUMENTS))
    located, _ = yaml.load(FILES[file], file)
    assert located is not None
    path = data.draw(st.sampled_from(paths_in(located.value)))
    text = format_yaml(replaced(located.value, path, data.draw(PLAIN)))
    again, refused = yaml.load(text.encode(), file)
    if again is None:
        assert refused
        return
    projection = project(again, WIDEST_AUDIENCE)
    assert projection is not None
    document, found = validate_document(projection)
    assert (document is None) == bool(found)
    for problem in found:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.sentence
        for jargon in ("Input should", "pydantic", "Tuple", "Extra inputs", "Field required", "NoneType", "dict"):
            assert jargon not in str(problem)


def test_file_full_of_wrong_keys_is_refused_quickly() -> None:
    text = "kind: pact\n" + "".join(f"key{number}: 1\n" for number in range(14_000))
    started = time.process_time()
    located, _ = yaml.load(text.encode(), PACT)
    assert located is not None
    loaded = time.process_time()
    assert len(problems_of(located)) == 101
    assert time.process_time() - loaded < max(1.0, loaded - started)
