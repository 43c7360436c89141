"""Running a server as a user other than root: Elasticsearch and PostgreSQL refuse root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from local_services.errors import ServiceError
from local_services.folders import is_root


def ensure_user(name: str) -> None:
    """Make the system user `name` when root runs this and it is missing.

    Raises:
        ServiceError: the user could not be made.
    """
    if not is_root():
        return
    try:
        pwd.getpwnam(name)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise ServiceError(f"cannot make the user {name}: {result.stderr.strip()}") from None


def as_user(name: str, command: list[str]) -> list[str]:
    """Return `command` so that it runs as `name`; unchanged where this process is not root."""
    if not is_root():
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ServiceError("setpriv is missing: apt-get install util-linux")
    account = pwd.getpwnam(name)
    ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return [setpriv, *ids, "--", *command]


def give(folder: Path, name: str) -> None:
    """Make `folder` and all below it the property of `name`; nothing where we are not root."""
    if not is_root():
        return
    account = pwd.getpwnam(name)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def check_reach(folder: Path, name: str) -> None:
    """Raise a `ServiceError` when the user `name` cannot read `folder`."""
    if not is_root():
        return
    command = as_user(name, ["test", "-r", str(folder), "-a", "-x", str(folder)])
    result = subprocess.run(command, check=False)
    if result.returncode != 0:
        raise ServiceError(
            f"the user {name} cannot read {folder}: set OS2SITE_CACHE to a folder that it can reach"
        )
