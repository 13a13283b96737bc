"""The methods, one room for each question; each room's docstring says which."""

import methods.lists  # noqa: F401  from here on every list is checked when it is read
