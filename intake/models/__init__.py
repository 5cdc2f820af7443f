from intake.models.call_attempt import CallAttempt
from intake.models.enquiry import Enquiry

__all__ = ["CallAttempt", "Enquiry"]
