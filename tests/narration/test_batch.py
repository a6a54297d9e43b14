"""Many notebooks, narrated in parallel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipytts.errors import InvalidRequestError
from ipytts.narration.batch import narrate_all, narrate_to_folder
from tests.helpers.client_calls import assert_no_thread_remains, service_of
from tests.helpers.environment import KEY, require
from tests.helpers.faults import HANGS
from tests.helpers.http_responses import FOREVER
from tests.helpers.notebooks import write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer

ENDINGS = (".chapters.vtt", ".mp3", ".script.md", ".vtt")


def notebooks(folder: Path, count: int) -> list[Path]:
    return [
        write_notebook(folder / f"{number}.ipynb", f"# Number {number}", f"It is {number}.")
        for number in range(count)
    ]


def test_notebook_that_fails_does_not_stop_the_others(server: SpeechServer, tmp_path: Path) -> None:
    server.at_once = 4  # more would be answered 429, which is no failure but shows up in the requests
    paths = notebooks(tmp_path, 6)
    paths[2].write_text("no notebook")
    shares: list[float] = []
    outcomes = list(
        narrate_all(paths, tmp_path / "out", service=service_of(server), on_progress=shares.append)
    )
    states = {outcome.notebook: outcome.state for outcome in outcomes}
    assert states == {str(path): "failed" if path == paths[2] else "made" for path in paths}
    [failed] = [outcome for outcome in outcomes if outcome.state == "failed"]
    assert "not a Jupyter notebook" in failed.message
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        f"{number}{ending}" for number in (0, 1, 3, 4, 5) for ending in ENDINGS
    )
    assert len(server.requests) == 10  # so none was refused and asked again
    assert sum(shares) == pytest.approx(6)


def test_second_run_makes_only_missing_and_changed_files(server: SpeechServer, tmp_path: Path) -> None:
    paths = notebooks(tmp_path, 7)
    out = tmp_path / "out"
    service = service_of(server)
    assert {outcome.state for outcome in narrate_all(paths, out, service=service)} == {"made"}
    (out / "1.mp3").unlink()
    (out / "2.chapters.vtt").unlink()
    (out / "3.script.md").unlink()
    (out / "4.mp3").write_bytes((out / "4.mp3").read_bytes()[:-1])
    write_notebook(paths[5], "# Number 5", "It is changed.")
    kept = (out / "6.mp3").stat().st_mtime_ns
    again = {outcome.notebook: outcome.state for outcome in narrate_all(paths, out, service=service)}
    assert again == {str(path): "unchanged" if path in (paths[0], paths[6]) else "made" for path in paths}
    assert (out / "6.mp3").stat().st_mtime_ns == kept
    assert len(server.requests) == 7 * 2 + 1  # the rest came from the cache
    other = narrate_all(paths[:1], out, service=service, voice="nova")
    assert [outcome.state for outcome in other] == ["made"]


def test_edited_script_is_not_overwritten(server: SpeechServer, tmp_path: Path) -> None:
    [path] = notebooks(tmp_path, 1)
    assert narrate_to_folder(path, tmp_path, service=service_of(server)).state == "made"
    script = tmp_path / "0.script.md"
    script.write_text(script.read_text().replace("It is 0.", "It is nought."))
    outcome = narrate_to_folder(path, tmp_path, service=service_of(server))
    assert (outcome.state, "was edited" in outcome.message) == ("failed", True)
    assert "nought" in script.read_text()


def test_closing_the_iterator_stops_unfinished_notebooks(server: SpeechServer, tmp_path: Path) -> None:
    paths = notebooks(tmp_path, 5)
    paths[0].write_text("no notebook")  # it fails at once, while others are under way
    server.misbehave(HANGS["half a body"], times=FOREVER)
    outcomes = narrate_all(paths, tmp_path / "out", service=service_of(server))
    assert next(outcomes).state == "failed"
    server.wait_for_requests(1)
    outcomes.close()
    assert_no_thread_remains()
    assert len(server.requests) <= 4
    assert not list((tmp_path / "out").iterdir())


def test_notebooks_with_the_same_file_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    paths = [
        write_notebook(tmp_path / "a.ipynb", "One."),
        write_notebook(tmp_path / "other" / "A.ipynb", "Two."),
    ]
    with pytest.raises(InvalidRequestError, match="would be written to the same file"):
        list(narrate_all(paths, tmp_path))


def test_narrate_to_folder_runs_on_a_dask_cluster(
    server: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require("distributed")
    from distributed import Client, LocalCluster

    server.auth = "bearer"
    monkeypatch.setenv("IPYTTS_SERVICE", server.base_url)
    monkeypatch.setenv("IPYTTS_API_KEY", KEY)  # the workers' own; it is in nothing that is sent
    paths = notebooks(tmp_path, 6)
    paths[1].write_text("no notebook")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        work = client.map(narrate_to_folder, paths, folder=tmp_path / "out", voice="nova", pure=False)
        outcomes = client.gather(work)
        shares = [len(results) for results in client.has_what().values()]
    assert [outcome.state for outcome in outcomes] == ["made", "failed", *["made"] * 4]
    assert len(shares) == 2
    assert all(shares)
    assert len(list((tmp_path / "out").glob("*.mp3"))) == 5
    assert {request.body["voice"] for request in server.requests} == {"nova"}
