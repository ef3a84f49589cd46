"""Sentences that hold references: text for machines, parts for pages."""

from __future__ import annotations

import json
import pickle
from datetime import date

from trustpages.model.sentence import Reference, Sentence, Term, join, read_days, refer, strip_full_stop

DAY = date(2026, 5, 1)


def test_a_sentence_is_its_text_with_ids_and_iso_days() -> None:
    sentence = Sentence("rung ", Term("act-alone"), " since ", DAY, ", because of ", Reference("service/refund"))
    assert sentence == "rung 'act-alone' since 2026-05-01, because of service/refund"
    assert json.loads(json.dumps({"reason": sentence})) == {"reason": str(sentence)}


def test_a_sentence_inside_another_keeps_its_parts() -> None:
    inner = Sentence("after ", DAY)
    outer = join("; ", (inner, *refer(("june", "july"))))
    assert outer == "after 2026-05-01; june; july"
    assert outer.parts == ("after ", DAY, "; ", Reference("june"), "; ", Reference("july"))
    assert [type(part) for part in outer.parts if part in {"june", "july"}] == [Reference, Reference]


def test_a_sentence_reaches_another_process_with_its_parts() -> None:
    sentence = Sentence("after ", DAY, " ", Term("one-down"))
    copy = pickle.loads(pickle.dumps(sentence))  # noqa: S301  # it was written in the line itself
    assert (copy, copy.parts) == (sentence, sentence.parts)


def test_only_words_lose_their_full_stop() -> None:
    assert strip_full_stop("It stands. ") == "It stands"
    assert strip_full_stop(Sentence("It cites ", Reference("v1."))).parts == ("It cites ", "v1.")


def test_days_of_an_earlier_report_are_days_again() -> None:
    assert read_days("moved to 2026-05-01 from 2026-02-30").parts == ("moved to ", DAY, " from ", "2026-02-30", "")
    assert read_days(Sentence(Reference("trials-2026-05-01"))).parts == (Reference("trials-2026-05-01"),)
