"""Answers requests to data files, file by file, in batches that share a DuckDB connection."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeAlias

from trustpages.intake.data.bounded_process import BoundedProcess, is_bounded
from trustpages.intake.data.counting.before import CountedBefore, CountedRequests
from trustpages.intake.data.counting.files import FileCounts, count_rows
from trustpages.intake.data.formats import find_disguise, find_format
from trustpages.intake.data.opened_files import Connections, FindPlace, OpenedFile, Unanswerable, find_no_place
from trustpages.intake.data.queries import check_defined, list_columns
from trustpages.intake.data.rows import ends_with_a_long_line
from trustpages.intake.data.scrutiny.repeats import find_shared_rows
from trustpages.intake.files.safe_open import open_inside
from trustpages.intake.messages.quoting import quote
from trustpages.model.aggregate import DataAggregate, DataRequest, SharedRows
from trustpages.model.problem import Fault, Place, Problem, ProblemLevel

NO_DIGESTS: Mapping[str, str] = MappingProxyType({})
NOTHING_COUNTED = CountedBefore()
_SMALL = 16 << 20
_BATCH = 32  # files that share a connection, and are open at one time
_AT_ONCE = 2  # batches: DuckDB works beside Python

FileRequests: TypeAlias = tuple[str, tuple[DataRequest, ...]]


def run_requests(
    root: Path,
    requests: tuple[DataRequest, ...],
    digests: Mapping[str, str] = NO_DIGESTS,
    where: FindPlace = find_no_place,
) -> tuple[Mapping[DataRequest, DataAggregate], tuple[Problem, ...]]:
    """The answer to each request about files of the workspace at `root`, and every problem on the way, sorted.

    A file with an error gives no answers at all. `digests` are the SHA-256 of files by path, as the workspace
    was read; a file that has changed since is refused, so that a report never mixes two states. What an item says
    wrongly about its file is a problem at the place that `where` knows.
    """
    counted = count_requests(root, requests, digests, where)
    return counted.answers, counted.problems


def count_requests(
    root: Path,
    requests: tuple[DataRequest, ...],
    digests: Mapping[str, str] = NO_DIGESTS,
    where: FindPlace = find_no_place,
    before: CountedBefore = NOTHING_COUNTED,
) -> CountedRequests:
    """As `run_requests`; `before` is what was counted for other readers of the same state of the workspace."""
    refused = {request: fault for request in requests if (fault := check_defined(request)) is not None}
    problems = [fault.at(where(request.item, ()) or Place(_get_path(request))) for request, fault in refused.items()]
    possible = [request for request in requests if request not in refused]
    # Sorted by all that tells requests apart, so that the answers do not depend on the order of asking.
    possible.sort(key=lambda request: (_get_path(request), request.item, repr(request)))
    asked = {path: tuple(group) for path, group in groupby(possible, key=_get_path)}
    known = before.find(asked, digests)
    counted = known | _count_files(root, [(path, asked[path]) for path in asked if path not in known], digests, where)
    shared = find_shared_rows(
        {item: (path, rows) for path, found in counted.items() for item, rows in found.digests.items()}
    )
    shared |= before.find_copies({request.item for path in known for request in asked[path]})
    answers: dict[DataRequest, DataAggregate] = {}
    for path in asked:
        answers |= counted[path].answers
        problems.extend(counted[path].problems)
    problems.extend(_warn_of_copies(shared, {request.item: path for path in asked for request in asked[path]}, where))
    return CountedRequests(
        answers={request: _add_shared(request, answer, shared) for request, answer in answers.items()},
        problems=tuple(sorted(problems)),
        known=CountedBefore.of(asked, digests, counted, shared),
    )


def _count_files(
    root: Path, groups: Sequence[FileRequests], digests: Mapping[str, str], where: FindPlace
) -> dict[str, FileCounts]:
    """What each file comes to, by path."""
    batches = [groups[begin : begin + _BATCH] for begin in range(0, len(groups), _BATCH)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return {
            path: found
            for counted in pool.map(lambda batch: _answer_batch(root, batch, digests, where), batches)
            for path, found in counted.items()
        }


def _add_shared(
    request: DataRequest, answer: DataAggregate, shared: Mapping[str, tuple[SharedRows, ...]]
) -> DataAggregate:
    if answer.file is None or request.item not in shared:
        return answer
    return replace(answer, file=replace(answer.file, shared=shared[request.item]))


def _warn_of_copies(
    shared: Mapping[str, tuple[SharedRows, ...]], paths: Mapping[str, str], where: FindPlace
) -> Iterator[Problem]:
    for item, copies in shared.items():
        for copy in copies:
            about = "about " if copy.is_estimated else ""
            sentence = f"{about}{copy.common:,} of {copy.rows:,} rows stand in the file of {quote(copy.other)} too"
            remedy = "keep each run in one item, or give both items the same 'run_set'"
            place = where(item, ("file",)) or Place(paths[item])
            yield Problem(place, "data-copied", sentence, remedy, ProblemLevel.WARNING)


def _answer_batch(
    root: Path, groups: Sequence[FileRequests], digests: Mapping[str, str], where: FindPlace
) -> dict[str, FileCounts]:
    """What some files come to by path, which are held open meanwhile."""
    answers: dict[str, FileCounts] = {}
    opened: list[tuple[OpenedFile, int, tuple[DataRequest, ...]]] = []
    with ExitStack() as held:
        for path, requests in groups:
            try:
                opened.append((*_open_data_file(root, path, requests, held, where), requests))
            except Unanswerable as found:
                answers[path] = FileCounts({}, found.problems)
        connections = held.enter_context(Connections([file.opened for file, _, _ in opened]))
        bounded = held.enter_context(BoundedProcess([descriptor for _, descriptor, _ in opened]))
        for file, descriptor, requests in opened:
            try:
                known = (digests.get(file.path), *(request.data.sha256 for request in requests))
                stated, before = {digest for digest in known if digest}, os.fstat(descriptor)
                if before.st_size == 0:
                    remedy = "write a row of column names and the runs below it"
                    raise Unanswerable(file.problem("data-empty", "the file is empty", remedy))
                _refuse_other(file, descriptor, stated)
                if is_bounded(file.format):
                    counted = bounded.count(file, requests, before.st_size)
                else:
                    counted = count_file(file, requests, connections)
                _refuse_changed(file, descriptor, stated, before)
                answers[file.path] = counted
            except Unanswerable as found:
                answers[file.path] = FileCounts({}, found.problems)
    return answers


def _get_path(request: DataRequest) -> str:
    return f"{request.folder}/{request.data.file}" if request.data.file else ""


def _open_data_file(
    root: Path, path: str, requests: tuple[DataRequest, ...], held: ExitStack, where: FindPlace
) -> tuple[OpenedFile, int]:
    """The file and its descriptor, which `held` closes."""
    if not path:
        remedy = "run `trustpages evidence snapshot`, or `evidence sql` and `evidence load`"
        fault = Fault("data-table", "the table of a warehouse is not read here, and was not asked yet", remedy)
        raise _refuse_at_key("table", fault, requests, where)
    opened = open_inside(root, PurePosixPath(path))
    if isinstance(opened, Fault):
        raise Unanswerable(opened.at(Place(path)))
    held.callback(os.close, opened)
    format_ = find_format(path)
    if isinstance(format_, Fault):
        raise _refuse_at_key("file", format_, requests, where)
    # A path that leads to the descriptor, so that what was checked is what is read; by name where there is none.
    descriptor = f"/proc/self/fd/{opened}"
    readable = descriptor if os.path.exists(descriptor) else str(root / path)
    return OpenedFile(path, format_, readable, where), opened


def _refuse_at_key(key: str, fault: Fault, requests: tuple[DataRequest, ...], where: FindPlace) -> Unanswerable:
    """The fault, once at every item whose `data` says so under that key."""
    places = (where(request.item, (key,)) or Place(_get_path(request) or request.folder) for request in requests)
    return Unanswerable(*(fault.at(place) for place in dict.fromkeys(places)))


def count_file(file: OpenedFile, requests: tuple[DataRequest, ...], connections: Connections) -> FileCounts:
    """The answers about an opened file, in this process. Raises `Unanswerable`."""
    import duckdb  # late, as in `opened_files`

    rows = (request for request in requests if request.data.aggregate is None)
    wanted = {named.column for request in rows for named in list_columns(request)}
    if (fault := find_disguise(file.opened, file.format, wanted)) is not None:
        raise Unanswerable(file.refuse(fault))
    try:
        counted = count_rows(file, requests, connections)
    except duckdb.Error:
        connections.drop()
        raise Unanswerable(*_explain_failure(file)) from None
    # DuckDB refuses such a line anywhere else, and leaves it out at the end of a file.
    if file.format.kind == "csv" and ends_with_a_long_line(file.opened):
        raise Unanswerable(*_explain_failure(file))
    return counted


def _refuse_changed(file: OpenedFile, opened: int, digests: set[str], before: os.stat_result) -> None:
    """Returns if what was counted is what the digest was taken of, although somebody may write to the file."""
    after = os.fstat(opened)
    stays = all(getattr(before, name) == getattr(after, name) for name in ("st_size", "st_mtime_ns", "st_ctime_ns"))
    # Two writes may carry the same time; to read a small file once more costs nothing.
    if not stays or after.st_size <= _SMALL:
        _refuse_other(file, opened, digests)


def _refuse_other(file: OpenedFile, opened: int, digests: set[str]) -> None:
    if not digests:
        return
    with os.fdopen(os.dup(opened), "rb") as content:
        content.seek(0)  # the copy of a descriptor shares its position
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digests != {digest}:
        remedy = "restore the file, or state its new digest after looking at what changed"
        raise Unanswerable(
            file.problem("data-digest", "the file is not the one that was stated or read before", remedy)
        )


def _explain_failure(file: OpenedFile) -> tuple[Problem, ...]:
    """Why a file cannot be counted: the rows that are broken, or that we do not know which."""
    remedy = "write it anew, or split it if it is very large"
    sentence = "the file cannot be read, or needs more memory than there is"
    return file.find_broken() or (file.problem("data-unreadable", sentence, remedy),)
