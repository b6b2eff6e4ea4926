"""The versions of the tables (表结构版本), one file each; nobody imports them but the migration."""

__all__: list[str] = []
