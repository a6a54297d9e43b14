"""What a service lists of its models, voices and prices, and the copy of it that is kept on disk.

::

    catalogs/DIGEST.json    in the cache's folder: the list of one service, as JSON

A list is requested after a refusal, by ``ipytts voices`` and by the playground, and by nothing else. A kept
copy serves for a day; after a refusal only for minutes, because the refusal shows that something has changed.
A DIGEST is that of the addresses; no file holds a key.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import requests
from urllib3.exceptions import HTTPError

from ipytts.errors import SpeechError
from ipytts.files import cache_folder, write_private
from ipytts.services.cancellation import CancellationScope
from ipytts.services.catalog_forms import Listing, merge, parse_models, parse_total, parse_voices
from ipytts.services.model import Model
from ipytts.services.service import Service
from ipytts.services.sessions import MAX_REDIRECTS, get_session, redirect_target
from ipytts.services.time_limits import is_local

_T = TypeVar("_T")
_Voices = dict[str | None, tuple[str, ...]]  # by model; those under None are of every model

DAY = 86_400.0  # s; how long a kept list serves
AFTER_REFUSAL = 300.0  # s; how long it serves after a refusal: parts that are refused together share one list
_MAX_AGE = 60 * DAY  # an older list is not used, not even for a price
_RETRY_AFTER = 60.0  # s; a list that could not be read is not requested again before
_TIMEOUT = 10.0  # s
_MAX_SIZE = 1 << 24  # bytes of a list
_CHUNK_SIZE = 1 << 16  # bytes
_MAX_QUESTIONS = 12  # models whose voices are requested one by one
_FORM = 1  # of the files; another form is not read


@dataclass(frozen=True)
class Catalog:
    """The models that a service lists.

    Parameters
    ----------
    read : float
        When the list was read, in seconds since 1970.
    models : tuple of Model
        Those that speak, as far as the list says.
    unclassified : tuple of Model
        Those of which the list does not say what they do.
    """

    read: float
    models: tuple[Model, ...]
    unclassified: tuple[Model, ...] = ()

    def find(self, name: str) -> Model | None:
        """Return a model by its name; None if it is not in the list."""
        return next((model for model in (*self.models, *self.unclassified) if model.name == name), None)


def read_catalog(service: Service, *, max_age: float = DAY, timeout: float = _TIMEOUT) -> Catalog | None:
    """Return what a service lists, requested unless a copy of at most `max_age` seconds is kept.

    Where the list cannot be read within `timeout` seconds, an older copy is returned; None if there is none.
    Threads that ask at the same time share one request.
    """
    if service.is_builtin:
        return None
    deadline = time.monotonic() + timeout
    kept = _kept_list(service)
    if kept.lock.acquire(timeout=max(timeout, 0)):
        try:
            return kept.read(service, max_age, deadline)
        finally:
            kept.lock.release()
    return kept.catalog()


def current_catalog(service: Service) -> Catalog | None:
    """Return what a service lists today; a local server is asked each time, as models are installed there."""
    return read_catalog(service, max_age=0 if is_local(service.base_url) else DAY)


def missing_list_reason(service: Service) -> str:
    """Return why the list of a service did not come the last time, as ``it needs a key``; empty if it did."""
    return "" if service.is_builtin else _kept_list(service).problem


def kept_catalog(service: Service) -> Catalog | None:
    """Return the kept copy of what a service lists, of up to 60 days; None if there is none."""
    return None if service.is_builtin else _kept_list(service).catalog()


def clear_catalogs() -> None:
    """Remove all kept lists; what cannot be removed stays."""
    _kept_lists.clear()
    shutil.rmtree(cache_folder() / "catalogs", ignore_errors=True)


def known_model(service: Service, name: str) -> Model:
    """Return what is known of a model: as declared, with what the kept list adds; nothing is requested."""
    catalog = kept_catalog(service)
    listed = catalog and catalog.find(name)
    return with_declaration(service, listed) if listed else service.model(name)


def known_model_names(service: Service) -> tuple[str, ...]:
    """Return the names of the models in the kept list, else of the declared ones; nothing is requested."""
    catalog = kept_catalog(service)
    listed = (catalog.models or catalog.unclassified) if catalog else ()
    return tuple(model.name for model in listed) or service.model_names


def with_declaration(service: Service, listed: Model) -> Model:
    """Return a listed model with what the declaration of the service adds to it."""
    declared = service.model(listed.name)
    # The voices of the service are those of its declared models alone.
    voices = declared.voices if listed.name in service.model_names else ()
    # Whether and when a model ends is for the list to say.
    return merge(listed, replace(declared, voices=voices, shutdown=None))


# -- Keeping -----------------------------------------------------------------------------------------


class _KeptList:
    """The kept copy of one list: in memory, and in a file for other processes."""

    def __init__(self, digest: str) -> None:
        self.lock = threading.Lock()
        self._name = f"{digest}.json"
        self._catalog: Catalog | None = None
        self._failed = -_RETRY_AFTER  # the monotonic time of the last failure
        self.problem = ""  # why it failed

    def read(self, service: Service, max_age: float, deadline: float) -> Catalog | None:
        catalog = self.catalog()
        if catalog and time.time() - catalog.read <= max_age:
            return catalog
        if time.monotonic() - self._failed < _RETRY_AFTER:
            return catalog
        lists = _ServerLists(service, deadline)
        read = _request_catalog(lists)
        self.problem = "" if read else lists.problem or "it has none"
        if read is None:
            self._failed = time.monotonic()
            return catalog
        self._catalog = read
        with contextlib.suppress(SpeechError, OSError):  # memory serves this process
            write_private(self._path, _to_json(read))
        return read

    def catalog(self) -> Catalog | None:
        copies = [copy for copy in (self._catalog, self._load()) if copy and _is_recent(copy)]
        return max(copies, key=lambda copy: copy.read, default=None)

    @property
    def _path(self) -> Path:
        return cache_folder() / "catalogs" / self._name

    def _load(self) -> Catalog | None:
        """Return the copy in the file; None if it is absent, damaged or unreadable."""
        with contextlib.suppress(Exception):  # whatever is wrong with a file, it never stops the speech
            return _from_json(self._path.read_bytes())
        return None


_kept_lists: dict[str, _KeptList] = {}


def _kept_list(service: Service) -> _KeptList:
    addresses = json.dumps([service.base_url, service.model_lists, service.voice_lists])
    digest = hashlib.sha256(addresses.encode()).hexdigest()[:32]
    return _kept_lists.setdefault(digest, _KeptList(digest))


def _is_recent(catalog: Catalog) -> bool:
    return 0 <= time.time() - catalog.read <= _MAX_AGE


def _to_json(catalog: Catalog) -> bytes:
    return json.dumps({"form": _FORM, **dataclasses.asdict(catalog)}, default=date.isoformat).encode()


def _from_json(data: bytes) -> Catalog | None:
    content = json.loads(data)
    if content["form"] != _FORM:
        return None
    models, unclassified = (
        tuple(_model_from_json(fields) for fields in content[name]) for name in ("models", "unclassified")
    )
    return Catalog(float(content["read"]), models, unclassified) if models or unclassified else None


def _model_from_json(fields: dict[str, Any]) -> Model:
    price, shutdown, replacement = (fields[name] for name in ("price", "shutdown", "replacement"))
    return Model(
        str(fields["name"]),
        voices=tuple(map(str, fields["voices"])),
        takes_speed=bool(fields["takes_speed"]),
        takes_instructions=bool(fields["takes_instructions"]),
        price=None if price is None else float(price),
        shutdown=date.fromisoformat(shutdown) if shutdown else None,
        replacement=str(replacement) if replacement else None,
        voice_total=int(fields["voice_total"]),
    )


# -- Requesting --------------------------------------------------------------------------------------


class _NoListError(Exception):
    """A server sent no list; the message says why."""


class _ServerLists:
    """Requests the lists of a service until a deadline; `problem` says why the first that failed did."""

    def __init__(self, service: Service, deadline: float) -> None:
        self.service, self._deadline = service, deadline
        self.problem = ""

    def read(self, address: str, parse: Callable[[Any], _T], default: _T) -> _T:
        """Return what `parse` finds in the JSON at an address; `default` if that cannot be read or parsed."""
        timeout = self._deadline - time.monotonic()
        if timeout <= 0:
            self._note("it did not answer in time")
            return default
        with CancellationScope() as scope, scope.cancelling_after(timeout):
            try:
                # Redacted when it is parsed: a key may be escaped in JSON text.
                return parse(self.service.redact_json(json.loads(self._request(address, timeout))))
            except _NoListError as error:
                self._note(str(error))
            except Exception as error:  # noqa: BLE001 - a list, however wrong, never hides a refusal
                self._note(_problem(error, is_late=time.monotonic() >= self._deadline))
        return default

    def read_voices(self, address: str) -> tuple[_Voices, int]:
        """Return the voices at an address by their model, and how many there are in all."""
        none: tuple[_Voices, int] = {}, 0
        return self.read(address, lambda body: (parse_voices(body), parse_total(body)), none)

    def _request(self, address: str, timeout: float) -> bytes:
        service, session = self.service, get_session(self.service.base_url)
        is_path = address.startswith("/")  # a whole URL may be on another host, which the key is not for
        url, auth = (service.base_url + address, service.authorize) if is_path else (address, _without_key)
        for _ in range(MAX_REDIRECTS):
            with session.get(url, auth=auth, timeout=timeout, allow_redirects=False, stream=True) as response:
                if response.status_code == HTTPStatus.OK:
                    return _read_body(response)
                if not response.is_redirect:
                    has_key = is_path and service.key is not None
                    raise _NoListError(_refusal(response.status_code, has_key=has_key))
                url, is_same_host = redirect_target(session, response)
                if not is_same_host:
                    raise _NoListError("it redirects to another host")
        raise _NoListError("it redirects in a loop")

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem


def _refusal(status: int, *, has_key: bool) -> str:
    """Return what a status says of a list that did not come."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "it refuses the key" if has_key else "it needs a key"
    return "it has none" if status == HTTPStatus.NOT_FOUND else f"it answered {status}"


