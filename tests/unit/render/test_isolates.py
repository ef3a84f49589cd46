"""Text from right to left stands by itself in whatever it is put into."""

from __future__ import annotations

import pytest

from support.render.markup import drop_isolates
from trustpages.render.encoder import encode, encode_title
from trustpages.render.isolates import FIRST_STRONG, POP, mark_up_isolates

DESK, AGENT = "مكتب", "وكيل الدعم"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Desk", "Desk"),
        ("客服", "客服"),
        (AGENT, f"<bdi>{AGENT}</bdi>"),
        (f"{AGENT} 2", f"<bdi>{AGENT} 2</bdi>"),
        (f"{AGENT} ABC {DESK}", f"<bdi>{AGENT} ABC {DESK}</bdi>"),
        (f"{AGENT} settled 12 of 15 tasks", f"<bdi>{AGENT}</bdi> settled 12 of 15 tasks"),
        (f"Between {AGENT} and {DESK}: 3", f"Between <bdi>{AGENT}</bdi> and <bdi>{DESK}</bdi>&#58; 3"),
    ],
)
def test_what_reads_from_right_to_left_is_isolated(text: str, expected: str) -> None:
    assert mark_up_isolates(f"<p>{encode(text)}</p>") == f"<p>{expected}</p>"


def test_attributes_have_no_marks_and_headings_and_titles_keep_them() -> None:
    page = f'## {encode(AGENT)}\n\n<a href="{encode(DESK)}" title="{encode(DESK)}">{encode(DESK)}</a>\n'
    assert mark_up_isolates(page) == (
        f'## {FIRST_STRONG}{AGENT}{POP}\n\n<a href="{DESK}" title="{DESK}"><bdi>{DESK}</bdi></a>\n'
    )
    assert encode_title(AGENT) == f"{FIRST_STRONG}{AGENT}{POP}"
    assert drop_isolates(encode_title(AGENT)) == AGENT


def test_text_that_brings_marks_of_its_own_cannot_close_ours() -> None:
    assert mark_up_isolates(encode(f"{DESK}{POP}{FIRST_STRONG}x")).count("bdi>") == 2
