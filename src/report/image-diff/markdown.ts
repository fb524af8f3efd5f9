import type { FlawChange, ImageDiff, ModelChange } from '../../images/diff/diff.ts'
import type { WeaknessChange } from '../../images/diff/weaknesses.ts'
import { isIncomplete } from '../../model/problem.ts'
import { markdownCode, markdownText } from '../markdown-text.ts'
import { clip } from '../printable.ts'
import { configText, diffSentence, endTexts, flawText, packageSigns, packageText } from './text.ts'

const maxListed = 50

/** What differs as a comment on a pull request. */
export function renderImageDiffMarkdown(diff: ImageDiff): string {
  const names = [diff.before, diff.after].map(({ reference }) => markdownCode(clip(reference, 300)))
  return [
    `## Bulkhead: ${names.join(' → ')}`,
    '',
    `**${diffSentence(diff)}**`,
    '',
    ...worseSections(diff),
    ...betterSections(diff),
    ...otherSections(diff),
  ].join('\n')
}

function worseSections(diff: ImageDiff): string[] {
  const { vulnerabilities, models, weaknesses } = diff
  return [
    ...section('New flaws', vulnerabilities.new.map(ratedText)),
    ...section('New models that are not clean', models.new.map(modelText)),
    ...section('New weaknesses', weaknesses.new.map(weaknessText)),
    ...section('No fixes any more', endTexts(diff)),
  ]
}

function betterSections({ vulnerabilities, models, weaknesses }: ImageDiff): string[] {
  return [
    ...section('Fixed flaws', vulnerabilities.gone.map(ratedText)),
    ...section('Models that are gone', models.gone.map(modelText)),
    ...section('Weaknesses that are gone', weaknesses.gone.map(weaknessText)),
  ]
}

function otherSections({ config, packages, problems }: ImageDiff): string[] {
  const signed = packageSigns.flatMap(([sign, isOne]) =>
    packages.filter(isOne).map((change) => `${sign} ${packageText(change)}`),
  )
  const gaps = problems.filter(isIncomplete).map(({ message }) => message)
  return [
    ...section('Configuration', config.map(configText)),
    ...section('Packages', signed),
    ...section('Not analysed', gaps),
  ]
}

function ratedText(flaw: FlawChange): string {
  return `${flaw.severity ?? 'unrated'}: ${flawText(flaw)}`
}

function modelText({ verdict, path }: ModelChange): string {
  return `${verdict} ${path}`
}

function weaknessText({ severity, message }: WeaknessChange): string {
  return `${severity}: ${message}`
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
