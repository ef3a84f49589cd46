"""A copy is known by the line that it carries; a change of any byte shows."""

from __future__ import annotations

from datetime import date
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.render.charts.png import to_png
from trustpages.render.charts.scene import Scene
from trustpages.render.embeds.seal import UNSEALED, read_seal, seal, seal_again

LINE = f"trustpages-embed/1 agent=desk as-of=2026-11-20 valid-until=2026-12-04 inputs={'ab' * 32} self={UNSEALED}"
CARD = seal(f"<p>Restricted.</p>\n<meta content='{LINE}'>\n<p>A person must approve.</p>\n".encode())


_CHUNK = b"tEXtnote\0" + LINE.encode()
PICTURE = seal(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + _CHUNK + crc32(_CHUNK).to_bytes(4, "big") + b"IDAT pixels")


def test_a_sealed_file_is_whole_and_says_what_it_is_about() -> None:
    found = read_seal(CARD)
    assert found is not None
    assert (found.agent, found.as_of, found.valid_until) == ("desk", date(2026, 11, 20), date(2026, 12, 4))
    assert (found.inputs, found.is_whole) == ("ab" * 32, True)


def test_a_file_of_which_something_was_replaced_is_sealed_as_if_made_so() -> None:
    other = CARD.replace(b"ab" * 32, b"cd" * 32)
    found = read_seal(seal_again(other))
    assert found is not None
    assert (found.inputs, found.is_whole) == ("cd" * 32, True)
    assert seal_again(CARD) == CARD
    assert seal_again(b"{}\n") == b"{}\n"


def test_a_picture_with_another_note_is_sealed_as_one_made_so() -> None:
    lines = (LINE.replace("ab" * 32, inputs * 32) for inputs in ("ab", "cd"))
    one, other = (seal(to_png(Scene(8, 8, ()), {"note": line})) for line in lines)
    assert one != other
    assert seal_again(one.replace(b"ab" * 32, b"cd" * 32)) == other


def test_other_line_ends_are_no_change() -> None:
    found = read_seal(b"\xef\xbb\xbf" + CARD.replace(b"\n", b"\r\n"))
    assert found is not None
    assert found.is_whole


@pytest.mark.parametrize("whole", [CARD, PICTURE], ids=["text", "picture"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), change=st.integers(1, 127))
def test_one_other_byte_is_seen(whole: bytes, data: st.DataObject, change: int) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    altered = whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :]
    found = read_seal(altered)
    assert found is None or found.is_whole is False or altered.replace(b"\r\n", b"\n") == whole


def test_a_picture_keeps_its_line_ends_and_the_sum_of_its_chunk() -> None:
    found = read_seal(PICTURE)
    assert found is not None
    assert found.is_whole
    start = PICTURE.index(b"tEXt")
    assert crc32(PICTURE[start : start + len(_CHUNK)]).to_bytes(4, "big") == PICTURE[start + len(_CHUNK) :][:4]


def test_one_word_changed_is_altered() -> None:
    found = read_seal(CARD.replace(b"Restricted", b"Supported."))
    assert found is not None
    assert found.is_whole is False


@pytest.mark.parametrize(
    "copy", [b"", b"<p>nothing</p>", CARD + CARD, CARD.replace(b"2026-11-20", b"2026-13-20"), CARD[:120]]
)
def test_what_carries_no_such_line_or_several_is_no_copy(copy: bytes) -> None:
    assert read_seal(copy) is None


def test_a_file_has_one_seal() -> None:
    with pytest.raises(ValueError, match="one seal"):
        seal(b"none")
