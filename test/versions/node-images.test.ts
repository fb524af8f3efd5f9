// Node images and versions of AKS: what their names say, and what follows from it for controls and depths.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, property, string } from 'fast-check'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { missingFixes } from '../../src/link/node-fixes.ts'
import { parseNodeImage } from '../../src/link/node-image.ts'

describe('the name of a node image', () => {
  test('tells system and day', () => {
    const cases = [
      ['AKSUbuntu-2204gen2containerd-202511.07.0', 'ubuntu', '2025-11-07', 0],
      ['AKSUbuntu-2404gen2fipscontainerd-202606.08.1', 'ubuntu', '2026-06-08', 1],
      ['AKSAzureLinux-V3katagen2-202607.09.0', 'azure-linux', '2026-07-09', 0],
      ['AKSCBLMariner-V2gen2-202512.06.0', 'mariner', '2025-12-06', 0],
      ['AKSAzureLinux-V2gen2-202512.06.0', 'mariner', '2025-12-06', 0],
      ['AKSWindows-2022-containerd-gen2-20348.3091.250117', 'windows', '2025-01-17', 0],
      ['AKSFlatcar-flatcargen2-202606.08.0', 'other', '2026-06-08', 0],
    ] as const
    for (const [name, system, date, revision] of cases) {
      assert.deepEqual(parseNodeImage(name), { system, date, revision }, name)
    }
  })

  test('is none where it has no day', () => {
    for (const name of ['', 'AKSUbuntu', 'AKSUbuntu-2204-latest', 'Ubuntu-2204-202511.07.0', '202511.07.0'])
      assert.equal(parseNodeImage(name), undefined, name)
  })

  test('never throws and takes time in proportion to its length', () => {
    check(property(string({ maxLength: 300 }), (text) => void parseNodeImage(`AKS${text}`)))
    assert.equal(parseNodeImage(`AKSUbuntu-${'-1.'.repeat(100_000)}`), undefined)
  })
})

describe('the fixes that an image lacks', () => {
  const ids = (image: string): readonly string[] => missingFixes(image).map(({ id }) => id)

  test('are those of bulletins that name a later image of its system', () => {
    assert.deepEqual(ids('AKSUbuntu-2204gen2containerd-202511.06.9'), [
      'AKS-2025-0012',
      'AKS-2026-0003',
      'AKS#5753',
    ])
    assert.deepEqual(ids('AKSUbuntu-2204gen2containerd-202511.07.0'), ['AKS-2026-0003', 'AKS#5753'])
    assert.deepEqual(ids('AKSUbuntu-2204gen2containerd-202606.08.0'), ['AKS#5753'])
    assert.deepEqual(ids('AKSUbuntu-2204gen2containerd-202606.08.1'), [])
    assert.deepEqual(ids('AKSAzureLinux-V3gen2-202605.27.0'), [])
  })

  test('leave out flaws that a system does not have', () => {
    assert.deepEqual(ids('AKSCBLMariner-V2gen2-202512.06.0'), [])
    assert.deepEqual(ids('AKSWindows-2022-containerd-20348.3091.250214'), [])
    assert.deepEqual(ids('AKSWindows-2022-containerd-20348.3091.250117'), ['AKS-2025-003', 'AKS-2025-004'])
  })
})

const pod = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec: { containers: [{ name: server, image: 'registry.example/llm:1' }] }
`

const node = (image: string): string => `apiVersion: v1
kind: Node
metadata:
  name: aks-models-1
  labels:
    kubernetes.azure.com/node-image-version: ${image}
