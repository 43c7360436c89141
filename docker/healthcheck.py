"""Exit with status 0 when the web process in this container answers its liveness check."""

import os
import sys
import urllib.request


def main() -> int:
    """Ask as a visitor of the site's first host name would, since others are refused."""
    hosts = os.environ.get("OS2SITE_ALLOWED_HOSTS", "localhost").split(",")
    port = os.environ.get("PORT", "8000")
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/health/live", headers={"Host": hosts[0].strip().lstrip(".*")}
    )
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - our own address
        return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
