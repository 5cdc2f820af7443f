from measurements.models.driver import DriverNote
from measurements.models.fidelity import FidelityAnswer, FidelityWave
from measurements.models.technique import TechniqueUse

__all__ = ["DriverNote", "FidelityAnswer", "FidelityWave", "TechniqueUse"]
