"""Words an organisation chooses itself.

The sources' *misbrug-* words are dated in practice, so a municipality says what its house and its people are called.
Instruments keep their wording whatever stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    label: str | Promise
    default: str | Promise


WORDS: dict[str, Word] = {
    "centre": Word(_("Centret, der har den udgående indsats"), _("rusmiddelcenter")),
    "therapist": Word(_("Den, der behandler efter indskrivning"), _("behandler")),
    "side_use": Word(_("Brug af andre stoffer ved siden af behandlingen"), _("sideforbrug")),
    "worker": Word(_("Medarbejderen på gaden"), _("udgående behandler")),
}
