import { pickleAllowed } from '../../../controls/workload/pickle-allowed.ts'
import { remoteCodeTrusted } from '../../../controls/workload/remote-code-trusted.ts'
import { sharing } from '../../examples/example-objects.ts'
import { podPosition } from '../../steps/position.ts'
import type { Use } from '../../storage/storage-use.ts'
import type { StorageHold, Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'
import { openWhereFails } from '../../ways/verdict-openings.ts'

export const poisonedWeights: Technique<'storage'> = {
  id: 'SUP_PICKLE',
  name: 'poisoned-weights',
  title: 'Weights on shared storage run code where they are loaded',
  from: 'storage',
  to: ['pod'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1204.002'],
  matrix: [],
  vector: 'supply-chain',
  barriers: ['D.fmt', 'D.ro'],
  controls: ['pickle-allowed', 'remote-code-trusted'],
  rationale:
    'A pickled file is a program, and so is the code that a model brings along where remote code is trusted. Who may write where another workload loads from runs code in it at its next start. That the other one mounts the folder read-only does not help.',
  find: ({ place, writes }: StorageHold, terrain) =>
    writes ? place.users.flatMap((use) => loading(use, terrain)) : [],
  examples: {
    open: [
      sharing({ consumer: 'args: [--load-format, pt],' }),
      sharing({ consumer: 'args: [--trust-remote-code],', consumerMount: 'readOnly: true' }),
      sharing({ consumer: 'env: [{ name: TRUST_REMOTE_CODE, value: "1" }],' }),
    ],
    barred: [],
    closed: [
      sharing({ consumer: 'args: [--load-format=safetensors],' }),
      sharing({
        consumer: 'args: [--load-format, pt],',
        writerMount: 'readOnly: true',
        consumerMount: 'readOnly: true',
      }),
    ],
    unknown: [sharing({ consumer: 'command: [vllm, serve, "{{ .Values.args }}"],' })],
  },
}

function loading({ container, pod }: Use, terrain: Terrain): readonly Opening[] {
  return [pickleAllowed, remoteCodeTrusted].flatMap((control) =>
    openWhereFails({ control, asset: container, terrain }, { to: [podPosition(pod)] }),
  )
}
