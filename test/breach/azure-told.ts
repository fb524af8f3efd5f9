// What declarations of Azure tell of the platform, as facts with their lines.
import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'
import type { Facts } from '../../src/knowledge/platform-facts.ts'
import type { Platform } from '../../src/model/platform.ts'
import type { Texts } from './azure-route.ts'

export function platformOf(files: Texts): Platform {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  return readPlatform({ documents }, {}).platform
}

/** `value line`, by fact. */
export function told(terraform: string): Record<string, string> {
  const facts: Facts = factsOfAzure(platformOf({ 'main.tf': terraform }))
  return Object.fromEntries(
    Object.entries(facts).map(([name, { value, evidence = [] }]) => {
      const lines = evidence.map(({ document, start }) => document.text.slice(0, start).split('\n').length)
      return [name, [value, ...lines].join(' ')]
    }),
  )
}

export function cluster(...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster" "aks" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}
