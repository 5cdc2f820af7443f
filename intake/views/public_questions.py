"""What is otherwise asked at the visitation, answered by oneself: one theme a page, paused and resumed."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.refusals import refuse
from audit.access import log_access
from audit.models import AccessLog
from intake.actions.booking import receive_from_website
from intake.actions.self_assessment import answer_theme, begin_self_assessment, give_new_code, send_self_assessment
from intake.codes import digest_of, read_code
from intake.forms.public import QuestionForm, ResumeForm
from intake.limits import NEW, WRONG_CODE
from intake.models import Enquiry, SelfAnswer, SelfAssessment
from intake.visitor import Visitor, at_the_door
from outreach.models.assessment import THEMES

#: What one may think of, in plain words.
HINTS: dict[str, str | Promise] = {
    "drugs": _("Stoffer, alkohol, medicin: hvad du tager, og hvad det gør ved dine dage."),
    "social": _("Familie, børn, venner, penge, og hvem der er der, når det brænder på."),
    "health": _("Kroppen, tænderne, søvnen, og hvordan du har det indeni."),
    "work": _("Arbejde, uddannelse, kontanthjælp, pension."),
    "housing": _("Hvor du sover, og om du kan blive der."),
    "other": _("Alt det andet, og hvem der hjælper dig i forvejen."),
}
LAST = len(THEMES)


@dataclass(frozen=True)
class Theme:
    """One page of the questions."""

    number: int
    key: str

    @property
    def title(self) -> str:
        return str(THEMES[self.key])

    @property
    def hint(self) -> str:
        return str(HINTS[self.key])


def _theme(number: int) -> Theme:
    """Raises Http404 beyond the last."""
    if not 1 <= number <= LAST:
        raise Http404
    return Theme(number, list(THEMES)[number - 1])


@at_the_door("GET", "HEAD", "POST")
def begin(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What it is; then the code, which is shown on this one answer and never again."""
    row, enquiry = visitor.self_assessment(), visitor.enquiry()
    if visitor.asker != Enquiry.Asker.SELF or (enquiry and (enquiry.is_anonymous or _is_sent(enquiry))):
        return redirect("intake:public_times", visitor.reception.slug)
    if request.method == "POST" and not visitor.refused and (row or visitor.has_room(NEW)):
        if row:
            code = give_new_code(self_assessment=row, by=visitor.by)
        else:
            row, code = begin_self_assessment(unit=visitor.unit, enquiry=enquiry, by=visitor.by)
        visitor.remember(assessment=row)
        return visitor.page("code.html", {"code": code, "expires_on": row.expires_on, "next": 1, "last": LAST})
    themes = [_theme(number) for number in range(1, LAST + 1)]
    return visitor.page("questions.html", {"themes": themes, "row": row})


def _is_sent(enquiry: Enquiry) -> bool:
    return SelfAssessment.objects.filter(enquiry=enquiry, sent_at__isnull=False).exists()


@at_the_door("GET", "HEAD", "POST")
def question(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """One theme. Whatever button is pressed, what was answered is kept first."""
    theme, row = _theme(number), visitor.self_assessment()
    if row is None:
        return redirect("intake:public_questions", visitor.reception.slug)
    said = SelfAnswer.objects.filter(self_assessment=row, theme=theme.key).first()
    initial = {name: getattr(said, name) for name in ("days", "bothered", "importance", "words")} if said else {}
    form = QuestionForm(request.POST if request.method == "POST" else None, theme=theme.key, initial=initial)
    if form.is_valid() and not visitor.refused and (answer := _kept(visitor, row, theme, form)):
        return answer
    return visitor.page("question.html", {"form": form, "theme": theme, "last": LAST})


def _kept(visitor: Visitor, row: SelfAssessment, theme: Theme, form: QuestionForm) -> HttpResponse | None:
    slug, pressed = visitor.reception.slug, visitor.request.POST.get("go", "")
    is_last = theme.number == LAST
    try:
        answer_theme(self_assessment=row, theme=theme.key, by=visitor.by, **form.cleaned_data)
        visitor.remember(assessment=row)
        if pressed == "pause":
            return redirect("intake:public_pause", slug)
        if pressed != "send" and not is_last:
            return redirect("intake:public_question", slug, theme.number + 1)
        enquiry = visitor.enquiry()
        if enquiry is None:
            if not visitor.has_room(NEW):
                return None
            # One id for both: sent twice it is one enquiry.
            enquiry = receive_from_website(unit=visitor.unit, entry_id=row.pk, by=visitor.by)
        send_self_assessment(self_assessment=row, enquiry=enquiry, by=visitor.by)
        visitor.remember(enquiry=enquiry)
    except ValidationError as error:
        refuse(form, error)
        return None
    return redirect("intake:public_times", slug)


@at_the_door("GET", "HEAD", "POST")
def pause(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A break: how one comes back. A POST makes a new code, for whoever did not write the first one down."""
    row = visitor.self_assessment()
    if row is None:
        return redirect(visitor.reception)
    context = {"expires_on": row.expires_on, "code": "", "address": request.build_absolute_uri(visitor.resume_url)}
    if request.method == "POST" and not visitor.refused:
        context["code"] = give_new_code(self_assessment=row, by=visitor.by)
    return visitor.page("pause.html", context)


@at_the_door("GET", "HEAD", "POST")
def resume(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Back with the code. A wrong one costs time, is counted and logged, and is never told apart from an old one."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not visitor.refused:
        slug = visitor.reception.slug
        if WRONG_CODE.is_reached(slug):
            visitor.refused = True
        elif row := _found(visitor, form.cleaned_data["code"]):
            visitor.forget()
            visitor.remember(assessment=row, enquiry=row.enquiry)
            return redirect("intake:public_question", slug, _first_open(row))
        else:
            WRONG_CODE.count(slug)
            kind = SelfAssessment._meta.label_lower
            log_access(action=AccessLog.Action.DENIED, object_type=kind, detail="code")
            form.add_error("code", gettext("Koden passer ikke. Måske er den udløbet, eller svarene er sendt."))
    return visitor.page("resume.html", {"form": form})


def _found(visitor: Visitor, code: str) -> SelfAssessment | None:
    digest = digest_of(code, visitor.reception.organisation_id)
    rows = SelfAssessment.objects.going_on().select_related("enquiry")
    row: SelfAssessment | None = rows.filter(unit=visitor.unit, digest=digest).first() if read_code(code) else None
    return row


def _first_open(row: SelfAssessment) -> int:
    """The number of the first theme without an answer."""
    answered = set(SelfAnswer.objects.filter(self_assessment=row).values_list("theme", flat=True))
    return next((number for number, theme in enumerate(THEMES, start=1) if theme not in answered), LAST)
