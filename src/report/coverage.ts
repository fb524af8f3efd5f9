import { tellOccurrences } from '../findings/occurrence.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { attackSection, matrixSection } from './coverage/matrices.ts'
import { vectorSection } from './coverage/vectors.ts'
import { markdownText } from './markdown-text.ts'

const legend: readonly string[] = [
  '- **open**: nothing has to fail; **unknown**: open unless something that nobody stated is well; **barred**: something has to fail.',
  '- **one wrong field**: closed, and a later manifest could open it; **closed**: not possible here.',
  '- **from N**: positions of the map from which it starts (containers, pods, networks, nodes, accounts), reached or not.',
  '- **stands**: on some step of it at least; **missing**: could be set up and stands on none; **not modelled**: nobody asked.',
]

/** How much of known threats is modelled, and how each stands here. Markdown. */
export function renderCoverage(report: Report): string {
  const { trust, breach, counts } = report
  const graph = breach?.graph
  const occurrences = graph === undefined ? [] : tellOccurrences(graph)
  return [
    '# What an attacker might do, and what stands against it',
    '',
    markdownText(trust.rule),
    '',
    ...(graph === undefined
      ? [
          '**No technique was asked about: there is no untrusted code on a cluster, only some controls were asked, or the platform is too large.**',
        ]
      : legend),
    ...(counts.incomplete === 0
      ? []
      : [
          '',
          `${plural(counts.incomplete, 'place')} could not be analysed: nothing here covers what stands there.`,
        ]),
    '',
    ...(graph === undefined ? [] : [...attackSection(occurrences), ...matrixSection(occurrences)]),
    ...vectorSection(report, occurrences),
  ].join('\n')
}
