/** Documents of one YAML stream, below a comment that says what they are for. */
export function stream(comment: string, documents: readonly string[]): string {
  return `${comment}\n${documents.map((document) => document.trim()).join('\n---\n')}\n`
}
