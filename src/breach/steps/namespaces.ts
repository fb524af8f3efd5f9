import { compareText } from '../../kernel/text.ts'
import type { Platform } from '../../model/platform.ts'

/** Where every cluster keeps the accounts of its own controllers and the agents of its nodes. */
export const systemNamespace = 'kube-system'

/** Namespaces that are declared or named, and the one that no cluster is without. */
export function findNamespaces(platform: Platform): readonly string[] {
  const named = platform.all('namespace').map(({ name }) => name)
  return [...new Set([...named, systemNamespace])].sort(compareText)
}
