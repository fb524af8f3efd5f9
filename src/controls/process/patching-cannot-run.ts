import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { referringBy } from '../../link/references.ts'
import type { ContainerRegistry } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { registry, registryPart } from '../azure-examples.ts'

export const patchingCannotRun: Control<'container-registry'> = {
  id: 'BH-1215',
  name: 'patching-cannot-run',
  title: 'Continuous patching does not run on this registry',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'supply-chain',
  references: [],
  rationale:
    'The tasks of continuous patching (a preview) do not work where rights are bounded to repositories: images are believed to be mended and are not.',
  remediation:
    'Rebuild images elsewhere when their base moves, and remove the `cssc-` tasks; keep `roleAssignmentMode: AbacRepositoryPermissions`.',
  applies: 'container-registry',
  when: (registry, platform) => isPatched(registry, platform),
  check: (registry) =>
    forbid(
      registry.roleAssignmentMode,
      (mode) => mode?.toLowerCase() === 'abacrepositorypermissions',
      `Continuous patching does not work on registry ${registry.name}, which bounds rights to repositories.`,
    ),
  examples: {
    fail: [`${registry('role_assignment_mode = "AbacRepositoryPermissions"')}${patching()}`],
    pass: [`${registry()}${patching()}`],
    unknown: [`${registry('role_assignment_mode = var.unknown')}${patching()}`],
  },
}

/** The tasks have these names in every registry (learn.microsoft.com/azure/container-registry/how-to-continuous-patching). */
function isPatched(registry: ContainerRegistry, platform: Platform): boolean {
  return tasksOf(registry, platform).some(
    ({ asset, match }) => match === 'yes' && valueOf(asset.resourceName)?.startsWith('cssc-') === true,
  )
}

const tasksOf = referringBy('registry-task', ({ registry }) => [registry])

function patching(): string {
  return registryPart(
    'task',
    'name = "cssc-patch-image"',
    'container_registry_id = azurerm_container_registry.models.id',
  )
}
