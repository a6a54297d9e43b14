"""One kept-alive session for each service: over HTTP, or with the built-in voice."""

from __future__ import annotations

import functools
import os
import threading
from http.cookiejar import DefaultCookiePolicy

import requests

from ipytts.services.cancellation import CancellableAdapter
from ipytts.services.named_services import BUILTIN

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


def _forget_sessions() -> None:
    # Two processes on one kept connection would read each other's answers.
    _new_session.cache_clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_sessions)
