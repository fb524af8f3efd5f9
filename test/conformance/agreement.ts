import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { AnyControl } from '../../src/controls/any-control.ts'
import { registry } from '../../src/controls/registry.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Finding } from '../../src/findings/finding.ts'
import type { Document } from '../../src/model/origin.ts'
import type { AdmissionCase } from './suites.ts'
import { loadPodSecurityCases } from './suites.ts'
import type { Case, Suite } from './case.ts'

export interface Disagreement {
  readonly id: string
  readonly reference: string
  readonly expect: string
  readonly got: string
  /** What the control says of its difference; a disagreement without is an error. */
  readonly differs: string | undefined
}

export interface Agreement {
  readonly suite: string
  readonly atLeast: number
  readonly inScope: number
  readonly outOfScope: number
  readonly covered: number
  readonly agreedOnFail: number
  readonly expectedFail: number
  readonly agreedOnPass: number
  readonly expectedPass: number
  readonly uncoveredChecks: readonly string[]
  readonly disagreements: readonly Disagreement[]
}

function readDocuments(files: readonly string[]): Document[] {
  return files.flatMap(filesIn).map((file) => ({ path: basename(file), text: readFileSync(file, 'utf8') }))
}

/** Some cases name a folder. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
}

function controlsOf(reference: string): AnyControl[] {
  return registry.filter((control) => control.references.includes(reference))
}

/** Measures how far our verdicts agree with a suite's labels. A check without a control is uncovered, never agreed. */
export function measure(suite: Suite): Agreement {
  const inScope = suite.cases.filter((each) => each.outOfScope === undefined)
  const covered = inScope.filter((each) => controlsOf(each.reference).length > 0)
  const results = covered.map((each) => ({ case: each, disagreement: judgeCase(each) }))
  const agreedOn = (expect: Case['expect']): number =>
    results.filter(({ case: each, disagreement }) => each.expect === expect && disagreement === undefined)
      .length
  const uncovered = inScope
    .filter((each) => controlsOf(each.reference).length === 0)
    .map((each) => each.reference)
  return {
    suite: suite.name,
    atLeast: suite.atLeast,
    inScope: inScope.length,
    outOfScope: suite.cases.length - inScope.length,
    covered: covered.length,
    agreedOnFail: agreedOn('fail'),
    expectedFail: covered.filter((each) => each.expect === 'fail').length,
    agreedOnPass: agreedOn('pass'),
    expectedPass: covered.filter((each) => each.expect === 'pass').length,
    uncoveredChecks: [...new Set(uncovered)].sort(),
    disagreements: results.flatMap(({ disagreement }) => disagreement ?? []),
  }
}

function judgeCase(each: Case): Disagreement | undefined {
  const controls = controlsOf(each.reference)
  const { findings } = scan({ documents: readDocuments(each.files) }, { controls })
  const failed = findings
    .filter(({ verdict }) => verdict === 'fail')
    .filter((finding) => stands(finding, each) && isAbout(finding, each))
  const got = describe(failed, each)
  const expected = each.kinds === undefined ? each.expect : JSON.stringify(each.kinds)
  if (got === expected) return undefined
  const differs = controls
    .map((control) => control.differs?.[each.reference])
    .find((text) => text !== undefined)
  return { id: each.id, reference: each.reference, expect: expected, got, differs }
}

function stands({ location: { line } }: Finding, { lines }: Case): boolean {
  return lines === undefined || (line >= lines[0] && line <= lines[1])
}

function isAbout(finding: Finding, { resource }: Case): boolean {
  if (resource === undefined) return true
  const { kind, namespace, name } = finding.asset
  if (name === resource || name.startsWith(`${resource}.`) || name.startsWith(`${resource}/`)) return true
  // Checkov keeps the namespace that a cluster role states by mistake.
  if (kind.startsWith('Cluster') && resource.startsWith(`${kind}.`) && resource.endsWith(`.${name}`))
    return true
  const place = namespace === '' ? 'default' : namespace
  // Checkov names the pod of a template `Pod.<namespace>.<workload>.<labels>`.
  return [`${kind}.${place}.${name}`, `${kind}.${name}`, `Pod.${place}.${name}`].some(
    (id) => resource === id || resource.startsWith(`${id}.`),
  )
}

