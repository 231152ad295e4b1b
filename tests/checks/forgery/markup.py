"""Alterations of SVG pictures and web pages."""

import base64
import random
import re
import zlib

from tests.checks.forgery.any_bytes import Forgery
from tests.checks.forgery.json_values import other_json

SVG_ELEMENTS = [
    b'<rect width="99" height="99" fill="#ff0000"/>',
    b'<rect width="9" height="9" fill="#ffffff" fill-opacity="0.01"/>',
    b'<path d="M0 0h90v90z"/>',
    b"<style>path{fill:red}</style>",
    b"<style>text{font-family:monospace}</style>",
    b"<style>@import url(http://localhost/a.css)</style>",
    b"<script>document.documentElement.remove()</script>",
    b"<foreignObject width='99' height='99'><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
    b"<image href='http://localhost/a.png' width='99' height='99'/>",
    b"<use href='#panel-all' x='3'/>",
    b"<animate attributeName='fill' to='red' dur='1s'/>",
    b"<set attributeName='visibility' to='hidden'/>",
    b"<a href='javascript:alert(1)'><rect width='9' height='9'/></a>",
    b"<text x='9' y='9'>Knowledge</text>",
    b"<title>Another title</title>",
    b"<desc>Another description</desc>",
    b"<metadata><rect/></metadata>",
    b"<filter id='f'><feGaussianBlur stdDeviation='3'/></filter>",
    b"<svg viewBox='0 0 1 1'/>",
    b"<!-- seen by nobody -->",
    b"<![CDATA[more]]>",
    b"<?xml-stylesheet href='a.css'?>",
    b"&#65;",
]
SVG_ATTRIBUTES = [
    b"style='display:none'",
    b"style='filter:invert(1)'",
    b"class='a'",
    b"transform='scale(-1,1)'",
    b"opacity='0.9'",
    b"fill-opacity='.5'",
    b"visibility='hidden'",
    b"font-family='monospace'",
    b"font-size='20'",
    b"onload='alert(1)'",
    b"clip-path='url(#a)'",
    b"preserveAspectRatio='none'",
    b"textLength='9'",
    b"xml:space='preserve'",
]
HTML_ELEMENTS = [
    b"<script>alert(1)</script>",
    b"<script src='http://localhost/a.js'></script>",
    b"<style>svg{filter:invert(1)}</style>",
    b"<style>*{display:none}</style>",
    b"<meta http-equiv='refresh' content='0;url=http://localhost'>",
    b"<base href='http://localhost/'>",
    b"<link rel='stylesheet' href='a.css'>",
    b"<iframe src='http://localhost'></iframe>",
    b"<img src=x onerror=alert(1)>",
    b"<svg width='99' height='99'><rect width='99' height='99'/></svg>",
    b"<p>more</p>",
    b"<!-- -->",
    b"<template><p>a</p></template>",
    b"<object data='a.pdf'></object>",
    b"<form action='http://localhost'><button>a</button></form>",
]
TAG = re.compile(rb"<[A-Za-z][^<>]*>")
ELEMENT = re.compile(rb"<(?:path|rect|text|tspan|line|g)\b[^<>]*/>|<text\b[^<>]*>[^<]*</text>")
ATTRIBUTE = re.compile(rb' [a-zA-Z:-]+="([^"]*)"')
WORD = re.compile(rb">([^<>\n]*[A-Za-z0-9][^<>\n]*)<")


def _spliced(data: bytes, start: int, stop: int, new: bytes) -> bytes:
    return data[:start] + new + data[stop:]


def _matches(pattern: re.Pattern[bytes], data: bytes) -> list[re.Match[bytes]]:
    """Return the places in the markup itself, not in the long texts of a page's scripts."""
    return [match for match in pattern.finditer(data) if len(match[0]) < 2000]


def other_attribute(data: bytes, dice: random.Random) -> bytes:
    match = dice.choice(_matches(ATTRIBUTE, data))
    value = match[1]
    digits = [place for place, byte in enumerate(value) if 48 <= byte < 58]
    if digits and dice.random() < 0.6:
        place = dice.choice(digits)
        value = value[:place] + str(dice.randrange(10)).encode() + value[place + 1 :]
    else:
        value = dice.choice([b"", b"0", b"#ff0000", b"none", value + b" 1", value + value, b" " + value])
    return _spliced(data, *match.span(1), value)


