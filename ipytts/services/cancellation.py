"""Stopping a request at any moment: the wish to stop, and the wire that it cuts.

A thread that waits on a socket is woken by nothing but the end of that socket: closing the session or the
response from outside leaves it waiting. So a request's `CancellationScope` knows the
connections that carry it, and `CancellationScope.cut` shuts their sockets down.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import wait_for_write

from ipytts.errors import SpeechStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from urllib3.poolmanager import PoolManager

_POLL = 0.05  # s; how late a stop may be seen where nothing can wake the waiting thread
_POOL_SIZE = 32  # connections kept alive to one host


class Stop:
    """A wish to stop, which any thread may express at any moment.

    Examples
    --------
    >>> stop = Stop()
    >>> stop.is_set()
    False
    >>> stop.set()
    >>> stop.is_set()
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._set = False
        self._callbacks: list[Callable[[], None]] = []

    def set(self) -> None:
        """Stop what obeys this; a second call does nothing."""
        with self._lock:
            callbacks, self._callbacks = self._callbacks, []
            self._set = True
        for callback in callbacks:
            callback()

    def is_set(self) -> bool:
        """Tell whether the wish was expressed."""
        return self._set

    def check(self) -> None:
        """Raise a `SpeechStoppedError` if the wish was expressed."""
        if self._set:
            raise SpeechStoppedError("Stopped, as asked.")

    @contextlib.contextmanager
    def calling(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call `callback` when the stop is set within the block, or at once if it was set before."""
        with self._lock:
            if not self._set:
                self._callbacks.append(callback)
        if self._set:
            callback()
        try:
            yield
        finally:
            with self._lock, contextlib.suppress(ValueError):
                self._callbacks.remove(callback)


class CancellationScope:
    """What carries one request; `cut` ends it from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut = threading.Event()
        self._held: list[tuple[_CancellableConnection, socket.socket]] = []

    def cut(self) -> None:
        """Wake and end whatever waits on this wire."""
        self._cut.set()
        with self._lock:
            for connection, sock in self._held:
                # A connection that went back to the pool may carry another request by now.
                if connection.wire is self:
                    with contextlib.suppress(OSError):
                        sock.shutdown(socket.SHUT_RDWR)

    def is_cut(self) -> bool:
        """Tell whether the wire was cut."""
        return self._cut.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the cut, `seconds` at the most; tell whether it came."""
        return self._cut.wait(seconds)

    def hold(self, connection: _CancellableConnection, sock: socket.socket) -> None:
        """Make `cut` end this connection too."""
        # A duplicate outlives what TLS and http.client do to the socket object.
        duplicate = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            self._held.append((connection, duplicate))
        if self.is_cut():
            self.cut()

    @contextlib.contextmanager
    def carrying(self) -> Iterator[None]:
        """Let the requests that this thread makes in the block run over this wire."""
        _thread.wire = self
        try:
            yield
        finally:
            del _thread.wire
            with self._lock:
                for _, sock in self._held:
                    sock.close()
                self._held.clear()


_thread = threading.local()


def current_scope() -> CancellationScope:
    """Return the wire of the request that this thread carries; one that nobody cuts if there is none."""
    return getattr(_thread, "wire", None) or CancellationScope()


class _CancellableConnection(HTTPConnection):
    wire: CancellationScope | None = None
    debuglevel = 0  # http.client's debug level would print the key

    def _new_conn(self) -> socket.socket:
        wire = current_scope()
        sock = _connect((self._dns_host, self.port), self.timeout, self.socket_options or (), wire)
        self.wire = wire
        wire.hold(self, sock)
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        wire = current_scope()
        if self.sock is not None and self.wire is not wire:  # kept alive by an earlier request
            self.wire = wire
            wire.hold(self, self.sock)
        super().request(*args, **kwargs)


class _CancellableTLSConnection(_CancellableConnection, HTTPSConnection):
    pass


def _connect(
    address: tuple[str, int],
    timeout: float | None,
    options: Any,
    wire: CancellationScope,
) -> socket.socket:
    """Connect as `socket.create_connection` does, but give up when the wire is cut."""
    failure: OSError = OSError(f"no address found for {address[0]}")
    for family, kind, protocol, _, where in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
        try:
            sock = socket.socket(family, kind, protocol)
        except OSError as error:  # a family that this machine does not speak
            failure = error
            continue
        try:
            for option in options:
                sock.setsockopt(*option)
            _await_connection(sock, where, timeout, wire)
        except OSError as error:
            sock.close()
            failure = error
        else:
            sock.settimeout(timeout)
            return sock
    raise failure


def _await_connection(
    sock: socket.socket, where: Any, timeout: float | None, wire: CancellationScope
) -> None:
    # Not every system wakes a connecting socket when it is shut down: so look at the wire often.
    deadline = None if timeout is None else time.monotonic() + timeout
    sock.settimeout(0)
    with contextlib.suppress(BlockingIOError):  # under way
        sock.connect(where)
        return
    while not wait_for_write(sock, _POLL):
        if wire.is_cut():
            raise ConnectionAbortedError("stopped while connecting")
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError("timed out while connecting")
    if code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(code, os.strerror(code))


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _CancellableConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _CancellableTLSConnection


def _with_our_pools(manager: PoolManager) -> PoolManager:
    manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    return manager


class CancellableAdapter(HTTPAdapter):
    """A transport adapter whose requests end when the `CancellationScope` of their thread is cut."""

    def __init__(self) -> None:
        super().__init__(pool_maxsize=_POOL_SIZE)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: D102 - the base class says it
        super().init_poolmanager(*args, **kwargs)
        _with_our_pools(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:  # noqa: D102 - the base class says it
        manager = super().proxy_manager_for(proxy, **kwargs)
        return manager if proxy.lower().startswith("socks") else _with_our_pools(manager)
