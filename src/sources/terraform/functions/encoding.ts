import { type Place, plainOf } from '../../../kernel/tree.ts'
import { parseYaml } from '../../../kernel/yaml.ts'
import {
  asText,
  failureAt,
  hiddenAt,
  hiddenIn,
  isFailure,
  partlyHiddenAt,
  scalarAt,
  type Value,
  withPlaceholders,
} from '../../../values/value.ts'
import type { Functions } from './function.ts'
import { jsonOf, valueFrom } from '../../../values/json.ts'
import { yamlOf } from '../../yaml-values.ts'

export const encoding: Functions = {
  base64decode: {
    knows: 'all',
    run: ([given], { at }) => {
      const text = asText(given)
      return text === undefined ? undefined : scalarAt(Buffer.from(text, 'base64').toString('utf8'), at)
    },
  },
  base64encode: {
    knows: 'all',
    run: ([given], { at }) => {
      const text = asText(given)
      return text === undefined ? undefined : scalarAt(Buffer.from(text, 'utf8').toString('base64'), at)
    },
  },
  file: {
    knows: 'all',
    run: ([path], { at, readFile }) => {
      const name = asText(path)
      return name === undefined ? undefined : readFile(name, at)
    },
  },
  jsondecode: {
    knows: 'all',
    run: ([given], { at }) => {
      const text = asText(given)
      return text === undefined ? undefined : valueFrom(parsed(text), at)
    },
  },
  jsonencode: { knows: 'nothing', run: ([given], { at }) => given && encoded(given, jsonOf, at) },
  yamlencode: { knows: 'nothing', run: ([given], { at }) => given && encoded(given, yamlOf, at) },
  yamldecode: {
    knows: 'all',
    run: ([given], { at }) => {
      const text = asText(given)
      return text === undefined ? undefined : decodedYaml(text, at)
    },
  },
  nonsensitive: { knows: 'nothing', run: ([value]) => value },
  sensitive: { knows: 'nothing', run: ([value]) => value },
}

/** A value as a text; of one that is not known in all its parts what is known of it. */
function encoded(value: Value, write: (value: Value) => string | undefined, at: Place): Value {
  const gap = hiddenIn(value)
  if (gap !== undefined && isFailure(gap)) return failureAt(gap.reason, at)
  const text = write(withPlaceholders(value))
  if (text === undefined) return hiddenAt('a part cannot be known', at)
  return gap === undefined ? scalarAt(text, at) : partlyHiddenAt(gap.reason, at, text)
}

/** One document alone, as Terraform demands; all of it stands where it is decoded. */
function decodedYaml(text: string, at: Place): Value | undefined {
  const [only, ...more] = parseYaml(text)
  if (only === undefined || only.kind === 'error' || more.length > 0) return undefined
  return valueFrom(plainOf(only.root), at)
}

function parsed(text: string): unknown {
  return JSON.parse(text)
}
