from cases.models.absence import Absence
from cases.models.admission import Admission
from cases.models.appointment import Appointment
from cases.models.attendance import Attendance
from cases.models.best_met import BestMet, SpeaksFor
from cases.models.block import Block
from cases.models.calendar_feed import CalendarFeed
from cases.models.case import Assignment, Case, CasePause, CasePeriod
from cases.models.checklist import ChecklistItem, ChecklistTick, ChecklistVersion
from cases.models.chosen_block import ChosenBlock, ServedGoal
from cases.models.citizen import Citizen
from cases.models.conference import ConferencePoint
from cases.models.consent import Consent, Information, NoteSharing
from cases.models.contact import Contact, ContactColleague, JournalMark
from cases.models.evaluation import EvaluatedBlock, Evaluation
from cases.models.follower_wish import FollowerWish
from cases.models.formal_plan import Effort, FormalPlan
from cases.models.goal import Goal, GoalStep
from cases.models.good_thing import GoodThing
from cases.models.gp import GpOrientation
from cases.models.identity import Identification, NotTheSame, RowMove
from cases.models.import_file import ImportFile, ImportSlice
from cases.models.receiver import Other
from cases.models.relocation import ReceivedRelocation, Relocation, RelocationReceipt
from cases.models.step import StepRun
from cases.models.task import ClockWarning, Task, TreatmentRequest
from cases.models.theme import Theme
from cases.models.warm_handover import Handover, HandoverLink

__all__ = [
    "Absence",
    "Admission",
    "Appointment",
    "Assignment",
    "Attendance",
    "BestMet",
    "Block",
    "CalendarFeed",
    "Case",
    "CasePause",
    "CasePeriod",
    "ChecklistItem",
    "ChecklistTick",
    "ChecklistVersion",
    "ChosenBlock",
    "Citizen",
    "ClockWarning",
    "ConferencePoint",
    "Consent",
    "Contact",
    "ContactColleague",
    "Effort",
    "EvaluatedBlock",
    "Evaluation",
    "FollowerWish",
    "FormalPlan",
    "Goal",
    "GoalStep",
    "GoodThing",
    "GpOrientation",
    "Handover",
    "HandoverLink",
    "Identification",
    "ImportFile",
    "ImportSlice",
    "Information",
    "JournalMark",
    "NotTheSame",
    "NoteSharing",
    "Other",
    "ReceivedRelocation",
    "Relocation",
    "RelocationReceipt",
    "RowMove",
    "ServedGoal",
    "SpeaksFor",
    "StepRun",
    "Task",
    "Theme",
    "TreatmentRequest",
]