`

const livePool = (image: string, cluster = 'aks'): string =>
  JSON.stringify({
    id: `/subscriptions/x/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${cluster}/agentPools/models`,
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    name: 'models',
    nodeImageVersion: image,
  })

function scanned(files: Readonly<Record<string, string>>, claims = 'facts: {}', today?: string): Report {
  const config = parseConfig({ path: 'bulkhead.yaml', text: claims })
  assert.ok(config.kind === 'config')
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  return scan({ documents }, { config: config.value, ...(today === undefined ? {} : { today }) })
}

const old = 'AKSUbuntu-2204gen2containerd-202603.30.0'
const fixed = 'AKSUbuntu-2204gen2containerd-202608.26.0'

describe('a kernel whose fix is known and missing', () => {
  const toNode = (report: Report): unknown =>
    report.breach?.strands.find(({ strand }) => strand === 'containment')?.asIs
  const valueOf = (report: Report, name: string): string | undefined =>
    report.breach?.facts.find(({ fact }) => fact === name)?.value

  test('is read from the image of a node, and from what Azure shows of a pool', () => {
    assert.equal(valueOf(scanned({ 'pod.yaml': pod, 'nodes.yaml': node(old) }), 'nodeKernel'), 'outdated')
    assert.equal(valueOf(scanned({ 'pod.yaml': pod, 'pools.json': livePool(old) }), 'nodeKernel'), 'outdated')
    assert.equal(valueOf(scanned({ 'pod.yaml': pod, 'nodes.yaml': node(fixed) }), 'nodeKernel'), undefined)
  })

  test('is not taken from one of several clusters', () => {
    const two = { 'pod.yaml': pod, 'a.json': livePool(old, 'a'), 'b.json': livePool(fixed, 'b') }
    assert.equal(valueOf(scanned(two), 'nodeKernel'), undefined)
  })

  test('is no barrier any more: at best one domain less stands before the node', () => {
    const good = `facts:
  nodeKernel: { value: patched, owner: ops@example.com, date: 2026-11-02 }
`
    const claimed = (image: string): Report => scanned({ 'pod.yaml': pod, 'nodes.yaml': node(image) }, good)
    const denied = claimed(old).problems.filter(({ code }) => code === 'fact-denied')
    assert.deepEqual(
      denied.map(({ location, message }) => `${location.file}:${location.line} ${message}`),
      [
        'nodes.yaml:6 The fact nodeKernel is claimed otherwise, but the image of node aks-models-1 shows that it is outdated.',
      ],
    )
    // If all that is unknown is well, the kernel alone holds this pod: one domain, and none where its fix is missing.
    assert.deepEqual(toNode(claimed(fixed)), { lower: 0, upper: 1 })
    assert.deepEqual(toNode(claimed(old)), { lower: 0, upper: 0 })
  })
})

describe('the age of the data', () => {
  const cluster = {
    'main.tf': 'resource "azurerm_kubernetes_cluster" "aks" {\n  kubernetes_version = "1.36"\n}\n',
  }
  const notices = (report: Report): readonly string[] =>
    report.problems.filter(({ code }) => code === 'old-data').map(({ message }) => message)

  test('is told where a day is given and versions are judged', () => {
    assert.deepEqual(scanned(cluster, 'facts: {}', '2026-09-19').versionData, {
      date: '2026-09-09',
      days: 10,
    })
    assert.equal(scanned(cluster).versionData, undefined)
    assert.equal(scanned({ 'pod.yaml': pod }, 'facts: {}', '2026-09-19').versionData, undefined)
  })

  test('is a notice after 60 days, with the place of what is judged by it', () => {
    assert.deepEqual(notices(scanned(cluster, 'facts: {}', '2026-11-08')), [])
    assert.deepEqual(notices(scanned(cluster, 'facts: {}', '2026-11-09')), [
      'The data by which versions of AKS are judged is of 2026-09-09, 61 days old: newer bulletins and retirements are not known.',
    ])
  })
})

describe('support for a version', () => {
  const failing = (version: string, today: string, ...more: readonly string[]): readonly string[] =>
    scanned(
      {
        'main.tf': `resource "azurerm_kubernetes_cluster" "aks" {\n  kubernetes_version = "${version}"\n${more.join('\n')}\n}\n`,
      },
      'facts: {}',
      today,
    )
      .findings.map(({ control }) => control)
      .filter((control) => control === 'BH-1300' || control === 'BH-1301')

  test('ends after its last day, and is told to end from 90 days before', () => {
    assert.deepEqual(failing('1.34.2', '2026-08-31'), [])
    assert.deepEqual(failing('1.34.2', '2026-09-01'), ['BH-1301'])
    assert.deepEqual(failing('1.34.2', '2026-11-30'), ['BH-1301'])
    assert.deepEqual(failing('1.34.2', '2026-12-01'), ['BH-1300'])
  })

  test('is a year longer with the long-term plan', () => {
    const plan = '  support_plan = "AKSLongTermSupport"'
    assert.deepEqual(failing('1.34', '2026-12-01', plan), [])
    assert.deepEqual(failing('1.34', '2027-11-30', plan), ['BH-1301'])
    assert.deepEqual(failing('1.34', '2027-12-01', plan), ['BH-1300'])
  })

  test('is not denied to versions that came after the data', () => {
    assert.deepEqual(failing('1.39', '2026-12-01'), [])
    assert.deepEqual(failing('1.9', '2026-12-01'), ['BH-1300'])
  })
})
