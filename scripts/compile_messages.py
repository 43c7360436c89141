"""Compile translation catalogues (.po) to the form that Django reads (.mo), beside them."""

import sys
from pathlib import Path

import polib


def main(arguments: list[str]) -> int:
    """Compile the catalogues named on the command line."""
    for name in arguments:
        catalogue = Path(name)
        # polib rather than gettext's msgfmt: the demo then needs no system package.
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
