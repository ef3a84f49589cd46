"""Foreign files under bounds: whatever they hold, there is a value or one fault, and never an exception."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.intake.importers import inputs
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import InputFile, Inputs, parse_json
from trustpages.intake.importers.reading import read_inputs
from trustpages.model.problem import Fault


def code(found: object) -> str | None:
    return found.code if isinstance(found, Fault) else None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "import-json"),
        (b'{"a": 1', "import-json"),
        (b"\xff\xfe{\x00", "import-text"),
        (b"[" * 100_000, "import-json"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "import-json"),
        (b"1" * 5000, "import-json"),
    ],
)
def test_what_is_no_json_is_a_fault(data: bytes, expected: str) -> None:
    assert code(parse_json(data, "x.json")) == expected


def test_numbers_that_are_none_are_absent() -> None:
    assert parse_json(b"[NaN, Infinity, -Infinity, 1e999, 0.5]", "x") == [None, None, None, None, 0.5]


def test_file_with_too_many_values_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_MOST_MARKS", 10)
    assert code(parse_json(b"[1,1,1,1,1,1,1,1,1,1,1,1]", "x")) == "import-too-large"


def test_links_and_pipes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("[]")
    (tmp_path / "link.json").symlink_to("real.json")
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("link.json", "pipe.json", "none.json"):
        found = read_inputs([tmp_path / name])
        assert isinstance(found, tuple)
        assert [fault.code for fault in found] == ["import-file"]


def test_folder_is_read_in_order_of_paths(tmp_path: Path) -> None:
    for name in ("b/1.json", "a/2.json", "a/1.json", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]")
    found = read_inputs([tmp_path])
    assert isinstance(found, Inputs)
    assert [Path(file.path).relative_to(tmp_path).as_posix() for file in found.files] == [
        "a/1.json",
        "a/2.json",
        "b/1.json",
    ]


def test_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    found = read_inputs([tmp_path])
    assert isinstance(found, tuple)
    assert found[0].code == "import-empty"


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return stream.getvalue()


def test_members_of_an_archive_are_unpacked() -> None:
    assert InputFile("x.eval", archive({"a.json": b"[]", "d/": b""})).members() == {"a.json": b"[]"}


def test_members_without_a_name_are_taken_as_they_are() -> None:
    damaged = archive({"a": b"[]"}).replace(b"a", b"\0")
    assert isinstance(InputFile("x.eval", damaged).members(), (Fault, dict))


@pytest.mark.parametrize("text", ['"a\\u202eb"', '"a\u202eb"', '"a\\u0007b"', '"a\\ud83db"', '"a\ufffeb"'])
def test_what_no_document_may_hold_becomes_a_question_mark(text: str) -> None:
    assert parse_json(text.encode(), "x") == "a?b"
    assert InputFile("d/a\u202eb.json", b"").name == "a?b.json"


def test_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LARGEST_FILE", 1000)
    assert code(InputFile("x.eval", archive({"a": b"0" * 100_000})).members()) == "import-too-large"


def test_archive_that_lies_about_its_sizes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LARGEST_FILE", 1000)
    data = archive({"a": b"0" * 100_000}).replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert code(InputFile("x.eval", data).members()) in {"import-too-large", "import-archive"}


@given(st.integers(min_value=0), st.binary(max_size=4))
def test_damaged_archive_is_one_fault_or_its_members(place: int, junk: bytes) -> None:
    whole = archive({"a.json": b"[1, 2, 3]", "b.json": b"{}"})
    place %= len(whole)
    found = InputFile("x.eval", whole[:place] + junk + whole[place + len(junk) :]).members()
    assert isinstance(found, (Fault, dict))


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.id)
@settings(max_examples=25)
@given(
    st.binary(max_size=200) | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(repr)
)
def test_no_importer_raises_whatever_it_is_given(importer: Importer, data: bytes | str) -> None:
    file = InputFile("x.json", data if isinstance(data, bytes) else data.encode())
    reason = importer.recognise(file)
    assert reason is None or reason
    importer.read(Inputs((file,)))
