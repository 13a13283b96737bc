"""Methods of a reader's own over a corpus: their tables beside the collection's, and kept apart from them."""

from __future__ import annotations

import inspect
import re
import sys
import sysconfig
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType, ModuleType

import pandas as pd

from methods.corpus.deadline import TookTooLong, time_limit
from methods.corpus.workers import one_part, workers_for
from utils import ROOT, parse, with_its_index

PLAIN_KINDS = (str, int, float, bool)
OF_THE_FILE = ("__firstlineno__", "__module__", "__doc__", "__static_attributes__")  # of a class: no code
FAULT = "error"  # the column that says why a method found nothing in an article, where that happened


def extra_tables(
    extra: dict[str, Callable],
    store: Path,
    parts: dict[str, pd.DataFrame],
    workers: int | None,
    reader: bool = True,
) -> dict:
    """Make the tables of a reader's own methods for the parts of a corpus, or take them from the disk.

    In: functions of a Doc by the names of their tables, the folder of the results, the parts by name (a name
    that changes with the articles and with the collection's methods and lists), and how many `workers`. Out:
    a Dask DataFrame for each, with `article` first. A part is made again when the function's code has
    changed, or that of the functions, classes and plain values of a reader's own files that it names. Raises
    RuntimeError where a method fails on every article of a part; where it fails on some, the column `error`
    says why in their rows.
    """
    made = {}
    for name, function in extra.items():
        folder = store / "extra" / f"{name}-{code_of(function)}"
        waiting = {f"{name} {part}": rows for part, rows in parts.items() if not _file(folder, part).exists()}
        with workers_for(workers, sum(map(len, waiting.values()))) as run:
            failed = list(run(partial(_make_part, function, folder, reader), waiting))
        if failed:
            raise RuntimeError(f"The method “{name}” fails: {failed[0]}.") from failed[0]
        made[name] = _on_disk([_file(folder, part) for part in parts])
    return made


def check_names(extra: dict[str, Callable], taken: set[str]) -> None:
    """Raise TypeError for a name that is `taken`, or that is no plain word: each names a folder.

    >>> check_names({"long-words_2": len}, {"roles"})
    """
    for name in extra:
        if name in taken:
            raise TypeError(f"“{name}” is a table of the collection: give your own table another name.")
        if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
            raise TypeError(
                f"The name of a table of your own has letters, digits, _ and - alone, not {name!r}."
            )


def code_of(function: Callable) -> str:
    """Return a fingerprint of a function: of its code and of what it names in files of a reader's own, as it
    was loaded.

    >>> one, two = (lambda doc: len(doc)), (lambda doc: len(doc) + 1)
    >>> code_of(one) == code_of(lambda doc: len(doc)), code_of(one) == code_of(two)
    (True, False)
    """
    told: list = []
    _tell(function, told, set())
    return sha256(repr(told).encode()).hexdigest()[:12]


def _tell(thing, told: list, seen: set) -> None:
    """Write down what a value is: a function by its code, what it closes over, and the globals it names."""
    if isinstance(thing, partial):
        told.append(("partial", repr(thing.args), repr(sorted(thing.keywords.items()))))
        thing = thing.func
    thing = inspect.unwrap(thing) if callable(thing) else thing
    thing = thing.__func__ if isinstance(thing, (staticmethod, classmethod)) else thing
    thing = thing.fget if isinstance(thing, property) else thing
    if isinstance(thing, re.Pattern):
        told.append((thing.pattern, thing.flags))
    elif isinstance(thing, type) and _is_own(thing):
        _tell_class(thing, told, seen)
    elif not isinstance(thing, FunctionType):
        # Of other things the name, or the value where it is plain: an address in memory changes each time.
        if isinstance(thing, (set, frozenset)):
            thing = sorted(thing, key=repr)  # its order is another in each process
        told.append(repr(thing) if _is_plain(thing) else getattr(thing, "__qualname__", type(thing).__name__))
        if _is_own(type(thing)):
            _tell_class(type(thing), told, seen)
    elif thing not in seen:
        seen.add(thing)
        told += [thing.__qualname__.rpartition(".")[2], repr(thing.__defaults__), repr(thing.__kwdefaults__)]
        names = _tell_code(thing.__code__, told)
        for cell in thing.__closure__ or ():
            _tell(cell.cell_contents, told, seen)
        _tell_named(names, thing.__globals__, thing.__module__, told, seen)


