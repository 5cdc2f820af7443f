"""Models to test the audit room with, as small as they can be."""

from django.db import models

from audit.encryption import EncryptedTextField
from audit.models import Tracked


class Shelf(Tracked):
    name = models.CharField("navn", max_length=50)

    class Meta(Tracked.Meta):
        verbose_name = "hylde"

    class Privacy:
        ordinary = ("name",)

    def __str__(self) -> str:
        return self.name


class Book(Tracked):
    class State(models.TextChoices):
        NEW = "new", "Ny"
        WORN = "worn", "Slidt"

    history_excludes = ("secret",)
    history_indexes = (("shelf", "history_date"),)

    shelf = models.ForeignKey(Shelf, models.SET_NULL, null=True, verbose_name="hylde")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts", verbose_name="del af")
    title = models.CharField("titel", max_length=50)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.NEW)
    lent = models.BooleanField("udlånt", default=False)
    pages = models.PositiveIntegerField("sider", default=0)
    tags = models.JSONField("mærker", default=dict, blank=True)
    bought_on = models.DateField("købt", null=True)
    price = models.DecimalField("pris", max_digits=6, decimal_places=2, null=True)
    lent_at = models.DateTimeField("udlånt siden", null=True)
    due_at = models.TimeField("senest klokken", null=True)
    number = EncryptedTextField("nummer", null=True, blank=True, max_length=20)
    secret = models.CharField("hemmelighed", max_length=50, blank=True)

    class Meta(Tracked.Meta):
        verbose_name = "bog"

    class Privacy:
        technical = ("pages", "secret")
        ordinary = ("shelf", "part_of", "title", "state", "lent", "tags", "bought_on", "price", "lent_at", "due_at")
        confidential = ("number",)

    def __str__(self) -> str:
        return self.title


class Crate(Tracked):
    weight = models.DecimalField("vægt", max_digits=6, decimal_places=3)

    class Meta(Tracked.Meta):
        verbose_name = "kasse"

    class Privacy:
        ordinary = ("weight",)

    def __str__(self) -> str:
        return str(self.weight)
