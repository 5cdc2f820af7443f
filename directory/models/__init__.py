from directory.models.partner import Partner, PartnerOffer
from directory.models.place import Place, place_key

__all__ = ["Partner", "PartnerOffer", "Place", "place_key"]
