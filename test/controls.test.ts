// Every control's examples are its tests: this file runs them all, and holds what all controls have in common.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import type { AnyControl } from '../src/controls/any-control.ts'
import type { FixValue } from '../src/controls/control.ts'
import { registry } from '../src/controls/registry.ts'
import { exampleDocument, exampleDocuments, exampleOptions } from '../src/engine/examples.ts'
import { scan } from '../src/engine/scan.ts'
import type { Finding } from '../src/findings/finding.ts'
import type { Report } from '../src/findings/report.ts'
import { plainOf } from '../src/kernel/tree.ts'
import { parseYaml } from '../src/kernel/yaml.ts'
import { benchmarks } from '../src/knowledge/benchmarks/all.ts'
import type { Document } from '../src/model/origin.ts'

function scanExample(control: AnyControl, documents: readonly Document[]): Report {
  return scan({ documents }, exampleOptions(control, documents))
}

function findingsOf(control: AnyControl, snippet: string): readonly Finding[] {
  return scanExample(control, exampleDocuments(control, snippet)).findings
}

/** The tally tells a pass from a control that was never asked. */
function passesOf(control: AnyControl, snippet: string): number {
  const report = scanExample(control, exampleDocuments(control, snippet))
  return report.controls[0]?.verdicts.pass ?? 0
}

for (const control of registry) {
  describe(`${control.id} ${control.name}`, () => {
    control.examples.fail.forEach((snippet, index) =>
      test(`fail ${index}`, () => {
        const findings = findingsOf(control, snippet)
        assert.deepEqual(
          findings.map(({ verdict }) => verdict),
          ['fail'],
          snippet,
        )
        assertPlaced(control, snippet, findings[0])
      }),
    )
    control.examples.pass.forEach((snippet, index) =>
      test(`pass ${index}`, () => {
        assert.deepEqual(findingsOf(control, snippet), [], snippet)
        assert.ok(passesOf(control, snippet) > 0, `the control was not asked: ${snippet}`)
      }),
    )
    control.examples.unknown.forEach((snippet, index) =>
      test(`unknown ${index}`, () => {
        const verdicts = new Set(findingsOf(control, snippet).map(({ verdict }) => verdict))
        assert.deepEqual([...verdicts], ['unknown'], snippet)
      }),
    )
    const { fix } = control
    if (fix !== undefined)
      test('the fix makes every failing example pass', () => assertFixes(control, fix.set))
    test('is well formed', () => assertWellFormed(control))
  })
}

