// `npm run conformance`: agreement with every labelled suite, and every disagreement with its reason.
import { type Agreement, measure, measurePodSecurity } from './agreement.ts'
import { hasBadPods, measureBadPods } from './breach/badpods.ts'
import { hasKubeHound } from './breach/kubehound.ts'
import { measureKubeHoundEscapes } from './breach/kubehound-escapes.ts'
import { measureKubeHoundRbac } from './breach/kubehound-rbac.ts'
import { agrees, type BreachAgreement } from './breach/scene.ts'
import { hasGitleaks, measureGitleaks } from './gitleaks.ts'
import { hasAdvisories, measureDebian } from './images/advisories.ts'
import { measurePurl } from './images/purl.ts'
import { measureRpm } from './images/rpmdb.ts'
import { measureVersions } from './images/versions.ts'
import { hasNpGuard, loadNpGuardCases, measureNpGuardCase } from './np-guard.ts'
import { measureDisassembly } from './pickles/disasm.ts'
import type { Answers } from './answers.ts'
import { hasPickles } from './pickles/files.ts'
import { measureMatrix, measureOracle } from './pickles/matrix.ts'
import { measurePicklescan } from './pickles/picklescan.ts'
import { hasSigstore, measureSigstore } from './sigstore.ts'
import { hasSuites, loadSuites } from './suites.ts'

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

function print(agreement: Agreement): void {
  const agreed = agreement.agreedOnFail + agreement.agreedOnPass
  process.stdout.write(
    `\n${agreement.suite}: ${agreed}/${agreement.covered} agree (${percent(agreed, agreement.covered)}); ` +
      `fail ${agreement.agreedOnFail}/${agreement.expectedFail}, pass ${agreement.agreedOnPass}/${agreement.expectedPass}; ` +
      `covered ${agreement.covered} of ${agreement.inScope} in scope, ${agreement.outOfScope} out of scope\n`,
  )
  for (const { id, expect, got, differs } of agreement.disagreements) {
    process.stdout.write(
      `  ${differs === undefined ? 'ERROR  ' : 'differs'} ${id}: expected ${expect}, got ${got}\n`,
    )
    if (differs !== undefined) process.stdout.write(`          ${differs}\n`)
  }
  if (agreement.uncoveredChecks.length > 0) {
    process.stdout.write(`  uncovered: ${agreement.uncoveredChecks.join(' ')}\n`)
  }
}

/** Rows are connections between two peers; a case agrees where all of its rows do and we find no others. */
function printNpGuard(): void {
  const cases = loadNpGuardCases().map(measureNpGuardCase)
  const sum = (count: (each: (typeof cases)[number]) => number): number =>
    cases.reduce((all, each) => all + count(each), 0)
  const [rows, agreed] = [sum((each) => each.rows), sum((each) => each.agreed)]
  const whole = cases.filter(({ disagreements }) => disagreements.length === 0).length
  process.stdout.write(
    `\nnp-guard: ${agreed}/${rows} rows agree (${percent(agreed, rows)}); ${whole}/${cases.length} cases, ` +
      `${sum((each) => each.outOfScope)} rows of its ingress controller out of scope\n`,
  )
  for (const { name, disagreements } of cases) {
    for (const each of disagreements) process.stdout.write(`  ERROR   ${name}: ${each}\n`)
  }
}

/** Answers are sets: techniques, or pairs of an edge. */
function printBreach({ suite, answers }: BreachAgreement): void {
  const others = answers.filter((each) => !agrees(each))
  const agreed = answers.length - others.length
  process.stdout.write(
    `\n${suite}: ${agreed}/${answers.length} answers agree (${percent(agreed, answers.length)})\n`,
  )
  for (const { id, expected, got, differs } of others) {
    const kind = differs === undefined ? 'ERROR  ' : 'differs'
    process.stdout.write(`  ${kind} ${id}\n          expected ${expected}\n          got      ${got}\n`)
    if (differs !== undefined) process.stdout.write(`          ${differs}\n`)
  }
}

/** Rows are pairs of KubeHound's edges that are about RBAC. */
function printKubeHoundRbac(): void {
  const rows = measureKubeHoundRbac()
  const wrong = rows.filter(({ expected, got }) => expected !== got)
  const agreed = rows.length - wrong.length
  process.stdout.write(
    `\nkubehound (RBAC): ${agreed}/${rows.length} rows agree (${percent(agreed, rows.length)})\n`,
  )
  for (const { id, expected, got } of wrong)
    process.stdout.write(`  ERROR   ${id}: expected ${expected}, got ${got}\n`)
}

function printAnswers({ suite, answers, disagreements }: Answers): void {
  const agreed = answers - disagreements.length
  process.stdout.write(`\n${suite}: ${agreed}/${answers} agree (${percent(agreed, answers)})\n`)
  for (const { id, expected, got, differs } of disagreements) {
    const kind = differs === undefined ? 'ERROR  ' : 'differs'
    process.stdout.write(`  ${kind} ${id}\n          expected ${expected}\n          got      ${got}\n`)
    if (differs !== undefined) process.stdout.write(`          ${differs}\n`)
  }
}

const imageSuites: Readonly<Record<string, () => Answers | Promise<Answers>>> = {
  'osv-versions': measureVersions,
  purl: measurePurl,
  rpmdb: measureRpm,
  ...(hasAdvisories() ? { debian12: measureDebian } : {}),
}

const pickleSuites: Readonly<Record<string, () => Answers>> = {
  'pickles-disasm': measureDisassembly,
  'pickles-oracle': measureOracle,
  'pickles-matrix': measureMatrix,
  'pickles-picklescan': measurePicklescan,
}

if (hasSuites()) {
  const only = process.argv.slice(2)
  const isWanted = (name: string): boolean => only.length === 0 || only.includes(name)
  if (isWanted('pod-security-admission')) print(measurePodSecurity())
  for (const suite of loadSuites()) if (isWanted(suite.name)) print(measure(suite))
  if (isWanted('gitleaks') && hasGitleaks()) print(measureGitleaks())
  if (isWanted('sigstore') && hasSigstore()) print(measureSigstore())
  if (isWanted('badpods') && hasBadPods()) printBreach(measureBadPods())
  if (isWanted('kubehound') && hasKubeHound()) printBreach(measureKubeHoundEscapes())
  if (isWanted('np-guard') && hasNpGuard()) printNpGuard()
  if (isWanted('kubehound') && hasKubeHound()) printKubeHoundRbac()
  for (const [name, measureImages] of Object.entries(imageSuites))
    if (isWanted(name)) printAnswers(await measureImages())
  for (const [name, measurePickles] of Object.entries(pickleSuites))
    if (isWanted(name) && hasPickles()) printAnswers(measurePickles())
} else {
  process.stderr.write(
    'No labelled suites here: set BULKHEAD_SHARED to the folder that holds `conformance/`.\n',
  )
  process.exitCode = 3
}
