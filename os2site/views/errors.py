"""The page for what went wrong on our side."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as plain_server_error

if TYPE_CHECKING:
    from django.http import HttpRequest

#: What the system, SQLite and PostgreSQL say when there is no room for what is written.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_ROOM_IN_SQLITE = "SQLITE_FULL"
NO_ROOM_IN_POSTGRESQL = "53100"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: 507 with what to do where the disk is full, else 500.

    It is asked while the fault is being handled, also for what the upload of a file raises before
    any view is called. Django logs the fault either way.
    """
    fault = sys.exc_info()[1]
    if fault is not None and is_without_room(fault):
        return HttpResponse(render_to_string("507.html"), status=507)
    return plain_server_error(request)


def is_without_room(fault: BaseException) -> bool:
    """Whether a fault says that the disk of the site, or of its database, is full."""
    if isinstance(fault, OperationalError):
        cause = fault.__cause__
        return (
            getattr(cause, "sqlite_errorname", "") == NO_ROOM_IN_SQLITE
            or getattr(cause, "sqlstate", "") == NO_ROOM_IN_POSTGRESQL
        )
    return isinstance(fault, OSError) and fault.errno in NO_ROOM
