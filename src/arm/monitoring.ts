import type { DiagnosticSetting } from '../model/azure.ts'
import { override } from '../model/known.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readDiagnosticSetting(read: ReadResource): DiagnosticSetting {
  const { properties, top } = read
  return {
    asset: 'diagnostic-setting',
    ...metaOf(read, 'Microsoft.Insights/diagnosticSettings'),
    scope: referenceIn(top, 'scope'),
    logs: properties.list('logs').map((log) => ({
      category: override(log.optionalText('category'), log.optionalText('categoryGroup')),
      enabled: log.boolean('enabled', true),
    })),
  }
}
