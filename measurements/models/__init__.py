from measurements.models.cost import BookedAmount, CostRate
from measurements.models.hours import HoursEntry, HoursWeek
from measurements.models.scenario import Scenario, ScenarioItem

__all__ = [
    "BookedAmount",
    "CostRate",
    "HoursEntry",
    "HoursWeek",
    "Scenario",
    "ScenarioItem",
]
