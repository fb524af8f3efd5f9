// The labelled suites, read in place. Each loader turns a suite's own index into cases.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { indexLines } from '../../src/kernel/text.ts'
import { parseFile } from '../../src/sources/bicep/parse-file.ts'
import { symbolsIn } from '../../src/template/declarations.ts'
import { addressOf } from '../../src/template/partly.ts'
import type { Case, Suite } from './case.ts'

export const shared: string =
  process.env['BULKHEAD_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', 'shared')
const conformance = join(shared, 'conformance')

export function hasSuites(): boolean {
  return existsSync(conformance)
}

interface IndexEntry {
  readonly id: string
  readonly check: string
  readonly file: string
  readonly expect: 'pass' | 'fail'
  readonly family?: string
  readonly resource?: string
  readonly basis?: string
  readonly builtin?: boolean
  readonly findingKinds?: Readonly<Record<string, number>>
}

function readIndex<T>(suite: string): readonly T[] {
  return JSON.parse(readFileSync(join(conformance, suite, 'index.json'), 'utf8')) as T[]
}

function checkovScope(entry: IndexEntry): string | undefined {
  if (entry.family === 'psp') return 'PodSecurityPolicy was removed in Kubernetes 1.25'
  if (entry.family === 'control-plane') return 'flags of a control plane that AKS hides'
  return undefined
}

/** Families of Azure that no asset is read of yet. */
const unreadFamilies: Readonly<Record<string, string>> = {
  aci: 'container instances run outside of any cluster',
  appgw: 'application gateways and their rules are not judged yet',
  nic: 'network interfaces of single machines',
  other: 'hardware keys, kinds of content and Front Door bear on none of the three guarantees',
}

/** Checks that we do not share, with why. */
const unsharedAzure: Readonly<Record<string, string>> = {
  CKV_AZURE_163: 'passes by the name of the SKU, which scans nothing',
  CKV_AZURE_164: 'demands Docker Content Trust, which the registry gives up',
  CKV_AZURE_165: 'availability, not security',
  CKV_AZURE_168: 'more pods on a node is less isolation',
  CKV_AZURE_182: 'availability, not security',
  CKV_AZURE_183: 'availability, not security',
  CKV_AZURE_189: 'takes a list of addresses for a wall beside a default that lets everybody in',
  CKV_AZURE_233: 'availability, not security',
}

/** Of families that are not read otherwise. */
const judgedApart = new Set(['CKV_AZURE_40', 'CKV_AZURE_41', 'CKV_AZURE_122'])

function checkovAzure(): Case[] {
  return readIndex<IndexEntry>('checkov-terraform-azure').map((entry) => {
    const outOfScope = azureScope(entry)
    return {
      id: entry.id,
      reference: `checkov:${entry.check}`,
      files: terraformFiles(join(conformance, 'checkov-terraform-azure', entry.file), entry.basis),
      expect: entry.expect,
      ...(entry.resource === undefined ? {} : { resource: entry.resource }),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    }
  })
}

function azureScope({ file, check, family = '' }: IndexEntry): string | undefined {
  if (file.endsWith('.tf.json')) return 'Terraform written as JSON is not read yet'
  if (judgedApart.has(check)) return undefined
  return unsharedAzure[check] ?? unreadFamilies[family]
}

