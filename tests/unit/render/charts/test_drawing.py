from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from support.render.charts import GAPS, INTERVALS, SAMPLES
from trustpages.render.charts import drawing
from trustpages.render.charts.catalog import draw_scene
from trustpages.render.charts.drawing import draw, draw_all
from trustpages.render.charts.files import ChartFiles, ChartStore, compute_chart_digest, find_chart_paths
from trustpages.render.charts.png import to_png
from trustpages.render.charts.scene import Form, Ink, Label, Scene, draw_box, draw_line, draw_symbol
from trustpages.system.cache import FileCache

FEW = (INTERVALS, GAPS)


def test_draws_each_distinct_chart_once() -> None:
    same_picture = replace(GAPS, rows=(("another", "table"),))
    artifacts = draw_all((*FEW, same_picture, GAPS))
    assert [artifact.path for artifact in artifacts] == sorted(
        path for chart in FEW for path in (find_chart_paths(chart).light, find_chart_paths(chart).dark)
    )
    assert {artifact.content for artifact in artifacts} == {
        content for chart in FEW for content in (draw(chart).light, draw(chart).dark)
    }


def test_the_store_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = draw_all(FEW)
    assert draw_all(FEW, FileCache(tmp_path / "a" / "b", b"key")) == cold
    monkeypatch.setattr(drawing, "draw", lambda chart: pytest.fail(f"drew {chart.id} again"))
    assert draw_all(FEW, FileCache(tmp_path / "a" / "b", b"key")) == cold


@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_a_damaged_entry_is_drawn_anew(tmp_path: Path, damage: bytes | None) -> None:
    cold = draw_all(FEW, FileCache(tmp_path, b"key"))
    entry = tmp_path / compute_chart_digest(GAPS)
    whole = entry.read_bytes()
    entry.write_bytes(whole.replace(b"90", b"99") if damage is None else damage)
    assert draw_all(FEW, FileCache(tmp_path, b"key")) == cold
    assert entry.read_bytes() == whole


def test_an_unusable_store_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert draw_all(FEW, FileCache(file / "store", b"key")) == draw_all(FEW)


def test_the_store_is_bounded(tmp_path: Path) -> None:
    store = ChartStore(FileCache(tmp_path, b"key"))
    for number in range(9):
        store.put(f"{number:064}", ChartFiles(b"l", b"d"))
    store.trim(most=4)
    assert len(list(tmp_path.iterdir())) == 4


def test_another_process_with_settings_of_its_own_draws_the_same(tmp_path: Path) -> None:
    words = (mark for mark in draw_scene(GAPS).marks if isinstance(mark, Label))
    scene = Scene(300, 50, (draw_box(0, 40, 300, 50, Ink.RULE), *words))
    (tmp_path / "matplotlibrc").write_text(
        "font.style: italic\nfont.stretch: condensed\nsvg.fonttype: path\ntext.hinting: none\nfigure.facecolor: red\n"
        "path.sketch: 1, 100, 2\nsavefig.dpi: 30\ntext.color: red\nhatch.color: red\nsvg.id: its-own\n"
    )
    code = (
        "import pickle, sys\nchart, scene = pickle.load(sys.stdin.buffer)\n"
        "from trustpages.render.charts.drawing import draw\nfiles = draw(chart)\n"
        "assert not {'matplotlib.figure', 'matplotlib.axes'} & set(sys.modules)  # half of what there is to load\n"
        "from trustpages.render.charts.png import to_png\npickle.dump((files, to_png(scene, {})), sys.stdout.buffer)"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((GAPS, scene)),
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert pickle.loads(elsewhere.stdout) == (draw(GAPS), to_png(scene, {}))  # noqa: S301 - written just above


def test_a_picture_has_boxes_and_letters_in_their_inks_and_nothing_else() -> None:
    words = (Label(10, 30, "Breached", 20, ink, bold=ink is Ink.BROKEN) for ink in Ink)
    scene = Scene(
        120,
        40,
        (draw_box(0, 0, 8, 40, Ink.KEPT), *words, Label(100, 20, "beyond", 20), draw_box(0, 38, 9, 99, Ink.BROKEN)),
    )
    with Image.open(io.BytesIO(to_png(scene, {}))) as opened:
        pixels = opened.convert("RGB").tobytes()
    found = [pixels[3 * (y * 120 + x) :][:3].hex() for x, y in ((7, 20), (8, 39), (9, 0))]
    assert [f"#{colour}" for colour in found] == [Ink.KEPT.light, Ink.BROKEN.light, "#ffffff"]
    assert to_png(Scene(120, 40, ()), {}) != to_png(Scene(120, 40, (Label(10, 30, "B", 20),)), {})
    for mark in (draw_line((0, 0), (9, 9), Ink.RULE), *draw_symbol(Form.DISC, 9, 9, Ink.RULE)):
        with pytest.raises(ValueError, match="a picture has"):
            to_png(Scene(20, 20, (mark,)), {})


def test_digests_tell_pictures_apart() -> None:
    assert len({compute_chart_digest(chart) for chart in SAMPLES}) == len(SAMPLES)
    assert compute_chart_digest(GAPS) != compute_chart_digest(replace(GAPS, title="Other"))
    assert compute_chart_digest(GAPS) == compute_chart_digest(replace(GAPS, rows=()))


def test_pages_are_made_without_loading_matplotlib() -> None:
    code = (
        "import sys, trustpages.render.templates as t, trustpages.render.charts.drawing as d\n"
        "d.draw_all(())\nsys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
