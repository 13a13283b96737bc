"""The methods, one room for each question; each room's docstring says which."""
