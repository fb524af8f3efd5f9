import { asText, hiddenAt, scalarAt } from '../../values.ts'
import type { Functions } from './function.ts'
import { jsonOf, valueFrom } from '../../json-values.ts'

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
  jsonencode: {
    knows: 'all',
    run: ([given], { at }) => {
      const text = given === undefined ? undefined : jsonOf(given)
      return text === undefined ? hiddenAt('a part cannot be known', at) : scalarAt(text, at)
    },
  },
  nonsensitive: { knows: 'nothing', run: ([value]) => value },
  sensitive: { knows: 'nothing', run: ([value]) => value },
}

function parsed(text: string): unknown {
  return JSON.parse(text)
}
