"""Languages (语言): the command line speaks Chinese where it is asked to, and English otherwise."""

from communekit.errors import language_of


def babel_locale(locale: str) -> str:
    """Return the locale by which amounts are written in a language."""
    return {"zh": "zh_CN", "en": "en"}[language_of(locale)]


__all__ = ["babel_locale"]