/** Terraform reads all files of a folder together; texts of a test each stand for themselves. */
function terraformFiles(file: string, basis = ''): string[] {
  if (basis === 'inline-hcl') return [file]
  const folder = dirname(file)
  return readdirSync(folder)
    .filter((name) => /\.(?:tf|tfvars)$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

/** Templates that ARM would refuse, with why. */
const refusedTemplates: Readonly<Record<string, string>> = {
  'CKV_AZURE_138/example_ACRAnonymousPullDisabled/pass.json': 'the SKU of the registry is a list',
  'CKV_AZURE_5/example_AKSRbacEnabled/aksEnableRbac-FAILED3.json': 'the properties of the cluster are a text',
  'CKV_AZURE_6/example_AKSApiServerAuthorizedIpRanges/aks-authIPRanges-preview-FAILED-3.json':
    'the properties of the cluster are a text',
  'CKV_AZURE_8/example_AKSDashboardDisabled/AKSDashboardDisabled-FAILED4.json': 'the add-ons are a text',
}

/** Several files may share the name of a label: then it is about all that stands in its own. */
function checkovArm(): Case[] {
  return readIndex<IndexEntry>('checkov-arm-azure').map(({ resource, ...entry }) => {
    const outOfScope = refusedTemplates[entry.file] ?? azureScope(entry)
    const isOfFile = resource === undefined || entry.id.includes('@')
    return {
      id: entry.id,
      reference: `checkov:${entry.check}`,
      files: [join(conformance, 'checkov-arm-azure', entry.file)],
      expect: entry.expect,
      ...(isOfFile ? {} : { resource: armAddress(resource) }),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    }
  })
}

/** `Microsoft.A/b.name` is `Microsoft.A/b/name` here. */
function armAddress(resource: string): string {
  const [, type = '', name = ''] = /^(Microsoft\.\w+(?:\/\w+)+)\.(.+)$/.exec(resource) ?? []
  return addressOf(type, name.split('/'))
}

/** Labels go by symbolic names; all resources of a file have one and the same name. */
function checkovBicep(): Case[] {
  return readIndex<IndexEntry>('checkov-bicep-azure').map((entry) => {
    const outOfScope = azureScope(entry)
    const file = join(conformance, 'checkov-bicep-azure', entry.file)
    return {
      id: entry.id,
      reference: `checkov:${entry.check}`,
      files: [file],
      expect: entry.expect,
      lines: linesOf(entry.resource?.split('.').at(-1) ?? '', file),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    }
  })
}

function linesOf(symbol: string, path: string): readonly [number, number] {
  const text = readFileSync(path, 'utf8')
  const { template } = parseFile({ path, text })
  const node = symbolsIn(template).get(symbol)?.node
  if (node === undefined) throw new Error(`${path} declares no ${symbol}`)
  const lines = indexLines(text)
  return [lines.positionAt(node.start).line, lines.positionAt(node.end).line]
}

const polarisOpinions = new Set(['nakedPod', 'oneController', 'resourceRange'])

/** Reliability and style checks of kube-linter and Polaris that say nothing of isolation, containment or fair share. */
const reliability = new Set([
  'dangling-horizontalpodautoscaler',
  'dangling-ingress',
  'dangling-service',
  'dangling-servicemonitor',
  'dnsconfig-options',
  'duplicate-env-var',
  'hpa-minimum-three-replicas',
  'invalid-target-ports',
  'job-ttl-seconds-after-finished',
  'liveness-port',
  'minimum-three-replicas',
  'mismatching-selector',
  'no-anti-affinity',
  'no-extensions-v1beta',
  'no-liveness-probe',
  'no-node-affinity',
  'no-readiness-probe',
  'no-rolling-update-strategy',
  'pdb-max-unavailable',
  'pdb-min-available',
  'pdb-unhealthy-pod-eviction-policy',
  'priority-class-name',
  'readiness-port',
  'required-annotation-email',
  'required-label-owner',
  'restart-policy',
  'schema-validation',
  'sorted-keys',
  'startup-port',
  'env-value-from',
  'deploymentMissingReplicas',
  'hpaMaxAvailability',
  'hpaMinAvailability',
  'livenessProbeMissing',
  'metadataAndInstanceMismatched',
  'missingPodDisruptionBudget',
  'pdbDisruptionsIsZero',
  'pdbMinAvailableGreaterThanHPAMinReplicas',
  'priorityClassNotSet',
  'readinessProbeMissing',
  'topologySpreadConstraint',
])

function checkov(name: string): Case[] {
  return readIndex<IndexEntry>(name).map((entry) => {
    const outOfScope = checkovScope(entry)
    return {
      id: entry.id,
      reference: `checkov:${entry.check}`,
      files: checkovFiles(join(conformance, name, entry.file), entry.check),
      expect: entry.expect,
      ...(entry.resource === undefined || name === 'checkov-dockerfile' ? {} : { resource: entry.resource }),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    }
  })
}

/** Graph checks (`CKV2_K8S_…`) relate the objects of a whole folder. */
function checkovFiles(file: string, check: string): string[] {
  if (!check.startsWith('CKV2_K8S_')) return [file]
  const folder = dirname(file)
  const others = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
  return others.map((name) => join(folder, name))
}

function polaris(): Case[] {
  return readIndex<IndexEntry>('polaris').map((entry) => ({
    id: entry.id,
    reference: `polaris:${entry.check}`,
    files: [join(conformance, 'polaris', entry.file)],
    expect: entry.expect,
    ...(reliability.has(entry.check) ? { outOfScope: 'reliability, not security' } : {}),
    ...(polarisOpinions.has(entry.check) ? { outOfScope: 'an example of a user’s own check' } : {}),
  }))
}

function kubeLinter(): Case[] {
  return readIndex<IndexEntry>('kube-linter').map((entry) => ({
    id: entry.id,
    reference: `kube-linter:${entry.check}`,
    files: [join(conformance, 'kube-linter', entry.file)],
    expect: entry.expect,
    ...(entry.findingKinds === undefined ? {} : { kinds: entry.findingKinds }),
    ...(reliability.has(entry.check) ? { outOfScope: 'reliability, not security' } : {}),
    ...(entry.check.startsWith('scc-') ? { outOfScope: 'OpenShift’s admission; AKS has none' } : {}),
  }))
}

export function loadSuites(): Suite[] {
  return [
    { name: 'checkov-kubernetes', cases: checkov('checkov-kubernetes'), atLeast: 0.98 },
    { name: 'checkov-dockerfile', cases: checkov('checkov-dockerfile'), atLeast: 0.98 },
    { name: 'checkov-terraform-azure', cases: checkovAzure(), atLeast: 0.98 },
    { name: 'checkov-arm-azure', cases: checkovArm(), atLeast: 0.95 },
    { name: 'checkov-bicep-azure', cases: checkovBicep(), atLeast: 0.83 },
    { name: 'polaris', cases: polaris(), atLeast: 0.98 },
    { name: 'kube-linter', cases: kubeLinter(), atLeast: 0.98 },
  ]
}

export interface AdmissionCase {
  readonly id: string
  readonly file: string
  readonly version: string
  readonly level: 'baseline' | 'restricted'
  readonly expect: 'pass' | 'fail'
  readonly control: string | null
}

/** Kubernetes' own test data of Pod Security admission: one pod a file, labelled by level and version. */
export function loadPodSecurityCases(): AdmissionCase[] {
  return readIndex<AdmissionCase>('pod-security-admission').map((entry) => ({
    ...entry,
    file: join(conformance, 'pod-security-admission', entry.file),
    version: entry.version.replace(/^v/, ''),
  }))
}
