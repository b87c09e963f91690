"""The content security policy of pages."""

from __future__ import annotations

import base64
import hashlib

from rolebook.site.policy import Policy, policy_of, union, with_policy

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><style>p{}</style>'
    '<script>start()</script><script src="x.js"></script>'
    '<script type="application/json">{"a": 1}</script></head>'
    "<body><main>{}</main></body></html>"
)


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_only_inline_scripts_and_styles_are_hashed() -> None:
    policy = policy_of(PAGE)
    assert policy.scripts == {sha("start()")}
    assert policy.styles == {sha("p{}")}


def test_a_script_in_the_content_earns_no_right_to_run() -> None:
    content = "<p>x</p><script>steal()</script>"
    page = PAGE.replace("{}</main>", content + "</main>")
    assert sha("steal()") not in policy_of(page, content).scripts


def test_style_attributes_take_effect_only_when_named() -> None:
    assert "style-src-attr 'none'" in str(policy_of(PAGE))
    page = PAGE.replace("<main>", '<main style="color:red">')
    assert f"style-src-attr 'unsafe-hashes' {sha('color:red')}" in str(policy_of(page))


def test_the_policy_stands_before_anything_is_loaded() -> None:
    page = with_policy(PAGE, policy_of(PAGE))
    assert page.index("Content-Security-Policy") < page.index("<style")
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page


def test_one_header_serves_many_pages() -> None:
    header = union([Policy(frozenset({"'a'"})), Policy(frozenset({"'b'"}))]).header
    assert "'a' 'b'" in header
    assert header.endswith("frame-ancestors 'self'")
