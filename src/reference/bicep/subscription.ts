import type { ReferenceOptions } from '../options.ts'
import { parameter } from './parameters.ts'

/** What is said of the whole subscription: the budget of everything, and the plan of Defender. */
export function subscriptionFile(options: ReferenceOptions): string {
  const parameters = [
    parameter(['name', 'Stem of the names of all resources.', options.name]),
    parameter(['budget', 'Budget of a month; it notifies and stops nothing.', options.budget]),
    parameter(['owner', 'Who is told of costs.', options.owner]),
  ]
  return `targetScope = 'subscription'\n\n${parameters.join('\n')}\n${rest}`
}

const rest = `@description('First day on which the budget counts.')
param start string = utcNow('yyyy-MM-01')

// AKS makes nodes in a group of their own: a budget of the platform's own group would not see them. A budget notifies and stops
// nothing: what stops is \`maxNodes\`, the quota of the subscription, and quotas of the namespaces.
resource spending 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: '\${name}-platform'
  properties: {
    category: 'Cost'
    amount: budget
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [owner]
      }
      expected: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [owner]
      }
    }
  }
}

resource containers 'Microsoft.Security/pricings@2024-01-01' = {
  name: 'Containers'
  properties: {
    pricingTier: 'Standard'
    extensions: [
      { name: 'ContainerRegistriesVulnerabilityAssessments', isEnabled: 'True' }
      { name: 'AgentlessDiscoveryForKubernetes', isEnabled: 'True' }
    ]
  }
}
`
