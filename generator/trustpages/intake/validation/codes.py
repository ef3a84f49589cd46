"""Problem codes of a single document, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "no-workspace",
        "There is no workspace here",
        "A workspace is a folder with a `trust.yml`; commands look for it in the given folder and every folder "
        "above. Bad: running `trustpages check` in an empty folder. Good: `trustpages init` first, or `-C` with "
        "the folder.",
    ),
    Explanation(
        "unreadable",
        "A visible document cannot be read",
        "The file says that this audience may see it, but it is not valid YAML, and it also holds entries with "
        "another visibility, so its problems are not shown to this audience. `trustpages check --audience "
        "internal` shows them.",
    ),
    Explanation(
        "unknown-kind",
        "No such kind of document, item or measure",
        "`kind` chooses what a mapping means, from a closed list. Bad: `kind: benchmark` on an evidence item. Good: "
        "`kind: benchmark_result`.",
    ),
    Explanation(
        "wrong-schema-version",
        "The document is written for another version",
        "This version reads documents with `schema: trustpages/1`. Bad: `schema: 1`. Good: `schema: trustpages/1`.",
    ),
    Explanation(
        "wrong-place",
        "The file does not belong where it stands",
        "Each kind has its place, and an agent's documents stand in the folder named after the agent's id. Bad: "
        "`agent: airline-desk` in `evidence/rail-desk/`. Good: the file in `evidence/airline-desk/`.",
    ),
    Explanation(
        "unknown-key",
        "The mapping has no such key",
        "A key that nothing reads would look like a statement and be none, so every key has to be known. Bad: "
        "`treshold: {at_least: 0.9}`. Good: `threshold: {at_least: 0.9}`.",
    ),
    Explanation(
        "missing-key",
        "A key is missing",
        "Some statements cannot be left out, because nothing can be computed or shown without them. Bad: an "
        "obligation without `severity`. Good: `severity: high`.",
    ),
    Explanation(
        "wrong-type",
        "A value is of another type than expected",
        "Nothing is converted silently: text that looks like a number is text, and a number is not text. Bad: "
        "`version: 1.10`, which YAML reads as the number 1.1. Good: `version: '1.10'`.",
    ),
    Explanation(
        "unknown-value",
        "The word is not in the vocabulary",
        "Verdicts, severities, settings and the like come from closed lists, so that pages can compare them. Bad: "
        "`severity: severe`. Good: `severity: critical`.",
    ),
    Explanation(
        "bad-id",
        "This cannot be an id",
        "Ids become addresses and file names: lower-case letters and digits, with single `-`, `.` or `_` between. "
        "An obligation of another document is named `pact/obligation`. Bad: `id: Task success`. Good: `id: "
        "task-success`.",
    ),
    Explanation(
        "bad-url",
        "This is not an address that may be linked",
        "Links are http, https or mailto and hold no blanks or quotes. Bad: `url: vendor.example/report`. Good: "
        "`url: https://vendor.example/report`.",
    ),
    Explanation(
        "bad-version",
        "This is not a version of three numbers",
        "A pact's version tells its readers what changed: the first number for behaviour, the second for scope, the "
        "third for wording. Bad: `version: '2'`. Good: `version: 2.0.0`.",
    ),
    Explanation(
        "bad-digest",
        "This is not a SHA-256 digest",
        "A digest is written in 64 lower-case hexadecimal digits, as `sha256sum` prints it. Bad: `sha256: 9F86…`. "
        "Good: `sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`.",
    ),
    Explanation(
        "bad-colour",
        "This is not a colour",
        "A colour is written as a `#` and six hexadecimal digits, in quotes, since YAML reads a `#` after a blank as a "
        "comment. Bad: `accent: navy`, `accent: '#05a'`. Good: `accent: '#0055aa'`.",
    ),
    Explanation(
        "bad-date",
        "This is not a date",
        "A date is a day of the calendar, written `YYYY-MM-DD`, or a moment with its offset from UTC, of which "
        "the UTC day counts. Bad: `2024-02-30`, `01/06/2024`. Good: `2024-06-01`, `2024-06-01T23:30:00-05:00`.",
    ),
    Explanation(
        "bad-duration",
        "This is not a duration",
        "Durations are whole days or weeks, up to a week also hours that make whole days; months and years differ in "
        "length. Bad: `rolling: 3 months`, `within: 4 hours`. Good: `rolling: 90 days`, `within: 24 hours`.",
    ),
    Explanation(
        "out-of-range",
        "A value is outside its range",
        "Shares go from 0 to 1, counts begin at 0, texts and lists have least and greatest lengths. Bad: `score: "
        "43`. Good: `score: 0.43`.",
    ),
    Explanation(
        "inconsistent",
        "A mapping contradicts itself",
        "The values are fine one by one and impossible together; the sentence names them. Bad: `attempts: 10, "
        "successes: 12`. Good: `attempts: 12, successes: 10`.",
    ),
    Explanation(
        "too-many-problems",
        "A document has more problems than are listed",
        "The first hundred problems of a document are listed, mostly enough to see what they have in common. Bad: "
        "another tool's file under the name of ours. Good: the same, converted.",
    ),
    Explanation(
        "page-encoding",
        "An authored page is not UTF-8",
        "Pages are UTF-8, like every other file. Bad: a page saved as Windows-1252. Good: the same saved as UTF-8.",
    ),
    Explanation(
        "content-too-long",
        "An authored page is too long",
        "A page has at most 48 KiB. Bad: a handbook in one file. Good: a page for each chapter; readers will thank "
        "you.",
    ),
    Explanation(
        "page-head",
        "The head of an authored page cannot be read",
        "A page may begin with a block between two lines of `---` that holds its `visibility` and nothing else; "
        "without it the page is internal. Bad: `title: How we work` in the head. Good: `visibility: public`.",
    ),
)
"""Every code about one document, in the order of the documentation."""
