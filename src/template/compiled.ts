import type { Document } from '../kernel/document.ts'

const generator = /"_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep"/

/** Where the Bicep stands that a template was compiled from, as a rule; nothing for one that somebody wrote. */
export function compiledPath({ path, text }: Document): string | undefined {
  return /\.json$/i.test(path) && generator.test(text.slice(0, 20_000))
    ? path.replace(/\.json$/i, '.bicep')
    : undefined
}
