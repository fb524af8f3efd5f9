import type { ImageFacts } from '../../model/image-facts.ts'

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
