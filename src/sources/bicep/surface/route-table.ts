import { everyModule, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const routeTable: Surface = {
  path: 'avm/res/network/route-table',
  from: '0.2.0',
  before: '0.6.0',
  bicep: `
${everyModule}
param routes array?
param disableBgpRoutePropagation bool = false

resource table 'Microsoft.Network/routeTables@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    routes: routes
    disableBgpRoutePropagation: disableBgpRoutePropagation
  }
}
${withLock('table')}
${withRoles('table')}
${withOutputs('table')}
`,
}