def _problem(error: Exception, *, is_late: bool) -> str:
    """Return what an error says of a list that did not come."""
    if is_late or isinstance(error, requests.Timeout):
        return "it did not answer in time"
    is_unreachable = isinstance(error, HTTPError | OSError)
    return "it cannot be reached" if is_unreachable else "it sent something else than a list"


def _request_catalog(lists: _ServerLists) -> Catalog | None:
    """Request the lists of a service; return None if none of them can be read."""
    service = lists.service
    listing = _classify(service, _request_models(lists))
    if not listing.models or not all(model.voices for model in listing.models):
        voices, total = _request_voices(lists, listing.models)
        if voices and not listing:  # a server that lists voices alone
            listing = Listing(tuple(map(Model, service.model_names)))
        models, others = listing.models, listing.unclassified
        listing = Listing(_with_voices(models, voices, total), _with_voices(others, voices, total))
    return Catalog(time.time(), listing.models, listing.unclassified) if listing else None


def _request_models(lists: _ServerLists) -> Listing:
    """Return the models in all lists of a service; a later list adds to what an earlier one says."""
    whole = Listing()
    for address in lists.service.model_lists:
        further = lists.read(address, parse_models, Listing())
        known = {model.name: model for model in further.models}
        models = tuple(merge(model, known.pop(model.name, model)) for model in whole.models)
        whole = Listing((*models, *known.values()), whole.unclassified or further.unclassified)
    return whole


