import type { ImageFacts, ImageFlaw } from '../model/image-facts.ts'

/** A flaw that lets callers in, and is not known to be exploited. */
export const flaw: ImageFlaw = {
  vulnerability: 'CVE-2025-47277',
  package: 'vllm',
  version: '0.8.0',
  fixed: '0.8.5',
  severity: 'critical',
  isExploited: false,
  letsIn: 'yes',
}

/** A container of an image that was opened, with what was seen in it; the rest of it is without fault. */
export function opened(facts: Partial<ImageFacts>, more: string = ''): string {
  return withLook({ ...facts }, more)
}

/** A container of an image that could not be opened. */
export function unopened(more: string = ''): string {
  return withLook({ reason: 'The registry answers 403.' }, more)
}

const reference = 'registry.example/llm:1'

function withLook(look: object, more: string): string {
  const own = more === '' ? '' : `\n${more}`
  return `# image: ${JSON.stringify({ reference, ...look })}\nimage: ${reference}${own}`
}
