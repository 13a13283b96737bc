"""Runs the notebooks on one article and writes them as linked pages that are whole by themselves."""
