"""Why an export comes to nothing."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

EXPORT_CODES: Final = (
    Explanation(
        "export-format",
        "There is no such format to export to",
        "`trustpages export --help` lists the formats. Bad: `--format cyclone-dx`. Good: `--format cyclonedx`.",
    ),
    Explanation(
        "export-audience",
        "The audience may not see the agent",
        "An export is made from what its audience may see, the public unless said otherwise. Choose the audience that "
        "it is for, as in `--audience internal`, or say `visibility: public` in the agent's documents.",
    ),
    Explanation(
        "export-empty",
        "The format has no place for anything that there is",
        "Formats for results of evaluations take scores, tests and red teams, and no real use, audits or promises. "
        "Others take promises: `--format oscal`.",
    ),
    Explanation(
        "export-folder",
        "The export has several files, and goes to standard output",
        "Results of different producers, tools or versions stand in files of their own. Name a folder: `-o exports`.",
    ),
    Explanation(
        "export-binary",
        "The export is no text, and goes to standard output",
        "A workbook on a terminal is of no use to anybody. Name a file: `-o answers.xlsx`.",
    ),
    Explanation(
        "export-framework",
        "The format has no place for the items of a framework",
        "Items with their states are a table or a component definition. Bad: `--framework nist-ai-rmf --format "
        "openslo`. Good: `--framework nist-ai-rmf --format csv`; `xlsx`, `md` and `oscal` have a place for them, too.",
    ),
    Explanation(
        "unknown-framework",
        "There is no framework of that name",
        "Several come with the program, and a workspace has its own in `evidence/frameworks/`. Bad: `--framework "
        "NIST`. Good: `--framework nist-ai-rmf`.",
    ),
)
