from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from trustpages.publish.serving.live_site import take_snapshot, watch


def test_a_snapshot_tells_a_change_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.yml").write_text("1")
    seen = [take_snapshot([tmp_path])]
    (tmp_path / "a/x.yml").write_text("22")
    seen.append(take_snapshot([tmp_path]))
    (tmp_path / "a/y.yml").write_text("1")
    seen.append(take_snapshot([tmp_path]))
    (tmp_path / "a/x.yml").unlink()
    seen.append(take_snapshot([tmp_path]))
    assert len(set(seen)) == 4


def test_hidden_files_and_absent_folders_do_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_text("x")
    assert take_snapshot([tmp_path, tmp_path / "absent"]) == frozenset()


def test_a_burst_of_changes_is_one(tmp_path: Path) -> None:
    stop, called, calls = Event(), Event(), list[int]()

    def on_change() -> None:
        calls.append(len(list(tmp_path.iterdir())))
        called.set()

    thread = Thread(target=watch, args=([tmp_path], on_change, stop), kwargs={"interval": 0.2, "since": frozenset()})
    thread.start()
    for number in range(10):
        (tmp_path / f"{number}.yml").write_text("x")
    assert called.wait(10)
    stop.set()
    thread.join(10)
    assert calls == [10]


def test_a_change_during_the_work_is_not_lost(tmp_path: Path) -> None:
    stop, calls = Event(), list[int]()
    file = tmp_path / "a.yml"
    file.write_text("1")

    def on_change() -> None:
        calls.append(len(file.read_text()))
        if len(calls) == 1:
            file.write_text("333")
        else:
            stop.set()

    options = {"interval": 0.05, "since": take_snapshot([tmp_path])}
    thread = Thread(target=watch, args=([tmp_path], on_change, stop), kwargs=options)
    thread.start()
    file.write_text("22")
    thread.join(20)
    stop.set()
    assert calls == [2, 3]
