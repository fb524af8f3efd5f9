import { dirname } from 'node:path/posix'

import type { Document } from '../../../model/origin.ts'
import type { Applied } from '../configuration.ts'
import type { ModuleSource } from '../declarations.ts'
import { argumentsOf, Module, type ResourceInstance } from '../module.ts'
import type { Plan, PlannedResource } from './parse-plan.ts'
import { settle } from './settle.ts'

/** Roots as they will be applied: one that a plan is of has what the plan knows, a plan of none stands for itself. */
export function applyPlans(roots: readonly Applied[], plans: readonly Plan[]): readonly Applied[] {
  const planned = new Map<Applied, Applied>()
  const alone: Applied[] = []
  for (const plan of plans) {
    const root = rootOf(plan, roots)
    if (root === undefined) alone.push(withoutSource(plan))
    else planned.set(root, withSource(plan, root))
  }
  return [...roots.map((root) => planned.get(root) ?? root), ...alone]
}

/** The root that declares all that a plan creates, in the plan’s own folder before any other. */
function rootOf({ document, resources }: Plan, roots: readonly Applied[]): Applied | undefined {
  if (resources.length === 0) return undefined
  const fitting = roots.filter((root) => {
    const declared = new Set(root.resources.map(({ address }) => withoutKeys(address)))
    return resources.every(({ address }) => declared.has(withoutKeys(address)))
  })
  return fitting.find(({ folder }) => folder === dirname(document.path)) ?? only(fitting)
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined
}

function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '')
}

function withSource(plan: Plan, root: Applied): Applied {
  const exact = new Map(root.resources.map((resource) => [resource.address, resource] as const))
  const like = new Map(root.resources.map((resource) => [withoutKeys(resource.address), resource] as const))
  const given = plan.resources.flatMap((planned) => {
    const source = exact.get(planned.address) ?? like.get(withoutKeys(planned.address))
    if (source === undefined) return []
    const { declared } = source
    const place = { document: declared.document, start: declared.written.start, end: declared.written.end }
    const resource = { ...source, address: planned.address, instance: certain }
    return [[resource, settle(argumentsOf(source), planned.given, place)] as const]
  })
  return { ...root, resources: given.map(([resource]) => resource), given: new Map(given) }
}

const certain: ResourceInstance['instance'] = { key: '', names: new Map(), isCertain: true }

function withoutSource(plan: Plan): Applied {
  const folder = dirname(plan.document.path)
  const module = emptyModule(folder)
  const given = plan.resources.map(
    (planned) => [instanceOf(planned, plan.document, module), planned.given] as const,
  )
  return {
    folder,
    providerMajor: 0,
    resources: given.map(([resource]) => resource),
    problems: [],
    given: new Map(given),
  }
}

function instanceOf(planned: PlannedResource, document: Document, module: Module): ResourceInstance {
  const { address, type, name, node } = planned
  const { start, end } = node
  const written = { type: 'resource', labels: [type, name], body: { attributes: [], blocks: [] }, start, end }
  return { address, type, declared: { written, document }, module, instance: certain }
}

/** A plan has worked everything out: its module is never asked. */
function emptyModule(folder: string): Module {
  const none = new Map<string, never>()
  const source: ModuleSource = {
    folder,
    variables: none,
    locals: none,
    outputs: none,
    resources: none,
    dataSources: none,
    modules: none,
    backends: [],
    values: [],
    providerMajor: 0,
  }
  return new Module(source, {
    prefix: '',
    given: () => undefined,
    configuration: {
      budget: { left: 1, depth: 0 },
      resources: new Map(),
      findFile: () => undefined,
      called: () => [],
    },
    path: [],
    calls: [],
    isCertain: true,
  })
}
