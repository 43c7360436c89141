"""The web server's worker: a stop loses no request that a visitor has sent."""

from __future__ import annotations

from gunicorn.workers.gthread import ThreadWorker


class DrainingWorker(ThreadWorker):
    """Threads, and an end in the right order.

    Gunicorn's own worker stops accepting, answers what it has, and closes its listening socket
    last. Whoever connects meanwhile waits in the kernel's queue and is cut off at that close. This
    one takes everybody out of the queue, closes the door at once, and then answers: who comes
    later is refused, and the proxy or the browser knows that it may ask again.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or stop accepting; when the worker ends, stop for good."""
        super().set_accept_enabled(enabled)  # type: ignore[no-untyped-call]
        if enabled or self.alive:
            return
        for listener in self.sockets:
            self._accept_all(listener)
            # Other workers and the manager have the socket too: only at a stop of all is it gone.
            listener.close()

    def _accept_all(self, listener: object) -> None:
        """Accept until the queue is empty, or this worker has all that it may have."""
        while self.nr_conns < self.worker_connections:
            before = self.nr_conns
            self.accept(listener)  # type: ignore[no-untyped-call]
            if self.nr_conns == before:
                return
