"""Plots as SVG text: bars, lines and histograms, without a plotting library.

Marks carry their values as text or as a title, so that nothing depends on seeing a colour. Sizes are in CSS
pixels; all texts are escaped.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from eval.words import number

COLOURS: Final = ("#1f5fa8", "#c7522a", "#2f7d4f", "#7a4fa3", "#8a6d1d", "#4a5560")
_WIDTH: Final = 640
_LEFT: Final = 200


def bars(values: Mapping[str, float], *, title: str, top: float = 1.0) -> str:
    """Horizontal bars from 0 to ``top``, one a label, with the value written at the end."""
    row, width = 24, _WIDTH - _LEFT - 60
    parts = []
    for i, (label, value) in enumerate(values.items()):
        y = 8 + i * row
        length = max(0.0, min(value / top, 1.0)) * width if top else 0.0
        parts.append(_text(_LEFT - 8, y + 14, label, anchor="end"))
        parts.append(f'<rect x="{_LEFT}" y="{y}" width="{width}" height="18" fill="#eceff3"/>')
        parts.append(f'<rect x="{_LEFT}" y="{y}" width="{length:.1f}" height="18" fill="{COLOURS[0]}"/>')
        parts.append(_text(_LEFT + width + 6, y + 14, number(value)))
    return _svg(parts, title=title, height=16 + row * len(values))


def lines(series: Mapping[str, Mapping[float, float]], *, title: str, x_label: str) -> str:
    """Curves of values in [0, 1] over a few x, which are spaced evenly; each series has its colour and
    dash."""
    xs = sorted({x for points in series.values() for x in points})
    left, top, width, height = 50, 12, _WIDTH - 70, 200

    def place(x: float, y: float) -> tuple[float, float]:
        return left + width * (xs.index(x) / max(len(xs) - 1, 1)), top + height * (1 - y)

    parts = [_grid(left, top + height * (1 - y), width, number(y, digits=2)) for y in (0, 0.25, 0.5, 0.75, 1)]
    parts += [_text(place(x, 0)[0], top + height + 18, f"{x:g}", anchor="middle") for x in xs]
    parts.append(_text(left + width / 2, top + height + 36, x_label, anchor="middle"))
    for i, (name, points) in enumerate(series.items()):
        colour, dash = COLOURS[i % len(COLOURS)], "" if i == 0 else f' stroke-dasharray="{2 + 3 * i} 3"'
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(x, points[x]) for x in sorted(points)))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        for x in sorted(points):
            cx, cy = place(x, points[x])
            tip = escape(f"{name}: {number(points[x])} ({x_label} {x:g})")
            parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="3.5" fill="{colour}"><title>{tip}</title></circle>')
    parts += _legend(list(series), top + height + 58)
    return _svg(parts, title=title, height=top + height + 56 + 20 * len(series))


def histogram(series: Mapping[str, Sequence[float]], *, title: str, x_label: str, bins: int = 20) -> str:
    """Shares of each series by value, in equal bins over the range of all; bars of several series stand side
    by side."""
    everything = [v for values in series.values() for v in values]
    if not everything:
        return ""
    low, high = min(everything), max(everything)
    step = (high - low) / bins or 1.0
    left, top, width, height = 50, 12, _WIDTH - 70, 180
    shares = {name: _shares(values, low, step, bins) for name, values in series.items()}
    peak = max(max(s) for s in shares.values()) or 1.0
    bar = width / bins / (len(series) + 0.3)
    parts = [_grid(left, top + height * (1 - y), width, f"{y * peak * 100:.0f}%") for y in (0, 0.5, 1)]
    for i, (name, share) in enumerate(shares.items()):
        for b, value in enumerate(share):
            x, h = left + width * b / bins + i * bar, height * value / peak
            tip = escape(f"{name}: {value * 100:.1f}% từ {number(low + b * step)} đến {number(low + (b + 1) * step)}")
            parts.append(
                f'<rect x="{x:.1f}" y="{top + height - h:.1f}" width="{bar:.1f}" height="{h:.1f}" '
                f'fill="{COLOURS[i % len(COLOURS)]}"><title>{tip}</title></rect>'
            )
    ticks = [(left + width * j / 4, number(low + step * bins * j / 4)) for j in range(5)]
    parts += [_text(x, top + height + 18, label, anchor="middle") for x, label in ticks]
    parts.append(_text(left + width / 2, top + height + 36, x_label, anchor="middle"))
    parts += _legend([f"{name} ({len(series[name])})" for name in series], top + height + 58)
    return _svg(parts, title=title, height=top + height + 56 + 20 * len(series))


def _shares(values: Sequence[float], low: float, step: float, bins: int) -> list[float]:
    counts = [0] * bins
    for value in values:
        counts[min(int((value - low) / step), bins - 1)] += 1
    return [count / len(values) if values else 0.0 for count in counts]


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts = []
    for i, name in enumerate(names):
        parts.append(f'<rect x="50" y="{y + 20 * i - 10}" width="12" height="12" fill="{COLOURS[i % len(COLOURS)]}"/>')
        parts.append(_text(68, y + 20 * i, name))
    return parts


def _grid(left: float, y: float, width: float, label: str) -> str:
    line = f'<line x1="{left}" y1="{y:.1f}" x2="{left + width}" y2="{y:.1f}" stroke="#d5dae1"/>'
    return line + _text(left - 6, y + 4, label, anchor="end")


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(parts: Sequence[str], *, title: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" role="img" '
        f'aria-label="{escape(title, quote=True)}">{"".join(parts)}</svg>'
    )
