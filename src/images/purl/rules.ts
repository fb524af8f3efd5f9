import { lookup } from '../../kernel/lookup.ts'
import type { Purl } from './parsed.ts'

/** What a type asks for beyond what all do (purl-spec, types). */
interface Rule {
  readonly namespace?: 'required' | 'prohibited'
  readonly lowerNamespace?: true
  readonly lowerName?: true
  readonly lowerVersion?: true
  readonly name?: (name: string, purl: Purl) => string
  readonly isValid?: (purl: Purl) => boolean
}

const lower: Rule = { lowerNamespace: true, lowerName: true }

const rules: Readonly<Record<string, Rule>> = {
  alpm: lower,
  apk: lower,
  bitbucket: lower,
  bitnami: { lowerName: true },
  brew: lower,
  'chrome-extension': {
    namespace: 'prohibited',
    isValid: ({ name, version = '1' }) => /^[a-p]{32}$/.test(name) && /^\d+(?:\.\d+){0,3}$/.test(version),
  },
  composer: lower,
  cpan: { isValid: ({ name }) => !name.includes('::') },
  deb: lower,
  github: lower,
  golang: lower,
  hex: lower,
  huggingface: { lowerVersion: true },
  julia: { namespace: 'prohibited', isValid: ({ qualifiers }) => qualifiers['uuid'] !== undefined },
  mlflow: {
    name: (name, { qualifiers }) => (isDatabricks(qualifiers['repository_url']) ? name.toLowerCase() : name),
  },
  otp: { namespace: 'prohibited', lowerName: true },
  pypi: { lowerName: true, name: (name) => name.replaceAll('_', '-') },
  rpm: { lowerNamespace: true },
  swift: { namespace: 'required' },
  vcpkg: { namespace: 'prohibited', lowerName: true },
  'vscode-extension': { namespace: 'required', ...lower },
}

/** Azure's service keeps names in lower case, MLflow itself does not. */
function isDatabricks(address: string | undefined): boolean {
  return address?.includes('databricks') ?? false
}

/** A package URL as its type wants it; nothing where its type forbids it. */
export function normalise(purl: Purl): Purl | undefined {
  const rule = lookup(rules, purl.type) ?? {}
  const { namespace } = purl
  if (rule.namespace === 'required' && namespace === undefined) return undefined
  if (rule.namespace === 'prohibited' && namespace !== undefined) return undefined
  const normal = withCase(purl, rule)
  const named = rule.name === undefined ? normal : { ...normal, name: rule.name(normal.name, normal) }
  return rule.isValid?.(named) === false ? undefined : named
}

function withCase(purl: Purl, { lowerNamespace, lowerName, lowerVersion }: Rule): Purl {
  const { namespace, name, version } = purl
  return {
    ...purl,
    ...(lowerNamespace && namespace !== undefined ? { namespace: namespace.toLowerCase() } : {}),
    ...(lowerName ? { name: name.toLowerCase() } : {}),
    ...(lowerVersion && version !== undefined ? { version: version.toLowerCase() } : {}),
  }
}
