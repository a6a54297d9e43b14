"""One kept-alive session for each service: over HTTP, or with the built-in voice."""

from __future__ import annotations

import functools
import os
import threading
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin

import requests

from ipytts.services.cancellation import CancellableAdapter
from ipytts.services.named_services import BUILTIN

MAX_REDIRECTS = 5
_lock = threading.Lock()


class _Session(requests.Session):
    def get_redirect_target(self, _: requests.Response) -> None:
        """Return None: the client follows redirects itself, and checks their addresses before."""


def get_session(base_url: str) -> requests.Session:
    """Return the session of a service, which all threads share."""
    with _lock:  # threads that ask at the same time share one
        return _new_session(base_url)


@functools.cache
def _new_session(base_url: str) -> requests.Session:
    session = _Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.headers["Accept-Encoding"] = "identity"  # packed audio is no smaller, and kept back by servers
    adapter = CancellableAdapter()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    if base_url == BUILTIN.base_url:
        from ipytts.services.builtin_voice import BuiltinAdapter

        session.mount(BUILTIN.base_url, BuiltinAdapter())
    return session


def redirect_target(session: requests.Session, response: requests.Response) -> tuple[str, bool]:
    """Return the URL that a response redirects to, and whether it is on the same host.

    Raises
    ------
    requests.exceptions.InvalidURL
        It is not a URL.
    """
    try:
        target = urljoin(response.url, response.headers["location"])
        is_elsewhere = session.should_strip_auth(response.url, target)  # type: ignore[no-untyped-call]  # of requests
    except ValueError as error:
        raise requests.exceptions.InvalidURL(f"it redirects to an invalid address: {error}") from None
    return target, not is_elsewhere


def _forget_sessions() -> None:
    # Two processes on one kept connection would read each other's answers.
    _new_session.cache_clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_sessions)
