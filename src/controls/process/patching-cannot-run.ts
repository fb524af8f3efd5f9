import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
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
function isPatched({ name, declaredIn }: ContainerRegistry, platform: Platform): boolean {
  return platform
    .all('registry-task')
    .some(
      (task) =>
        task.declaredIn === declaredIn &&
        valueOf(task.registry)?.to === name &&
        valueOf(task.resourceName)?.startsWith('cssc-') === true,
    )
}

function patching(): string {
  return registryPart(
    'task',
    'name = "cssc-patch-image"',
    'container_registry_id = azurerm_container_registry.models.id',
  )
}