def other_word(data: bytes, dice: random.Random) -> bytes:
    """Another text, also one that differs only in its white space or in what is written as an entity."""
    match = dice.choice(_matches(WORD, data))
    text = match[1]
    first = b"&#%d;" % text[0]
    changes = [b"", b"forged", text + b" ", b" " + text, text.swapcase(), text * 2, first + text[1:]]
    return _spliced(data, *match.span(1), dice.choice(changes))


def without_element(data: bytes, dice: random.Random) -> bytes:
    match = dice.choice(_matches(ELEMENT, data) or _matches(TAG, data))
    return _spliced(data, *match.span(), b"")


def moved_element(data: bytes, dice: random.Random) -> bytes:
    """An element at the place of another one: what is drawn later covers what was drawn before."""
    first, second = sorted(dice.sample(_matches(ELEMENT, data) or _matches(TAG, data), 2), key=re.Match.start)
    between = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]


def doubled_element(data: bytes, dice: random.Random) -> bytes:
    match = dice.choice(_matches(ELEMENT, data) or _matches(TAG, data))
    place = dice.choice(_matches(TAG, data)).end()
    return data[:place] + match[0] + data[place:]


def added_attribute(data: bytes, dice: random.Random) -> bytes:
    place = re.compile(rb"[ />]").search(data, dice.choice(_matches(TAG, data)).start() + 1)
    assert place is not None
    return _spliced(data, place.start(), place.start(), b" " + dice.choice(SVG_ATTRIBUTES))


def added_svg(data: bytes, dice: random.Random) -> bytes:
    place = dice.choice(_matches(TAG, data)).end()
    return data[:place] + dice.choice(SVG_ELEMENTS) + data[place:]


def added_html(data: bytes, dice: random.Random) -> bytes:
    place = dice.choice(_matches(TAG, data)).end()
    return data[:place] + dice.choice(HTML_ELEMENTS) + data[place:]


def other_prologue(data: bytes, dice: random.Random) -> bytes:
    """Another encoding, a stylesheet, or entities that stand for other text."""
    changes = (
        data.replace(b'encoding="utf-8"', b'encoding="utf-7"', 1),
        data.replace(b"<svg ", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg ', 1),
        data.replace(b"<svg ", b'<?xml-stylesheet href="a.css"?><svg ', 1),
        data.replace(b"<svg ", b'<svg xmlns:a="http://localhost/" ', 1),
        data.replace(b"http://www.w3.org/2000/svg", b"http://www.w3.org/2000/svg2", 1),
        data.replace(b"<!doctype html>", b"<!doctype html5>", 1),
        data.replace(b'charset="utf-8"', b'charset="utf-7"', 1),
    )
    return dice.choice(changes)


def other_picture_in_page(page: bytes, dice: random.Random) -> bytes:
    """The packed SVG of a page, altered and packed again, or the same SVG packed in another way."""
    match = re.search(rb'id="headmap-svg">([^<]*)<', page)
    assert match is not None
    if not match[1]:
        return added_html(page, dice)
    picture = zlib.decompress(base64.b64decode(match[1]))
    if dice.random() < 0.9:
        picture = dice.choice(SVG_FORGERIES)(picture, dice)
    return _spliced(page, *match.span(1), base64.b64encode(zlib.compress(picture, dice.randrange(9))))


def other_data_in_page(page: bytes, dice: random.Random) -> bytes:
    """The names, colours and scales by which the script of a page draws."""
    match = re.search(rb'id="headmap-page">([^<]*)<', page)
    assert match is not None
    return _spliced(page, *match.span(1), other_json(match[1], dice))


def other_policy(page: bytes, dice: random.Random) -> bytes:
    changes = (
        page.replace(b"default-src 'none'", b"default-src *", 1),
        page.replace(b"style-src", b"style-src http://localhost", 1),
        page.replace(b"base-uri 'none'", b"base-uri *", 1),
        re.sub(rb"<meta http-equiv=[^>]*>", b"", page, count=1),
        re.sub(rb"'sha256-[^']*'", b"'unsafe-inline'", page, count=1),
    )
    return dice.choice(changes)


SVG_FORGERIES: tuple[Forgery, ...] = (
    other_attribute,
    other_word,
    without_element,
    moved_element,
    doubled_element,
    added_attribute,
    added_svg,
    other_prologue,
)
HTML_FORGERIES: tuple[Forgery, ...] = (
    other_attribute,
    other_word,
    without_element,
    doubled_element,
    added_html,
    other_prologue,
    other_picture_in_page,
    other_data_in_page,
    other_policy,
)
