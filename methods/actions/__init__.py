"""Who does what to whom: acts with their parties, class and status."""

from methods.actions.events import DONE, QUADS, actions, between_actors

__all__ = ["DONE", "QUADS", "actions", "between_actors"]
