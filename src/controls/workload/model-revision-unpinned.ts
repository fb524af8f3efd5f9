import type { ModelServer } from '../../knowledge/model-servers.ts'
import type { Container } from '../../model/pod.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { type CommandLine, commandLineOf, type Flag, flagsOf } from './command-line.ts'
import { hasVariable, literalOf } from './environment.ts'
import { modelServerOf } from './model-server.ts'

export const modelRevisionUnpinned: Control<'container'> = {
  id: 'BH-0250',
  name: 'model-revision-unpinned',
  title: 'Model is whatever its repository holds',
  layer: 'workload',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A model without a revision is whatever stands in its repository at the next start: whoever may write there, or takes the name over, changes what runs without touching the manifest.',
  remediation: 'Pin the commit (`--revision`), and mirror the model into storage of your own.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' && modelServerOf(container) !== undefined,
  check: (container) => {
    const line = commandLineOf(container)
    const server = modelServerOf(container)
    if (
      server === undefined ||
      flagsOf(line, ['revision']).length > 0 ||
      hasVariable(container, ['REVISION'])
    )
      return pass()
    const model = modelsOf(container, server, line).find(({ value }) => hubName.test(value ?? ''))
    if (model === undefined) return pass()
    const message = `Container ${container.name} runs whatever ${model.value ?? ''} holds at the time.`
    if (line.hidden === undefined) return fail(message, model.origin)
    return unknown(`${message} Arguments that cannot be read may pin it.`, line.hidden.origin)
  },
  examples: {
    fail: [
      'command: [vllm, serve, org/llm]',
      'image: vllm/vllm-openai:v0.9\nargs: [--model=org/llm]',
      'image: ghcr.io/huggingface/text-generation-inference:3\nenv: [{ name: MODEL_ID, value: org/llm }]',
    ],
    pass: ['command: [vllm, serve, /models/llm]', 'command: [vllm, serve, org/llm, --revision, abc123]'],
    unknown: ['command: [vllm, serve, org/llm, "{{ .Values.args }}"]'],
  },
}

/** `owner/name`; a path has a leading slash, a bucket a scheme. */
const hubName = /^[A-Za-z0-9][\w.-]*\/[\w.-]+$/

function modelsOf(container: Container, server: ModelServer, line: CommandLine): readonly Flag[] {
  const served = line.words.findIndex(
    ({ text }, index) => text === 'serve' && line.words[index - 1]?.text.endsWith('vllm') === true,
  )
  const positional = served === -1 ? undefined : line.words[served + 1]
  const variables = server.modelVariables
    .map((name) => literalOf(container, name))
    .filter((known) => known !== undefined)
  return [
    ...flagsOf(line, server.modelFlags),
    ...(positional === undefined ? [] : [{ value: positional.text, origin: positional.origin }]),
    ...variables.map((known) => ({ value: valueOf(known), origin: originOf(known) })),
  ]
}
