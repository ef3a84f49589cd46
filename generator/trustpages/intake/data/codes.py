"""Problem codes of data files, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "data-format",
        "The format of a data file is not known",
        "Data files are CSV, JSONL or Parquet, told by `.csv`, `.jsonl`, `.ndjson` or `.parquet` at the end of their "
        "name. Bad: `runs.xlsx`. Good: `runs.csv`.",
    ),
    Explanation(
        "data-table",
        "The data stand in a warehouse",
        "`data: {table: …}` names a table of a warehouse, which is not read here. Bad: a table in a workspace "
        "that is checked offline. Good: an extract beside the bundle, named by `file`.",
    ),
    Explanation(
        "data-empty",
        "A data file is empty",
        "An empty file is more often an accident than a statement. Bad: a file of 0 bytes. Good: a row of column "
        "names, and the runs below it.",
    ),
    Explanation(
        "data-digest",
        "A data file is not the one that was stated",
        "`sha256` binds the evidence to one state of the file, and a file may not change while a report is made. "
        "Bad: a corrected file with the old digest. Good: the new digest, in a change that says what was "
        "corrected.",
    ),
    Explanation(
        "data-column",
        "No such column",
        "Columns are named as the file spells them, letter case included; a CSV file names them in its first line, "
        "separated by commas. Bad: `column: Reward` for a column `reward`. Good: `column: reward`.",
    ),
    Explanation(
        "data-condition",
        "The file can never meet what is said about it",
        "A condition that no cell can meet would count every run as failed, or refuse every row, for a reason that has "
        "nothing to do with the agent. Bad: `equals: true` for cells of `PASS` and `FAIL`, `equals: pass` for "
        "`PASS`. Good: `equals: PASS`.",
    ),
    Explanation(
        "data-undefined",
        "The data do not define what is asked for",
        "A measure names an outcome or a value that `data` gives no column for. Bad: `good: resolved` with `success` "
        "alone. Good: `outcomes: {resolved: {column: resolved, equals: true}}`.",
    ),
    Explanation(
        "duplicate-entrant",
        "One agent stands twice in a comparison",
        "Each agent is one observation for each number of tries; twice it would count twice. Bad: two rows of one "
        "name. Good: one of them, or `version` or `trials` that tell them apart.",
    ),
    Explanation(
        "data-row",
        "A row cannot be read",
        "Every row counts or the file is refused; none is dropped silently. Bad: a row with a value too many, a "
        "quote that stays open, a line that is not a JSON object. Good: the row corrected.",
    ),
    Explanation(
        "data-value",
        "A cell cannot be read",
        "Numbers are compared with numbers, truth values with true or false, and times are ISO dates or moments; "
        "an empty outcome is unknown, an empty cluster or time is refused. Bad: `n/a` where `equals: 1` expects a "
        "number. Good: an empty cell.",
    ),
    Explanation(
        "data-unreadable",
        "A data file cannot be read at all",
        "The file is damaged, or needs more memory than a build may use. Bad: a Parquet file that was cut off. Good: "
        "the file written anew.",
    ),
)
"""Every code about data files, in the order of the documentation."""
