"""What the pages of spotting and screening are called, what would name a protected citizen, and how a spotter comes
there."""

from django.utils.translation import gettext_lazy as _

from cases.changes import register_naming
from cases.page_names import register_page_names
from cases.tellings import Telling, register_telling
from crisis_center.models import Spotting

register_page_names(
    _("Spotning"), "crisis_center:spotting", "crisis_center:spotting_take", "crisis_center:spotting_match",
    "crisis_center:spotting_close", "crisis_center:spotting_reopen",
)  # fmt: skip
register_page_names(_("Bekymret for en borger"), "crisis_center:spotting_new")
register_page_names(_("Screening"), "crisis_center:screening")
register_page_names(_("Akutkrisecenter"), "crisis_center:overview")

register_naming(Spotting, "where", "place", "described_as", "concern", "reaction", "caller", "ended_words")
register_telling(Telling(_("Jeg er bekymret"), "crisis_center:spotting_new", 20))
