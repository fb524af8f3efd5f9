import type { ModelServer } from '../../knowledge/model-servers.ts'
import type { Container } from '../../model/pod.ts'
import {
  byDefault,
  type Hidden,
  hidden,
  isKnown,
  type Known,
  mapKnown,
  originOf,
  valueOf,
} from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { opened } from '../image-examples.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { commandLineOf, flagsOf, textOf } from './command-line.ts'
import { modelServerOf } from './model-server.ts'

export const modelServerWithoutKey: Control<'container'> = {
  id: 'BH-0241',
  name: 'model-server-without-key',
  title: 'Model server answers everybody who reaches it',
  layer: 'workload',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['isolation', 'fair-share'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Every pod that reaches the port uses the model, its cache and its GPU time, reads what it was told to keep to itself, and fills its queue so that others wait.',
  remediation:
    'Make the server demand a key from a mounted secret (`--api-key`), put a gateway that authenticates before it, and let only that gateway through the network policy.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' && modelServerOf(container) !== undefined,
  check: (container) => {
    const server = modelServerOf(container)
    if (server === undefined || isFollower(container)) return pass()
    const keys = keysOf(container, server)
    if (keys.some((key) => isKnown(key, true))) return pass()
    const message = `Container ${container.name} runs ${server.name}, which asks nobody for a key.`
    const unread = commandLineOf(container).hidden ?? keys.find(({ state }) => state === 'hidden')
    if (unread === undefined && container.envFrom.length === 0)
      return fail(message, startOf(container, server))
    return unknown(
      `${message} Arguments or variables that cannot be read may set one.`,
      unread === undefined ? undefined : originOf(unread),
    )
  },
  examples: {
    fail: [
      opened({ entrypoint: ['vllm', 'serve'], command: ['acme/llm'], variables: ['PATH'] }),
      'command: [vllm, serve, org/llm]',
      'image: vllm/vllm-openai:v0.9\nargs: [--model, org/llm]',
      'image: ollama/ollama:0.5',
      'command: [python3, -m, sglang.launch_server, --model-path, org/llm]',
      'command: [vllm, serve, org/llm, --api-key, ""]',
      'image: vllm/vllm-openai:v0.9\nenv: [{ name: VLLM_API_KEY, value: "" }]',
    ],
    pass: [
      opened({ entrypoint: ['vllm', 'serve'], command: ['acme/llm'] }, 'args: [acme/llm, --api-key, $(KEY)]'),
      'command: [vllm, serve, org/llm, --headless]',
      'command: [python3, -m, sglang.launch_server, --model-path, org/llm, --node-rank, "1"]',
      'command: [vllm, serve, org/llm, --api-key, $(KEY)]',
      'image: vllm/vllm-openai:v0.9\nenv: [{ name: VLLM_API_KEY, valueFrom: { secretKeyRef: { name: a, key: b } } }]',
    ],
    unknown: [
      'image: vllm/vllm-openai:v0.9\nargs: ["{{ .Values.args }}"]',
      'image: vllm/vllm-openai:v0.9\nenv: [{ name: VLLM_API_KEY, value: "{{ .Values.key }}" }]',
      'image: vllm/vllm-openai:v0.9\nenvFrom: [{ secretRef: { name: a } }]',
      opened({ entrypoint: ['vllm', 'serve'], variables: ['VLLM_API_KEY'] }),
    ],
  },
}

/** Whether each flag and variable for a key sets one: an empty one is none. */
function keysOf(container: Container, { keyFlags, keyVariables }: ModelServer): readonly Known<boolean>[] {
  const flags = flagsOf(commandLineOf(container), keyFlags)
  const variables = container.env.filter(({ name }) => keyVariables.includes(valueOf(name) ?? ''))
  return [
    ...flags.map(({ value }) => byDefault(value !== '')),
    ...variables.map(({ from, value }) =>
      from === 'literal' ? mapKnown(value, (text) => (text ?? '') !== '') : byDefault(true),
    ),
    ...ofImage(container, keyVariables),
  ]
}

/** A key that the image sets, and no variable of the container overrides, may be any. */
function ofImage({ env, imageVariables = [], image, origin }: Container, names: readonly string[]): Hidden[] {
  return imageVariables
    .filter((name) => names.includes(name) && !env.some((own) => valueOf(own.name) === name))
    .map(() => hidden('the image sets it', originOf(image) ?? origin))
}

/**
 * One of several processes that serve a model together answers; the others wait for it (SGLang `--node-rank`, vLLM
 * `--headless`). A rank from a variable is that of a worker in a template of workers.
 */
function isFollower(container: Container): boolean {
  const line = commandLineOf(container)
  if (flagsOf(line, ['headless']).length > 0) return true
  const [rank] = flagsOf(line, ['node-rank'])
  if (rank?.value === undefined) return false
  return /^\d+$/.test(rank.value) ? rank.value !== '0' : /worker/i.test(container.pod.part)
}

/** What starts the server: its command or, where it has none of its own, the image. */
function startOf(container: Container, server: ModelServer): Origin | undefined {
  const line = commandLineOf(container)
  return server.command.test(textOf(line)) ? line.words[0]?.origin : originOf(container.image)
}
