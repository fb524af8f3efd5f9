import { parseConfig, type ParsedConfig } from '../config/parse.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Document } from '../model/origin.ts'
import { exampleImages } from './example-images.ts'
import type { ScanOptions } from './scan-input.ts'

/** An image that no control finds fault with beyond its registry: an example is about its snippet. */
const image = 'registry.example/model@sha256:0000000000000000000000000000000000000000000000000000000000000000'

/** What follows this line of an example stands in a file of its own: manifests beside Terraform, or the other way round. */
const beside = /^# beside: (\S+)\n/m

/** An example of a control as the files that it stands for; the first one is what it is about. */
export function exampleDocuments(
  control: Pick<AnyControl, 'applies'>,
  snippet: string,
): readonly [Document, ...Document[]] {
  const [own = '', path = '', text] = snippet.split(beside)
  const document = exampleDocument(control, own)
  return text === undefined ? [document] : [document, { path, text }]
}

/** Asks the control alone, of the version, under the configuration and about the images that its examples name. */
export function exampleOptions(control: AnyControl, documents: readonly Document[]): ScanOptions {
  const { kubernetesVersion, config, today } = control.examples
  return {
    controls: [control],
    ...exampleImages(documents),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(today === undefined ? {} : { today }),
    ...(config === undefined ? {} : { config: exampleConfig(config) }),
  }
}

function exampleConfig(text: string): ParsedConfig {
  const parsed = parseConfig({ path: 'bulkhead.yaml', text })
  if (parsed.kind === 'config') return parsed.value
  throw new Error(`The configuration of the examples is wrong: ${parsed.errors[0]?.message ?? text}`)
}

/** An example of a control as the file that it stands for. */
export function exampleDocument(control: Pick<AnyControl, 'applies'>, snippet: string): Document {
  if (control.applies === 'image-build') return { path: 'Dockerfile', text: snippet }
  if (/^\s*(?:#[^\n]*\n)*(?:---\n)?apiVersion:/.test(snippet)) return { path: 'example.yaml', text: snippet }
  if (/^(?:resource|variable) /.test(snippet)) return { path: 'main.tf', text: snippet }
  if (/^(?:name|services):/.test(snippet)) return { path: 'compose.yaml', text: snippet }
  if (control.applies === 'pipeline') return { path: pipelinePath(snippet), text: snippet }
  if (control.applies === 'container') return { path: 'example.yaml', text: podText(containerText(snippet)) }
  if (control.applies === 'pod') return { path: 'example.yaml', text: podText(podSpecText(snippet)) }
  return { path: 'example.yaml', text: snippet }
}

/** GitHub's workflows begin with their triggers. */
function pipelinePath(snippet: string): string {
  return snippet.startsWith('on:') ? '.github/workflows/example.yml' : 'azure-pipelines.yml'
}

function podText(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: example, namespace: models }\nspec:\n${spec}`
}

function containerText(snippet: string): string {
  const own = snippet.trim() === '{}' ? '' : indent(snippet, 6)
  const imageLine = /^image:/m.test(snippet) ? '' : `      image: ${image}\n`
  return `  containers:\n    - name: main\n${imageLine}${own}`
}

function podSpecText(snippet: string): string {
  const own = snippet.trim() === '{}' ? '' : indent(snippet, 2)
  return /^containers:/m.test(snippet)
    ? own
    : `${own}  containers:\n    - { name: main, image: '${image}' }\n`
}

function indent(text: string, width: number): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${' '.repeat(width)}${line}\n`)
    .join('')
}
