import { isAtOrBelow, normalisePath } from '../../../controls/workload/host-paths.ts'
import type { Container } from '../../../model/pod.ts'
import { type Known, valueOf } from '../../../model/known.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { sharing } from '../../examples/example-objects.ts'
import { podPosition, workloadLabel } from '../../steps/position.ts'
import { placeLabel } from '../../storage/storage.ts'
import type { Use } from '../../storage/storage-use.ts'
import type { StorageHold, Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'

export const sharedPrograms: Technique<'storage'> = {
  id: 'SUP_SHARED_VOLUME',
  name: 'shared-programs',
  title: 'Programs on shared storage run where they are started',
  from: 'storage',
  to: ['pod'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1080'],
  matrix: [],
  vector: 'supply-chain',
  barriers: ['D.ro', 'D.sep'],
  controls: ['shared-claim-writable', 'shared-host-path-writable'],
  rationale:
    'Package caches, virtual environments, custom handlers and start scripts on a shared volume are code of whoever writes there last. The workload that starts them runs it with its own data and its own account, read-only mount or not.',
  find: ({ place, writes }: StorageHold) => (writes ? place.users.flatMap(running) : []),
  examples: {
    open: [
      sharing({ consumer: 'command: [/data/venv/bin/python, serve.py],' }),
      sharing({ consumer: 'command: [python, /data/serve.py],', consumerMount: 'readOnly: true' }),
      sharing({ consumer: 'env: [{ name: PYTHONPATH, value: "/opt/lib:/data/lib" }],' }),
    ],
    barred: [],
    closed: [
      sharing({
        consumer: 'command: [/data/run],',
        writerMount: 'readOnly: true',
        consumerMount: 'readOnly: true',
      }),
    ],
    unknown: [sharing({ consumer: 'args: [--model, /data/llm],' }), sharing({ consumer: '' })],
  },
}

/** What a command line does not say the software may do all the same: load plugins, handlers, caches. */
function running(use: Use): readonly Opening[] {
  const { pod, container, seenAt, origin } = use
  const path = valueOf(seenAt)
  const label = workloadLabel(pod)
  const question = `whether ${label} runs anything that lies in ${placeLabel(use)}`
  const word = path === undefined ? undefined : programIn(container, normalisePath(path))
  return openWays({
    to: [podPosition(pod)],
    how: `Container ${container.name} of ${label} starts or loads what lies in ${placeLabel(use)}.`,
    evidence: [word?.state === 'stated' ? word.origin : origin],
    ...(word === undefined ? { assumes: { question, origin } } : {}),
  })
}

/** Programs: the first words of a command, and scripts of an interpreter. */
const script = /\.(?:py|sh|so|js|jar|pl|rb)$/
const searchPaths: ReadonlySet<string> = new Set([
  'PATH',
  'PYTHONPATH',
  'LD_LIBRARY_PATH',
  'LD_PRELOAD',
  'PYTHONHOME',
])

function programIn({ command, args, env }: Container, folder: string): Known<unknown> | undefined {
  const lies = (text: string): boolean => text.startsWith('/') && isAtOrBelow(normalisePath(text), folder)
  const started = [...command, ...args].find((word, index) => {
    const text = valueOf(word) ?? ''
    return lies(text) && ((index === 0 && command.length > 0) || script.test(text))
  })
  const searched = env.find(
    ({ name, value }) =>
      searchPaths.has(valueOf(name) ?? '') && (valueOf(value) ?? '').split(':').some((each) => lies(each)),
  )
  return started ?? searched?.value
}
