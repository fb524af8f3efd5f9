import type { Control } from '../control.ts'
import { doubtful, every, forbid, type Verdict } from '../verdict.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import { block, cluster } from '../azure-examples.ts'

export const severalAdministratorGroups: Control<'managed-cluster'> = {
  id: 'BH-1161',
  name: 'several-administrator-groups',
  title: 'Several groups always rule the cluster',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.pim'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-1'],
  rationale:
    'Each member of these groups is cluster administrator at any hour, without asking: one phished person is the whole platform. One group that people join for hours (PIM) is enough.',
  remediation:
    'Leave at most one group, which nobody is in for good. Bicep and ARM: `properties.aadProfile.adminGroupObjectIDs`; Terraform: `azure_active_directory_role_based_access_control { admin_group_object_ids }`.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      cluster(
        block(
          'azure_active_directory_role_based_access_control',
          'admin_group_object_ids = [',
          '  "00000000-0000-0000-0000-000000000001",',
          '  "00000000-0000-0000-0000-000000000002", # <-',
          ']',
        ),
      ),
    ],
    pass: [
      cluster(),
      cluster(
        block(
          'azure_active_directory_role_based_access_control',
          'admin_group_object_ids = ["00000000-0000-0000-0000-000000000001"]',
        ),
      ),
    ],
    unknown: [
      cluster(
        block('azure_active_directory_role_based_access_control', 'admin_group_object_ids = var.unknown'),
      ),
    ],
  },
}

function judge({ adminGroups, name }: ManagedCluster): Verdict {
  const message = `More than one group always administers cluster ${name}.`
  const [, ...others] = adminGroups
  const hidden = adminGroups.find(({ state }) => state === 'hidden')
  if (hidden?.state === 'hidden') return doubtful(message, hidden.reason, hidden.origin)
  return every(others, (group) => forbid(group, () => true, message))
}