def _classify(service: Service, listing: Listing) -> Listing:
    """Return a list where the declared models are known to speak, if it does not say what any model does."""
    if listing.models:
        return Listing(listing.models)
    declared = tuple(model for model in listing.unclassified if model.name in service.model_names)
    return Listing(declared, tuple(model for model in listing.unclassified if model not in declared))


def _request_voices(lists: _ServerLists, models: tuple[Model, ...]) -> tuple[_Voices, int]:
    """Return the voices by model in the first list of a service that has any, and how many it has in all.

    The number is 0 where the list is that of one model, or does not tell it.
    """
    for address in lists.service.voice_lists:
        voices: _Voices = {}
        total = 0
        if "{model}" in address:
            for model in [model for model in models if not model.voices][:_MAX_QUESTIONS]:
                of_model, _ = lists.read_voices(address.replace("{model}", quote(model.name)))
                voices[model.name] = of_model.get(None, ())
        else:
            voices, total = lists.read_voices(address)
        if any(voices.values()):
            return voices, total
    return {}, 0


def _with_voices(models: tuple[Model, ...], voices: _Voices, total: int) -> tuple[Model, ...]:
    """Return the models, those without voices with the ones that are listed apart."""
    shared = voices.get(None, ())
    return tuple(
        replace(model, voices=own)
        if (own := model.voices or voices.get(model.name, ()))
        else replace(model, voices=shared, voice_total=total if shared else 0)
        for model in models
    )


def _without_key(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request  # in place of requests' look into netrc


def _read_body(response: requests.Response) -> bytes:
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK_SIZE, decode_content=True):
        body += chunk
        if len(body) > _MAX_SIZE:
            raise ValueError("too long")
    return bytes(body)
