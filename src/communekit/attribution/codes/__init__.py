"""Codes (分享码): short codes that people type, signed links that nobody forges, posters that a camera reads."""

__all__: list[str] = []
