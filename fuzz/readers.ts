// What is fuzzed: how each reader's cases are made, and what has to hold of what it says about them.
import assert from 'node:assert/strict'

import { parseConfig } from '../src/config/parse.ts'
import { readInlineWaivers } from '../src/findings/inline-waiver.ts'
import { covers, mergeRanges, parseAddress, parseCidr, subtractRanges } from '../src/kernel/cidr.ts'
import { splitShell } from '../src/kernel/shell.ts'
import { parseYaml } from '../src/kernel/yaml.ts'
import { secretIn } from '../src/knowledge/secrets.ts'
import { parseImageReference } from '../src/model/image-reference.ts'
import type { Document } from '../src/model/origin.ts'
import { parseArm } from '../src/sources/arm/parse.ts'
import { parseBicep } from '../src/sources/bicep/parse.ts'
import { parseCompose } from '../src/sources/compose/parse.ts'
import { parseDockerfile } from '../src/sources/dockerfile/parse.ts'
import { parseKubernetes } from '../src/sources/kubernetes/parse.ts'
import type { Parsed, Parser } from '../src/sources/parsed.ts'
import { parsePipeline } from '../src/sources/pipelines/parse.ts'
import { imageReaders } from './image-readers.ts'
import * as models from './model-files.ts'
import { checkPlace } from './places.ts'
import { parseTerraform } from '../src/sources/terraform/parse.ts'
import { bytes, declarations, json, type Reader, structure } from './reader.ts'
import * as seeds from './seeds.ts'
import { trustReaders } from './trust-readers.ts'
import { vexReaders } from './vex-readers.ts'
import { mutateText } from './text.ts'
import { checkRenderings, checkScan } from './whole.ts'

/** Some objects, as one stream. */
function platform(trees: readonly unknown[]): Reader['make'] {
  const one = structure(trees)
  return (random) =>
    Array.from({ length: 1 + random.below(4) }, () => one(random).trimStart()).join('\n---\n')
}

function parses(parse: Parser): Reader['run'] {
  return (document) => {
    const { facts, problems, objectCount } = parse(document)
    assert.ok(objectCount >= 0)
    for (const { location } of problems) checkPlace(location, document)
    for (const { origin } of facts) {
      assert.ok(origin.start >= 0 && origin.start <= document.text.length, 'an origin lies in its document')
    }
  }
}

const nothing: Parsed = { facts: [], problems: [], objectCount: 0 }

function checkYaml({ text }: Document): void {
  for (const part of parseYaml(text)) {
    const offset = part.kind === 'error' ? part.offset : part.root.start
    assert.ok(part.start >= 0 && offset >= 0 && offset <= text.length, `offset ${offset} lies in the text`)
    if (part.kind === 'tree') assert.ok(part.root.end >= part.root.start && part.root.end <= text.length)
  }
}

function checkShell({ text }: Document): void {
  const commands = splitShell(text)
  assert.ok(commands.length <= 100 + text.length * 4, `${commands.length} commands`)
  for (const { words, inner } of commands) {
    for (const { start, end } of words) assert.ok(start >= 0 && start <= end && end <= text.length)
    assert.ok(inner.length <= commands.length)
  }
}

function checkImage({ text }: Document): void {
  const reference = parseImageReference(text)
  if (reference === undefined) return
  assert.ok(reference.repository !== '' && reference.registry !== '')
}

function checkNetworks({ text }: Document): void {
  const ranges = text.split(',').flatMap((part) => parseCidr(part) ?? parseAddress(part) ?? [])
  const merged = mergeRanges(ranges)
  for (const range of ranges) {
    assert.ok(range.first <= range.last && covers(merged, range))
    assert.ok(!covers(subtractRanges(merged, [range]), range))
  }
}

function checkConfiguration(document: Document): void {
  const result = parseConfig(document)
  if (result.kind === 'config') return
  assert.ok(result.errors.length > 0)
  for (const { location } of result.errors) checkPlace(location, document)
}

