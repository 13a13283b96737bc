"""Makes the second reader: a teacher is trained on the labels, a smaller student on it and the labels."""

import sys
from pathlib import Path

# `reader.py` alone is imported: the package around it needs a parser, which this environment does not have.
sys.path.append(str(Path(__file__).resolve().parent.parent / "methods" / "tone"))
