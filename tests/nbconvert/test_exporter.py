"""``jupyter nbconvert --to speech``, as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from nbformat import v4, write

from ipytts.audio.formats import sniff
from tests.helpers.captions import read_captions
from tests.helpers.environment import KEY, require
from tests.helpers.faults import out_of_quota, respond
from tests.helpers.http_responses import FOREVER
from tests.helpers.notebooks import REPORT, write_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.speech_server import SpeechServer


TAGS = {"cell": "draft", "input": "quiet"}


@pytest.fixture(autouse=True)
def _key(server: SpeechServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require("nbconvert")
    monkeypatch.setenv("ONEROUTER_API_KEY", KEY)
    monkeypatch.setenv("ONEROUTER_BASE_URL", server.base_url)
    monkeypatch.chdir(tmp_path)


def nbconvert(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "nbconvert", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env=os.environ)


def test_exporter_writes_sound_captions_chapters_and_script(server: SpeechServer, tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", REPORT, "%import os")
    (tmp_path / "jupyter_nbconvert_config.py").write_text(
        "c.SpeechExporter.voices = {'quotation': 'onyx'}\nc.SpeechExporter.response_format = 'wav'\n"
    )
    options = ("--SpeechExporter.code=skip", "--output-dir=out", "--config=jupyter_nbconvert_config.py")
    completed = nbconvert("--to", "speech", "report.ipynb", *options)
    assert completed.returncode == 0, completed.stderr
    voices = {request.body["input"]: request.body["voice"] for request in server.requests}
    assert voices["They cannot fly."] == "onyx"
    assert len(voices) == 5  # and nothing of the code
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("report.wav", "report.vtt", "report.chapters.vtt", "report.script.md")
    }
    assert sniff((tmp_path / "out" / "report.wav").read_bytes()) == "wav"
    cues = read_captions((tmp_path / "out" / "report.chapters.vtt").read_text())
    assert [words for _, _, words in cues] == ["Penguins", "Mass"]


def test_tags_of_the_configuration_are_removed(server: SpeechServer, tmp_path: Path) -> None:
    cells = [
        v4.new_markdown_cell("# Birds"),
        v4.new_markdown_cell("A draft.", metadata={"tags": ["draft"]}),
        v4.new_markdown_cell("A hint.", metadata={"tags": ["draft", "ipytts-narrate"]}),
        v4.new_code_cell("f()", metadata={"tags": ["quiet"]}),
    ]
    metadata = {"ipytts": {"voice": "nova"}}
    write(v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "report.ipynb")
    options = [f"--TagRemovePreprocessor.remove_{part}_tags={tag}" for part, tag in TAGS.items()]
    completed = nbconvert("--to", "speech", "report.ipynb", *options)
    assert completed.returncode == 0, completed.stderr
    said = {request.body["input"]: request.body["voice"] for request in server.requests}
    assert said == {"Birds.": "nova", "A hint.": "nova"}
    assert "<!-- cell 3 -->" in (tmp_path / "report.script.md").read_text()
    completed = nbconvert("--to", "html", "--template", "speech", "report.ipynb", *options)
    assert completed.returncode == 0, completed.stderr
    assert "A draft." not in {request.body["input"] for request in server.requests}


def test_jupyter_server_downloads_an_archive_of_all_files(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "report.ipynb", "# Birds")
    require("jupyter_server")
    from jupyter_server.nbconvert.handlers import respond_zip
    from nbconvert.exporters import get_exporter

    exporter = get_exporter("speech")()
    sound, resources = exporter.from_filename(str(path))
    assert (exporter.export_from_notebook, exporter.output_mimetype) == ("Speech", "audio/mpeg")
    served = Mock()  # Jupyter's handler, which sends the archive
    assert respond_zip(served, "report.ipynb", sound, resources)
    archive = zipfile.ZipFile(io.BytesIO(served.finish.call_args.args[0]))
    assert set(archive.namelist()) == {
        *("report.mp3", "report.vtt", "report.chapters.vtt", "report.script.md")
    }
    assert sniff(archive.read("report.mp3")) == "mp3"
    assert resources["output_extension"] == ".mp3"


@pytest.mark.parametrize(
    ("cells", "options", "words"),
    [
        (("",), (), "There is nothing to say in report"),
        (("# A",), ("--SpeechExporter.code=sing",), "'summary'"),
        (("# A",), ("--SpeechExporter.speed=9",), "speed=9.0 is not possible"),
        (("# A",), ("--SpeechExporter.language=French",), "did you mean 'fr'?"),
        (("# 企鹅",), ("--SpeechExporter.service=builtin",), "built-in voice speaks only English"),
    ],
)
def test_invalid_settings_are_refused_before_any_request(
    server: SpeechServer, tmp_path: Path, cells: tuple[str, ...], options: tuple[str, ...], words: str
) -> None:
    write_notebook(tmp_path / "report.ipynb", *cells)
    completed = nbconvert("--to", "speech", "report.ipynb", *options)
    assert completed.returncode != 0
    assert words in completed.stderr.decode()
    assert not server.requests


def test_service_error_is_reported_without_the_key(server: SpeechServer, tmp_path: Path) -> None:
    write_notebook(tmp_path / "report.ipynb", "# A")
    server.misbehave(respond(400, "No such voice."))
    completed = nbconvert("--to", "speech", "report.ipynb")
    assert completed.returncode != 0
    assert b"No such voice." in completed.stderr
    assert KEY not in completed.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == {"report.ipynb"}


def test_exporter_takes_the_fallback_of_the_configuration(server: SpeechServer, tmp_path: Path) -> None:
    require("hibari", "lameenc")
    write_notebook(tmp_path / "report.ipynb", REPORT)
    server.misbehave(out_of_quota(), times=FOREVER)
    completed = nbconvert("--to", "speech", "report.ipynb", "--SpeechDefaults.fallback=builtin")
    assert completed.returncode == 0, completed.stderr
    assert b"the built-in voice speaks" in completed.stderr
    assert sniff((tmp_path / "report.mp3").read_bytes()) == "mp3"
