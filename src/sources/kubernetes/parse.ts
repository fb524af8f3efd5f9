import type { Span } from '../../kernel/json-parts.ts'
import { SharedTexts } from '../../kernel/shared-texts.ts'
import type { Node } from '../../kernel/tree.ts'
import { parseYaml, type YamlDocument } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'
import type { Confidence } from '../../model/object.ts'
import type { Fact } from '../../model/platform.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import { Fields, type Reading } from '../../values/fields.ts'
import { type ObjectTree, type Parsed, withoutRepeats } from '../parsed.ts'
import { type Base, groupBases } from './bases.ts'
import { baseOf, isJoined, type Joined, readJoined } from './joins.ts'
import { headOf, objectsOf, splitList, typeOfItems, withType } from './lists.ts'
import { readMeta } from './meta.ts'
import { readObject } from './objects.ts'

/**
 * Reads Kubernetes objects from YAML or JSON streams: one object or `List` a document, as files, `kubectl get -o yaml` and
 * renderers write them. Documents without `apiVersion` and `kind` are about something else and are left out.
 */
export function parseManifests(documents: readonly Document[]): Parsed[] {
  const texts = new SharedTexts()
  return tellAll(documents.map((document) => readManifest(document, texts)))
}

/** Reads objects that another language declares, one answer a tree. */
export function parseObjects(trees: readonly ObjectTree[]): Parsed[] {
  return tellAll(
    trees.map(({ root, document, isCertain }) => {
      const manifest = emptyManifest({ document, problems: [] })
      const confidence = isCertain ? 'confirmed' : 'possible'
      for (const node of objectsOf(root)) readInto(manifest, new Fields(manifest.reading, node), confidence)
      return manifest
    }),
  )
}

function tellAll(manifests: readonly Manifest[]): Parsed[] {
  const bases = groupBases(manifests.flatMap((manifest) => manifest.bases))
  const joined = manifests.flatMap((manifest) => manifest.joined)
  const read = readJoined(joined, bases).values()
  const told = manifests.map(({ facts, ...manifest }) => ({
    objectCount: manifest.objectCount,
    problems: manifest.reading.problems,
    facts: [...facts, ...manifest.joined.flatMap(() => read.next().value ?? [])],
  }))
  return joined.length === 0 ? told : withoutRepeats(told)
}

/** Reads one document alone. */
export function parseKubernetes(document: Document): Parsed {
  const [parsed] = parseManifests([document])
  return parsed ?? { facts: [], problems: [], objectCount: 0 }
}

/** One document, with what of it hangs on other documents and what others hang on. */
interface Manifest {
  readonly reading: Reading
  readonly facts: Fact[]
  readonly bases: Base[]
  readonly joined: Joined[]
  objectCount: number
}

function readManifest(document: Document, texts: SharedTexts): Manifest {
  const reading: Reading = { document, problems: [], texts }
  const manifest = emptyManifest(reading)
  const confidence = document.isPossible === true ? 'possible' : 'confirmed'
  for (const node of readObjects(reading)) readInto(manifest, new Fields(reading, node), confidence)
  return manifest
}

function emptyManifest(reading: Reading): Manifest {
  return { reading, facts: [], bases: [], joined: [], objectCount: 0 }
}

function readInto(manifest: Manifest, object: Fields, confidence: Confidence): void {
  const meta = readMeta(object, confidence)
  if (meta === undefined) return
  manifest.objectCount++
  const base = baseOf(object, meta)
  if (base !== undefined) manifest.bases.push(base)
  if (isJoined(meta)) manifest.joined.push({ object, meta })
  else for (const fact of readObject(object, meta)) manifest.facts.push(fact)
}

const firstKeyAtLineStart = /^(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[a-zA-Z]/
const topLevelKey = /^(apiVersion|kind|metadata|spec|status):/

/**
 * CRDs hold schemas, no workloads, and are most of the bytes of real repositories: they are passed over unparsed. Only
 * where the text proves it: every line that begins at the margin is one of an object's own keys, none of them twice.
 */
function isCustomResourceDefinition(source: string): boolean {
  if (!source.includes('CustomResourceDefinition')) return false
  if (!/^kind:[ \t]*["']?CustomResourceDefinition["']?[ \t]*\r?$/m.test(source)) return false
  if (!firstKeyAtLineStart.test(source)) return false
  const keys = [...source.matchAll(/^[^\s#].*/gm)].map(([line]) => topLevelKey.exec(line)?.[1])
  return !keys.includes(undefined) && new Set(keys).size === keys.length
}

/** The objects of a document. A list in JSON is read item by item: its whole tree would take ten times its text. */
function* readObjects(reading: Reading): Generator<Node> {
  const list = splitList(reading.document.text)
  if (list === undefined) {
    for (const root of readTrees(reading)) yield* objectsOf(root)
    return
  }
  const typed = typeOfItems(headOf(list, (part) => readTrees(reading, part)))
  for (const item of list.items)
    for (const root of readTrees(reading, item)) yield* objectsOf(withType(root, typed))
}

function readTrees({ document, problems }: Reading, part?: Span): Node[] {
  const roots: Node[] = []
  for (const read of parseYaml(document.text, { skip: isCustomResourceDefinition, part })) {
    if (read.kind === 'error') problems.push(syntaxProblem(read, document))
    else {
      roots.push(read.root)
      for (const { key, offset } of read.duplicates) {
        const message = `Key '${key.slice(0, 80)}' stands twice in one map; the last one counts.`
        problems.push(problemAt('duplicate-key', message, { document, offset }))
      }
    }
  }
  return roots
}

/** A template that nobody rendered is no broken YAML: say so, and say what helps. */
function syntaxProblem(error: Extract<YamlDocument, { kind: 'error' }>, document: Document): Problem {
  const isTemplate = document.text.slice(error.start, error.end).includes('{{')
  return isTemplate
    ? problemAt('unrendered-template', 'The document is an unrendered template.', {
        document,
        offset: error.offset,
      })
    : problemAt('broken-syntax', error.message, { document, offset: error.offset })
}
