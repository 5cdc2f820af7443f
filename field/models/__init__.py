from field.models.device import Device, DeviceUser
from field.models.entry import Entry

__all__ = ["Device", "DeviceUser", "Entry"]
