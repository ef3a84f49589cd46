"""Changes of a document: each says what the values become, and which lines of the text have to change for it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from trustpages.editing import places
from trustpages.editing.document_text import DocumentText, Load, Splice, find_value, is_same, read_text
from trustpages.editing.values import format_entry, format_flow, format_inline, format_pair, format_scalar, is_plain
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain, ValuePath

Splices: TypeAlias = tuple[Splice, ...]


class DocumentChange(Protocol):
    """Something that becomes otherwise in one document."""

    def alter(self, value: Plain) -> None:
        """Makes the change in the values."""
        ...

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """Ways to make it in the text, the best first: which of them says what is meant, reading it again tells."""
        ...


def make_changes(data: bytes, file: str, changes: Sequence[DocumentChange], load: Load) -> bytes:
    """The bytes of a file with the changes made one after the other.

    After each of them the file is read again and has to say what was meant. Raises TrustpagesError `cannot-edit` where
    it does not, and the code of the first problem where the file cannot be read to begin with.
    """
    for change in changes:
        text = read_text(data, file, load)
        meant = copy.deepcopy(text.value)
        change.alter(meant)
        data = _make(change, text, meant, load)
    return data


def _make(change: DocumentChange, text: DocumentText, meant: Plain, load: Load) -> bytes:
    for splices in change.plan(text):
        data = text.splice(splices)
        located, _ = load(data, text.file)
        if located is not None and is_same(located.value, meant):
            return data
    remedy = "change it by hand, or write that part in the usual way first"
    raise TrustpagesError("cannot-edit", f"{text.file} cannot be changed without touching more than is meant", remedy)


@dataclass(frozen=True, slots=True)
class SetKey:
    """A key of the mapping at `path` gets a value; a new one stands at the end, or behind the key `after`."""

    path: ValuePath
    key: str
    value: Plain
    after: str | None = None

    def alter(self, value: Plain) -> None:
        """Sets the key."""
        _mapping_at(value, self.path)[self.key] = self.value

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """In place of the old value, inside the brackets, or in a line of its own."""
        mapping = _mapping_at(text.value, self.path)
        behind = self.after if self.after in mapping else None
        if self.key in mapping:
            yield from self._replace(text)
        elif text.is_flow(self.path):
            pair = places.format_inside(text, {self.key: self.value})[1:-1]
            yield from places.insert_in_brackets(text, self.path, list(mapping), behind, pair)
        else:
            column = text.column(text.located.span_of(self.path)[0])
            lines = format_pair(self.key, self.value, column, places.find_dash(text))
            yield from places.insert_pair(text, self.path, list(mapping), behind, column, lines)

    def _replace(self, text: DocumentText) -> Iterator[Splices]:
        path = (*self.path, self.key)
        start, end = text.located.span_of(path)
        if start == end:  # nothing is written, and stands where the key ends
            start = end = text.text.index(":", start) + 1
            yield (Splice(start, end, f" {format_flow(self.value)}"),)
            return
        key = text.located.key_start(path)
        is_block = not text.is_flow(self.path)
        if is_block and format_inline(self.value, places.room_after(text, start)) is None:
            lines = format_pair(self.key, self.value, text.column(key), places.find_dash(text))
            yield (Splice(key, end, places.join(lines)),)
        yield (Splice(start, end, format_flow(self.value)),)


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """A key of the mapping at `path` goes, with its value."""

    path: ValuePath
    key: str

    def alter(self, value: Plain) -> None:
        """Removes the key."""
        del _mapping_at(value, self.path)[self.key]

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """With the lines that it stands in, or with a comma beside it."""
        keys, path = list(_mapping_at(text.value, self.path)), (*self.path, self.key)
        start, end = text.located.key_start(path), text.located.span_of(path)[1]
        number = keys.index(self.key)
        if number + 1 < len(keys):
            following = text.located.key_start((*self.path, keys[number + 1]))
            if text.is_flow(self.path) or text.text[start - text.column(start) : start].strip():
                yield (Splice(start, following, ""),)
                return
        if text.is_flow(self.path):
            before = text.located.span_of((*self.path, keys[number - 1]))[1] if number else start
            yield (Splice(before, end, ""),)
        else:
            begin, stop = start - text.column(start), text.end_of_line(max(start, end - 1))
            yield (Splice(begin, min(stop + 1, len(text.text)), ""),)


@dataclass(frozen=True, slots=True)
class AddEntry:
    """The list at `path` gets one more entry at its end."""

    path: ValuePath
    value: Plain

    def alter(self, value: Plain) -> None:
        """Appends the entry."""
        _list_at(value, self.path).append(copy.deepcopy(self.value))

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """Inside the brackets, or in lines of its own behind the last entry."""
        entries = _list_at(text.value, self.path)
        if text.is_flow(self.path):
            if not entries and isinstance(self.value, dict) and not text.is_flow(self.path[:-1]):
                yield from SetKey(self.path[:-1], str(self.path[-1]), [self.value]).plan(text)
            yield from places.insert_in_brackets(
                text, self.path, list(range(len(entries))), None, places.format_inside(text, self.value)
            )
            return
        column = text.column(text.located.span_of(self.path)[0])
        last = (*self.path, len(entries) - 1)
        gap, short = places.find_gap(text, last), text.is_flow(last)
        lines = format_entry(self.value, column, places.find_dash(text), gap=gap, short=short)
        yield from places.insert_entry(text, self.path, len(entries), column, lines)


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """The list at `path` gets a copy of its entry `number` at its end, as it is written, with other texts in it.

    `texts` are by the path inside the entry.
    """

    path: ValuePath
    number: int
    texts: tuple[tuple[ValuePath, Plain], ...]

    def alter(self, value: Plain) -> None:
        """Appends the copy."""
        entries = _list_at(value, self.path)
        entry = copy.deepcopy(entries[self.number])
        for path, other in self.texts:
            _mapping_at(entry, path[:-1])[str(path[-1])] = other
        entries.append(entry)

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """The lines of the entry again, behind the last one."""
        entries, source = _list_at(text.value, self.path), (*self.path, self.number)
        start, end = text.located.span_of(source)
        spans = sorted((*text.located.span_of((*source, *path)), value) for path, value in self.texts)
        pieces, reached = [], start
        for begin, stop, value in spans:
            pieces += [text.text[reached:begin], _respell(text.text[begin:stop], value)]
            reached = stop
        copied = "".join((*pieces, text.text[reached:end]))
        if text.is_flow(self.path):
            yield from places.insert_in_brackets(text, self.path, list(range(len(entries))), None, copied)
            return
        column = text.column(text.located.span_of(self.path)[0])
        lines = f"-{' ' * places.find_gap(text, source)}{copied}".split("\n")
        yield from places.insert_entry(text, self.path, len(entries), column, lines)


@dataclass(frozen=True, slots=True)
class SetTexts:
    """Texts become others, each in its own spelling: with quotes where it had some. `texts` are by path."""

    texts: tuple[tuple[ValuePath, str], ...]

    def alter(self, value: Plain) -> None:
        """Sets the texts."""
        for path, text in self.texts:
            find_value(value, path[:-1])[path[-1]] = text  # type: ignore[index]  # the path exists

    def plan(self, text: DocumentText) -> Iterator[Splices]:
        """In the place of the old ones."""
        spans = [(text.located.span_of(path), new) for path, new in self.texts]
        yield tuple(Splice(start, end, _respell(text.text[start:end], new)) for (start, end), new in spans)


def _respell(raw: str, value: Plain) -> str:
    """A value in the spelling of the one that is written as `raw`."""
    if not isinstance(value, str):
        return format_flow(value)
    if raw[:1] == "'" and value.isprintable():
        return f"'{value.replace(chr(39), chr(39) * 2)}'"
    if raw[:1] == '"' or not is_plain(value, in_brackets=True):
        quoted = format_scalar(value, in_brackets=True)
        return quoted if quoted[:1] == '"' else f'"{quoted}"'
    return value


def _mapping_at(value: Plain, path: ValuePath) -> dict[str, Plain]:
    found = find_value(value, path)
    if not isinstance(found, dict):
        raise TrustpagesError("cannot-edit", "a mapping is expected where there is none", "run `trustpages check`")
    return found


def _list_at(value: Plain, path: ValuePath) -> list[Plain]:
    found = find_value(value, path)
    if not isinstance(found, list):
        raise TrustpagesError("cannot-edit", "a list is expected where there is none", "run `trustpages check`")
    return found
