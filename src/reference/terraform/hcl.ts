/** A list of texts as Terraform formats it. */
export function hclList(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`
}
