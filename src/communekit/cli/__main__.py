"""`python -m communekit.cli`."""

from . import main

raise SystemExit(main())
