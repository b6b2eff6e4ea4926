"""The look of a statement on a page (版式): light and dark, on screens and on paper."""

from typing import Final

STYLE: Final = """\
:root {
  color-scheme: light dark;
  --paper: #faf7f1; --card: #ffffff; --ink: #23291f; --soft: #6b7168; --line: #e6e0d4; --track: #efeade;
  --good: #2f7d4f; --bad: #b3372b; --goodpaper: #e9f4ec;
  --balance: #2b7a6f; --earned: #5f9a4f; --taken_back: #c8553d; --other: #c99a2e; --paid_out: #4f7fb5; --tax: #7d5a96; --fees: #8a8f86;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151816; --card: #1d211e; --ink: #e9e6dd; --soft: #9aa095; --line: #2e342f; --track: #2a2f2b;
    --good: #7ccf9a; --bad: #f0897c; --goodpaper: #1b2b21;
    --balance: #4fb3a4; --earned: #94c47c; --taken_back: #e5806b; --other: #e0b755; --paid_out: #7ba6d6; --tax: #a888c2; --fees: #8d938b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
main { max-width: 920px; margin: 0 auto; padding: 48px 24px 64px; }
.kicker { color: var(--soft); letter-spacing: .08em; text-transform: uppercase; font-size: 13px; margin: 0; }
h1 { font-size: 40px; line-height: 1.15; margin: 4px 0 6px; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 21px; margin: 0 0 4px; font-weight: 620; }
h2.commodity { margin: 44px 0 0; font-size: 26px; }
p { margin: 0 0 12px; }
.lead { font-size: 19px; max-width: 42em; }
.how, .span { color: var(--soft); font-size: 15px; }
.how { margin-bottom: 14px; max-width: 46em; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 24px 28px; margin-top: 20px; }
.figures { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 24px; }
.figure { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone, var(--line)); border-radius: 14px; padding: 11px 13px 13px; flex: 1 0 auto; min-width: 118px; }
.figure b { display: block; font-size: 18px; font-weight: 640; letter-spacing: -.01em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figure span { color: var(--soft); font-size: 14px; }
.verdict { border-radius: 14px; padding: 14px 20px; margin-top: 14px; background: var(--goodpaper); border: 1px solid var(--line); display: flex; gap: 16px; align-items: center; }
.verdict i { flex: none; width: 32px; height: 32px; border-radius: 50%; background: var(--good); color: var(--card); display: grid; place-items: center; font-style: normal; font-weight: 700; }
.verdict b { color: var(--good); }
.verdict p { margin: 0; }
.head { display: flex; justify-content: space-between; gap: 20px; align-items: baseline; }
.head b { font-size: 21px; font-weight: 620; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tables { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th { text-align: left; font-weight: 550; color: var(--soft); font-size: 13px; border-bottom: 1px solid var(--line); padding: 6px 14px 6px 0; white-space: nowrap; }
td { border-bottom: 1px solid var(--line); padding: 8px 14px 8px 0; vertical-align: top; overflow-wrap: anywhere; }
tbody tr:last-child td { border-bottom: 0; }
.moves table { table-layout: fixed; min-width: 480px; }
.moves :is(th, td):nth-child(1) { width: 46%; } .moves :is(th, td):nth-child(2) { width: 9%; } .moves :is(th, td):nth-child(3) { width: 27%; }
tr.sum td { font-weight: 620; border-top: 1px solid var(--soft); }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.soft, .soft { color: var(--soft); }
code { font: 12px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--soft); }
svg { display: block; width: 100%; height: auto; }
.chart { overflow-x: auto; }
.chart svg { min-width: 560px; }
.axis { font-size: 13px; fill: var(--soft); font-family: inherit; text-anchor: middle; }
.value { font-size: 14px; fill: var(--ink); font-family: inherit; text-anchor: middle; font-variant-numeric: tabular-nums; font-weight: 600; }
.start { text-anchor: start; }
.grid { stroke: var(--line); }
.zero { stroke: var(--soft); }
.link { stroke: var(--soft); stroke-dasharray: 2 3; }
.balance { fill: var(--balance); } .earned { fill: var(--earned); } .taken_back { fill: var(--taken_back); } .other { fill: var(--other); }
.paid_out { fill: var(--paid_out); } .tax { fill: var(--tax); } .fees { fill: var(--fees); }
details { margin: 2px 0 0; }
summary { cursor: pointer; color: var(--soft); font-size: 14px; }
ul.lines { list-style: none; margin: 8px 0 4px; padding: 0 0 0 14px; border-left: 2px solid var(--line); font-size: 14px; }
ul.lines li { margin: 0 0 10px; }
ul.lines .said { color: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: 14px; margin-top: 28px; }
@media (max-width: 640px) { main { padding: 28px 14px 40px; } section { padding: 18px 16px; } h1 { font-size: 30px; } .moves table { min-width: 0; } .moves :is(th, td):nth-child(1) { width: 58%; } .moves :is(th, td):nth-child(2) { width: 14%; } .moves :is(th, td):nth-child(3) { display: none; } .chart svg { min-width: 480px; } }
@media print {
  :root { --paper: #fff; --card: #fff; }
  body { font-size: 12px; } main { max-width: none; padding: 0; } section, .figure, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; }
  section { padding: 14px 16px; } .lead { font-size: 14px; }
}
"""

__all__ = ["STYLE"]
