"""The settings of the training, all in one place."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 128  # pieces of a sentence, as in the runtime


class TeacherSettings(NamedTuple):
    depth: int = 12
    frozen: int = 6
    epochs: int = 3
    target_epochs: int = 2
    batch: int = 24
    rate: float = 5e-5
    own_epochs: int = 2
    own_rate: float = 2e-5


TEACHER = TeacherSettings()


class StudentSettings(NamedTuple):
    depth: int = 6
    frozen: int = 4
    plain: int = 13_000
    lessons: int = 5_000
    epochs: int = 3
    rate: float = 5e-5
    taught_epochs: int = 2
    taught_rate: float = 4e-5
    batch: int = 24


STUDENT = StudentSettings()
