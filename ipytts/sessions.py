"""The kept-alive session of each service, and how it speaks: over HTTP, or with the built-in voice."""

from __future__ import annotations

import functools
import os
import threading
from http.cookiejar import DefaultCookiePolicy

import requests

from ipytts.service import BUILTIN
from ipytts.stopping import CuttableAdapter

_lock = threading.Lock()


def session(base_url: str) -> requests.Session:
    """Return the kept-alive session of one service, for all threads."""
    with _lock:  # threads that ask at once share one
        return _new_session(base_url)


@functools.cache
def _new_session(base_url: str) -> requests.Session:
    kept = requests.Session()
    kept.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    adapter = CuttableAdapter()
    kept.mount("http://", adapter)
    kept.mount("https://", adapter)
    if base_url == BUILTIN.base_url:
        from ipytts.builtin import BuiltinAdapter  # noqa: PLC0415 - loaded where it speaks

        kept.mount(BUILTIN.base_url, BuiltinAdapter())
    return kept


def _forget_sessions() -> None:
    # Two processes on one kept connection would read each other's answers.
    _new_session.cache_clear()
    _lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_sessions)
