"""`manage.py send_clock_warnings`: exit 0 when everybody who had to be told was told, 1 and what to do otherwise."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import inside
from accounts.automatic import automatic_user
from accounts.models import Organisation
from cases.actions.clock_warning import remember_told
from cases.clock_warnings import Due, due_warnings, letters_of
from cases.letters import TellingCommand, send


class Command(TellingCommand):
    help = "Mail workers and leaders whose 14-day clocks have reached day 7, 10 or 13. To be run once a day."

    def tell(self, organisation: Organisation, dry_run: bool) -> list[str]:
        """Mails the organisation's people. What could not be told, and why, in sentences."""
        with inside(organisation):
            due = due_warnings(organisation, timezone.localdate())
            letters = letters_of(due)
        said = f"{organisation}: {len(due)} deadline(s) to tell of, {len(letters)} mail(s)"
        if dry_run:
            self.stdout.write(f"{said} would be sent. Nothing was sent or written.")
            return _unheard(organisation, due)
        failed, why = send(letters)
        # Only when every mail about a clock has gone is it told: after a failure somebody may get one mail twice, but
        # nobody none.
        told = [one for one in due if one.people and not one.people & {letter.to.pk for letter in failed}]
        with inside(organisation):
            reached = [(one.clock.id, day) for one in told for day in one.reached]
            remember_told(reached=reached, by=automatic_user(), reason=_("Påmindelse sendt med mail"))
        self.stdout.write(f"{said}, {len(letters) - len(failed)} sent.")
        problems = _unheard(organisation, due)
        if failed:
            problems.append(
                f"{organisation}: {len(failed)} of {len(letters)} mail(s) could not be sent ({why}). Their deadlines "
                "stay unmarked: look at the mail server (EMAIL_URL, docs/service.md) and run the command again."
            )
        return problems


def _unheard(organisation: Organisation, due: list[Due]) -> list[str]:
    units = sorted({one.unit for one in due if not one.people})
    return [f"{organisation}: a deadline in {unit} reaches nobody. Give the unit a leader." for unit in units]
