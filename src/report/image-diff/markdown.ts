import type { ImageDiff } from '../../images/diff/diff.ts'
import { isIncomplete } from '../../model/problem.ts'
import { markdownCode, markdownText } from '../markdown-text.ts'
import { clip } from '../printable.ts'
import { configText, diffSentence, flawText, packageSigns, packageText } from './text.ts'

const maxListed = 50

/** What differs as a comment on a pull request. */
export function renderImageDiffMarkdown(diff: ImageDiff): string {
  const { before, after, vulnerabilities, weaknesses, models, config, packages, problems } = diff
  const rated = (flaw: (typeof vulnerabilities.new)[number]): string =>
    `${flaw.severity ?? 'unrated'}: ${flawText(flaw)}`
  const weak = ({ severity, message }: (typeof weaknesses.new)[number]): string => `${severity}: ${message}`
  const signed = packageSigns.flatMap(([sign, isOne]) =>
    packages.filter(isOne).map((change) => `${sign} ${packageText(change)}`),
  )
  return [
    `## Bulkhead: ${markdownCode(clip(before.reference, 300))} → ${markdownCode(clip(after.reference, 300))}`,
    '',
    `**${diffSentence(diff)}**`,
    '',
    ...section('New flaws', vulnerabilities.new.map(rated)),
    ...section(
      'New models that are not clean',
      models.new.map(({ verdict, path }) => `${verdict} ${path}`),
    ),
    ...section('New weaknesses', weaknesses.new.map(weak)),
    ...section('Fixed flaws', vulnerabilities.gone.map(rated)),
    ...section('Weaknesses that are gone', weaknesses.gone.map(weak)),
    ...section('Configuration', config.map(configText)),
    ...section('Packages', signed),
    ...section(
      'Not analysed',
      problems.filter(isIncomplete).map(({ message }) => message),
    ),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - maxListed
  return [
    `### ${title}`,
    '',
    ...lines.slice(0, maxListed).map((line) => `- ${markdownText(clip(line, 500))}`),
    ...(rest > 0 ? [`- … and ${rest} more; JSON has them all`] : []),
    '',
  ]
}
