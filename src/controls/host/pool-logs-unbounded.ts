import type { Control } from '../control.ts'
import { forbid, worst } from '../verdict.ts'
import { mostLogs } from '../../knowledge/container-logs.ts'
import { block, pool } from '../azure-examples.ts'

export const poolLogsUnbounded: Control<'agent-pool'> = {
  id: 'BH-1196',
  name: 'pool-logs-unbounded',
  title: 'One container’s output may fill the disk of its node',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.eph'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'What a container writes to its output lies on the disk that all pods share. AKS keeps five files of 50 MB each; with more, one that writes without end evicts its neighbours.',
  remediation:
    'Bicep and ARM: `properties.kubeletConfig: { containerLogMaxSizeMB: 50, containerLogMaxFiles: 5 }` or less; Terraform: `kubelet_config { container_log_max_size_mb, container_log_max_files }`.',
  applies: 'agent-pool',
  check: ({ kubelet, name }) => {
    const message = `Containers of pool ${name} may keep more than five logs of 50 MB.`
    return worst([
      forbid(
        kubelet.containerLogMaxSizeMB,
        (size) => size !== undefined && size > mostLogs.megabytes,
        message,
      ),
      forbid(kubelet.containerLogMaxFiles, (files) => files !== undefined && files > mostLogs.files, message),
    ])
  },
  examples: {
    fail: [
      pool(block('kubelet_config', 'container_log_max_size_mb = 1024')),
      pool(block('kubelet_config', 'container_log_max_line = 50')),
    ],
    pass: [
      pool(),
      pool(block('kubelet_config', 'container_log_max_size_mb = 20', 'container_log_max_files = 3')),
    ],
    unknown: [pool(block('kubelet_config', 'container_log_max_size_mb = var.unknown'))],
  },
}
