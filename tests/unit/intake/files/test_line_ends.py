"""Digests with other line ends, whatever the pieces in which a file comes."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from trustpages.intake.files.line_ends import digest_pieces


@given(st.lists(st.text("a\r\n", max_size=4).map(str.encode)))
def test_pieces_make_no_difference(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    lf = whole.replace(b"\r\n", b"\n")
    found = digest_pieces(pieces)
    assert found.sha256 == sha256(whole).hexdigest()
    assert found.lf == sha256(lf).hexdigest()
    assert found.crlf == sha256(lf.replace(b"\n", b"\r\n")).hexdigest()


def test_a_file_whose_line_ends_alone_were_changed_is_told_from_one_that_was_changed() -> None:
    lf, crlf, other = (digest_pieces([data]) for data in (b"a\nb\n", b"a\r\nb\r\n", b"a\nc\n"))
    assert crlf.is_with_other_ends(lf.sha256)
    assert lf.is_with_other_ends(crlf.sha256)
    assert not lf.is_with_other_ends(lf.sha256)
    assert not other.is_with_other_ends(lf.sha256)


def test_of_a_long_file_only_its_own_digest_is_known() -> None:
    piece = b"a\n" * (1 << 20)
    assert digest_pieces([piece] * 8).lf != ""
    assert digest_pieces([piece] * 9).lf == ""
