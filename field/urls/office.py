"""The pages of the office: what tablets sent and nobody could apply, and the tablets themselves."""

urlpatterns: list = []
