"""Problem codes of the YAML reader, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "yaml-syntax",
        "The text is not YAML",
        "Reading stopped at this place, and nothing after it was looked at. Most often a tab indents a line, a "
        "quote or bracket stays open, a colon has no space after it, or text that holds `: `, or begins with a "
        "sign such as `@`, `%` or `>`, has no quotes. Bad: `title: Refunds: the rules`. "
        'Good: `title: "Refunds: the rules"`.',
    ),
    Explanation(
        "yaml-empty",
        "The file holds no document",
        "A file with nothing but comments or white space says nothing, and an empty file is more often an accident "
        "than a statement. Bad: a file that holds only `# to do`. Good: a document that begins with `kind: bundle`, "
        "or no file at all.",
    ),
    Explanation(
        "yaml-encoding",
        "The file is not UTF-8",
        "Files are UTF-8, with or without a byte order mark; other encodings show other text to other readers. "
        "Spreadsheets and older editors on Windows like to write UTF-16 or Windows-1252. Bad: `café` with the "
        "single byte `E9`. Good: `café` with the bytes `C3 A9`, which is what saving as UTF-8 does.",
    ),
    Explanation(
        "yaml-control-character",
        "The file holds a character that hides or reorders text",
        "Control characters, signs that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069), halves "
        "of surrogate pairs, non-characters, and byte order marks within the text are refused, also when they are "
        "written as escapes; line and paragraph separators are refused where they stand as themselves. With them a "
        'reviewer sees something else than a program reads. Bad: `name: "Acme\\u202Eegnahc"`. Good: '
        "`name: Acme`. Line breaks and tabs inside quoted text are allowed.",
    ),
    Explanation(
        "yaml-too-large",
        "The file is larger than a YAML file may be",
        "A YAML file has at most 1 MiB, since reading YAML is slow and nobody reviews a larger one. Bad: a bundle "
        "that lists ten thousand runs as items. Good: one item with `data: {file: runs.csv, …}` and the runs in "
        "that CSV, JSONL or Parquet file.",
    ),
    Explanation(
        "yaml-too-many-events",
        "The file holds more values than a YAML file may hold",
        "At most 30,000 values and beginnings and ends of lists and mappings are read. Bad: a list of a hundred "
        "thousand measurements. Good: the measurements in a CSV, JSONL or Parquet file beside the bundle.",
    ),
    Explanation(
        "yaml-scalar-too-long",
        "One value is longer than a value may be",
        "One text has at most 64 KiB. Bad: a transcript pasted into `summary`. Good: a summary in a few sentences, "
        "and the transcript as a file that the item refers to.",
    ),
    Explanation(
        "yaml-depth",
        "Lists and mappings lie too deep inside one another",
        "At most 32 levels are read; no schema here needs ten. Bad: `[[[[[…]]]]]`. Good: the values in one list.",
    ),
    Explanation(
        "yaml-too-many-problems",
        "The file has more problems than are listed",
        "After a hundred problems reading stops, since they mostly have one cause. Bad: a file that was converted "
        "with every `yes` left as it was. Good: the first problems mended, and `check` run again.",
    ),
    Explanation(
        "yaml-multiple-documents",
        "The file holds more than one document",
        "One file is one document, so that its path names it. Bad: two bundles in one file with `---` between them. "
        "Good: two files. One `---` at the beginning of a file is allowed.",
    ),
    Explanation(
        "yaml-directive",
        "The file holds a YAML directive",
        "Lines that begin with `%` change how the rest is read: `%YAML 1.1` makes `no` mean false. All files are "
        "read as YAML 1.2. Bad: `%YAML 1.1` in the first line. Good: no such line.",
    ),
    Explanation(
        "yaml-anchor",
        "A part of the file is named for use elsewhere",
        "Anchors and aliases can make a short file unfold into a huge one, or into a circle, and hide from a reviewer "
        "what an item says. Bad: `source: &hal {url: …}`. Good: the source written out in each item. Text that "
        "begins with `&` needs quotes.",
    ),
    Explanation(
        "yaml-alias",
        "A value is taken from another part of the file",
        "What an item says has to stand in the item. Bad: `source: *hal`. Good: `source: {url: …}`. Text that begins "
        'with `*` needs quotes: `pattern: "*.csv"`.',
    ),
    Explanation(
        "yaml-merge-key",
        "A mapping is merged into another one",
        "The key `<<` takes over keys from elsewhere, and a few hundred bytes of such keys keep a reader busy for a "
        "minute. Bad: `<<: {owner: finance}`. Good: `owner: finance`. A key that is really called `<<` needs quotes.",
    ),
    Explanation(
        "yaml-tag",
        "A value asks for a type",
        "Tags decide by themselves what a value becomes, up to running code in careless readers; here the schema "
        'decides. Bad: `version: !!str 1.10`. Good: `version: "1.10"`. Text that begins with `!` needs quotes.',
    ),
    Explanation(
        "yaml-key-not-string",
        "A key is not text",
        "Keys are text. A number, true, false, null, a list or a mapping as key is read differently by different "
        'readers. Bad: `2024: 0.43`. Good: `"2024": 0.43`. Text such as `{{ name }}` is a mapping to YAML and '
        "needs quotes as well.",
    ),
    Explanation(
        "yaml-duplicate-key",
        "A key stands twice in one mapping",
        "Some readers take the first value, some the last, and a reviewer sees either. Keys that differ only in how "
        "an accented letter is composed count as the same. Bad: `score: 0.91` and, further down, `score: 0.43`. "
        "Good: one of the two.",
    ),
    Explanation(
        "yaml-ambiguous-scalar",
        "A value means different things to different readers",
        "`yes`, `no`, `on`, `off`, `y` and `n`, other spellings of `true`, `false` and `null`, and numbers such as "
        "`010`, `0x1F`, `1_000`, `+5` or `.5` are text to some readers and truth values or other numbers to others. "
        'Bad: `country: no`. Good: `country: "no"`; and `resolved: false` where false is meant.',
    ),
    Explanation(
        "yaml-number-range",
        "A number cannot be kept as it is written",
        "Integers beyond 2^53, numbers that would become zero or infinite, and values that are not a number lose what "
        "they say on the way. Bad: `order: 12345678901234567890`, `score: .nan`. Good: "
        '`order: "12345678901234567890"`, and no `score` at all where there is none.',
    ),
)
"""Every code that this package reports, in the order of the documentation."""
