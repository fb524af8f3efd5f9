import { extname } from 'node:path/posix'

import { compareText } from '../../kernel/text.ts'

/** Formats that define a platform and that no source understands, by the ends of their names. */
const notRead: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\.tofu$/i, 'Terraform in a form that is not read'],
  [
    /\.(?:jsonnet|libsonnet|cue|kcl|dhall|pkl)$/i,
    'a language that manifests are generated from, not rendered',
  ],
  [
    /\.(?:ya?ml|json)\.?(?:tmpl|tpl|gotmpl|template|j2|jinja2?|erb|in|envsubst)$/i,
    'a template of a manifest, not rendered',
  ],
]

const maxEndings = 10

/** How many files of each kind were found that no source reads: by what they are, or by how their name ends. */
export type OtherFiles = Map<string, number>

export function countOther(others: OtherFiles, name: string): void {
  const known = notRead.find(([pattern]) => pattern.test(name))?.[1]
  const kind = known ?? extname(name).toLowerCase()
  others.set(kind, (others.get(kind) ?? 0) + 1)
}

/** Why they were left out: one sentence for each format that matters, one for all the rest. */
export function describeOthers(others: OtherFiles): readonly string[] {
  const formats = notRead.flatMap(([, what]) => {
    const count = others.get(what)
    return count === undefined ? [] : [`${files(count)}: ${what}`]
  })
  const rest = [...others].filter(([kind]) => !notRead.some(([, what]) => what === kind))
  return rest.length === 0 ? formats : [...formats, describeRest(rest)]
}

function describeRest(rest: readonly (readonly [ending: string, count: number])[]): string {
  const sorted = rest.toSorted(([a, x], [b, y]) => y - x || compareText(a, b))
  const named = sorted.slice(0, maxEndings).map(([ending, count]) => `${ending || 'no ending'} ${count}`)
  const more = sorted.length > maxEndings ? ', …' : ''
  const total = rest.reduce((sum, [, count]) => sum + count, 0)
  return `${files(total)} of kinds that define no platform (${named.join(', ')}${more})`
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`
}
