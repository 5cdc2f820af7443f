from field.models.device import Device, DeviceUser
from field.models.entry import Entry
from field.models.lost_entry import LostEntry

__all__ = ["Device", "DeviceUser", "Entry", "LostEntry"]
