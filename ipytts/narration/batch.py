"""Many notebooks: each into files of its own, side by side, and none stops the others."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ipytts.audio.names import FORMATS
from ipytts.config import SpeechDefaults
from ipytts.errors import InvalidRequestError, OutputError, SpeechError, SpeechStoppedError
from ipytts.narration.narrated_notebook import read_script, record
from ipytts.narration.output_files import NarrationFiles, made_as
from ipytts.narration.role_voices import plan_script
from ipytts.services.request import check_response_format
from ipytts.services.service import find_service
from ipytts.synthesis.listener import Listener
from ipytts.synthesis.plan import first_given

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from os import PathLike

    from ipytts.services.cancellation import Stop
    from ipytts.services.service import Service
    from ipytts.synthesis.part import Part
    from ipytts.synthesis.plan import Plan

State = Literal["made", "unchanged", "failed", "stopped"]


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook.

    Attributes
    ----------
    notebook : str
        Its path.
    state : str
        ``made``; ``unchanged``, where its files were there already; ``failed``; or ``stopped``.
    sound : str
        The path of the sound; empty where there is none.
    duration : float
        Of the sound, in seconds; 0 where none was made.
    message : str
        What went wrong.
    """

    notebook: str
    state: State
    sound: str = ""
    duration: float = 0.0
    message: str = ""


def narrate_to_folder(
    notebook: str | PathLike[str],
    folder: str | PathLike[str],
    *,
    code: str = "summary",
    voices: Mapping[str, str] | None = None,
    cache: bool | None = None,
    timeout: float | None = None,
    at_once: int | None = None,
    listener: Listener | None = None,
    **settings: Any,
) -> Outcome:
    """Make the files of one notebook, unless they are there as they would be made again.

    What it takes and returns can be sent to other processes and machines.

    Parameters
    ----------
    notebook : str or path
        An ``.ipynb`` file.
    folder : str or path
        Where the files are to be; it is made if need be.
    at_once : int, optional
        The most requests that are made side by side for this notebook.
    code, voices, cache, timeout, listener, **settings
        As for `ipytts.narration.narrated_notebook.narrate_notebook`.

    Returns
    -------
    Outcome
        Also where something went wrong: nothing is raised for that.
    """
    try:
        settings["response_format"] = _format(settings)
        script = read_script(notebook, code=code)
        planned = plan_script(script, voices=voices, **settings)
        planned = dataclasses.replace(planned, at_once=at_once or planned.at_once)
        files = NarrationFiles(_sound(notebook, _made(folder), settings["response_format"]))
        files.check_unedited()
        if files.are_made_as(made_as(script, planned)):
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
        files.write(recording)
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
    on_share: Callable[[float], object] = lambda _: None,
    on_notice: Callable[[str], None] = lambda _: None,
    **settings: Any,
) -> Generator[Outcome]:
    """Make the files of many notebooks, side by side.

    All of them together ask for no more at once than the service takes.

    Parameters
    ----------
    notebooks : sequence of str or path
        No two may have the same name.
    folder : str or path
        Where the files are to be; it is made if need be.
    service : str or Service, optional
        Who is asked.
    on_share : callable
        Is told, from any thread, what share of one notebook has been made since it was last told; the shares
        of a notebook add up to 1.
    on_notice : callable
        Is told once what a person should know.
    **settings
        As for `narrate_to_folder`.

    Yields
    ------
    Outcome
        One for each notebook, as they end. Closing the iterator, or an interrupt, stops those under way; what
        they had asked for is in the cache.

    Raises
    ------
    SpeechError
        Two notebooks would be written to the same file, or there is no such service.
    """
    _check_names(notebooks)
    if not notebooks:
        return
    defaults = SpeechDefaults.instance()  # made here, as threads would make several
    asked = find_service(service or defaults.service)
    lanes = asked.at_once or defaults.at_once
    workers = min(lanes, len(notebooks))
    settings.update(service=service, at_once=lanes // workers)
    crowd = _Crowd(on_share, on_notice)

    def make(notebook: str | PathLike[str]) -> Outcome:
        if crowd.is_stopped:
            return Outcome(str(notebook), "stopped")
        follower = crowd.follower()
        outcome = narrate_to_folder(notebook, folder, listener=follower, **settings)
        follower.end()
        return outcome

    with ThreadPoolExecutor(workers, thread_name_prefix="ipytts-narrate") as pool:
        try:
            for future in as_completed([pool.submit(make, notebook) for notebook in notebooks]):
                yield future.result()
        finally:
            crowd.stop()


class _Crowd:
    """The notebooks that are being made: who stops them, and who hears of them."""

    def __init__(self, on_share: Callable[[float], object], on_notice: Callable[[str], None]) -> None:
        self.on_share, self._on_notice = on_share, on_notice
        self.is_stopped = False
        self._lock = threading.Lock()
        self._stops: list[Stop] = []
        self._said: set[str] = set()

    def follower(self) -> _Follower:
        return _Follower(self)

    def join(self, stop: Stop) -> None:
        with self._lock:
            self._stops.append(stop)
            if self.is_stopped:
                stop.set()

    def stop(self) -> None:
        with self._lock:
            self.is_stopped = True
            for stop in self._stops:
                stop.set()

    def notice(self, message: str) -> None:
        with self._lock:
            is_new = message not in self._said
            self._said.add(message)
        if is_new:
            self._on_notice(message)


class _Follower(Listener):
    """Follows one notebook."""

    shows_progress = True

    def __init__(self, crowd: _Crowd) -> None:
        self._crowd = crowd
        self._shares: Iterator[float] = iter(())
        self._left = 1.0

    def on_start(self, stop: Stop) -> None:
        self._crowd.join(stop)

    def on_notice(self, message: str) -> None:
        self._crowd.notice(message)

    def on_plan(self, plan: Plan) -> None:
        lengths = [len(step.text) for step in plan.steps]
        self._shares = iter([length / sum(lengths) for length in lengths])

    def on_part(self, part: Part) -> None:  # noqa: ARG002 - they come in order
        share = next(self._shares)
        self._left -= share
        self._crowd.on_share(share)

    def end(self) -> None:
        self._crowd.on_share(self._left)


def _format(settings: Mapping[str, Any]) -> str:
    wanted = first_given(settings.get("response_format"), SpeechDefaults.instance().response_format, "mp3")
    return check_response_format(wanted)


def _sound(notebook: str | PathLike[str], folder: Path, response_format: str) -> Path:
    return folder / (Path(notebook).stem + FORMATS[response_format].suffixes[0])


def _made(folder: str | PathLike[str]) -> Path:
    place = Path(folder).expanduser()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {str(place)!r} cannot be made: {error.strerror or error}.") from None
    return place


def _check_names(notebooks: Sequence[str | PathLike[str]]) -> None:
    seen: dict[str, str | PathLike[str]] = {}
    for notebook in notebooks:
        other = seen.setdefault(Path(notebook).stem.casefold(), notebook)
        if other is not notebook:
            raise InvalidRequestError(
                f"{other} and {notebook} would be written to the same file: give them one at a time, each "
                "with a folder of its own."
            )
