import { basename, dirname } from 'node:path/posix'

import type { Document } from '../kernel/document.ts'
import { child, type Node } from '../kernel/tree.ts'
import { areEqual, hiddenAt, type Value } from '../values/value.ts'
import { valueUnder } from './functions/collections.ts'

/** A file of parameters: https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files. */
export interface ParameterFile {
  readonly document: Document
  readonly tree: Node
}

/** Whether a file is for a template: it stands beside it and is called after it, `main.prod.parameters.json`. */
export function isFor(document: Document, template: Document): boolean {
  const stem = basename(template.path).replace(/\.(?:jsonc?|bicep)$/i, '')
  return (
    dirname(document.path) === dirname(template.path) &&
    basename(document.path).toLowerCase().startsWith(`${stem.toLowerCase()}.`)
  )
}

/** What a template is given for a parameter in one of the ways to deploy it, by its name in small letters. */
export type Setting = (name: string) => Value | undefined

/**
 * What a template is given for a parameter. Several files are several settings of it: where they differ, nobody knows
 * what will be deployed.
 */
export function givenBy(settings: readonly Setting[]): Setting {
  return (name) => {
    const values = settings.map((setting) => setting(name))
    const stated = values.filter((value) => value !== undefined)
    const [first] = stated
    if (first === undefined) return undefined
    const isAgreed = stated.length === values.length && stated.every((value) => isSame(value, first))
    return isAgreed ? first : hiddenAt(`files of parameters differ on ${name.slice(0, 80)}`, first)
  }
}

function isSame(value: Value, first: Value): boolean {
  return value === first || areEqual(value, first) === true
}

export function settingIn({ tree }: ParameterFile): Setting {
  return (name) => {
    const parameters = child(tree, 'parameters')
    const given = parameters === undefined ? undefined : valueUnder(parameters, name)
    if (given === undefined) return undefined
    return child(given, 'value') ?? hiddenAt(`parameter ${name.slice(0, 80)} is kept elsewhere`, given)
  }
}
