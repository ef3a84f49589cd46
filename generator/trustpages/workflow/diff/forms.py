"""A review of a change in the form that somebody asked for: the one place where its words meet its printers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from trustpages.compose.forges.annotations import format_annotations
from trustpages.compose.forges.code_quality import build_code_quality
from trustpages.compose.forges.finding import RuleHelp, describe_rule
from trustpages.compose.forges.sarif import build_sarif
from trustpages.compose.review.findings import explain_problem, find_in_review
from trustpages.compose.review.page import compose_review
from trustpages.compose.wording.review import headline_of
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.model.results.records.json_values import encode_json
from trustpages.model.results.review import ChangeReview
from trustpages.render.comment import MOST_CHARACTERS, render_comment
from trustpages.render.document import render_document
from trustpages.review.review_json import write_review
from trustpages.review.rules.catalog import RULES_BY_ID


@dataclass(frozen=True, slots=True)
class OutputForm:
    """How a review is written: the name of the form, characters in a line of text, most characters of a comment."""

    name: str
    limit: int | None = None
    width: int = WIDTH


def print_as_text(review: ChangeReview, form: OutputForm) -> str:
    """Lines for a terminal; nothing in them can steer one."""
    blocks = compose_review(review, can_fold=False)
    lines = list(TextPrinter(say, form.width).format_lines(blocks))
    return "".join(f"{escape_controls(line)}\n" for line in lines[1:])  # the first parts it from a text before it


def print_as_markdown(review: ChangeReview, form: OutputForm) -> str:
    """A comment on a pull or merge request."""
    return render_comment(compose_review(review, can_fold=True), say, form.limit or MOST_CHARACTERS)


def print_as_html(review: ChangeReview, form: OutputForm) -> str:
    """A file to attach, or to look at."""
    del form
    return render_document(headline_of(review), compose_review(review, can_fold=True), say)


def print_as_json(review: ChangeReview, form: OutputForm) -> str:
    """A document of format `trustpages.diff/1`; its paths count from the workspace."""
    del form
    return write_review(review).decode()


def print_as_annotations(review: ChangeReview, form: OutputForm) -> str:
    """Workflow commands of GitHub, for what is adverse or stops."""
    del form
    return format_annotations(find_in_review(review, adverse_alone=True))


def print_as_code_quality(review: ChangeReview, form: OutputForm) -> str:
    """GitLab's code quality report, of what is adverse or stops."""
    del form
    return encode_json(build_code_quality(find_in_review(review, adverse_alone=True))).decode()


def print_as_sarif(review: ChangeReview, form: OutputForm) -> str:
    """A log for code scanning, with every change."""
    del form
    return encode_json(build_sarif(find_in_review(review, adverse_alone=False), _explain)).decode()


def _explain(rule: str) -> RuleHelp:
    """What the catalog says of a rule of changes; of a problem, where it comes from."""
    known = RULES_BY_ID.get(rule)
    return explain_problem(rule) if known is None else describe_rule(rule, known.explained())


FORMS: Final[Mapping[str, Callable[[ChangeReview, OutputForm], str]]] = {
    "text": print_as_text,
    "markdown": print_as_markdown,
    "json": print_as_json,
    "github": print_as_annotations,
    "codequality": print_as_code_quality,
    "sarif": print_as_sarif,
    "html": print_as_html,
}
"""Each form of a review by the name that `--format` gives it."""
FORGES: Final = frozenset({"github", "codequality", "sarif"})
"""Forms that show each change at a place."""
