"""What each key is for: the docstrings below the fields of the model.

Why not pydantic's own: it would read the source of every class at every start of the program,
and only the schemas and one message need it.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from rolebook.model.base import Model


@cache
def described(cls: type[Model]) -> dict[str, str]:
    """Field -> its docstring, inherited fields included."""
    found: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        if issubclass(one, Model):
            found |= _of_module(one.__module__).get(one.__qualname__, {})
    return found


@cache
def _of_module(name: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {node.name: _of_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(below.value.value)
    return found
