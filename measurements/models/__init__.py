from measurements.models.cost import BookedAmount, CostRate
from measurements.models.driver import DriverNote
from measurements.models.fidelity import FidelityAnswer, FidelityWave
from measurements.models.hours import HoursEntry, HoursWeek
from measurements.models.instrument import InstrumentVersion, InstrumentVersionQuerySet
from measurements.models.measurement import Measurement, MeasurementQuerySet, Occasion, Open
from measurements.models.outcome import TreatmentOutcome
from measurements.models.scenario import Scenario, ScenarioItem
from measurements.models.standard import StandardPoint
from measurements.models.technique import TechniqueUse

__all__ = [
    "BookedAmount",
    "CostRate",
    "DriverNote",
    "FidelityAnswer",
    "FidelityWave",
    "HoursEntry",
    "HoursWeek",
    "InstrumentVersion",
    "InstrumentVersionQuerySet",
    "Measurement",
    "MeasurementQuerySet",
    "Occasion",
    "Open",
    "Scenario",
    "ScenarioItem",
    "StandardPoint",
    "TechniqueUse",
    "TreatmentOutcome",
]
