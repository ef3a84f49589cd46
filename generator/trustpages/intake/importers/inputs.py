"""The files of an import, and what is in them under bounds: JSON values, lines of JSON, members of zip archives."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final, TypeAlias, TypeVar

from trustpages.intake.importers.archives import unpack_zip
from trustpages.intake.messages.quoting import quote_path
from trustpages.intake.yaml.source import FORBIDDEN_IN_VALUES
from trustpages.model.problem import Fault

LARGEST_FILE: Final = 256 << 20
"""Bytes of one file, and of all members of an archive together."""

_MOST_MARKS: Final = 20_000_000  # of JSON's structure: each becomes a value of some hundred bytes
_DEEPEST: Final = 200
_ODD: Final = re.compile(rb"\\[bfr]|\\u(00[0189]|007[fF]|202|206|[fF][dDeEfF]|[dD])")  # escapes

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

ParsedT = TypeVar("ParsedT")
MadeT = TypeVar("MadeT")


@dataclass(frozen=True)
class InputFile:
    """A file: `path` as it was named, or below the folder that was; and its bytes.

    Of a file that was compressed by gzip these are the unpacked ones, and `packed` is the digest of what lies there.
    """

    path: str
    content: bytes
    packed: str = ""

    @property
    def name(self) -> str:
        """The last part of the path, as a document may hold it; of a file that was unpacked without `.gz`."""
        return self.stored_name.removesuffix(".gz") if self.packed else self.stored_name

    @property
    def stored_name(self) -> str:
        """The last part of the path of the file as it lies there."""
        return _replace_forbidden(self.path.rpartition("/")[2])

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the file as it lies there."""
        return self.packed or hashlib.sha256(self.content).hexdigest()

    def unpack(self, most: int = LARGEST_FILE) -> InputFile | Fault:
        """The file without its gzip, of at most so many bytes; the same where it has none. Never raises."""
        if not self.path.endswith(".gz") or not self.content.startswith(b"\x1f\x8b"):
            return self
        try:
            with gzip.open(BytesIO(self.content)) as stream:
                content = stream.read(min(most, LARGEST_FILE) + 1)
        except (OSError, EOFError, zlib.error):
            return Fault("import-archive", f"{quote_path(self.path)} is damaged", "write it again")
        if len(content) > min(most, LARGEST_FILE):
            sentence = f"{quote_path(self.path)} unpacks to too much"
            return Fault("import-too-large", sentence, "import one run at a time")
        return InputFile(self.path, content, self.sha256)

    @cached_property
    def start(self) -> str:
        """The first characters, for a look at what the file is."""
        return self.content[:65_536].decode("utf-8", "replace").lstrip("\ufeff")

    def has_marks(self, marks: Iterable[str], ending: str | tuple[str, ...] = ".json") -> bool:
        """Whether its name ends so, and all marks of a format stand in its beginning."""
        return self.name.endswith(ending) and all(mark in self.start for mark in marks)

    def json(self) -> Json | Fault:
        """The file as one JSON value; NaN is None. Never raises."""
        return parse_json(self.content, self.path)

    def json_lines(self) -> list[Json] | Fault:
        """The file as one JSON value a line; empty lines are passed over. Never raises."""
        found: list[Json] = []
        for number, line in enumerate(self.content.splitlines(), 1):
            if not line.strip():
                continue
            value = parse_json(line, f"{self.path}:{number}")
            if isinstance(value, Fault):
                return value
            found.append(value)
        return found

    def text(self) -> str | Fault:
        """The file as UTF-8, or why it is not; what no document may hold becomes a question mark."""
        try:
            found = self.content.decode("utf-8-sig")
            return "\r".join(map(_replace_forbidden, found.split("\r")))
        except UnicodeDecodeError as error:
            return Fault(
                "import-text", f"{quote_path(self.path)} is not UTF-8 at byte {error.start:,}", "save it as UTF-8"
            )

    def members(self) -> Mapping[str, bytes] | Fault:
        """The files in a zip archive by name, unpacked under the bound; zstd needs the extra `importers`."""
        return unpack_zip(self.content, self.path, LARGEST_FILE)


