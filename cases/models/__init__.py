from cases.models.case import Assignment, Case, CasePause, CasePeriod
from cases.models.checklist import ChecklistItem, ChecklistTick, ChecklistVersion
from cases.models.citizen import BestMet, Citizen, SpeaksFor
from cases.models.contact import Contact, ContactColleague, JournalMark
from cases.models.import_file import ImportFile, ImportSlice
from cases.models.step import StepRun
from cases.models.task import Task, TreatmentRequest

__all__ = [
    "Assignment",
    "BestMet",
    "Case",
    "CasePause",
    "CasePeriod",
    "ChecklistItem",
    "ChecklistTick",
    "ChecklistVersion",
    "Citizen",
    "Contact",
    "ContactColleague",
    "ImportFile",
    "ImportSlice",
    "JournalMark",
    "SpeaksFor",
    "StepRun",
    "Task",
    "TreatmentRequest",
]
