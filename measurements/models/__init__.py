from measurements.models.cost import BookedAmount, CostRate
from measurements.models.hours import HoursEntry, HoursWeek
from measurements.models.instrument import InstrumentVersion, InstrumentVersionQuerySet
from measurements.models.measurement import Measurement, MeasurementQuerySet, Occasion, Open
from measurements.models.scenario import Scenario, ScenarioItem

__all__ = [
    "BookedAmount",
    "CostRate",
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
]
