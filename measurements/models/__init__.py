from measurements.models.cost import BookedAmount, CostRate
from measurements.models.driver import DriverNote
from measurements.models.fidelity import FidelityAnswer, FidelityWave
from measurements.models.hours import HoursEntry, HoursWeek
from measurements.models.scenario import Scenario, ScenarioItem
from measurements.models.technique import TechniqueUse

__all__ = [
    "BookedAmount",
    "CostRate",
    "DriverNote",
    "FidelityAnswer",
    "FidelityWave",
    "HoursEntry",
    "HoursWeek",
    "Scenario",
    "ScenarioItem",
    "TechniqueUse",
]
