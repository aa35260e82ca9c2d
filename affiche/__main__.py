"""`python -m affiche` is the `affiche` command."""

import sys

from affiche.cli import main

sys.exit(main())
