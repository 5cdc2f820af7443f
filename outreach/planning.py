"""Phase 0 of the outreach model: what the unit plans before and beside its courses (S2 p. 35-39)."""

from django.utils.translation import gettext_lazy as _

from cases.pathway import Item, Phase, Step
from outreach.pathway import Source

PLANNING = Phase(
    "planning",
    _("Planlægning"),
    (
        Step(
            "planning.mapping",
            _("Geografisk afdækning"),
            _("I ved, hvor borgerne er, også dem, der ikke er i de kendte miljøer."),
            (
                Item("known_places", _("De steder, I selv kender, er skrevet op")),
                Item("outer_areas", _("Yderområderne er skrevet op")),
                Item("young", _("Tænkt på, hvor de unge er")),
                Item("at_home", _("Tænkt på borgere i eget hjem")),
                Item("partners", _("Samarbejdspartnere er skrevet på stederne")),
                Item("priorities", _("Stederne er prioriteret")),
                Item("next_review", _("Dag for næste gennemgang er sat")),
                Item("route", _("Ruten er rettet efter gennemgangen")),
            ),
            Source("s. 14 og 35-36"),
        ),
        Step(
            "planning.partners",
            _("Dialog og inddragelse af samarbejdspartnere"),
            _("De kender jer, I ved, hvem der gør hvad, og aftalerne er skrevet ned."),
            (
                Item("start_up", _("Opstartsmøde er holdt")),
                Item("leaflet", _("Skriftligt materiale om indsatsen er givet")),
                Item("interfaces", _("Roller og snitflader er skrevet ned")),
                Item("supplement", _("Sagt klart: I kommer med viden om rusmidler. I supplerer, I erstatter ingen")),
                Item("visit_days", _("Besøgsdage er aftalt og bliver holdt")),
                Item("news", _("Nye tiltag er fortalt til samarbejdspartnerne")),
                Item("psychiatry", _("Aftale med psykiatrien (sundhedsaftale)")),
                Item("gps", _("Praktiserende læger orienteres jævnligt")),
                Item("not_passed_on", _("Aftalt, hvad I ikke bringer videre, fx om {side_use}")),
            ),
            Source("s. 36-39"),
        ),
    ),
)
