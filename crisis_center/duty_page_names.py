"""What people call these pages, for *Opslag* and *Hvem har set*."""

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(
    _("Vagtsiden"), "crisis_center:front", "crisis_center:board", "crisis_center:wall", "crisis_center:wall_now"
)
register_page_names(
    _("Vagtoverlevering"), "crisis_center:handovers", "crisis_center:handover_new", "crisis_center:handover_read"
)
register_page_names(
    _("Ophold på akutkrisecenter"), "crisis_center:stay", "crisis_center:admit", "crisis_center:stay_room",
    "crisis_center:check", "crisis_center:checks", "crisis_center:check_undo", "crisis_center:watch",
    "crisis_center:alert_new", "crisis_center:alert_end", "crisis_center:delegation_new", "crisis_center:delegation",
    "crisis_center:problem_new", "crisis_center:problem_settle", "crisis_center:inform",
    "crisis_center:authority_new", "crisis_center:health_check_new", "crisis_center:need_new",
    "crisis_center:need_settle", "crisis_center:stay_step", "crisis_center:stay_step_skip",
)  # fmt: skip
register_page_names(_("Hvem har ændret hvad"), "crisis_center:stay_history")
register_page_names(
    _("Notater på akutkrisecenter"), "crisis_center:notes", "crisis_center:note_new", "crisis_center:note_correct"
)
