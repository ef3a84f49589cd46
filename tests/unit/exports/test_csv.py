from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from trustpages.exports.csv import to_csv
from trustpages.model.pages.page import Cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("|cmd", "'|cmd"),
        ("   =1", "'   =1"),
        ("\0=1", "'=1"),
        (-1, "-1"),
        (-0.5, "-0.5"),
        (Decimal("0.10"), "0.10"),
        (None, ""),
        (True, "true"),
        ('say "hi", now', 'say "hi", now'),
        ("two\nlines", "two\nlines"),
        ("\ud800", "?"),
    ],
)
def test_writes_cells(cell: Cell, written: str) -> None:
    text = to_csv(["name", "cell"], [["x", cell]]).decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name", "cell"], ["x", written]]


def test_lines_end_as_rfc_4180_says() -> None:
    assert to_csv(["a", "b"], [["1", "2"]]) == b"a,b\r\n1,2\r\n"


def test_refuses_ragged_rows() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        to_csv(["a", "b"], [["1"]])
