"""Codes of edits that cannot be made, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "cannot-edit",
        "The file is written in a way that the edit does not fit into",
        "An edit changes the lines that it concerns and no others; then the file is read again, and must say what was "
        "meant. Here it does not, so nothing was written. Bad: keys after `?`, or a text with characters that no "
        "file may hold. Good: the same mapping with `key: value`, or the change made by hand.",
    ),
    Explanation(
        "workbook-unreadable",
        "The file is no workbook that can be read",
        "A questionnaire is an ordinary `.xlsx`: an archive of XML in UTF-8, without a document type, not encrypted. "
        "Bad: a `.xls` with another ending. Good: the same saved as an Excel workbook.",
    ),
    Explanation(
        "workbook-too-large",
        "The workbook is larger than a questionnaire",
        "What others send is read under bounds: 20 MiB, 64 MiB unpacked, 60 sheets, 20,000 rows each. Leave out what "
        "asks nothing.",
    ),
    Explanation(
        "workbook-macros",
        "The workbook has macros",
        "A program of others is neither run nor handed on. Bad: `.xlsm`. Good: the same saved as `.xlsx`.",
    ),
    Explanation(
        "no-questions",
        "No sheet has questions and room for answers",
        "Columns are recognised by their names, such as “Question” and “Response”. Where they are called otherwise, "
        "name them: `--question B --answer D`, or `--question Control --answer Remarks`.",
    ),
)
"""Every code that this room raises, in the order of the documentation."""
