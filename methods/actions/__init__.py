"""Who does what to whom: acts with their parties, class and status."""

from methods.actions.events import actions, acts_for_a_page, between_actors
from methods.actions.own_words import DONE
from methods.actions.predicates import QUADS

__all__ = ["DONE", "QUADS", "actions", "acts_for_a_page", "between_actors"]
