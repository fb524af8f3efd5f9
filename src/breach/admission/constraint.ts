import { otherTemplates, type WrongField, wrongFields } from '../../knowledge/wrong-fields.ts'
import type { Known } from '../../model/known.ts'
import type { Match } from '../../model/selector.ts'
import { isMap } from './clean-pod.ts'

/** Whether a constraint of Gatekeeper's or Azure Policy's library rejects a field; one of another template may. */
export function constraintRejects(template: string, parameters: Known<unknown>, field: WrongField): Match {
  const name = withoutVersion(template)
  if (!field.templates.includes(name)) return isOfLibrary(name) ? 'no' : 'unknown'
  if (parameters.state === 'hidden') return 'unknown'
  return isMap(parameters.value) ? judgeParameters(parameters.value, field) : 'yes'
}

/** Azure Policy counts the versions of its templates: `K8sAzureV2NoPrivilege`. */
function withoutVersion(template: string): string {
  return template.replace(/^K8sAzureV\d+/, 'K8sAzure')
}

function isOfLibrary(name: string): boolean {
  return (
    otherTemplates.has(name) || Object.values(wrongFields).some(({ templates }) => templates.includes(name))
  )
}

const forbidding = /^(?:disallowed|forbidden)/
const exempting = /^(?:exempt|excluded)/

function judgeParameters(parameters: Readonly<Record<string, unknown>>, field: WrongField): Match {
  const entries = Object.entries(parameters).map(([key, value]) => ({ key, value, texts: textsIn(value) }))
  const lists = entries.filter(({ key }) => forbidding.test(key))
  if (lists.length > 0 && !lists.some(({ texts }) => texts.some((text) => isAbout(text, field)))) return 'no'
  const rest = entries.filter(({ key }) => !forbidding.test(key))
  if (
    rest.some(
      ({ key, value, texts }) => allows(key, value, field) || texts.some((text) => isAbout(text, field)),
    )
  )
    return 'no'
  // Which images, containers, paths and ports are let through is not compared with what may come.
  return rest.some(({ key, value }) => exempting.test(key) || isListOfMaps(value)) ? 'unknown' : 'yes'
}

function isAbout(text: string, { values = [] }: WrongField): boolean {
  return text === '*' || values.includes(text)
}

/** `hostNetwork: true` of a constraint lets the field of that name through. */
function allows(key: string, value: unknown, { pod = {} }: WrongField): boolean {
  return value === true && key in pod
}

function isListOfMaps(value: unknown): boolean {
  return Array.isArray(value) && value.some(isMap)
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isMap(value) ? Object.values(value).flatMap(textsIn) : []
}
