"""The notice that a service ends a model soon: once a day, from its list if a copy is kept."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import date, datetime, timedelta, timezone

from ipytts.errors import SpeechError
from ipytts.files import cache_folder
from ipytts.services.catalog import DAY, Catalog, kept_catalog
from ipytts.services.model import Model
from ipytts.services.service import Service

_PERIOD = timedelta(days=60)  # before the end
_given: set[str] = set()  # the marks of this process, for a disk that cannot be written to


def shutdown_notice(service: Service, model: str) -> str | None:
    """Return a notice if the service ends a model within 60 days; None if it was given today, or is not due.

    Nothing is requested: without a kept list of the service there is no notice.
    """
    catalog = kept_catalog(service)
    listed = catalog and catalog.find(model)
    if catalog is None or not listed or listed.shutdown is None:
        return None
    today = datetime.now(timezone.utc).date()
    is_due = timedelta(0) <= listed.shutdown - today <= _PERIOD
    return _notice(service, catalog, listed) if is_due and _mark(service, model, today) else None


def _notice(service: Service, catalog: Catalog, model: Model) -> str:
    read = datetime.fromtimestamp(catalog.read, timezone.utc)
    is_old = datetime.now(timezone.utc) - read > timedelta(seconds=DAY)
    source = f", says its list of {read.date()}" if is_old else ""
    if model.replacement:
        hint = f"It names {model.replacement} in its place. To choose that:"
    else:
        hint = f"`ipytts voices --service {service.name}` lists its models. To choose another:"
    return (
        f"{service.name} ends the model {model.name} on {model.shutdown}{source}.\n{hint}\n"
        f'  %config SpeechDefaults.model = "{model.replacement or "NAME"}"'
    )


def _mark(service: Service, model: str, today: date) -> bool:
    """Remember that the notice was given today; return whether this was the first time."""
    digest = hashlib.sha256(f"{service.base_url}\n{model}".encode()).hexdigest()[:32]
    mark = f"{digest}-{today}.notice"
    if mark in _given:
        return False
    _given.add(mark)
    try:
        folder = cache_folder() / "catalogs"
        (folder / mark).touch(mode=0o600, exist_ok=False)  # it has the folder of the list
    except FileExistsError:
        return False
    except (SpeechError, OSError):
        return True
    for earlier in folder.glob(f"{digest}-*.notice"):
        if earlier.name != mark:
            with contextlib.suppress(OSError):
                earlier.unlink()
    return True
