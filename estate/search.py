"""What of the estate can be found everywhere."""

from core.search import Searched, register
from estate.models import ImportSource, Item, PlanningScenario

register(
    Searched(Item, text=("type", "description", "external_id"), hint="type"),
    Searched(PlanningScenario, text=("description",)),
    Searched(ImportSource),
)