/** With exact counts, as many objects (not findings) of each kind have to fail as the suite lists. */
function describe(failed: readonly Finding[], { kinds }: Case): string {
  if (kinds === undefined) return failed.length > 0 ? 'fail' : 'pass'
  const objects = new Set(failed.map(({ asset }) => `${asset.kind} ${asset.namespace} ${asset.name}`))
  const counts: Record<string, number> = {}
  for (const object of objects) {
    const kind = object.split(' ')[0] ?? ''
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  const inOrder = Object.keys(kinds).filter((kind) => counts[kind] !== undefined)
  const others = Object.keys(counts)
    .filter((kind) => kinds[kind] === undefined)
    .sort()
  return JSON.stringify(Object.fromEntries([...inOrder, ...others].map((kind) => [kind, counts[kind]])))
}

/** Pod Security admission: at its level and version a pod passes every control, or fails at least the one named. */
export function measurePodSecurity(): Agreement {
  const cases = loadPodSecurityCases()
  const disagreements = cases.flatMap((each) => judgeAdmission(each) ?? [])
  const count = (expect: string): number => cases.filter((each) => each.expect === expect).length
  const wrong = (expect: string): number =>
    disagreements.filter((each) => each.expect.startsWith(expect)).length
  return {
    suite: 'pod-security-admission',
    atLeast: 1,
    inScope: cases.length,
    outOfScope: 0,
    covered: cases.length,
    agreedOnFail: count('fail') - wrong('fail'),
    expectedFail: count('fail'),
    agreedOnPass: count('pass') - wrong('pass'),
    expectedPass: count('pass'),
    uncoveredChecks: [],
    disagreements,
  }
}

const framework = 'pod-security-standards:'

/** Checks of the baseline level (pod-security-admission policy/check_*.go); the others are restricted only. */
const baseline = new Set([
  'appArmorProfile',
  'capabilities_baseline',
  'hostNamespaces',
  'hostPathVolumes',
  'hostPorts',
  'hostProbesAndHostLifecycle',
  'privileged',
  'procMount',
  'seLinuxOptions',
  'seccompProfile_baseline',
  'sysctls',
  'windowsHostProcess',
])

/** At the restricted level the stricter check of the same subject stands in for these. */
const overriddenBy: Readonly<Record<string, readonly string[]>> = {
  capabilities_baseline: ['capabilities_restricted'],
  hostPathVolumes: ['restrictedVolumes'],
  seccompProfile_baseline: ['seccompProfile_restricted'],
  procMount: ['procMount_restricted'],
}

function judgeAdmission(each: AdmissionCase): Disagreement | undefined {
  const controls = registry.filter((control) =>
    control.references.some((reference) => isOfLevel(reference, each.level)),
  )
  const report = scan(
    { documents: readDocuments([each.file]) },
    { controls, kubernetesVersion: each.version },
  )
  const failed = report.findings
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ references }) => references.filter((reference) => isOfLevel(reference, each.level)))
    .map((reference) => reference.slice(framework.length))
  const wanted = each.control === null ? [] : [each.control, ...(overriddenBy[each.control] ?? [])]
  const agrees =
    each.expect === 'pass' ? failed.length === 0 : wanted.some((control) => failed.includes(control))
  if (agrees) return undefined
  const reference = `${framework}${each.control ?? ''}`
  const got = failed.join(' ') || 'pass'
  return { id: each.id, reference, expect: `${each.expect} ${each.control ?? ''}`, got, differs: undefined }
}

function isOfLevel(reference: string, level: AdmissionCase['level']): boolean {
  if (!reference.startsWith(framework)) return false
  return level === 'restricted' || baseline.has(reference.slice(framework.length))
}