function assertPlaced(control: AnyControl, snippet: string, finding: Finding | undefined): void {
  assert.ok(finding !== undefined)
  const [{ text, path }] = exampleDocuments(control, snippet)
  assert.equal(finding.location.file, path)
  assert.ok(finding.location.line >= 1 && finding.location.line <= text.split('\n').length)
  assert.match(finding.message, /^[A-Z`'].*[.]$/s, 'a message is a sentence')
  assertTelling(control, exampleDocuments(control, snippet), finding)
}

/**
 * A finding points at the line that a person has to look at. Where the example marks one with `# <-` it is that one. Else
 * it is a line without which the finding would not be, or not be there, and none of the lines below it in the tree is
 * such a line: the telling one, not the head of the map that it stands in.
 */
function assertTelling(
  control: AnyControl,
  [document, ...others]: readonly [Document, ...Document[]],
  { message, location }: Finding,
): void {
  const lines = document.text.split('\n')
  const at = location.line - 1
  const marked = lines.findIndex((line) => line.endsWith('# <-'))
  if (marked !== -1) return assert.equal(location.line, marked + 1, document.text)
  const hangsOn = (index: number): boolean => {
    const text = lines.toSpliced(index, 1).join('\n')
    const { findings } = scanExample(control, [{ ...document, text }, ...others])
    const kept = findings.filter((each) => each.verdict === 'fail' && each.message === message)
    return !kept.some((each) => text.split('\n')[each.location.line - 1] === lines[at])
  }
  assert.ok(hangsOn(at), `Line ${location.line} says nothing, others do:\n${document.text}`)
  const more = linesBelow(lines, at).filter(hangsOn)
  assert.deepEqual(more, [], `Lines below line ${location.line} say more:\n${document.text}`)
}

/** The indexes of the lines that are indented deeper than one, up to the next that is not. */
function linesBelow(lines: readonly string[], at: number): number[] {
  const depth = (line: string | undefined): number => line?.search(/\S/) ?? 0
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[at]))
  return (end === -1 ? rest : rest.slice(0, end)).flatMap((line, index) =>
    line.trim() === '' ? [] : [at + 1 + index],
  )
}

/** Applies the fix to the tree of a failing example, as plain data, and scans it again. */
function assertFixes(control: AnyControl, set: Readonly<Record<string, FixValue>>): void {
  for (const snippet of control.examples.fail) {
    const text = parseYaml(exampleDocument(control, snippet).text)
      .map((part) => JSON.stringify(part.kind === 'tree' ? applyFix(control, plainOf(part.root), set) : {}))
      .join('\n---\n')
    const report = scanExample(control, [{ path: 'fixed.yaml', text }])
    assert.deepEqual(
      report.findings.filter(({ verdict }) => verdict === 'fail'),
      [],
      text,
    )
  }
}

type Plain = Record<string, unknown>

function applyFix(control: AnyControl, root: unknown, set: Readonly<Record<string, FixValue>>): unknown {
  for (const target of fixTargets(control, root as Plain)) {
    for (const [path, value] of Object.entries(set)) setPath(target, path.split('.'), value)
  }
  return root
}

/** The maps that a fix is relative to: containers, the pod spec, or the object. */
function fixTargets(control: AnyControl, root: Plain): Plain[] {
  if (control.applies !== 'container' && control.applies !== 'pod') return [root]
  const spec = findPodSpec(root)
  if (spec === undefined) return []
  if (control.applies === 'pod') return [spec]
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap(
    (key) => (spec[key] ?? []) as Plain[],
  )
}

function findPodSpec(value: Plain): Plain | undefined {
  if (Array.isArray(value['containers'])) return value
  for (const child of Object.values(value)) {
    const found = typeof child === 'object' && child !== null ? findPodSpec(child as Plain) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function setPath(target: Plain, [key = '', ...rest]: string[], value: FixValue): void {
  if (rest.length === 0) {
    if (value === null) delete target[key]
    else target[key] = value
    return
  }
  target[key] ??= {}
  setPath(target[key] as Plain, rest, value)
}

function assertWellFormed(control: AnyControl): void {
  assert.match(control.id, /^BH-\d{4}$/)
  assert.match(control.name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  assert.ok(control.title.length <= 60, `title has ${control.title.length} characters`)
  assert.doesNotMatch(control.title, /\.$/)
  assert.match(control.rationale, /^[A-Z`].*\.$/s)
  assert.match(control.remediation, /^[A-Z`].*\.$/s)
  assert.ok(control.guarantees.length > 0)
  assert.ok(control.examples.fail.length > 0, 'has a failing example')
  assert.ok(control.examples.pass.length > 0, 'has a passing example')
  for (const reference of Object.keys(control.differs ?? {}))
    assert.ok(control.references.includes(reference))
}

test('ids and names are unique, and no id is freed', () => {
  const ids = registry.map(({ id }) => id)
  const names = registry.map(({ name }) => name)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(new Set(names).size, names.length)
  const kept = readFileSync(join(import.meta.dirname, '..', 'src', 'controls', 'ids.txt'), 'utf8')
  const lines = registry
    .map(({ id, name }) => `${id} ${name}`)
    .filter((line) => !kept.split('\n').includes(line))
  assert.deepEqual(lines, [], 'src/controls/ids.txt lists every id ever given: add these lines')
})

test('references stand in the lists of their frameworks', () => {
  const lists = new Map(
    benchmarks.map(({ id, items }) => [id, new Set(items.map((item) => item.id))] as const),
  )
  const unknownReferences = registry.flatMap(({ id, references }) =>
    references
      .filter((reference) => {
        const [framework, item] = splitOnce(reference)
        return lists.get(framework)?.has(item) !== true
      })
      .map((reference) => `${id} ${reference}`),
  )
  assert.deepEqual(unknownReferences, [], 'every list of src/knowledge/benchmarks/all.ts may be referred to')
})

function splitOnce(reference: string): [string, string] {
  const at = reference.indexOf(':')
  return [reference.slice(0, at), reference.slice(at + 1)]
}
