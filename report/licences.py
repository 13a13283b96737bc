"""python -m report.licences: the licence of every package that the project is installed with, as a table."""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

from utils import ROOT

# What a licence asks, from the least to the most; what none of these says is "not stated".
KINDS = {
    "permissive": r"MIT|BSD|Apache|\bISC|PSF|Python Software Foundation|CNRI|HPND|Zlib|CC0|Unlicense",
    "its own files stay open": r"MPL|Mozilla|LGPL|Lesser General Public|EPL",
    "all stays open": r"\bA?GPL|(?<!Lesser )General Public Licen[cs]e",
    "forbidden here": r"non-?commercial|\bNC\b|academic|proprietary|SSPL|BUSL|Commons Clause",
}
UNSTATED = "not stated"
# The sentence by which the file of a licence is known, where nothing else names it.
PHRASES = {
    "MIT": "Permission is hereby granted, free of charge",
    "BSD": "Redistribution and use in source and binary forms",
    "Apache-2.0": "Apache License",
    "MPL-2.0": "Mozilla Public License",
    "LGPL": "GNU LESSER GENERAL PUBLIC LICENSE",
    "GPL": "GNU GENERAL PUBLIC LICENSE",
    "CC BY-NC": "NonCommercial",
}


class Licence(NamedTuple):
    """A package, its licence in the package's own words, and what the licence asks."""

    package: str
    version: str
    licence: str
    kind: str


def licences(lock: str = "requirements.lock") -> list[Licence]:
    """Return the licence of each package of a lock file that is installed here; markers leave some out.

    >>> [row.kind for row in licences() if row.package == "spacy"]
    ['permissive']
    """
    names = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    found = []
    for name in sorted(set(names)):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        licence = licence_of(package)
        found.append(Licence(name, package.version, licence, kind_of_licence(licence)))
    return found


def licence_of(package: Distribution) -> str:
    """Return a package's licence: its expression, its classifiers, its field, or what its file says."""
    about = package.metadata
    classifiers = [
        line.split(" :: ")[-1]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith(("OSI Approved", "Other/Proprietary License"))
    ]
    field = (about.get("License") or "").strip()
    for said in (about.get("License-Expression"), " AND ".join(classifiers), field.partition("\n")[0][:80]):
        if said and kind_of_licence(said) != UNSTATED:
            return said
    files = [path for path in package.files or () if re.match(r"(?i)LICEN[CS]E|COPYING", path.name)]
    texts = [field, *(path.read_text(encoding="utf-8") for path in files if path.locate().is_file())]
    known = [name for name, phrase in PHRASES.items() if any(phrase in text for text in texts)]
    return " AND ".join(known) or UNSTATED


def kind_of_licence(licence: str) -> str:
    """Return what a licence asks: of several joined by OR the least, else the most.

    >>> kind_of_licence("MPL-1.1 OR GPL-2.0-only"), kind_of_licence("MIT AND LGPL-3.0"), kind_of_licence("?")
    ('its own files stay open', 'its own files stay open', 'not stated')
    """
    order = [*KINDS, UNSTATED]
    least = []
    for choice in re.split(r"\bOR\b", licence):
        asked = [kind for kind, words in KINDS.items() if re.search(words, choice, re.IGNORECASE)]
        least.append(max(asked or [UNSTATED], key=order.index))
    return min(least, key=order.index)


def main() -> int:
    """Print the table and a count; return 1 where a licence is not stated or forbidden here."""
    rows = licences()
    wide = max(len(f"{row.package} {row.version}") for row in rows)
    for row in rows:
        print(f"{row.package} {row.version}".ljust(wide), row.kind.ljust(24), row.licence, sep="  ")
    counted = Counter(row.kind for row in rows)
    print(f"\n{len(rows)} packages: " + ", ".join(f"{count} {kind}" for kind, count in counted.most_common()))
    return int(any(row.kind in (UNSTATED, "forbidden here") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
