from django.apps import AppConfig


class RowsConfig(AppConfig):
    name = "tests.audit.rows"

    def ready(self) -> None:
        from audit.redaction import register_redactable
        from tests.audit.rows.models import Book

        register_redactable(Book, "title", "number", "lent", "shelf")
