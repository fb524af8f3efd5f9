// A scan of declarations of Azure beside a container, and the route that it finds.
import assert from 'node:assert/strict'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'

export type Texts = Readonly<Record<string, string>>

export function pod(name: string, spec = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${name} }\nspec: { ${spec} containers: [{ name: main, image: llm }] }`
}

export function report(files: Texts, config = ''): Report {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  const parsed = parseConfig({ path: 'bulkhead.yaml', text: config })
  assert.ok(parsed.kind === 'config')
  return scan({ documents }, config === '' ? {} : { config: parsed.value })
}

/** The route of the first container to a goal: each step’s end and place. */
export function routeTo(goal: string, { breach }: Report): readonly string[] | undefined {
  const route = breach?.routes.find((each) => each.goal === goal && !each.isDrift)
  return route?.steps
    .filter(({ technique }) => technique !== undefined)
    .map(({ to, location }) => `${to}${location === undefined ? '' : ` ${location.file}:${location.line}`}`)
}
