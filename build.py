"""`python build.py` is the `affiche` command; with no argument it builds the site.

Where the Python that runs it lacks a library, the one that `make` has set up takes over.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

OWN = Path(__file__).parent / ".venv" / "bin" / "python"
NEEDED = ("babel", "click", "filelock", "jinja2", "markdown", "nh3", "pydantic", "rapidfuzz", "yaml")

if not all(map(find_spec, NEEDED)):
    if not OWN.exists() or Path(sys.prefix) == OWN.parent.parent:
        sys.exit("affiche: its libraries are not installed: run `make` once, or `pip install .`.")
    os.execv(OWN, [str(OWN), *sys.argv])  # noqa: S606 no shell is wanted

from affiche.cli import main  # noqa: E402 what it imports may not be there before

if __name__ == "__main__":  # other processes of a build read this file too
    sys.exit(main())
