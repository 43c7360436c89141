"""Where services live: a cache folder outside every checkout."""

import os
from pathlib import Path


def is_root() -> bool:
    """Whether this process may install packages and change users."""
    return os.geteuid() == 0


def cache_root() -> Path:
    """Return the cache folder, made if missing.

    `OS2SITE_CACHE` wins. Root gets a folder below `/var/cache`, because the servers run as other
    users, and root's home is closed to them on most machines.
    """
    named = os.environ.get("OS2SITE_CACHE")
    if named:
        root = Path(named).expanduser().absolute()
    elif is_root():
        root = Path("/var/cache/os2site")
    else:
        root = Path.home() / ".cache" / "os2site"
    root.mkdir(parents=True, exist_ok=True)
    if is_root():
        root.chmod(0o755)
    return root


def run_folder(name: str) -> Path:
    """Return the folder for the process id, log and data of the service `name`."""
    parent = cache_root() / "run"
    folder = parent / name
    folder.mkdir(parents=True, exist_ok=True)
    if is_root():
        parent.chmod(0o755)
        folder.chmod(0o755)
    return folder
