import { dirname } from 'node:path/posix'

import { child, descend, isAbsent, type Node, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import type { Document } from '../../model/origin.ts'

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])

/**
 * A file beside a kustomization that does not name it, and that holds nothing but workloads without a selector, which
 * the API server refuses (apps/v1): a patch that was switched off. What it leaves out stands elsewhere, and judging it
 * would find only that.
 */
export function isLoosePatch(document: Document, kustomizedFolders: ReadonlySet<string>): boolean {
  if (!kustomizedFolders.has(dirname(document.path))) return false
  const parts = parseYaml(document.text)
  return parts.length > 0 && parts.every((part) => part.kind === 'tree' && isPartial(part.root))
}

function isPartial(root: Node): boolean {
  const isWorkload = kinds.has(textOf(child(root, 'kind')) ?? '')
  const isApps = textOf(child(root, 'apiVersion'))?.startsWith('apps/') === true
  return isWorkload && isApps && isAbsent(descend(root, 'spec', 'selector'))
}
