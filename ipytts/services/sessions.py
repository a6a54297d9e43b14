"""One kept-alive session for each service: over HTTP, or with the built-in voice."""

from __future__ import annotations

import functools
import os
import threading
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, getproxies_environment

import requests

from ipytts.services.cancellation import CancellableAdapter
from ipytts.services.named_services import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Callable

_lock = threading.Lock()

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_VARIABLES = (*_PROXIES, *map(str.upper, _PROXIES), "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
# Windows and macOS keep proxy settings elsewhere too, where a change would go unnoticed.
_ARE_SETTINGS_IN_ENVIRONMENT = getproxies is getproxies_environment


class Session(requests.Session):
    """A kept-alive session with a faster way to post."""

    def __init__(self) -> None:
        super().__init__()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = CancellableAdapter()
        self.mount("http://", adapter)
        self.mount("https://", adapter)
        cached = functools.lru_cache(maxsize=16 if _ARE_SETTINGS_IN_ENVIRONMENT else 0)
        self._settings = cached(self._read_settings)

    def post_json(
        self,
        url: str,
        body: bytes,
        *,
        authorize: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        timeout: tuple[float, float] | tuple[float, None],
    ) -> requests.Response:
        """Post `body` and return the response, whose body can be read as it comes; follow no redirect.

        `timeout` is in seconds: to connect, and while nothing comes.

        `post` reads the whole environment and merges cookies and hooks each time: 0.2 ms, a quarter of a
        request to a near server.
        """
        request = requests.PreparedRequest()
        headers = {**self.headers, "Content-Type": "application/json", "Accept-Encoding": "identity"}
        request.prepare("POST", url, headers=headers, data=body, auth=authorize)
        address = str(request.url)  # as it is sent: an international host name in ASCII
        settings = self._settings(address, *map(os.environ.get, _VARIABLES))
        return self.get_adapter(address).send(request, timeout=timeout, **settings)

    def _read_settings(self, url: str, *_environment: str | None) -> Any:
        # Read again when one of the variables has changed: they are keys of its cache.
        return self.merge_environment_settings(url, {}, stream=True, verify=None, cert=None)


def get_session(base_url: str) -> Session:
    """Return the session of a service, which all threads share."""
    with _lock:  # threads that ask at the same time share one
        return _new_session(base_url)


@functools.cache
def _new_session(base_url: str) -> Session:
    session = Session()
    if base_url == BUILTIN.base_url:
        from ipytts.services.builtin_voice import BuiltinAdapter

        session.mount(BUILTIN.base_url, BuiltinAdapter())
    return session


def _forget_sessions() -> None:
    # Two processes on one kept connection would read each other's answers.
    _new_session.cache_clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_sessions)
