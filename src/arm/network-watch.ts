import type { FlowLog, WebFirewallPolicy } from '../model/azure.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readFlowLog(read: ReadResource): FlowLog {
  const { properties } = read
  const retention = properties.map('retentionPolicy')
  const analytics = properties
    .map('flowAnalyticsConfiguration')
    .map('networkWatcherFlowAnalyticsConfiguration')
  return {
    asset: 'flow-log',
    ...metaOf(read, 'Microsoft.Network/networkWatchers/flowLogs'),
    target: referenceIn(properties, 'targetResourceId'),
    enabled: properties.boolean('enabled', true),
    retentionEnabled: retention.boolean('enabled', false),
    retentionDays: retention.integer('days', 0),
    analytics: analytics.boolean('enabled', false),
  }
}

export function readWebFirewallPolicy(read: ReadResource): WebFirewallPolicy {
  const settings = read.properties.map('policySettings')
  return {
    asset: 'web-firewall-policy',
    ...metaOf(read, 'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies'),
    state: settings.text('state', 'Enabled'),
    mode: settings.text('mode', 'Prevention'),
  }
}