function checkWaivers({ path, text }: Document): void {
  const { waivers, malformed } = readInlineWaivers(path, text)
  const lines = text.split('\n').length
  for (const { line } of malformed) assert.ok(line >= 1 && line <= lines)
  for (const {
    lines: [first, last],
  } of waivers)
    assert.ok(first >= 1 && first <= last && last <= lines)
}

const manifest = 'objects.yaml'
const workflow = '.github/workflows/build.yml'
const azure = 'azure-pipelines.yml'
const everything = [...seeds.manifests, ...seeds.composeFiles, ...seeds.workflows, ...seeds.configurations]
const lists: Reader['make'] = (random) =>
  Array.from({ length: 1 + random.below(5) }, () => mutateText(random.pick(seeds.networks), random)).join(',')

const kubernetes = parses(parseKubernetes)
const compose = parses(parseCompose)
const dockerfile = parses(parseDockerfile)
const pipeline = parses(parsePipeline)
const terraform = parses((document) => parseTerraform([document], () => undefined)[0] ?? nothing)
const arm = parses((document) => parseArm([document], () => undefined)[0] ?? nothing)
const bicep = parses((document) => {
  const find = (path: string): Document | undefined => (path === document.path ? document : undefined)
  return parseBicep([document], find, [document])[0] ?? nothing
})

