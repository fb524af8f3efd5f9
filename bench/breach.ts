// Breaches of a large platform, stage by stage, in a process of its own: `breach.ts PODS [--changes] [--progress]`. Prints one
// line of JSON: how long the depths of all footholds take and, if asked, what to change.
import { askFew } from '../src/breach/ask-few.ts'
import { cutBreaches } from '../src/breach/changes/cut.ts'
import { unknownFacts, weighFacts } from '../src/breach/changes/fact-effects.ts'
import { mapBreaches } from '../src/breach/map/map.ts'
import { footholdsOf, readAll } from '../src/breach/measure.ts'
import { measureRoutes } from '../src/breach/routes.ts'
import { techniques } from '../src/breach/techniques/registry.ts'
import { surveyTerrain } from '../src/breach/terrain.ts'
import { defaultConfig } from '../src/config/parse.ts'
import { judge } from '../src/controls/judge.ts'
import { registry } from '../src/controls/registry.ts'
import { foldOwned } from '../src/link/fold.ts'
import { link } from '../src/link/link.ts'
import { defaultDepths, sameForAll } from '../src/knowledge/required-depths.ts'
import type { Platform } from '../src/model/platform.ts'
import { parseManifests } from '../src/sources/kubernetes/parse.ts'
import { platformDocuments, sizeOf } from './breach-platform.ts'

const findsChanges = process.argv.includes('--changes')
const showsProgress = process.argv.includes('--progress')
const figures: Record<string, number> = {}

/** Runs one stage and notes how long it took. */
function stage<T>(name: string, run: () => T): T {
  const start = performance.now()
  const result = run()
  figures[name] = performance.now() - start
  if (showsProgress)
    process.stderr.write(
      `${name} ${Math.round(figures[name])} ms, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB\n`,
    )
  return result
}

/** What is read is let go once it is linked. */
function readPlatform(): Platform {
  const documents = platformDocuments(sizeOf(Number(process.argv[2])))
  const facts = stage('load', () => parseManifests([...documents]).flatMap((parsed) => parsed.facts))
  const settings = { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] }
  return stage('link', () => link(foldOwned(facts).facts, settings))
}

const platform = readPlatform()
const { tenants } = defaultConfig.config
const required = sameForAll(defaultDepths)
const begin = performance.now()
const terrain = stage('survey', () => surveyTerrain(platform, { facts: {}, tenants }))
const map = stage('map', () => mapBreaches(terrain, techniques))
const footholds = footholdsOf(terrain)
const readings = stage('solve', () => readAll(map, terrain))
const { routes } = stage('measure', () => measureRoutes(footholds, readings, { required }))
figures['ms'] = performance.now() - begin
figures['rss'] = process.resourceUsage().maxRSS / 1024

if (findsChanges) {
  const shortfalls = stage('controls', () => judge(platform, registry).judgements)
  const options = { techniques, facts: {}, tenants, required, shortfalls }
  const beginChanges = performance.now()
  const few = stage('few', () => askFew({ map, terrain, footholds }, { platform, options }))
  const changes = stage('changes', few.changes)
  const cut = stage('cut', () => cutBreaches({ changes, footholds: few.footholds, required, routes }))
  stage('facts', () => weighFacts({ ...few, terrain, unknown: unknownFacts(map), required }))
  figures['changesMs'] = performance.now() - beginChanges
  figures['changesRss'] = process.resourceUsage().maxRSS / 1024
  figures['cost'] = cut.cost
  figures['lowerBound'] = cut.lowerBound
}
process.stdout.write(
  `${JSON.stringify({ ...figures, footholds: footholds.length, steps: map.steps.length })}\n`,
)
