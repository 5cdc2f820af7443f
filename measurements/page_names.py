"""What the access log calls the room's pages."""

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(
    _("Målinger"), "measurements:measured", "measurements:measurement", "measurements:begin", "measurements:not_made",
    "measurements:theme", "measurements:end", "measurements:reopen", "measurements:correct",
)  # fmt: skip
register_page_names(_("Indberetning"), "measurements:smdb", "measurements:smdb_file", "measurements:outcome")
register_page_names(_("Kvalitetsstandard"), "measurements:standard_figure")
