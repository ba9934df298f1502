package org.tellonce.rehearsal.report;

import java.util.Locale;

/// The frame of the page: head, style, nothing from elsewhere.
final class ReportStyle {

  private static final String STYLE =
      """
        :root { --ink: #1b2a33; --soft: #4d5f6b; --line: #c3ced6; --tint: #eef3f6; --likely: #1d6a6a; --possible: #8a6d1f; --nothing: #8d9aa5; --bar: #bcd9d8; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
        h1 { font-size: 1.75rem; margin: 0.5rem 0; }
        h2 { font-size: 1.3rem; margin: 2rem 0 0.5rem; border-top: 2px solid var(--line); padding-top: 1rem; }
        p { max-width: 44rem; }
        .lead { font-size: 1.15rem; }
        .big { padding: 0; list-style: none; }
        .big li { background: var(--tint); border-left: 0.4rem solid var(--likely); padding: 0.75rem 1rem; margin: 0.5rem 0; font-size: 1.1rem; max-width: 44rem; }
        .note, caption { color: var(--soft); }
        .note { font-size: 0.9rem; }
        .wide { overflow-x: auto; margin: 1rem 0; }
        .wide:focus-visible { outline: 3px solid var(--likely); }
        table { border-collapse: collapse; min-width: 100%; }
        caption { text-align: left; padding-bottom: 0.25rem; }
        th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); }
        td { white-space: nowrap; font-variant-numeric: tabular-nums; }
        thead th { background: var(--tint); }
        tbody th { font-weight: 400; min-width: 9rem; }
        .bar { display: block; min-width: 4rem; padding: 0 0.3rem; background: linear-gradient(90deg, var(--bar) var(--share), transparent var(--share)); border: 1px solid var(--line); white-space: nowrap; }
        .key { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; }
        .swatch { display: inline-block; width: 1rem; height: 1rem; margin-left: 0.6rem; }
        .swatch.likely { background: var(--likely); } .swatch.possible { background: var(--possible); } .swatch.nothing { background: var(--nothing); }
        svg { display: block; }
        svg text { font: 12px system-ui, sans-serif; fill: var(--ink); text-anchor: middle; }
        svg .count { fill: var(--soft); font-size: 11px; }
        svg .mark-text { font-weight: 600; }
        rect.likely { fill: var(--likely); } rect.possible { fill: var(--possible); } rect.nothing { fill: var(--nothing); }
        .axis { stroke: var(--soft); } .mark { stroke: var(--ink); stroke-dasharray: 4 3; }
        @media (max-width: 30rem) {
          th, td { padding: 0.3rem 0.35rem; font-size: 0.9rem; }
          tbody th { min-width: 7rem; }
          td { white-space: normal; }
          .bar { min-width: 3.2rem; }
        }
        @media print {
          html { font-size: 10pt; }
          body { max-width: none; padding: 0; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          .wide { overflow: visible; }
          svg { max-width: 100%; height: auto; }
          tr, svg, .big li { break-inside: avoid; }
          h2, caption { break-after: avoid; }
        }
        """;

  private ReportStyle() {}

  /// A whole page.
  static String page(String title, String body) {
    return String.format(Locale.ROOT, """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
      <title>%s</title>
      <style>
      """, Html.words(title).text()) + STYLE + """
      </style>
      </head>
      <body>
      <main>
      """ + body + """
      </main>
      </body>
      </html>
      """;
  }
}
