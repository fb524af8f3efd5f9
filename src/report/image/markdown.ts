import type { Fix } from '../../images/fixes.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { capital } from '../../kernel/text.ts'
import { isIncomplete } from '../../model/problem.ts'
import { markdownCode, markdownProse, markdownText } from '../markdown-text.ts'
import { clip } from '../printable.ts'
import { findingsBeside, type ImageFinding } from './findings.ts'
import { changeOf, countsOf } from './fix-text.ts'

const maxListed = 50

/** The report as Markdown that renders in pull requests and wikis of GitHub and Azure DevOps. */
export function renderImageMarkdown(report: ImageReport): string {
  const open = report.fixes.filter(({ isInert }) => !isInert)
  const found = findingsBeside(report).filter(({ severity }) => severity !== 'info')
  return [
    `## Bulkhead: ${markdownCode(clip(report.image.reference, 300))}`,
    '',
    ...overview(report),
    ...fixSection('rebuild', 'Rebuild, without cache and on the current base', open),
    ...fixSection('upgrade', 'Upgrade', open),
    ...fixSection('none', 'No fix is known', open),
    ...section('Weaknesses', found, findingLine),
    ...section('Not analysed', report.problems.filter(isIncomplete), ({ message }) =>
      markdownText(clip(message, 500)),
    ),
  ].join('\n')
}

function overview({ image, advisories, fixes }: ImageReport): string[] {
  const open = fixes.filter(({ isInert }) => !isInert)
  const found =
    advisories === undefined ? 'nothing was matched: there is no database of advisories' : countsOf(open)
  const { digest, os, approval } = image
  return [
    `**${capital(found)}.**`,
    '',
    ...(digest === undefined ? [] : [`- digest ${markdownCode(digest)}`]),
    ...(os === undefined ? [] : [`- ${markdownText(os.name)}`]),
    ...(approval === undefined ? [] : [`- base: ${markdownText(approval.message)}`]),
    '',
  ]
}

function fixSection(kind: Fix['kind'], title: string, fixes: readonly Fix[]): string[] {
  const own = fixes.filter((fix) => fix.kind === kind)
  return section(own.length === 0 ? title : `${title}: ${countsOf(own)}`, own, (fix) => {
    const exploited =
      fix.exploited.length === 0 ? '' : `; exploited: ${fix.exploited.map(markdownText).join(', ')}`
    return `${fix.severity ?? 'unrated'}: ${markdownCode(clip(changeOf(fix), 300))}, ${countsOf([fix])}${exploited}`
  })
}

function findingLine({ severity, message, remedy }: ImageFinding): string {
  return `${severity}: ${markdownText(clip(message, 500))} ${markdownProse(remedy)}`
}

function section<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  if (items.length === 0) return []
  const rest = items.length - maxListed
  return [
    `### ${title}`,
    '',
    ...items.slice(0, maxListed).map((item) => `- ${line(item)}`),
    ...(rest > 0 ? [`- … and ${rest} more; JSON has them all`] : []),
    '',
  ]
}
