"""`manage.py send_visit_alerts`: exit 0 when everybody who had to be told was told, 1 and what to do otherwise."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import inside
from accounts.automatic import automatic_user
from accounts.models import Organisation
from cases.letters import TellingCommand, send
from outreach.actions.visit import remember_alert
from outreach.visit_alerts import Due, due_alerts, letters_of


class Command(TellingCommand):
    help = "Mail colleagues and leaders of those who are not back from a visit. To be run every five minutes."

    def tell(self, organisation: Organisation, dry_run: bool) -> list[str]:
        """Mails the organisation's people. What could not be told, and why, in sentences."""
        now = timezone.now()
        with inside(organisation):
            due = due_alerts(organisation, now)
            letters = letters_of(due, now)
        if not due:
            # Every five minutes there is mostly nothing, and cron mails what is printed.
            return []
        said = f"{organisation}: {len(due)} visit(s) not back, {len(letters)} mail(s)"
        if dry_run:
            self.stdout.write(f"{said} would be sent. Nothing was sent or written.")
            return _unheard(organisation, due)
        failed, why = send(letters)
        # Told when anybody was: a colleague who heard of it acts, and nobody is mailed every five minutes because one
        # address is wrong.
        gone = [letter for letter in letters if letter not in failed]
        told = [one for one in due if any(letter.due is one for letter in gone)]
        with inside(organisation):
            for one in told:
                reason = _("Besked sendt med mail")
                remember_alert(
                    visit=one.visit, expected_back_at=one.expected_back_at, by=automatic_user(), reason=reason
                )
        self.stdout.write(f"{said}, {len(gone)} sent.")
        problems = _unheard(organisation, due)
        if failed:
            problems.append(
                f"{organisation}: {len(failed)} of {len(letters)} mail(s) could not be sent ({why}). A visit of which "
                "nobody could be told is tried again: look at the mail server (EMAIL_URL, docs/service.md)."
            )
        return problems


def _unheard(organisation: Organisation, due: list[Due]) -> list[str]:
    units = sorted({one.unit for one in due if not one.people})
    return [f"{organisation}: an overdue visit in {unit} reaches nobody. Give the unit a leader." for unit in units]
