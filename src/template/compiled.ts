import type { Document } from '../kernel/document.ts'

const generator = /"_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep"/

/** Where the Bicep stands that a template was compiled from, as a rule; nothing for one that somebody wrote. */
export function compiledPath({ path, text }: Document): string | undefined {
  return /\.json$/i.test(path) && generator.test(text.slice(0, 20_000))
    ? path.replace(/\.json$/i, '.bicep')
    : undefined
}

const kept = /(?:^|\/)(?<registry>[^/$]+)\/(?<path>[^/]+)\/(?<tag>[^/$]+)\$\/main\.json$/

/**
 * The module that Bicep has fetched and keeps in a file, as `br:registry/path:tag`:
 * `mcr.microsoft.com/bicep$avm$res$network$route-table/0.4.0$/main.json` below `~/.bicep/br`.
 */
export function keptModule({ path }: Document): string | undefined {
  const { registry, path: repository, tag } = kept.exec(path)?.groups ?? {}
  return repository === undefined ? undefined : `br:${registry}/${repository.replaceAll('$', '/')}:${tag}`
}
