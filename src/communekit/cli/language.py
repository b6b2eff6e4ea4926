"""Languages (语言): the command line speaks Chinese where it is asked to, and English otherwise."""


def language(locale: str) -> str:
    """Return the language of a locale: zh, or en for any other.

    >>> language("zh_CN.UTF-8"), language("de_DE.UTF-8")
    ('zh', 'en')
    """
    return "zh" if locale.lower().startswith("zh") else "en"


def babel_locale(locale: str) -> str:
    """Return the locale by which amounts are written in a language."""
    return {"zh": "zh_CN", "en": "en"}[language(locale)]


__all__ = ["babel_locale", "language"]
