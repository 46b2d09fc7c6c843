"""What of the BIA is found everywhere."""

from bia.models import BusinessFunction, Campaign, Gap, Risk, Threat
from core.search import Searched, register

register(
    Searched(BusinessFunction, ("purpose",), "item__unit__name"),
    Searched(Campaign, ("message",)),
    Searched(Gap, ("reason", "way_out"), "function__item__name"),
    Searched(Risk, ("description", "controls"), "item__name"),
    Searched(Threat, ("description",)),
)
