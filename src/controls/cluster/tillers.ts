import { type Known, unset, valueOf } from '../../model/known.ts'

/** The labels that Helm 2 gave its server. */
export function isTillerByLabels(labels: ReadonlyMap<string, Known<string>>): boolean {
  const app = valueOf(labels.get('app') ?? unset())
  return app === 'helm' || valueOf(labels.get('name') ?? unset()) === 'tiller'
}
