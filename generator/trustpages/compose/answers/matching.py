"""Which row of a report answers a question that somebody else wrote, and by what it was recognised.

By its id, then by the wording of an item of a framework, then by the words in which buyers ask. Each is stricter than
it could be: what is not recognised is left to whoever answers the questionnaire, which costs minutes; a wrong answer
costs more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from trustpages.compose.answers.asked_as import ELSEWHERE, PHRASES, find_content, split_words
from trustpages.model.documents.asked.questions import Question
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet

LEAST_OVERLAP: Final = 0.8
"""Of the words of an item and of a question, so many must be the same for the one to be the other."""
LEAST_KNOWN: Final = 0.4
"""Of the words of a question, so many must be words of the answer that it is matched to."""
_FEWEST_WORDS: Final = 4
_OF_CONTROLS: Final = re.compile(r"[A-Z]{2,3}-\d{2}|A&A-\d{2}")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Match:
    """The row that answers a question, and in a sentence how that is known."""

    row: AnsweredRow
    reason: str


@dataclass(frozen=True)
class Matcher:
    """Finds rows for questions: those of buyers' `questions`, and those of `frameworks`.

    `computed` names for each question of ours the answer that is computed for it.
    """

    questions: AnswerSheet
    frameworks: Sequence[AnswerSheet]
    computed: Mapping[str, str] = field(default_factory=dict)

    def match(self, cells: Iterable[str], asked: str, around: str = "") -> Match | None:
        """What answers the question `asked`; `cells` are the texts of its row, `around` what its sheet is called."""
        texts = tuple(cells)
        return self._match_id(texts, around) or self._match_item(asked) or self._match_words(asked)

    def _match_id(self, texts: Sequence[str], around: str) -> Match | None:
        """The one item that is named in the row; several that are named are none."""
        row_text = _plain(" \u00a6 ".join(texts))
        found: dict[tuple[str, str], tuple[AnswerSheet, AnsweredRow, str]] = {}
        for sheet in self.frameworks:
            if sheet.mark and sheet.mark.lower() not in f"{row_text} {around}".lower():
                continue
            for row, name, pattern in self._patterns[sheet.id]:
                if pattern.search(row_text):
                    found[sheet.id, row.id] = (sheet, row, name)
        # `Website` is in `Developer website`: the longer one is meant.
        names = [name.lower() for _, _, name in found.values()]
        meant = [kept for kept in found.values() if sum(kept[2].lower() in name for name in names) == 1]
        if len(meant) != 1:
            return None
        ((sheet, row, name),) = meant
        return Match(row, f"Id “{name}” of {sheet.title}")

    @cached_property
    def _patterns(self) -> dict[str, tuple[tuple[AnsweredRow, str, re.Pattern[str]], ...]]:
        return {
            sheet.id: tuple((row, name, _compile_id(name)) for row in sheet.rows for name in (row.id, *row.also))
            for sheet in self.frameworks
        }

    def _match_item(self, asked: str) -> Match | None:
        """The item whose wording it is, or nearly."""
        words = find_content(split_words(asked))
        if len(words) < _FEWEST_WORDS:
            return None
        best = max(
            ((len(words & other) / len(words | other), sheet, row) for sheet, row, other in self._wordings),
            key=lambda scored: scored[0],
            default=None,
        )
        if best is None or best[0] < LEAST_OVERLAP:
            return None
        score, sheet, row = best
        how = "The wording" if score == 1 else "Nearly the wording"
        return Match(row, f"{how} of {row.id} of {sheet.title}")

    @cached_property
    def _wordings(self) -> tuple[tuple[AnswerSheet, AnsweredRow, frozenset[str]], ...]:
        told = (
            (sheet, row, find_content(split_words(row.asked)))
            for sheet in self.frameworks
            if not sheet.mark
            for row in sheet.rows
        )
        return tuple((sheet, row, words) for sheet, row, words in told if len(words) >= _FEWEST_WORDS)

    def _match_words(self, asked: str) -> Match | None:
        """The question of ours that asks the same in other words; where two do, none."""
        words = split_words(asked)
        content = find_content(words)
        if not content or content & _ELSEWHERE:
            return None
        scored = sorted(self._score_rows(frozenset(words), content), key=lambda scored: -scored[0])
        if not scored or scored[0][0] < LEAST_KNOWN or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        score, row, phrase = scored[0]
        known = round(score * len(content))
        return Match(row, f"Words “{phrase}”: {known} of the {len(content)} words of the question are of “{row.asked}”")

    def _score_rows(self, words: frozenset[str], content: frozenset[str]) -> Iterator[tuple[float, AnsweredRow, str]]:
        for row in self.questions.rows:
            own = find_content(split_words(row.asked))
            phrases = PHRASES.get(self.computed.get(row.id, ""), ())
            found = [phrase for phrase in phrases if words.issuperset(split_words(phrase))]
            if own == content:
                yield 1.0, row, row.asked
            elif found:
                known = own.union(*(find_content(split_words(phrase)) for phrase in phrases))
                yield len(content & known) / len(content), row, found[0]


_ELSEWHERE: Final = frozenset(word for text in ELSEWHERE for word in split_words(text))


def make_matcher(questions: Iterable[Question], asked: AnswerSheet, frameworks: Sequence[AnswerSheet]) -> Matcher:
    """The matcher over these rows."""
    computed = {question.id: question.answer for question in questions if question.answer is not None}
    return Matcher(asked, frameworks, computed)


def _plain(text: str) -> str:
    """The text with one form for each sign and single blanks."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text))


def _compile_id(name: str) -> re.Pattern[str]:
    """Finds the id where it stands alone: `MAP 1.1` is not in `MAP 1.10`, `Art. 13(3)(b)` not in one of its points.

    A question of a control has the id of the control and a number.
    """
    written = re.escape(_plain(name)).replace(r"\ ", r"\s?")
    tail = r"(?:\.\d{1,2})?(?![\w(])" if _OF_CONTROLS.fullmatch(name) else r"(?![\w(]|\.\d)"
    return re.compile(rf"(?<![\w.&]){written}{tail}", re.IGNORECASE)
