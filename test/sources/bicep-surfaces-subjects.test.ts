// What is known of modules of the public registry, against what the modules themselves make of their own tests.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path/posix'
import { test } from 'node:test'

import { compareText } from '../../src/kernel/text.ts'
import type { AzureAsset } from '../../src/model/azure.ts'
import { surfaces } from '../../src/sources/bicep/surface/surfaces.ts'
import { hasSuites, shared } from '../conformance/suites.ts'
import { type Files, read } from './bicep.ts'
import { plain } from './plain.ts'

const subjects = join(shared, 'subjects', 'avm-bicep')
const skip = !(hasSuites() && existsSync(subjects)) && 'the projects are not here'

function filesOf(pattern: string): Files {
  const paths = globSync(pattern, { cwd: subjects }).sort()
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(subjects, path), 'utf8')]))
}

/** A module that is a part of another one has its tests beside those of that. */
function testsOf(path: string): Files {
  return {
    ...filesOf(`${path}/tests/**/*.{bicep,json}`),
    ...filesOf(`${dirname(path)}/tests/e2e/${basename(path)}.*/*.{bicep,json}`),
  }
}

/** What Bicep compiled comes before the sources: it has the modules in it that these call. */
function withSources(path: string): Files {
  const files = { ...filesOf(`${path}/**/*.{bicep,json}`), ...testsOf(path) }
  const compiled = `${path}/main.json` in files ? '$1.json' : '$&'
  return calling(files, (text) => text.replaceAll(/((?:\.\.\/)+main)\.bicep/g, compiled))
}

function withSurface(path: string, version: string): Files {
  const called = `br/public:${path}:${version}`
  return calling(testsOf(path), (text) => text.replaceAll(/(?:\.\.\/)+(?:[\w-]+\/)?main\.bicep/g, called))
}

function calling(files: Files, change: (text: string) => string): Files {
  const entries = Object.entries(files)
  return Object.fromEntries(
    entries.map(([path, text]) => [path, path.endsWith('.test.bicep') ? change(text) : text]),
  )
}

/** By where they are declared and what they are; those that are named by a digest stand in the order of what they tell. */
function assetsIn(files: Files): ReadonlyMap<string, readonly unknown[]> {
  const facts = read(files).flatMap((parsed) => parsed.facts) as readonly AzureAsset[]
  const tested = facts.filter(({ declaredIn }) => declaredIn.endsWith('.test.bicep'))
  const groups = Map.groupBy(tested, ({ declaredIn, asset, resourceName, name }) => {
    const known = resourceName.state === 'hidden' ? name.replaceAll(/\[[^/]*\]/g, '') : name
    return `${declaredIn} ${asset} ${known}`
  })
  return new Map([...groups].map(([key, assets]) => [key, assets.map(told).toSorted(byText)]))
}

/** Names of what cannot be named are no property. */
function told(asset: AzureAsset): unknown {
  const { name: _, resourceName: __, ...rest } = plain(asset) as Readonly<Record<string, unknown>>
  return rest
}

function byText(one: unknown, other: unknown): number {
  return compareText(JSON.stringify(one), JSON.stringify(other))
}

/** How what is known of a thing compares with what is stated, in its parts. */
class Rate {
  equal = 0
  hidden = 0
  readonly different: string[] = []

  compare(stated: unknown, known: unknown, at: string): void {
    if (isHidden(known)) this.hidden += 1
    else if (JSON.stringify(stated) === JSON.stringify(known)) this.equal += leavesIn(known)
    else if (isTree(stated) && isTree(known)) this.#compareParts(stated, known, at)
    else if (!unread.test(at))
      this.different.push(`${at}: ${JSON.stringify(stated)} ${JSON.stringify(known)}`)
  }

  #compareParts(stated: Tree, known: Tree, at: string): void {
    for (const key of new Set([...Object.keys(stated), ...Object.keys(known)]))
      this.compare(stated[key], known[key], `${at}.${key}`)
  }
}

type Tree = Readonly<Record<string, unknown>>

/** A firewall whose addresses cannot be read has none: no route finds it. */
const unread = /firewall azureFirewalls.*\.addresses\.0$/

/** Also of a list of which nothing is known there is one item, whatever there is, and of rules their kind is told by where they stand. */
function isHidden(known: unknown): boolean {
  if (Array.isArray(known)) return known.some(isHidden)
  if (!isTree(known)) return known === '?' || known === 'possible'
  const parts = Object.entries(known).filter(([key]) => key !== 'kind')
  return parts.length > 0 && parts.every(([, part]) => isHidden(part))
}

function leavesIn(value: unknown): number {
  if (!isTree(value) || 'state' in value) return 1
  return Object.values(value).reduce<number>((sum, each) => sum + leavesIn(each), 0)
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}

/** What is compiled does not tell of a property that it may not be there, which decides what this one assigns. */
const unlike = /istio\/main\.test\.bicep role-assignment/

const latest = new Map(surfaces.map((surface) => [surface.path, surface] as const))

for (const { path, from } of latest.values()) {
  const tests = skip ? {} : testsOf(path)
  const skipped = skip || (Object.keys(tests).length === 0 && 'its tests are not here')

  test(
    `the surface of ${path} states what the module makes of its own tests`,
    { skip: skipped },
    (context) => {
      const [stated, known] = [assetsIn(withSources(path)), assetsIn(withSurface(path, from))]
      const rate = new Rate()
      for (const key of new Set([...stated.keys(), ...known.keys()])) {
        const [some = [], others = []] = [stated.get(key), known.get(key)]
        if (unlike.test(key)) continue
        if (some.length !== others.length) rate.different.push(`${key}: ${some.length} and ${others.length}`)
        some.forEach((each, index) => rate.compare(each, others[index], key))
      }
      const { equal, hidden, different } = rate
      context.diagnostic(
        `${stated.size} assets: ${equal} equal, ${hidden} hidden, ${different.length} different`,
      )
      assert.deepEqual(different, [])
      assert.ok(equal > 100 * hidden)
    },
  )

  test(
    `of a later version of ${path} nothing is stated that its caller does not say`,
    { skip: skipped },
    (context) => {
      const [stated, known] = [assetsIn(withSources(path)), assetsIn(withSurface(path, '99.0.0'))]
      const rate = new Rate()
      for (const [key, [one, ...more]] of stated) {
        const [other, ...others] = known.get(key) ?? []
        if (other !== undefined && more.length === others.length) rate.compare(one, other, key)
      }
      const { equal, hidden, different } = rate
      context.diagnostic(`${equal} equal, ${hidden} hidden, ${different.length} different`)
      assert.deepEqual(different, [])
      assert.ok(equal > 0)
    },
  )
}
