"""`python -m affiche` is the `affiche` command."""

import sys

from affiche.cli import main

if __name__ == "__main__":  # other processes of a build read this file too
    sys.exit(main())
