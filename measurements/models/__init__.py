from measurements.models.instrument import InstrumentVersion, InstrumentVersionQuerySet
from measurements.models.measurement import Measurement, MeasurementQuerySet, Occasion, Open

__all__ = [
    "InstrumentVersion",
    "InstrumentVersionQuerySet",
    "Measurement",
    "MeasurementQuerySet",
    "Occasion",
    "Open",
]