@dataclass(frozen=True)
class Inputs:
    """All files of an import, sorted by path."""

    files: tuple[InputFile, ...]

    @property
    def only(self) -> InputFile:
        """The one file of a format that has one."""
        return self.files[0]

    def read_each(
        self,
        recognise: Callable[[InputFile], str | None],
        parse: Callable[[InputFile], ParsedT | Fault],
        make: Callable[[InputFile, ParsedT], Iterable[MadeT]],
    ) -> list[MadeT] | Fault:
        """What `make` finds in each chosen file, one file after the other; the fault of the first not parsed."""
        made: list[MadeT] = []
        for file in self.choose(recognise):
            parsed = parse(file)
            if isinstance(parsed, Fault):
                return parsed
            made += make(file, parsed)
        return made

    def refuse(self, lacks: str, remedy: str) -> Fault:
        """That the files are of a format and hold nothing of what is read from it: they have no `lacks`."""
        return Fault("import-form", f"{quote_path(self.files[0].path)} has no {lacks}", remedy)

    def choose(self, recognise: Callable[[InputFile], str | None]) -> tuple[InputFile, ...]:
        """The files of a format, so that a folder may hold others; all of them where none is known to be of it."""
        return tuple(file for file in self.files if recognise(file)) or self.files

    def with_further(self, further: Inputs) -> Inputs:
        """These files and further ones, each path once."""
        by_path = {file.path: file for file in (*self.files, *further.files)}
        return Inputs(tuple(by_path[path] for path in sorted(by_path)))

    def named(self, name: str) -> Iterator[InputFile]:
        """The files whose last part is `name`."""
        return (file for file in self.files if file.name == name)


def pair(file: InputFile, value: ParsedT) -> tuple[tuple[InputFile, ParsedT], ...]:
    """What a file holds, with the file."""
    return ((file, value),)


def pair_each(file: InputFile, values: Iterable[ParsedT]) -> Iterator[tuple[InputFile, ParsedT]]:
    """Each of the values that a file holds, with the file."""
    return ((file, value) for value in values)


def parse_json(data: bytes, path: str) -> Json | Fault:
    """The JSON value in `data`; NaN and infinities are None. Bounded in depth and in number of values."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") > _MOST_MARKS:
        return Fault("import-too-large", f"{quote_path(path)} holds too many values", "split it")
    try:
        value: Json = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _: None, parse_float=_read_float)
    except UnicodeDecodeError as error:
        return Fault("import-text", f"{quote_path(path)} is not UTF-8 at byte {error.start:,}", "save it as UTF-8")
    except RecursionError:
        return Fault("import-json", f"{quote_path(path)} is nested too deeply", "name the file that the tool wrote")
    except ValueError as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        remedy = "the file may be cut short: write it again"
        return Fault("import-json", f"{quote_path(path)} is not JSON{where}", remedy)
    if _is_deeper(value, _DEEPEST):
        return Fault("import-json", f"{quote_path(path)} is nested too deeply", "name the file that the tool wrote")
    return _clean(value) if _ODD.search(data) or FORBIDDEN_IN_VALUES.search(data.decode("utf-8-sig")) else value


def _replace_forbidden(text: str) -> str:
    return FORBIDDEN_IN_VALUES.sub("?", text)


def _clean(value: Json) -> Json:
    """The value with a question mark for what no document may hold: it is invisible, or turns the order of a line.

    Halves of characters are among it, as tools leave that cut texts.
    """
    if isinstance(value, str):
        return _replace_forbidden(value.replace("\r\n", "\n"))
    if isinstance(value, dict):
        return {_replace_forbidden(key): _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


def _read_float(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def _is_deeper(value: Json, most: int) -> bool:
    level: list[Json] = [value]
    for _ in range(most):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
