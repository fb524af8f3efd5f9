import { basename } from 'node:path/posix'

/** What a file is about, by its name; of `arm` its text tells, of `template` whoever names it. */
export type FileKind =
  | 'manifest'
  | 'dockerfile'
  | 'compose'
  | 'chart'
  | 'kustomization'
  | 'pipeline'
  | 'terraform'
  | 'arm'
  | 'template'
  | 'bicep'
  | 'other'

const patterns: readonly (readonly [RegExp, FileKind])[] = [
  [/(?:^|\.)(?:docker|container)file(?:$|\..)/is, 'dockerfile'],
  [/^(?:docker|container)file[-_][\w-]+$/i, 'dockerfile'],
  [/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i, 'compose'],
  [/^chart\.ya?ml$/i, 'chart'],
  [/^kustomization(?:\.ya?ml)?$/i, 'kustomization'],
  [/^azure-pipelines(?:[.-][\w.-]+)?\.ya?ml$/i, 'pipeline'],
  [/\.(?:tf|tfvars)(?:\.json)?$/, 'terraform'],
  // Helm’s helpers begin with an underscore; other templates of manifests are rendered by who knows what.
  [/\.tftpl$|^(?!_)(?!.*\.(?:ya?ml|json)\.).*\.(?:tmpl|tpl)$/, 'template'],
  [/\.bicep(?:param)?$/i, 'bicep'],
  [/\.(?:ya?ml|json)$/i, 'manifest'],
]

/** Classifies a path with `/` separators. */
export function classify(path: string): FileKind {
  if (/(?:^|\/)\.github\/workflows\/[^/]{1,255}\.ya?ml$/i.test(path)) return 'pipeline'
  if (/action\.ya?ml$/i.test(path) && /(?:^|\/)\.github\/actions\//i.test(path)) return 'pipeline'
  if (/(?:^|\/)\.terraform\/modules\/modules\.json$/.test(path)) return 'terraform'
  const name = basename(path)
  if (/\.dockerignore$/i.test(name)) return 'other'
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
}
