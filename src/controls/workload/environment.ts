import type { EnvironmentVariable } from '../../model/container.ts'
import type { Container } from '../../model/pod.ts'
import { isKnown, type Known, originOf, valueOf } from '../../model/known.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'

/** A variable whose name can be read, with the literal written behind it. */
export interface Literal {
  readonly name: string
  readonly value: string
}

/** Judges every variable of a container that is written down as a literal. */
export function forbidLiteral(
  container: Container,
  isBad: (literal: Literal) => boolean,
  messageFor: (literal: Literal) => string,
): Verdict {
  return every(container.env, (variable) => {
    if (variable.from !== 'literal') return pass()
    const name = valueOf(variable.name)
    if (name === undefined) return unknown(`A variable of container ${container.name} has no readable name.`)
    if (variable.value.state === 'hidden') return hiddenLiteral(container, name, { variable, isBad })
    const literal = { name, value: variable.value.value ?? '' }
    return isBad(literal) ? fail(messageFor(literal), originOf(variable.value)) : pass()
  })
}

/** What a value that cannot be read may turn out to be. */
const possibleValues = ['q8Zt4Lw1', 'password = q8Zt4Lw1', '-----BEGIN RSA PRIVATE KEY-----']

/** Whether a value that cannot be read matters: only where some value would be bad. */
export function couldBeBad(isBad: (value: string) => boolean): boolean {
  return possibleValues.some(isBad)
}

function hiddenLiteral(
  container: Container,
  name: string,
  { variable, isBad }: { variable: EnvironmentVariable; isBad: (literal: Literal) => boolean },
): Verdict {
  if (!couldBeBad((value) => isBad({ name, value }))) return pass()
  const reason = variable.value.state === 'hidden' ? variable.value.reason : 'its value cannot be read'
  return unknown(
    `Whether variable ${name} of container ${container.name} is given in plain text cannot be told: ${reason}.`,
    variable.origin,
  )
}

/** The literal value of a variable by its name; nothing where it is not set, or set from elsewhere. */
export function literalOf(container: Container, name: string): Known<string | undefined> | undefined {
  return container.env.find((variable) => isKnown(variable.name, name))?.value
}

/** Whether a container has a variable of one of these names, wherever its value comes from. */
export function hasVariable(container: Container, names: readonly string[]): boolean {
  return container.env.some((variable) => names.includes(valueOf(variable.name) ?? ''))
}

/** What programs take for yes. */
export function isTruthy(value: string): boolean {
  return /^\s*(?:1|true|yes|on|y|t)\s*$/i.test(value)
}
