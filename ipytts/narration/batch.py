"""Narrate many notebooks to files, in parallel; a notebook that fails does not stop the others."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from ipytts.audio.response_formats import DEFAULT_FORMAT, FORMATS
from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError, OutputError, SpeechError, SpeechStoppedError
from ipytts.narration.narrate_notebook import read_script, record
from ipytts.narration.narration_files import NarrationFiles, narration_fingerprint
from ipytts.narration.role_voices import plan_script
from ipytts.services.cancellation import Stop
from ipytts.services.request import Voice, check_response_format
from ipytts.services.service import Service
from ipytts.services.service_selection import find_service
from ipytts.synthesis.listener import Listener
from ipytts.synthesis.part import Part
from ipytts.synthesis.plan import Plan, first_given, request_limits

State = Literal["made", "unchanged", "failed", "stopped"]


@dataclass(frozen=True)
class Outcome:
    """The result of narrating one notebook."""

    notebook: str  # its path
    state: State  # "unchanged" if its files existed and are current
    sound: str = ""  # the path of the sound; empty without one
    duration: float = 0.0  # s, of the sound; 0 if none was made
    message: str = ""  # of the error


def narrate_to_folder(
    notebook: str | PathLike[str],
    folder: str | PathLike[str],
    *,
    code: str | None = None,
    voices: Mapping[str, Voice] | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    at_once: int | None = None,
    listener: Listener | None = None,
    **settings: Any,
) -> Outcome:
    """Speak one notebook and write its files, unless they are current.

    Arguments and results can be pickled, for other processes and machines. The folder is created if it does
    not exist. `at_once` is the maximum number of parallel requests; the other parameters are as for
    `ipytts.narration.narrate_notebook.narrate_notebook`. A `SpeechError` is not raised: the outcome has it.
    """
    try:
        settings["response_format"] = _response_format(settings)
        script = read_script(notebook, code=code)
        planned = plan_script(script, voices=voices, **settings)
        planned = dataclasses.replace(planned, at_once=at_once or planned.at_once)
        files = NarrationFiles(_sound_path(notebook, _create_folder(folder), settings["response_format"]))
        files.check_unedited()
        if files.are_current(narration_fingerprint(script, planned)):
            return Outcome(str(notebook), "unchanged", str(files.sound))
        recording = record(
            script,
            planned,
            play=False,
            cache=cache,
            timeout=timeout,
            listener=listener,
            service=settings.get("service"),
        )
        recording.save_to(files)
    except SpeechStoppedError as error:
        return Outcome(str(notebook), "stopped", message=str(error))
    except SpeechError as error:
        return Outcome(str(notebook), "failed", message=str(error))
    return Outcome(str(notebook), "made", str(files.sound), recording.duration)


def narrate_all(
    notebooks: Sequence[str | PathLike[str]],
    folder: str | PathLike[str],
    *,
    service: str | Service | None = None,
    on_progress: Callable[[float], object] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
    **settings: Any,
) -> Generator[Outcome]:
    """Speak many notebooks in parallel, and write their files.

    All notebooks together send no more parallel requests than the service allows.

    Parameters
    ----------
    notebooks : sequence of str or path
        Their file names must differ.
    on_progress : callable
        Receives, in any thread, the share of one notebook that was made since the last call. The shares of a
        notebook add up to 1.
    on_notice : callable
        Receives each notice once.
    folder, service, **settings
        As for `narrate_to_folder`.

    Yields
    ------
    Outcome
        One for each notebook, in the order in which they end. Closing or interrupting the iterator stops the
        unfinished ones; the parts that they received are in the cache.

    Raises
    ------
    SpeechError
        Two notebooks would be written to the same file, or the service is unknown.
    """
    _check_names(notebooks)
    if not notebooks:
        return
    defaults = SpeechDefaults.instance()  # created here, as threads would create several
    _, limit = request_limits(find_service(service or defaults.service))
    workers = min(limit, len(notebooks))
    settings.update(service=service, at_once=limit // workers)
    batch = _Batch(on_progress, on_notice)

    def narrate_one(notebook: str | PathLike[str]) -> Outcome:
        if batch.is_stopped:
            return Outcome(str(notebook), "stopped")
        listener = _NotebookListener(batch)
        outcome = narrate_to_folder(notebook, folder, listener=listener, **settings)
        listener.finish()
        return outcome

    with ThreadPoolExecutor(workers, thread_name_prefix="ipytts-narrate") as pool:
        try:
            for future in as_completed([pool.submit(narrate_one, notebook) for notebook in notebooks]):
                yield future.result()
        finally:
            batch.stop()


class _Batch:
    """Stops the notebooks that are being narrated, and passes on their progress and notices."""

    def __init__(self, on_progress: Callable[[float], object], on_notice: Callable[[str], None]) -> None:
        self.on_progress, self._on_notice = on_progress, on_notice
        self.is_stopped = False
        self._lock = threading.Lock()
        self._stops: list[Stop] = []
        self._notices: set[str] = set()

    def add(self, stop: Stop) -> None:
        with self._lock:
            self._stops.append(stop)
            if self.is_stopped:
                stop.set()

    def stop(self) -> None:
        with self._lock:
            self.is_stopped = True
            for stop in self._stops:
                stop.set()

    def notify(self, message: str) -> None:
        with self._lock:
            is_new = message not in self._notices
            self._notices.add(message)
        if is_new:
            self._on_notice(message)


class _NotebookListener(Listener):
    """Passes on the progress and notices of one notebook to its batch."""

    shows_progress = True

    def __init__(self, batch: _Batch) -> None:
        self._batch = batch
        self._shares: Iterator[float] = iter(())  # of the parts, by length
        self._left = 1.0

    def on_start(self, stop: Stop) -> None:
        self._batch.add(stop)

    def on_notice(self, message: str) -> None:
        self._batch.notify(message)

    def on_plan(self, plan: Plan) -> None:
        lengths = [len(step.text) for step in plan.steps]
        self._shares = iter([length / sum(lengths) for length in lengths])

    def on_part(self, part: Part) -> None:  # noqa: ARG002 - parts come in order
        share = next(self._shares)
        self._left -= share
        self._batch.on_progress(share)

    def finish(self) -> None:
        self._batch.on_progress(self._left)


def _response_format(settings: Mapping[str, Any]) -> str:
    default = SpeechDefaults.instance().response_format
    return check_response_format(first_given(settings.get("response_format"), default, DEFAULT_FORMAT))


def _sound_path(notebook: str | PathLike[str], folder: Path, response_format: str) -> Path:
    return folder / (Path(notebook).stem + FORMATS[response_format].suffixes[0])


def _create_folder(folder: str | PathLike[str]) -> Path:
    path = Path(folder).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {str(path)!r} cannot be created: {error.strerror or error}.") from None
    return path


def _check_names(notebooks: Sequence[str | PathLike[str]]) -> None:
    seen: dict[str, str | PathLike[str]] = {}
    for notebook in notebooks:
        other = seen.setdefault(Path(notebook).stem.casefold(), notebook)
        if other is not notebook:
            raise InvalidRequestError(
                f"{other} and {notebook} would be written to the same file: give them one at a time, each "
                "with a folder of its own."
            )
