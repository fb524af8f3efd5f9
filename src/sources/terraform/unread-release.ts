import { child } from '../../kernel/tree.ts'
import { type Problem, problemAt, problemKinds } from '../../model/problem.ts'
import { shellWord } from '../program.ts'
import { asText, hiddenIn, type Value } from '../../values/value.ts'
import { type Applied, givenTo } from './configuration.ts'
import type { ResourceInstance } from './module.ts'
import { chartPath, setArguments } from './releases.ts'

/** A `helm_release` whose chart was not rendered as it is installed: why, and what helps. */
export function tellRelease(resource: ResourceInstance, applied: Applied): Problem {
  const given = givenTo(resource, applied)
  const { written, document } = resource.declared
  const name = written.labels.join('.')
  const chart = asText(child(given, 'chart'))?.slice(0, 200)
  const told = (message: string, remedy = problemKinds['unread-resource'].remedy): Problem => ({
    ...problemAt('unread-resource', message, { document, offset: written.start }),
    remedy,
  })
  if (chart === undefined) return told(`What ${name} installs was not analysed.`)
  const repository = asText(child(given, 'repository'))?.slice(0, 200)
  if (isLocal(resource, given))
    return told(
      `${name} installs chart ${chart}, which was not rendered as it is installed${why(chart, given)}.`,
      valuesAdvice,
    )
  const from = repository === undefined ? '' : ` from ${repository}`
  return told(`Chart ${chart}${from}, which ${name} installs, was not analysed.`, pullAdvice(chart, given))
}

function isLocal({ module }: ResourceInstance, given: Value): boolean {
  const path = chartPath(given) ?? ''
  return /^\.{0,2}\//.test(path) || path.startsWith(`${module.source.folder}/`)
}

function why(chart: string, given: Value): string {
  if (chart.endsWith('.tgz')) return ': it is packed'
  const values = ['values', ...setArguments].flatMap((name) => child(given, name) ?? [])
  const gap = values.map(hiddenIn).find((found) => found !== undefined)
  return gap === undefined ? '' : `: ${gap.reason}`
}

const valuesAdvice =
  'Scan the folder of the chart together with the files, and give the variables that its values hang on, such as in terraform.tfvars.'

/** Nothing is fetched while scanning; a chart that lies beside the files is rendered with what the release gives it. */
function pullAdvice(chart: string, given: Value): string {
  const flag = (option: string, argument: string): string => {
    const value = asText(child(given, argument))
    return value === undefined || value === '' ? '' : ` --${option} ${shellWord(value.slice(0, 200))}`
  }
  const repository = asText(child(given, 'repository')) ?? ''
  const isRegistry = repository.startsWith('oci://')
  const reference = isRegistry ? `${repository.replace(/\/$/, '')}/${chart}` : chart
  const from = isRegistry ? '' : flag('repo', 'repository')
  const command = `helm pull ${shellWord(reference)}${from}${flag('version', 'version')} --untar`
  return `Fetch it and name its folder as \`chart\`; then it is rendered as it is installed: ${command}`
}
