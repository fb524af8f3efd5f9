import { readArm } from '../../arm/assets.ts'
import type { ArmResource } from '../../arm/resource.ts'
import type { AzureAsset } from '../../model/azure.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import type { FindDocument, ObjectTree, Parsed } from '../parsed.ts'
import { translateAzapi, updateAzapi } from './azurerm/azapi.ts'
import { unplacedOf } from './azurerm/unplaced.ts'
import { isJoined, joinParts } from './azurerm/join.ts'
import { type Given, isTranslated, translate } from './azurerm/translate.ts'
import { unreadModule } from './azurerm/unread-module.ts'
import { type Applied, givenTo } from './configuration.ts'
import { applyDocuments } from './apply-documents.ts'
import { ManifestBudget, objectsOf } from './kubernetes/objects.ts'
import { isInstalled } from './installed.ts'
import type { ResourceInstance } from './module.ts'
import type { Plan } from './plan/parse-plan.ts'
import { isRendered } from './releases.ts'
import { stateStoresOf } from './state.ts'
import { unreadIn } from './unread.ts'

/**
 * Reads all files of Terraform: each folder that no other one calls is a root, worked out as `terraform plan` would with
 * the values that stand in the files; its resources of Azure are told in the shape of ARM.
 */
export function parseTerraform(documents: readonly Document[], find: FindDocument): readonly Parsed[] {
  const { sources, plans, applied, problems } = applyDocuments(documents, find)
  const told: Told = { facts: [], objects: [], problems: [...problems] }
  const budget = new ManifestBudget()
  for (const each of applied) tell(each, budget, told)
  told.facts.push(
    ...[...sources.byFolder.values()].filter(({ folder }) => !isInstalled(folder)).flatMap(stateStoresOf),
  )
  const [factsIn, objectsIn, problemsIn] = [
    Map.groupBy(told.facts, ({ origin }) => origin.document),
    Map.groupBy(told.objects, ({ document }) => document),
    Map.groupBy(told.problems, ({ location }) => location.file),
  ]
  return documents.map((document) => ({
    facts: factsIn.get(document) ?? [],
    objects: objectsIn.get(document) ?? [],
    problems: withoutRepeats(problemsIn.get(document.path) ?? []),
    objectCount: sources.counts.get(document) ?? countIn(document, plans),
  }))
}

/** What all roots tell together. */
interface Told {
  readonly facts: AzureAsset[]
  readonly objects: ObjectTree[]
  readonly problems: Problem[]
}

/** Adds what one root tells: resources of Azure, objects of Kubernetes, and what of it was not understood. */
function tell(applied: Applied, budget: ManifestBudget, { facts, objects, problems }: Told): void {
  problems.push(...applied.problems)
  const given = givenOf(applied)
  problems.push(...tellUnplaced(given))
  const unread = (applied.unread ?? []).map((call) => unreadModule(givenIn(applied, call)))
  for (const resource of [...armResources(given), ...unread]) {
    const asset = readArm(resource, problems)
    if (asset !== undefined) facts.push(asset)
  }
  const trees = new Map(
    applied.resources.map(
      (resource) => [resource, objectsOf(resource, () => givenTo(resource, applied), budget)] as const,
    ),
  )
  objects.push(...[...trees.values()].flatMap((own) => own ?? []))
  const isKnown = (resource: ResourceInstance): boolean =>
    isRead(resource.type) || trees.get(resource) !== undefined || isRendered(resource)
  problems.push(...exhausted(applied), ...unreadIn(applied, isKnown))
}

function countIn(document: Document, plans: readonly Plan[]): number {
  return plans.find((plan) => plan.document === document)?.resources.length ?? 0
}

function isRead(type: string): boolean {
  return isTranslated(type) || isJoined(type) || type === 'azapi_resource' || type === 'azapi_update_resource'
}

/** Told once all that a root declares was worked out, or should have been. */
function exhausted({ resources }: Applied): readonly Problem[] {
  const [first] = resources
  if (first === undefined || first.module.options.configuration.budget.left >= 0) return []
  const { written, document } = first.declared
  const message = 'The configuration takes too long to work out; what is left of it is not known.'
  return [problemAt('too-large', message, { document, offset: written.start })]
}

function givenOf(applied: Applied): readonly Given[] {
  return applied.resources
    .filter(({ type }) => /^az(?:urerm|api|uread)_/.test(type))
    .map((resource) => givenIn(applied, resource))
}

function givenIn(applied: Applied, resource: ResourceInstance): Given {
  const { folder: declaredIn, providerMajor } = applied
  return { resource, arguments: givenTo(resource, applied), declaredIn, providerMajor }
}

function armResources(given: readonly Given[]): readonly ArmResource[] {
  const translated = given.flatMap((each) => [...translate(each), ...translateAzapi(each)])
  return updateAzapi(joinParts(translated, given), given)
}

function tellUnplaced(given: readonly Given[]): readonly Problem[] {
  return unplacedOf(given).map(({ resource: { address, declared } }) => {
    const message = `What ${address} belongs to cannot be told: what it says was left out.`
    return problemAt('unplaced-part', message, {
      document: declared.document,
      offset: declared.written.start,
    })
  })
}

/** A module that is called twice is wrong once. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ code, message, location: { line, column } }) => {
    const key = [code, message, line, column].join('\n')
    return !seen.has(key) && seen.add(key)
  })
}
