"""Test reports as JUnit XML in its dialects, read by junitparser: skipped, disabled and broken tests are no passes.

No document type is let in: without one there are no entities, and nothing that an XML parser would expand or fetch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from trustpages.intake.importers.fields import find_days, parse_time, say
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.picks import keep_known
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

if TYPE_CHECKING:
    from junitparser import TestCase

_DECLARATION = r"\s*(?><\?xml(?:(?!\?>).)*\?>)?"
_PROLOG = re.compile(_DECLARATION + r"(?>\s+|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*<testsuites?[\s>/]", re.DOTALL)
_NAMESPACE = re.compile(r"""(<testsuites?\b[^>]*?)\sxmlns=(?:"[^"<>]*"|'[^'<>]*')""")  # junitparser knows none
_MOST_TAGS: Final = 2_000_000
_NOT_RUN: Final = frozenset({"disabled", "ignored", "notrun", "pending", "skipped"})
_FLAKY: Final = frozenset({"flakyFailure", "flakyError"})
_LESS: Final = ("failures", "errors", "skipped", "disabled")


def _recognise(file: InputFile) -> str | None:
    return "a root testsuite or testsuites of JUnit XML" if _PROLOG.match(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    cases: list[tuple[str, TestCase]] = []
    stated: list[Counter[str]] = []
    times: list[str] = []
    digests = Counter(file.sha256 for file in inputs.files)
    for file in inputs.files:
        root = _parse(file)
        if isinstance(root, Fault):
            return root
        if digests[file.sha256] > 1:
            return Fault("import-miscounted", f"{quote_path(file.path)} is there twice", "import it once")
        cases += _walk(root, times)
        stated += _find_totals(root)
    if not cases:
        return Fault("import-empty", "the reports hold no test", "name the report that the tests wrote")
    seen: Counter[str] = Counter()
    records = tuple(_read_case(path, case, seen) for path, case in cases)
    first, last = find_days(*times)
    item = ImportedItem(
        kind="runs",
        name="tests",
        title="Automated tests",
        records=records,
        keys={"setting": "staging", "selection": "all", "method": "deterministic"},
        headlines=tuple(_restate(stated, records)),
        doubts=tuple(_find_doubts(stated, cases)),
        first=first,
        last=last,
        files=tuple(file.path for file in inputs.files),
    )
    return Imported(read=len(records), items=(item,))


def _parse(file: InputFile) -> Any | Fault:
    """The report as junitparser has it; a document type is refused before anything is parsed."""
    text = file.text()
    if isinstance(text, Fault):
        return text
    if not _PROLOG.match(text):
        sentence = f"{quote_path(file.path)} is no JUnit XML, or declares a document type"
        return Fault("import-form", sentence, "write it without a document type")
    if text.count("<") > _MOST_TAGS:
        return Fault("import-too-large", f"{quote_path(file.path)} holds too many elements", "split it")
    try:
        from junitparser import JUnitXml, JUnitXmlError  # needed here only
    except ImportError:
        remedy = "install the program with its extra 'importers'"
        return Fault("import-extra", f"{quote_path(file.path)} is JUnit XML", remedy)
    try:
        # What the declaration says of the encoding does not count: the text is decoded already.
        bare = re.sub(_DECLARATION, "", text, count=1, flags=re.DOTALL)
        return JUnitXml.fromstring(_NAMESPACE.sub(r"\1", bare, count=1))
    except (SyntaxError, ValueError, RecursionError, JUnitXmlError):
        return Fault("import-form", f"{quote_path(file.path)} is not well-formed XML", "write it again")


def _walk(root: Any, times: list[str]) -> Iterator[tuple[str, TestCase]]:
    """All tests with the names of the suites around them, in the order of the report."""
    from junitparser import TestCase, TestSuite

    times.append(root._elem.get("timestamp", ""))
    left = [("", suite) for suite in reversed(list(root))]
    while left:
        path, suite = left.pop()
        name = "/".join(filter(None, (path, suite.name)))
        times.append(suite._elem.get("timestamp", ""))
        yield from ((name, case) for case in suite.iterchildren(TestCase))
        left += [(name, inner) for inner in reversed(list(suite.iterchildren(TestSuite)))]


def _read_case(path: str, case: TestCase, seen: Counter[str]) -> Record:
    owner = case.classname or ""
    parts = (path, owner if owner != path else "", case.name or "test")
    task = "/".join(filter(None, parts))
    seen[task] += 1
    good, unknown = _judge_case(case)
    time = case._elem.get("timestamp")
    return Record(
        run=task if seen[task] == 1 else f"{task}#{seen[task]}",
        task=task,
        good=good,
        unknown=unknown,
        at=time if parse_time(time) else None,
        values=keep_known({"seconds": _to_seconds(case)}) if good is not None else {},
    )


def _judge_case(case: TestCase) -> tuple[bool | None, str]:
    """Whether the test passed: one failure decides; an error is no outcome, and neither is a test that did not run."""
    status = str(case._elem.get("status") or case._elem.get("result") or "").lower()
    if case.is_failure or status in ("failed", "failure"):
        return False, ""
    if case.is_error or status in ("error", "errored"):
        return None, "error"
    if case.is_skipped or status in _NOT_RUN:
        return None, "skipped"
    return True, ""


def _to_seconds(case: TestCase) -> float | None:
    text = str(case._elem.get("time") or "")
    # Some write 1,234.5 for a thousand seconds and more, others a placeholder.
    return (
        float(text.replace(",", "")) if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,12}(\.\d{1,12})?", text) else None
    )


