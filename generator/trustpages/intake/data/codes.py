"""Problem codes of data files, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "data-format",
        "The format of a data file is not known",
        "Data files are CSV, JSONL, JSON or Parquet, told by `.csv`, `.jsonl`, `.ndjson`, `.json` or `.parquet` at the "
        "end of their name, with `.gz` behind it where they are compressed. Bad: `runs.xlsx`, `log.eval`. Good: "
        "`runs.csv`.",
    ),
    Explanation(
        "data-form",
        "A data file is not what its name says",
        "The name tells how the file is read. Bad: a pointer of Git LFS, UTF-16, columns separated by semicolons, a "
        "title above the names of the columns, one JSON document under the name of JSONL or without the path to its "
        "list of runs. Good: the data themselves, as CSV with commas in UTF-8.",
    ),
    Explanation(
        "data-table",
        "The data stand in a warehouse",
        "`data: {table: …}` names a table of a warehouse, which no build asks. Bad: a table alone. Good: what it adds "
        "up to beside the bundle, as `trustpages evidence snapshot` or `evidence load` puts it there.",
    ),
    Explanation(
        "data-aggregate",
        "An aggregate cannot be what a table adds up to",
        "Each row tells sums over clusters: k good of n known outcomes, and k², n² and kn. No clusters have k above "
        "n, or squares that do not fit; each row stands once, parts add up to the whole, and all outcomes are of the "
        "same runs. Bad: k = 9, n = 12, k2 = 5. Good: the answer to the query of `trustpages evidence sql`, as it "
        "came.",
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
        "data-outside",
        "Rows lie outside of the days of collection",
        "An item says when it was collected, and its rows say when they took place: one of the two is wrong, and a row "
        "that no window reaches would vanish. Days are those of UTC. Bad: a row of 2027 in a collection of October "
        "2026. Good: its true time, or `collected` over all days of the file.",
    ),
    Explanation(
        "data-run-twice",
        "Two rows have the name of one run",
        "`run` names the column that tells runs apart, so each name stands once. Bad: `run: id` for a file in which "
        "row `r7` stands twice. Good: one row of `r7`.",
    ),
    Explanation(
        "data-repeated",
        "Rows are like other rows in every column",
        "What cannot be told apart may be one run that was written twice: such rows count as one run together, until a "
        "column tells them apart; columns that only number the rows do not. Bad: each row a hundred times. Good: each "
        "run once, and `run: session_id`.",
    ),
    Explanation(
        "data-copied",
        "The rows of two items are the same",
        "Half of the rows of a file stand in the file of another item too: they are one set of runs, and count once. "
        "Bad: a file and a copy of it with a few rows changed as two items. Good: each run in one item.",
    ),
    Explanation(
        "data-spelling",
        "Cells nearly meet a condition",
        "Text is compared as it stands; what differs in letter case, blanks or the word for true and false alone does "
        "not count. Bad: `equals: 'yes'` for cells of `yes`, `Yes` and `yes `. Good: cells written alike, or `is_in: "
        "['yes', 'Yes']`.",
    ),
    Explanation(
        "data-unsaid",
        "Cells say in words that nothing is known",
        "An empty outcome is unknown; a word for it is text like any other, so that the row counts as known not to "
        "meet the condition: a run that failed, or one without an event. Bad: `n/a` or `unknown` in the column "
        "`leaked`. Good: an empty cell.",
    ),
    Explanation(
        "data-scale",
        "Cells and condition are on two scales",
        "A share lies between 0 and 1, a per cent between 0 and 100. Bad: `at_least: 0.5` for cells from 3 to 84. "
        "Good: `at_least: 50`.",
    ),
    Explanation(
        "data-always-met",
        "Every cell meets a condition",
        "A condition that all rows meet tells nothing, or is a perfect record: somebody should look which. Bad: "
        "`success: {column: status, equals: done}` where every run ends as `done`. Good: the column of the result; "
        "or `event` with what the same column holds otherwise.",
    ),
    Explanation(
        "data-unreadable",
        "A data file cannot be read at all",
        "The file is damaged, or needs more memory than a build may use. Bad: a Parquet file that was cut off. Good: "
        "the file written anew.",
    ),
)
"""Every code about data files, in the order of the documentation."""