def _tell_named(names: set[str], place: dict, module: str, told: list, seen: set) -> None:
    """Write down what names stand for in a module, and in modules of a reader's own that are among them."""
    for name in sorted(names & place.keys()):
        value = place[name]
        if isinstance(value, ModuleType):
            if _is_own(value) and value not in seen:
                # `helper.count` has both names in the code; what else is called so there does no harm.
                _tell_named(names - {name}, vars(value), value.__name__, told, seen)
        elif _is_told(value) or getattr(value, "__module__", None) == module or _is_own(value):
            told.append(name)
            _tell(value, told, seen)


def _tell_class(thing: type, told: list, seen: set) -> None:
    told.append(thing.__qualname__)
    if thing not in seen:
        seen.add(thing)
        for name, value in sorted(vars(thing).items()):
            value = getattr(value, "func", value)  # a cached_property
            if _is_told(value) or isinstance(value, (FunctionType, staticmethod, classmethod, property)):
                if name not in OF_THE_FILE:
                    told.append(name)
                    _tell(value, told, seen)
        for base in filter(_is_own, thing.__bases__):
            _tell_class(base, told, seen)


def _is_told(value) -> bool:
    return _is_plain(value) or isinstance(value, (re.Pattern, partial))


def _is_own(value) -> bool:
    """Whether something is of a file of the reader's own: neither of a library nor of the collection, whose
    code counts for all tables.
    """
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    module = sys.modules.get(name) if isinstance(name, str) else None
    folder = next(iter(getattr(module, "__path__", ())), None)
    file = getattr(module, "__file__", None) or folder
    return _is_own_file(file) if file else name == "__main__" and module is not None


@lru_cache
def _is_own_file(file: str) -> bool:
    path, paths = Path(file).resolve(), sysconfig.get_paths()
    libraries = {Path(paths[kind]).resolve() for kind in ("stdlib", "platstdlib", "purelib", "platlib")}
    ours = {ROOT / "methods", ROOT / "utils.py"}
    return not {"site-packages", "dist-packages"} & {*path.parts} and not (libraries | ours) & {
        path,
        *path.parents,
    }


def _tell_code(code: CodeType, told: list) -> set[str]:
    told.append(code.co_code)
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _tell_code(constant, told)
        else:
            told.append(repr(sorted(constant, key=repr) if isinstance(constant, frozenset) else constant))
    told += code.co_names
    return names


def _is_plain(value) -> bool:
    if isinstance(value, (list, tuple, set, frozenset)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(one) for key, one in value.items())
    return value is None or isinstance(value, PLAIN_KINDS)


# Working: one Parquet file for each part


def _file(folder: Path, part: str) -> Path:
    return folder / f"{part}.parquet"


def _make_part(function: Callable, folder: Path, reader: bool, label: str, part: pd.DataFrame) -> None:
    found, failed = [], []
    with one_part(len(part)):
        for article, text in zip(part["article"], part["text"]):
            try:
                with time_limit():
                    rows = as_rows(getattr(function, "rows", function)(parse(text, reader=reader)))
            except (Exception, TookTooLong) as problem:  # one bad article must not stop a million
                late = isinstance(problem, TookTooLong)
                failed.append("it took too long" if late else f"{type(problem).__name__}: {problem}")
                rows = pd.DataFrame({FAULT: failed[-1:]})
            rows.insert(0, "article", article)
            found.append(rows)
    if failed and len(failed) == len(part):
        raise RuntimeError(f"{failed[0]} (on every article of a part)")
    _write(pd.concat([rows for rows in found if len(rows)] or found[:1], ignore_index=True), folder, label)


