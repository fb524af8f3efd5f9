import type { BreachReport } from '../findings/breach-report.ts'
import type { Report } from '../findings/report.ts'
import { headline } from './headline.ts'
import { baselineChanges, footholdTable, strandCards } from './html/breach.ts'
import { changesFirst } from './html/cut.ts'
import { defenceTable } from './html/defence.ts'
import { factTables } from './html/facts.ts'
import { routeList } from './html/routes.ts'
import { benchmarkList } from './html/benchmarks.ts'
import { findingList } from './html/findings.ts'
import { accepted, controlTable, notAnalysed } from './html/gaps.ts'
import { imageTable } from './html/images.ts'
import { type Markup, markup, nothing, verbatim } from './markup.ts'
import { grid, guaranteeCards, trust } from './html/overview.ts'
import { script, scriptHash } from './html/script.ts'
import { style, styleHash } from './html/style.ts'
import { countSentence } from './views.ts'

/** Nothing is loaded, nothing runs but the one script whose hash stands here. */
const contentPolicy = [
  "default-src 'none'",
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** A hull cut open, with its bulkheads: the compartments are the product. */
const hull = 'M2 9h28l-3.2 10.2A5 5 0 0 1 22 22.7H10a5 5 0 0 1-4.8-3.5Z M10.5 9v13.7 M16 9v13.7 M21.5 9v13.7'
const icon = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="none" stroke="#2b6090" stroke-width="2.4" stroke-linejoin="round" d="${hull}"/></svg>`)}`

type Content = (report: Report) => Markup

/** What tells of breaches, where the input shows any cluster. */
function ofBreach(content: (breach: BreachReport, report: Report) => Markup): Content {
  return (report) => (report.breach === undefined ? nothing : content(report.breach, report))
}

const sections: readonly (readonly [id: string, title: string, content: Content])[] = [
  ['untrusted', 'Who is untrusted', trust],
  [
    'guarantees',
    'Do the guarantees hold?',
    (report) =>
      report.breach === undefined
        ? guaranteeCards(report)
        : markup`${baselineChanges(report)}${strandCards(report.breach)}`,
  ],
  ['routes', 'Weakest routes', ofBreach((breach, report) => routeList(report, breach))],
  ['footholds', 'Every container', ofBreach(footholdTable)],
  ['defence', 'Barriers by layer', ofBreach(defenceTable)],
  ['facts', 'What is not known', ofBreach(factTables)],
  ['fix-first', 'Fix first', changesFirst],
  ['layers', 'Controls by layer', grid],
  ['findings', 'Findings', findingList],
  ['images', 'Images', imageTable],
  ['accepted', 'Accepted risks', accepted],
  ['not-analysed', 'Not analysed', notAnalysed],
  ['benchmarks', 'Benchmarks', benchmarkList],
  ['controls', 'Controls', controlTable],
]

/** The report as one HTML file that needs nothing else: no server, no network, no script to be read. */
export function renderHtml(report: Report): string {
  const shown = sections
    .map(([id, title, content]) => ({ id, title, content: content(report) }))
    .filter(({ content }) => content !== nothing)
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Bulkhead report: ${headline(report)}</title>
<link rel="icon" href="${icon}">
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<p class="brand"><svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="${hull}"/></svg> Bulkhead</p>
<h1>${headline(report)}</h1>
<p class="lead">Arbitrary code is assumed to run in the model containers. What can it reach, and what stands in its way?</p>
<nav aria-label="Sections"><ul>${shown.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main id="main">
${shown.map(
  ({ id, title, content }) => markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`,
)}</main>
<footer><p>${countSentence(report)}.</p><p>Bulkhead ${report.tool.version}</p></footer>
<script>${verbatim(script)}</script>
</body>
</html>
`.html
}
