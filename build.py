"""`python build.py` is the `affiche` command; with no argument it builds the site."""

import sys

from affiche.cli import main

sys.exit(main())
