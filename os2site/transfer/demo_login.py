"""The demo site's accounts, with a password that is made for it and kept in its data folder."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

#: May do all; the other may do what editors do.
ADMIN, EDITOR = "admin", "redaktoer"
_PASSWORD_FILE = "demo-password"  # noqa: S105 (a file's name)


@dataclass(frozen=True)
class DemoLogin:
    """How to log in; ``password`` is ``None`` when somebody has chosen another one since."""

    address: str
    password: str | None


def ensure_accounts() -> DemoLogin:
    """Make the accounts that are missing.

    ``OS2SITE_DEMO_PASSWORD`` sets the password, also of accounts that are there. Without it, new
    accounts get a random one, which is stored for later runs and readable by the owner only.
    """
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/admin/"
    chosen = os.environ.get("OS2SITE_DEMO_PASSWORD", "")
    password = chosen or _stored_password()
    users = get_user_model()
    login: str | None = password
    for name in (ADMIN, EDITOR):
        user: Any = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
        is_new = user is None
        if user is None:
            user = users(
                **{users.USERNAME_FIELD: name},
                email=f"{name}@eksempel.example",
                is_staff=name == ADMIN,
                is_superuser=name == ADMIN,
            )
        if is_new or (chosen and not user.check_password(chosen)):
            user.set_password(password)
            user.save()
        elif name == ADMIN and not user.check_password(password):
            login = None
        if is_new and name == EDITOR:
            user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    return DemoLogin(address, login)


def _stored_password() -> str:
    """The password in the data folder; made when there is none."""
    folder = Path(getattr(settings, "DATA_DIR", "var"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _PASSWORD_FILE
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        password = secrets.token_urlsafe(12)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(password)
        return password
