import { child, descend, itemsOf, type Node, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'

/** A path that a kustomization names, and where. */
export interface Reference {
  readonly path: string
  readonly start: number
}

/** What a kustomization is made of (kubectl.docs.kubernetes.io/references/kustomize/kustomization). */
export interface Kustomization {
  /** A component has a meaning only in the kustomizations that use it. */
  readonly isComponent: boolean
  /** Files of objects and folders of further kustomizations. */
  readonly resources: readonly Reference[]
  readonly patches: readonly Reference[]
  /** Patches that stand in the kustomization itself, parsed. */
  readonly inlinePatches: readonly Reference[]
  /** Whatever else is read: generators' files, transformers, schemas. */
  readonly others: readonly Reference[]
  /** Where it asks for Helm charts, which kustomize would fetch. */
  readonly helm: number | undefined
  /** Where its generators stand, for objects that come from no file. */
  readonly generators: number
}

/** Nothing where the text is no kustomization: Flux has a kind of that name. */
export function readKustomization(text: string): Kustomization | undefined {
  const [document] = parseYaml(text)
  return document?.kind === 'tree' && !isFlux(document.root) ? readRoot(document.root) : undefined
}

function isFlux(root: Node): boolean {
  return textOf(child(root, 'apiVersion'))?.startsWith('kustomize.toolkit.fluxcd.io') === true
}

function readRoot(root: Node): Kustomization {
  const generators = child(root, 'configMapGenerator') ?? child(root, 'secretGenerator')
  return {
    isComponent: textOf(child(root, 'kind')) === 'Component',
    resources: ['resources', 'bases', 'components'].flatMap((key) => references(child(root, key))),
    patches: patchPaths(root),
    inlinePatches: inlinePatches(root),
    others: otherPaths(root),
    helm: (child(root, 'helmCharts') ?? child(root, 'helmChartInflationGenerator'))?.start,
    generators: generators?.start ?? root.start,
  }
}

function references(list: Node | undefined): Reference[] {
  return itemsOf(list).flatMap(reference)
}

function reference(node: Node | undefined): Reference[] {
  const path = textOf(node)
  return path === undefined || node === undefined || path.includes('\n') ? [] : [{ path, start: node.start }]
}

function patchPaths(root: Node): Reference[] {
  return [
    ...references(child(root, 'patchesStrategicMerge')),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
      itemsOf(child(root, key)).flatMap((item) => reference(child(item, 'path'))),
    ),
  ]
}

function inlinePatches(root: Node): Reference[] {
  const inline = [
    ...itemsOf(child(root, 'patchesStrategicMerge')),
    ...itemsOf(child(root, 'patches')).flatMap((item) => child(item, 'patch') ?? []),
  ]
  return inline.flatMap((node) => {
    const text = textOf(node)
    return text?.includes('\n') === true ? [{ path: text, start: node.start }] : []
  })
}

function otherPaths(root: Node): Reference[] {
  const lists = ['crds', 'configurations', 'generators', 'transformers', 'validators']
  const makers = ['configMapGenerator', 'secretGenerator'].flatMap((key) => itemsOf(child(root, key)))
  const files = makers.flatMap((maker) => [
    ...references(child(maker, 'files')),
    ...references(child(maker, 'envs')),
    ...reference(child(maker, 'env')),
  ])
  return [
    ...lists.flatMap((key) => references(child(root, key))),
    ...files.map(({ path, start }) => ({ path: path.slice(path.indexOf('=') + 1), start })),
    ...reference(descend(root, 'openapi', 'path')),
  ]
}

/**
 * True for what kustomize would fetch: an address, or a path that it takes for a Git host's (kustomize api/internal/git,
 * NewRepoSpecFromURL). Wider than that on purpose: what is refused in vain can be renamed.
 */
export function isRemote(path: string): boolean {
  return /:\/\/|^git::|^gh:|^[^/]*@|^(?:www\.)?(?:github|gitlab|bitbucket|dev\.azure)\.|\?|\.git(?:\/|$)|_git\/|.\/\/./i.test(
    path,
  )
}