def _find_totals(root: Any) -> Iterator[Counter[str]]:
    """The counts that a report states: those of its root, else those of the outermost suites that state some."""
    left = [root._elem]
    while left:
        holder = left.pop()
        if not holder.get("tests"):
            left += [inner for inner in holder if inner.tag == "testsuite"]
            continue
        found = {key: str(holder.get(key) or "0") for key in ("tests", *_LESS)}
        yield Counter({key: int(text) if re.fullmatch(r"\d{1,9}", text) else 0 for key, text in found.items()})


def _restate(stated: list[Counter[str]], records: tuple[Record, ...]) -> Iterator[Headline]:
    total = sum(stated, Counter())
    passed = total["tests"] - sum(total[key] for key in _LESS)
    if total["tests"] and passed >= 0:
        yield Headline(
            name="tests passed",
            value=passed / total["tests"],
            n=total["tests"],
            recomputed=sum(record.good is True for record in records) / len(records),
            recomputed_n=len(records),
        )


def _find_doubts(stated: list[Counter[str]], cases: list[tuple[str, TestCase]]) -> Iterator[Doubt]:
    total = sum(stated, Counter())
    if sum(total[key] for key in _LESS) > total["tests"] > 0:
        sentence = f"The report states {total['tests']:,} tests, and more that failed or did not run."
        yield Doubt(kind="counts-contradict", sentence=sentence)
    if total["tests"] > len(cases):
        sentence = f"The report states {total['tests']:,} tests and lists {len(cases):,}."
        yield Doubt(kind="tests-not-listed", sentence=sentence, is_grave=True)
    if flaky := sum(any(child.tag in _FLAKY for child in case._elem) for _, case in cases):
        sentence = f"{say(flaky, 'test')} failed at first and passed when run again: counted as passed."
        yield Doubt(kind="passed-on-retry", sentence=sentence, is_grave=True)
    named = Counter((path, case.classname, case.name) for path, case in cases)
    if repeated := sum(number > 1 for number in named.values()):
        sentence = f"{say(repeated, 'test')} ran more than once: each time counts, as tries of one task."
        yield Doubt(kind="repeated-tests", sentence=sentence)


JUNIT_XML = Importer(
    id="junit-xml",
    title="JUnit XML test report",
    recognise=_recognise,
    read=_read,
    does_not_show=("How much of what was promised the tests look at: a test shows what it asserts, no more.",),
    leaves_out=("Output and messages of the tests, properties, times of suites.",),
)
"""The importer of this format."""
