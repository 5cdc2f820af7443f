"""What people call each page, for *Opslag* and *Hvem har set*. Rooms above register theirs in `AppConfig.ready()`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_names: dict[str, str | Promise] = {}


def register_page_names(label: str | Promise, *view_names: str) -> None:
    _names.update(dict.fromkeys(view_names, label))


def page_name(view_name: str) -> str:
    """The page's name, or the technical one where nobody has said."""
    return str(_names.get(view_name, view_name))


register_page_names(_("Søgning"), "cases:citizens", "cases:citizen_find", "cases:contact_who")
register_page_names(_("Borgerens side"), "cases:citizen", "cases:purpose")
register_page_names(_("Ny borger"), "cases:citizen_new")
register_page_names(_("Ret oplysninger"), "cases:citizen_edit", "cases:citizen_edit_part")
register_page_names(_("CPR-nummer"), "cases:citizen_cpr")
register_page_names(_("Hvem har ændret hvad"), "cases:citizen_history")
register_page_names(_("Hvem har set"), "cases:citizen_access")
register_page_names(_("Opslag"), "cases:access_log")
register_page_names(_("Sletninger"), "cases:deletions")
register_page_names(_("Bedst at træffe"), "cases:best_met_add", "cases:best_met_remove")
register_page_names(_("Må tale med"), "cases:speaks_for_add", "cases:speaks_for_end")
register_page_names(
    _("Mulige dubletter"), "cases:duplicates", "cases:duplicates_decided", "cases:duplicate_apart",
    "cases:duplicate_again",
)  # fmt: skip
register_page_names(_("Flyt til en anden borger"), "cases:split")
register_page_names(_("Ny kontakt"), "cases:contact_new")
register_page_names(_("Kontakter"), "cases:contacts")
register_page_names(_("Kontakt"), "cases:contact")
register_page_names(_("Ret kontakt"), "cases:contact_correct")
register_page_names(_("Læs med"), "cases:contact_read_along")
register_page_names(_("Ikke genkendt"), "cases:unrecognised", "cases:contact_recognise")
register_page_names(_("Meld, hvad du har set"), "cases:sighting_new")
register_page_names(_("Til journalen"), "cases:journal", "cases:journal_tick", "cases:journal_tick_all")
register_page_names(
    _("Forløb"), "cases:case", "cases:case_open", "cases:case_assign", "cases:case_followers", "cases:assignment_end",
    "cases:case_pause", "cases:case_resume", "cases:case_close", "cases:case_reopen", "cases:step_start",
    "cases:step_skip", "cases:step_end", "cases:step_tick",
)  # fmt: skip
register_page_names(
    _("Egen plan"), "cases:own_plan", "cases:goal", "cases:goal_move", "cases:goal_end", "cases:goal_reopen",
    "cases:goal_step_new", "cases:goal_step", "cases:goal_step_tick", "cases:goal_step_remove", "cases:good_thing_new",
    "cases:good_thing_remove",
)  # fmt: skip
register_page_names(_("Egen plan til borgeren"), "cases:own_plan_read", "cases:own_plan_paper")
register_page_names(_("Tilbud"), "cases:blocks", "cases:block_new", "cases:block", "cases:block_edit")
register_page_names(_("Fremmøde i et tilbud"), "cases:block_attendance")
register_page_names(
    _("Valgt tilbud"), "cases:block_choose", "cases:choice_new", "cases:choice", "cases:choice_decide",
    "cases:choice_end", "cases:attend",
)  # fmt: skip
register_page_names(
    _("Plan efter loven"), "cases:formal_plan", "cases:formal_plan_paper", "cases:formal_plan_end", "cases:effort_new",
    "cases:effort", "cases:effort_remove",
)  # fmt: skip
register_page_names(_("Evaluering"), "cases:evaluation_new", "cases:evaluation")
register_page_names(_("Tjeklister"), "cases:checklists", "cases:checklist", "cases:checklist_edit")
register_page_names(_("Min dag"), "cases:my_day")
register_page_names(_("Opgaver"), "cases:tasks")
register_page_names(_("Opgave"), "cases:task", "cases:task_new", "cases:task_finish", "cases:task_reopen")
register_page_names(
    _("Samtalen"), "cases:appointment", "cases:appointment_held", "cases:appointment_missed",
    "cases:appointment_cancelled", "cases:appointment_judge",
)  # fmt: skip
register_page_names(_("Frister"), "cases:requests")
register_page_names(_("Anmodning om behandling"), "cases:request_new", "cases:request_end")
register_page_names(
    _("Indlagt eller fængslet"), "cases:admissions", "cases:admission_new", "cases:admission_edit",
    "cases:admission_end",
)  # fmt: skip
register_page_names(_("Kalender"), "cases:week", "cases:day")
register_page_names(_("Samtaler nær og fjern"), "cases:talks")
register_page_names(_("Påmindelse til borgeren"), "cases:reminder")
register_page_names(
    _("Kalender på telefonen"), "cases:calendar_file", "cases:calendar_feed", "cases:calendar_feed_open",
    "cases:calendar_feed_close",
)  # fmt: skip
register_page_names(
    _("Tag op"), "cases:conference", "cases:conference_new", "cases:conference_decide", "cases:conference_reopen"
)
register_page_names(_("Planlægningens tjeklister"), "cases:planning_checklists", "cases:planning_tick")
register_page_names(
    _("Samtykke"), "cases:consent_new", "cases:consent", "cases:consent_withdraw", "cases:consent_lapse"
)
register_page_names(_("Del notatet"), "cases:note_share")
register_page_names(
    _("Overlevering"), "cases:warm_handovers", "cases:warm_handover_new", "cases:warm_handover",
    "cases:warm_handover_edit", "cases:warm_handover_confirm", "cases:warm_handover_arrive",
    "cases:warm_handover_settle", "cases:warm_handover_end", "cases:warm_handover_undo", "cases:warm_handover_link",
    "cases:warm_handover_link_revoke",
)  # fmt: skip
register_page_names(
    _("Overlevering til anden kommune"), "cases:relocation_new", "cases:relocation", "cases:relocation_take_back"
)
register_page_names(
    _("Overlevering fra anden kommune"), "cases:relocation_come", "cases:relocation_receive",
    "cases:relocation_decline", "cases:relocation_received",
)  # fmt: skip
register_page_names(_("Kvittering via link"), "cases:receipt")
register_page_names(
    _("Orientering til egen læge"), "cases:gp_orientation_new", "cases:gp_orientation", "cases:gp_answer"
)
register_page_names(_("Giv navn"), "cases:identify")
register_page_names(_("Saml to borgere"), "cases:merge_choose", "cases:merge", "cases:move_undo")
register_page_names(
    _("Enheden"), "cases:unit_overview", "cases:unit_worker", "cases:unit_courses", "cases:unit_late_tasks"
)
register_page_names(_("Grænser og rytme"), "cases:limits")
register_page_names(_("Overdrag forløb"), "cases:handover")
register_page_names(_("Fravær"), "cases:absences", "cases:absence_new", "cases:absence", "cases:absence_end")
register_page_names(
    _("Indlæs regneark"), "cases:imports", "cases:import_sample", "cases:import", "cases:import_check",
    "cases:import_faults", "cases:import_confirm", "cases:import_cancel",
)  # fmt: skip
register_page_names(
    _("Steder"), "directory:places", "directory:place", "directory:place_new", "directory:place_edit",
    "directory:place_review", "directory:places_map",
)  # fmt: skip
register_page_names(
    _("Samarbejdspartnere"), "directory:partners", "directory:partner", "directory:partner_new",
    "directory:partner_edit", "directory:contact_person", "directory:contact_person_new", "directory:offer",
    "directory:offer_new",
)  # fmt: skip
register_page_names(
    _("Samarbejdsaftaler"), "directory:agreements", "directory:agreement", "directory:agreement_new",
    "directory:agreement_edit", "directory:agreement_review",
)  # fmt: skip
register_page_names(
    _("Kommunikationsstrategi"), "directory:communication", "directory:message", "directory:message_new",
    "directory:message_given",
)  # fmt: skip
register_page_names(_("Møder"), "directory:meetings", "directory:meeting", "directory:meeting_new")
