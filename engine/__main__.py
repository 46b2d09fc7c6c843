"""`python -m engine`: see `engine.cli`."""

import sys
from datetime import date

from engine.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], today=date.today()))
