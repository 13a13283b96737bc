"""Who does what to whom: acts with their parties, class and status."""

from methods.actions.events import QUADS, actions, between_actors
from methods.actions.status import DONE

__all__ = ["DONE", "QUADS", "actions", "between_actors"]
