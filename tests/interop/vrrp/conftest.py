from bed import bed  # noqa: F401