def as_rows(made) -> pd.DataFrame:
    """Return what a method gives as a table: a DataFrame, rows that it yields (named tuples, dictionaries,
    or single values, which become the column `value`), one such value, or None for no rows.

    A named index, as `groupby` leaves it, becomes a column. Anything but text and numbers becomes text, since
    a Doc lives no longer than its part.

    >>> as_rows(value for value in (3, 4)).to_dict("list"), len(as_rows(None))
    ({'value': [3, 4]}, 0)
    """
    if made is None:
        made = []
    if isinstance(made, PLAIN_KINDS):
        made = [made]
    if isinstance(made, dict):
        made = [made]
    if not isinstance(made, pd.DataFrame):
        rows = list(made) if isinstance(made, Iterable) else [str(made)]
        first = rows[0] if rows else None
        if hasattr(first, "_fields"):
            made = pd.DataFrame(rows, columns=list(first._fields))
        elif isinstance(first, dict):
            made = pd.DataFrame(rows)
        else:
            made = pd.DataFrame({"value": rows})
    table = with_its_index(made).reset_index(drop=True).drop(columns="article", errors="ignore")
    table.columns = [str(column) for column in table.columns]
    for column in [name for name in table if table[name].dtype == object]:
        table[column] = [_plain(cell) for cell in table[column]]
    return table


def _plain(cell):
    return cell if cell is None or isinstance(cell, PLAIN_KINDS) else str(cell)


def _write(table: pd.DataFrame, folder: Path, label: str) -> None:
    """Write beside and move into place; a column of mixed kinds is written as text."""
    path = _file(folder, label.rpartition(" ")[2])
    folder.mkdir(parents=True, exist_ok=True)
    for column in table:
        kinds = {type(cell) for cell in table[column] if cell is not None and cell == cell}
        if table[column].dtype == object and len(kinds) > 1:
            table[column] = [None if cell is None or cell != cell else str(cell) for cell in table[column]]
    with TemporaryDirectory(dir=folder, prefix=".unfinished-") as beside:
        table.to_parquet(unfinished := Path(beside, path.name), index=False)
        unfinished.replace(path)


def _on_disk(files: list[Path]):
    """Return the parts as one Dask DataFrame; where parts have other columns or kinds, the wider ones."""
    import dask
    import dask.dataframe as dd
    from pyarrow import types
    from pyarrow.parquet import read_schema

    kinds: dict[str, set] = {}
    for file in files:
        for field in read_schema(file):
            kinds.setdefault(field.name, set()).add(field.type)
    wide = {}
    for name, found in kinds.items():
        found = {kind for kind in found if not types.is_null(kind)}
        numbers = found and all(types.is_integer(kind) or types.is_floating(kind) for kind in found)
        wide[name] = "float64" if numbers else "object"
        if len(found) == 1 and len(kinds[name]) == 1 and types.is_integer(next(iter(found))):
            wide[name] = "int64"
    columns = [*(name for name in wide if name != FAULT), *(name for name in wide if name == FAULT)]
    everywhere = {name: kind for name, kind in wide.items()}
    for file in files:  # a whole number that some part lacks can only be a float
        lacking = wide.keys() - set(read_schema(file).names)
        everywhere |= {name: "float64" for name in lacking if wide[name] == "int64"}
    meta = pd.DataFrame(columns=columns).astype(everywhere)
    with dask.config.set({"dataframe.convert-string": False}):
        return dd.from_map(partial(_read, columns=columns, kinds=everywhere), files, meta=meta)


def _read(file: Path, columns: list[str], kinds: dict[str, str]) -> pd.DataFrame:
    table = pd.read_parquet(file).reindex(columns=columns)
    return table.astype({name: kind for name, kind in kinds.items() if table[name].dtype != kind})
