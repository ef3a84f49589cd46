from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.publish.log.entries import hash_leaf, make_checkpoint, name_origin
from trustpages.publish.verifier.trustverify import Checkpoint, parse_checkpoint

ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_each_audience_has_a_log_of_its_own() -> None:
    origins = {name_origin("https-less.example.com/agents/", audience) for audience in Audience}
    assert origins == {f"https-less.example.com/agents/{audience}" for audience in Audience}


@pytest.mark.parametrize("publisher", ["", "/", "https://a.example", "two words", "a\nb", "a//b", "ü", "a" * 300])
def test_what_cannot_name_a_log(publisher: str) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        name_origin(publisher, Audience.PUBLIC)
    assert stopped.value.code == "log-origin"
    assert stopped.value.remedy


def test_three_lines_say_everything() -> None:
    assert make_checkpoint("a.example/public", []).body().decode() == f"a.example/public\n0\n{ROOT}\n"


@given(st.lists(st.binary(max_size=4), max_size=20))
def test_what_is_written_is_read_back(entries: list[bytes]) -> None:
    checkpoint = make_checkpoint("a.example/nda", [hash_leaf(entry) for entry in entries])
    assert parse_checkpoint(checkpoint.body()) == checkpoint
    short = parse_checkpoint(checkpoint.short().encode())
    assert short == Checkpoint(checkpoint.origin, checkpoint.size, checkpoint.root)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a.example/public",
        f"a.example/public\n0\n{ROOT}",
        f"a.example/public\n00\n{ROOT}\n",
        f"a.example/public\n-1\n{ROOT}\n",
        f"a.example/public\n+1\n{ROOT}\n",
        f"a.example/public\n1_0\n{ROOT}\n",
        f"a.example/public\n{'9' * 5000}\n{ROOT}\n",
        f"a.example/public \n0\n{ROOT}\n",
        f"\n0\n{ROOT}\n",
        f"a.example/public\r\n0\r\n{ROOT}\r\n",
        f"a.example/public\n0\n{ROOT[:-1]}\n",
        "a.example/public\n0\nAAAA\n",
        f"a.example/public\n0\n{ROOT[:-2]}V=\n",
        f"a.example/public\n0\n{ROOT}\n\n",
        f"a.example/public\n0\n{ROOT}\nhints \n",
        f"a.example/public\n0\n{ROOT}\nother AAAA\n",
        f"a.example/public\n0\n{ROOT}\nhints AAAA\nhints AAAA\n",
        "\u00e4.example/public\n0\n" + ROOT + "\n",
    ],
)
def test_every_other_spelling_is_refused(body: str) -> None:
    assert parse_checkpoint(body.encode()) is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_parser(body: bytes) -> None:
    read = parse_checkpoint(body)
    assert read is None or read.body() == body
