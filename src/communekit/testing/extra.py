"""The extra that the test kit needs (可选组件): asked for before anything of it is loaded."""

from importlib.util import find_spec

from communekit.errors import MissingExtraError

if find_spec("hypothesis") is None or find_spec("pytest") is None:
    raise MissingExtraError("The test kit", "testing")
