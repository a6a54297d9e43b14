"""The kept-alive session of each service, and how it speaks: over HTTP, or with the built-in voice."""

from __future__ import annotations

import functools
import os
import threading
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, getproxies_environment

import requests

from ipytts.services.cancellation import CancellableAdapter
from ipytts.services.service import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Callable

_lock = threading.Lock()

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_SETTINGS = (*_PROXIES, *map(str.upper, _PROXIES), "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
# Windows and macOS have settings of proxies elsewhere too, which may change unseen.
_ENVIRONMENT_IS_ALL = getproxies is getproxies_environment


class Session(requests.Session):
    """A kept-alive session, with a way to post that costs less."""

    def __init__(self) -> None:
        super().__init__()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = CancellableAdapter()
        self.mount("http://", adapter)
        self.mount("https://", adapter)
        keeping = functools.lru_cache(maxsize=16 if _ENVIRONMENT_IS_ALL else 0)
        self._settings = keeping(self._read_settings)

    def post_json(
        self,
        url: str,
        body: bytes,
        *,
        authorize: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        timeout: float,
    ) -> requests.Response:
        """Post `body`; the answer can be read as it comes, and no redirect is followed.

        `post` looks through the whole environment and merges cookies and hooks each time: 0.2 ms, a quarter
        of a request to a near server.
        """
        request = requests.PreparedRequest()
        headers = {**self.headers, "Content-Type": "application/json", "Accept-Encoding": "identity"}
        request.prepare("POST", url, headers=headers, data=body, auth=authorize)
        address = str(request.url)  # as it is sent: umlauts in a host are written otherwise there
        settings = self._settings(address, *map(os.environ.get, _SETTINGS))
        return self.get_adapter(address).send(request, timeout=timeout, **settings)

    def _read_settings(self, url: str, *_environment: str | None) -> Any:
        # They are read anew when one of the variables is another.
        return self.merge_environment_settings(url, {}, stream=True, verify=None, cert=None)


def session(base_url: str) -> Session:
    """Return the kept-alive session of one service, for all threads."""
    with _lock:  # threads that ask at once share one
        return _new_session(base_url)


@functools.cache
def _new_session(base_url: str) -> Session:
    kept = Session()
    if base_url == BUILTIN.base_url:
        from ipytts.services.builtin import BuiltinAdapter

        kept.mount(BUILTIN.base_url, BuiltinAdapter())
    return kept


def _forget_sessions() -> None:
    # Two processes on one kept connection would read each other's answers.
    _new_session.cache_clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_sessions)