export const readers: readonly Reader[] = [
  { name: 'yaml-bytes', path: manifest, share: 1, make: bytes(everything), run: checkYaml },
  {
    name: 'yaml-structure',
    path: manifest,
    share: 1,
    make: structure(seeds.treesOf(everything)),
    run: checkYaml,
  },
  { name: 'kubernetes-bytes', path: manifest, share: 1, make: bytes(seeds.manifests), run: kubernetes },
  {
    name: 'kubernetes-structure',
    path: manifest,
    share: 1,
    make: structure(seeds.kubernetesObjects),
    run: kubernetes,
  },
  {
    name: 'custom-resources',
    path: manifest,
    share: 1,
    make: structure(seeds.customResources),
    run: kubernetes,
  },
  { name: 'compose-bytes', path: 'compose.yaml', share: 1, make: bytes(seeds.composeFiles), run: compose },
  {
    name: 'compose-structure',
    path: 'compose.yaml',
    share: 1,
    make: structure(seeds.treesOf(seeds.composeFiles)),
    run: compose,
  },
  { name: 'dockerfile', path: 'Dockerfile', share: 1, make: bytes(seeds.dockerfiles), run: dockerfile },
  { name: 'github-bytes', path: workflow, share: 1, make: bytes(seeds.workflows), run: pipeline },
  {
    name: 'github-structure',
    path: workflow,
    share: 1,
    make: structure(seeds.treesOf(seeds.workflows)),
    run: pipeline,
  },
  { name: 'azure-bytes', path: azure, share: 1, make: bytes(seeds.azurePipelines), run: pipeline },
  {
    name: 'azure-structure',
    path: azure,
    share: 1,
    make: structure(seeds.treesOf(seeds.azurePipelines)),
    run: pipeline,
  },
  { name: 'terraform', path: 'main.tf', share: 1, make: bytes(seeds.terraform), run: terraform },
  { name: 'terraform-json', path: 'main.tf.json', share: 1, make: json(seeds.terraformJson), run: terraform },
  { name: 'terraform-plan', path: 'plan.json', share: 1, make: json(seeds.plans), run: terraform },
  { name: 'arm-bytes', path: 'main.json', share: 1, make: bytes(seeds.armFiles), run: arm },
  {
    name: 'arm-structure',
    path: 'main.json',
    share: 1,
    make: json(seeds.treesOf(seeds.armFiles)),
    run: arm,
  },
  { name: 'bicep-bytes', path: 'main.bicep', share: 1, make: bytes(seeds.bicepFiles), run: bicep },
  {
    name: 'bicep-structure',
    path: 'main.bicep',
    share: 1,
    make: declarations(seeds.bicepTrees),
    run: bicep,
  },
  { name: 'bicepparam', path: 'main.bicepparam', share: 1, make: bytes(seeds.bicepFiles), run: bicep },
  {
    name: 'configuration-bytes',
    path: 'bulkhead.yaml',
    share: 1,
    make: bytes(seeds.configurations),
    run: checkConfiguration,
  },
  {
    name: 'configuration-structure',
    path: 'bulkhead.yaml',
    share: 1,
    make: structure(seeds.treesOf(seeds.configurations)),
    run: checkConfiguration,
  },
  { name: 'waivers', path: manifest, share: 1, make: bytes(seeds.waivers), run: checkWaivers },
  { name: 'shell', path: 'run.sh', share: 1, make: bytes(seeds.scripts), run: checkShell },
  { name: 'image-reference', path: 'image', share: 1, make: bytes(seeds.images), run: checkImage },
  { name: 'networks', path: 'networks', share: 1, make: lists, run: checkNetworks },
  {
    name: 'secrets',
    path: 'value',
    share: 1,
    make: bytes([...seeds.scripts, ...seeds.configurations]),
    run: ({ text }) => void secretIn(text),
  },
  {
    name: 'pickle',
    path: 'model',
    share: 1,
    make: bytes(models.pickles),
    run: models.checkModelFile,
  },
  {
    name: 'pickle-weapon',
    path: 'model',
    share: 0.5,
    make: bytes(models.pickles),
    run: models.checkWeaponFirst,
  },
  {
    name: 'model-archive',
    path: 'model',
    share: 0.5,
    make: bytes(models.archives),
    run: models.checkModelFile,
  },
  {
    name: 'model-archive-weapon',
    path: 'model',
    share: 0.2,
    make: bytes([...models.archives, ...models.packedFiles, ...models.otherModels]),
    run: models.checkWeaponBeside,
  },
  {
    name: 'model-packed',
    path: 'model',
    share: 0.5,
    make: bytes(models.packedFiles),
    run: models.checkModelFile,
  },
  {
    name: 'model-other',
    path: 'model',
    share: 1,
    make: bytes(models.otherModels),
    run: models.checkModelFile,
  },
  {
    name: 'chat-template',
    path: 'model',
    share: 1,
    make: bytes(models.templates),
    run: models.checkTemplate,
  },
  ...trustReaders,
  ...vexReaders,
  { name: 'scan', path: manifest, share: 0.05, make: platform(seeds.kubernetesObjects), run: checkScan },
  {
    name: 'scan-compose',
    path: 'compose.yaml',
    share: 0.05,
    make: structure(seeds.treesOf(seeds.composeFiles)),
    run: checkScan,
  },
  {
    name: 'scan-dockerfile',
    path: 'Dockerfile',
    share: 0.05,
    make: bytes(seeds.dockerfiles),
    run: checkScan,
  },
  { name: 'scan-workflow', path: workflow, share: 0.05, make: bytes(seeds.workflows), run: checkScan },
  { name: 'scan-terraform', path: 'main.tf', share: 0.05, make: bytes(seeds.terraform), run: checkScan },
  { name: 'scan-plan', path: 'plan.json', share: 0.05, make: json(seeds.plans), run: checkScan },
  { name: 'scan-bicep', path: 'main.bicep', share: 0.05, make: bytes(seeds.bicepFiles), run: checkScan },
  { name: 'scan-arm', path: 'main.json', share: 0.05, make: bytes(seeds.armFiles), run: checkScan },
  ...imageReaders,
  {
    name: 'reports',
    path: manifest,
    share: 0.005,
    make: platform(seeds.kubernetesObjects),
    run: checkRenderings,
  },
]
